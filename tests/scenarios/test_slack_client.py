"""Calls to Slack: over connections that are kept, repeated after a rate limit and after nothing else."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.slack import client as module
from bot.slack import connections, lines
from bot.slack.client import SlackClient
from bot.slack.connections import Connections
from bot.slack.ending import Ending
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack


def post(client: SlackClient, text: str = "hello") -> None:
    """Post a message."""
    client.chat_postMessage(channel="C1", text=text)


def test_all_calls_of_all_workspaces_share_their_connections(slack: LocalSlack, client: SlackClient) -> None:
    """A connection for each call would cost two round trips and, over TLS, the reading of all certificates."""
    for token in ("xoxb-test", "xoxb-other", None):
        post(client.with_token(token))
    assert len(slack.posted) == 3
    assert slack.connections == 1


def test_questions_are_answered_over_one_connection(people: People, slack: LocalSlack) -> None:
    """Bolt makes a client of its own for each event; it is not used."""
    people.mention("What code for ganglion impar?")
    before = slack.connections
    people.mention("What code for ganglion impar?")
    assert len(slack.posted) == 2
    assert slack.connections == before


def test_a_connection_that_was_idle_is_not_used_again(
    slack: LocalSlack, client: SlackClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack may close it while the call is on its way, and then nobody knows whether it was done."""
    post(client)
    monkeypatch.setattr(connections, "_IDLE", -1.0)
    post(client)
    assert slack.connections == 2


class Waits(threading.Event):
    """Takes down how long is waited, and takes no time for it."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Return whether it was set."""
        self.seconds.append(timeout)
        return self.is_set()


@pytest.fixture
def waits() -> Waits:
    """What the patient client waits with."""
    return Waits()


@pytest.fixture
def patient(slack: LocalSlack, waits: Waits) -> SlackClient:
    """A client whose waits take no time."""
    return SlackClient("xoxb-test", slack.url, ending=Ending(waits))


def test_a_rate_limit_is_waited_out(slack: LocalSlack, patient: SlackClient, waits: Waits) -> None:
    """As long as Slack says, however often."""
    slack.fail("chat.postMessage", status=429, retry_after=3, times=3)
    post(patient)
    assert waits.seconds == pytest.approx([3, 3, 3], abs=0.1)
    assert len(slack.posted) == 1


def test_a_rate_limit_without_end_is_an_error(slack: LocalSlack, patient: SlackClient) -> None:
    """Nobody waits for ever."""
    slack.fail("chat.postMessage", status=429, times=int(lines.PATIENCE) + 1)
    slack.fail("users.info", status=429, times=module.RATE_LIMIT_RETRIES + 1)
    with pytest.raises(SlackApiError) as caught:
        post(patient)
    assert caught.value.response["error"] == "ratelimited"
    with pytest.raises(SlackApiError) as caught:
        patient.users_info(user="U1")
    assert caught.value.response["error"] == "ratelimited"


def test_a_wait_beyond_all_patience_is_not_begun(slack: LocalSlack, patient: SlackClient, waits: Waits) -> None:
    """It would hold a worker and end in nothing; waits that follow each other count together."""
    slack.fail("chat.postMessage", status=429, retry_after=3_600)
    with pytest.raises(SlackApiError):
        post(patient)
    assert waits.seconds == []
    slack.fail("users.info", status=429, retry_after=20, times=3)
    with pytest.raises(SlackApiError):
        patient.users_info(user="U1")
    assert waits.seconds == [20, 20]
    assert slack.posted == []


def test_posts_in_a_channel_that_is_full_go_one_after_the_other(
    slack: LocalSlack, client: SlackClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order in which they came, with Slack's pause between them; other channels wait for none of them."""
    monkeypatch.setattr(lines, "PACE", 0.2)
    slack.fail("chat.postMessage", status=429, retry_after=1)
    with ThreadPoolExecutor() as pool:
        for text in ("1", "2", "3"):
            pool.submit(post, client, text)
            time.sleep(0.1)
        client.chat_postMessage(channel="C2", text="elsewhere")
    assert [message["text"] for message in slack.posted] == ["elsewhere", "1", "2", "3"]
    times = [call.at for call in slack.calls[1:]]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.2


def test_a_line_beyond_all_patience_is_not_joined(
    slack: LocalSlack, client: SlackClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who would wait for too long is told so at once."""
    monkeypatch.setattr(lines, "PATIENCE", 3.0)
    slack.fail("chat.postMessage", status=429, retry_after=2)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(post, client)
        time.sleep(0.3)
        second = pool.submit(post, client)
        time.sleep(0.1)
        with pytest.raises(SlackApiError):
            post(client)
        assert not first.done()
        first.result()
        second.result()
    assert len(slack.posted) == 2


def test_calls_of_all_workspaces_end_with_the_bot(slack: LocalSlack, client: SlackClient) -> None:
    """What was not posted then is known not to be: another worker answers."""
    other = client.with_token("xoxb-other")
    assert client.end()
    with pytest.raises(SlackApiError) as caught:
        post(other)
    assert caught.value.response["error"] == "ended"
    assert slack.posted == []


def test_a_wait_ends_with_the_bot(slack: LocalSlack, client: SlackClient) -> None:
    """At once, and without another call."""
    slack.fail("chat.postMessage", status=429, retry_after=30)
    threading.Timer(0.2, client.end).start()
    began = time.monotonic()
    with pytest.raises(SlackApiError):
        post(client.with_token("xoxb-other"))
    assert time.monotonic() - began < 5
    assert slack.posted == []


def test_a_call_without_reply_is_not_repeated(slack: LocalSlack, client: SlackClient) -> None:
    """It may have been done: the caller has to ask."""
    slack.fail("chat.postMessage", lost=True)
    with pytest.raises(URLError) as caught:
        post(client)
    assert not isinstance(caught.value.reason, ConnectionRefusedError)
    assert len(slack.posted) == 1
    post(client)
    assert len(slack.posted) == 2


def test_a_call_that_reached_nobody_says_so(slack: LocalSlack, client: SlackClient) -> None:
    """That one can be repeated."""
    slack.stop()
    with pytest.raises(URLError) as caught:
        post(client)
    assert isinstance(caught.value.reason, ConnectionRefusedError)


def test_what_is_no_json_is_an_error_without_its_text(client: SlackClient, slack: LocalSlack) -> None:
    """A gateway's page may come instead of Slack's reply."""
    slack.fail("chat.postMessage", page="<html>hello</html>")
    with pytest.raises(SlackRequestError) as caught:
        post(client)
    assert "hello" not in str(caught.value)
    assert slack.connections == 1


def test_a_broken_letter_is_sent_as_an_escape(slack: LocalSlack, client: SlackClient) -> None:
    """A message of a person may hold half a character, and Slack repeats it in its reply."""
    post(client, "a \ud800 b")
    assert slack.posted[0]["text"] == "a \ud800 b"


def test_values_that_are_not_given_are_not_sent(slack: LocalSlack, client: SlackClient) -> None:
    """Slack reads a form's words, and "None" is one."""
    client.conversations_replies(channel="C1", ts="1.0", inclusive=True, cursor=None)
    assert slack.called("conversations.replies") == [{"channel": "C1", "ts": "1.0", "inclusive": "1"}]


def test_a_proxy_is_used(slack: LocalSlack) -> None:
    """As the environment names it, for machines that reach Slack through one alone."""
    client = SlackClient("xoxb-test", "http://slack.invalid/api/", Connections(slack.url.removesuffix("/api/")))
    post(client)
    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.example.org/upload/v1/1",
        "https://evilslack.com/upload/v1/1",
        "http://files.slack.com/upload/v1/1",
        "https://files.slack.com@example.org/upload/v1/1",
        "file:///upload/v1/1",
        "",
    ],
)
def test_a_file_is_uploaded_to_nobody_but_slack(client: SlackClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the place of the address that Slack gives; the error does not repeat it."""
    monkeypatch.setattr(Connections, "post", pytest.fail)
    with pytest.raises(module.NotSlack) as caught:
        client.upload(url, b"words")
    assert "/upload" not in str(caught.value)


@pytest.mark.parametrize("host", ["files.slack.com", "files.slack-gov.com"])
def test_a_file_is_uploaded_without_the_token(client: SlackClient, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its address is permission enough."""
    sent: list[tuple[str, bytes, dict[str, str]]] = []

    def post(_: Connections, url: str, body: bytes, headers: dict[str, str]) -> connections.Reply:
        sent.append((url, body, headers))
        return connections.Reply(200, {}, b"OK - 5")

    monkeypatch.setattr(Connections, "post", post)
    client.upload(f"https://{host}/upload/v1/1", b"words")
    ((url, body, headers),) = sent
    assert (url, body) == (f"https://{host}/upload/v1/1", b"words")
    assert "xoxb" not in str(headers)


def test_what_is_granted_is_as_slack_said_last(slack: LocalSlack, client: SlackClient) -> None:
    """Of each token by itself; before it says anything, a scope may be granted."""
    assert client.granted("files:write")
    post(client)
    assert client.granted("files:write")
    slack.scopes = frozenset({"chat:write"})
    post(client)
    assert not client.granted("files:write")
    assert client.granted("chat:write")
    assert client.with_token("xoxb-other").granted("files:write")
