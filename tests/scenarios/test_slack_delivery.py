"""What becomes of an answer when Slack refuses, limits, breaks or repeats."""

import time
from typing import Any, NoReturn

import pytest

from bot.state.channels import ChannelSettings
from bot.state.claims import LEASE, Place
from bot.state.store import State, open_state
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("channel_not_found", "no place"),
        ("not_in_channel", "no place"),
        ("is_archived", "no place"),
        ("missing_scope", "not permitted"),
        ("invalid_auth", "no access"),
        ("token_revoked", "no access"),
        ("some_new_error", "failed"),
    ],
)
def test_every_refusal_is_a_plain_outcome(
    people: People, slack: LocalSlack, caplog: pytest.LogCaptureFixture, error: str, outcome: str
) -> None:
    """No retry storm, and the log holds Slack's code and neither question nor passage."""
    slack.fail("chat.postMessage", error=error)
    people.mention(ANSWERED)
    assert slack.posted == []
    refused = [(r.error, r.outcome) for r in caplog.records if r.message == "call refused by Slack"]  # type: ignore[attr-defined]
    assert refused == [(error, outcome)]
    assert "64999" not in caplog.text
    assert "ganglion" not in caplog.text


@pytest.mark.parametrize("error", ["msg_blocks_too_long", "invalid_blocks"])
def test_blocks_that_slack_refuses_go_out_as_text(people: People, slack: LocalSlack, error: str) -> None:
    """The answer arrives all the same."""
    slack.fail("chat.postMessage", error=error)
    people.mention(ANSWERED)
    (message,) = slack.posted
    assert "64999" in message["text"]
    assert "blocks" not in message
    assert (message["mrkdwn"], message["parse"]) == (False, "none")


@pytest.mark.parametrize("error", ["msg_blocks_too_long", "invalid_blocks"])
def test_a_private_answer_goes_out_as_text_too(people: People, slack: LocalSlack, state: State, error: str) -> None:
    """Addresses in it are no links, as they are none in the blocks."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    slack.fail("chat.postEphemeral", error=error)
    people.mention(ANSWERED)
    (message,) = slack.whispered
    assert "64999" in message["text"]
    assert (message.get("blocks"), message["parse"]) == (None, "none")


def test_a_rate_limit_is_waited_out(people: People, slack: LocalSlack) -> None:
    """429 twice, then one post."""
    slack.fail("chat.postMessage", status=429, times=2, retry_after=0)
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


def test_one_message_a_second_is_kept_to(make_people: MakePeople, slack: LocalSlack) -> None:
    """Three questions at once in one channel: three answers, none lost, none twice."""
    slack.rate_limited = True
    people = make_people()
    for ts in ("1.0", "2.0", "3.0"):
        event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": f"<@UBOT> {ANSWERED}"}
        people.event(event, idle=False)
    people.workers.idle()
    assert sorted(message["thread_ts"] for message in slack.posted) == ["1.0", "2.0", "3.0"]


@pytest.mark.parametrize("fault", [{"lost": True}, {"status": 500, "error": "internal_error"}])
def test_a_broken_reply_is_never_followed_by_a_second_post(
    people: People, slack: LocalSlack, fault: dict[str, Any]
) -> None:
    """Slack may have posted before the connection broke."""
    slack.fail("chat.postMessage", **fault)
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


def test_an_answer_that_fails_is_told_under_an_id(
    make_people: MakePeople, slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """The asker gets a fixed sentence, the log the same id and the kind of error, nobody the error's words."""

    class Broken:
        engine: Any = None

        def answer(self, question: str, *_: object, **__: object) -> NoReturn:
            raise KeyError(question)

    make_people(Broken()).mention("the secret question")
    (record,) = [r for r in caplog.records if r.message == "question failed"]
    assert record.error.startswith("KeyError at test_slack_delivery.py:")  # type: ignore[attr-defined]
    assert "Something went wrong" in slack.whispered[0]["text"]
    assert "secret" not in caplog.text + slack.whispered[0]["text"]


def test_a_claim_is_done_after_its_answer(people: People, slack: LocalSlack, state: State) -> None:
    """Nothing is left for another worker to take over, however late it looks."""
    ts = people.mention(ANSWERED)
    later = open_state(state.engine.url.render_as_string(), lambda: time.time() + 10 * LEASE)
    taken, left = later.claims.take(Place("T1", "C1", ts, None, "U1", "mention")), later.claims.take_over()
    later.close()
    assert len(slack.posted) == 1
    assert (bool(taken), left) == (False, [])


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nobody wait before something is tried again."""
    monkeypatch.setattr("bot.slack.delivery._POST_AGAIN", (0.0, 0.0, 0.0))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("failure", [{"error": "internal_error"}, {"lost": True}])
def test_a_private_answer_is_tried_again_when_slack_does_not_say(
    people: People, slack: LocalSlack, state: State, failure: dict[str, Any]
) -> None:
    """Twice under one person's eyes is better than never."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    slack.fail("chat.postEphemeral", **failure)
    people.mention(ANSWERED)
    assert "64999" in slack.whispered[-1]["text"]
    assert slack.posted == []


@pytest.mark.usefixtures("at_once")
def test_a_refusal_is_tried_again_when_slack_does_not_say(people: People, slack: LocalSlack) -> None:
    """A warning about a patient reaches its person."""
    slack.fail("chat.postEphemeral", error="internal_error")
    people.mention("what code for John Smith, DOB 03/04/1961?")
    assert "Please delete the message" in slack.whispered[-1]["text"]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("failure", [{"lost": True}, {"status": 500}, {"status": 404}])
@pytest.mark.parametrize("asked", [ANSWERED, "what code for John Smith, DOB 03/04/1961?", "forget me"])
def test_a_command_is_answered_directly_where_its_url_fails(
    people: People, slack: LocalSlack, failure: dict[str, Any], asked: str
) -> None:
    """Slack delivers no command twice: whoever typed it would wait for ever."""
    slack.fail("response_url", **failure, times=4)
    people.command(asked)
    (message,) = slack.posted
    assert message["channel"] == "U1"
    assert slack.responses == []


@pytest.mark.usefixtures("at_once")
def test_a_response_url_is_tried_again(people: People, slack: LocalSlack) -> None:
    """One broken connection is no reason for a direct message."""
    slack.fail("response_url", lost=True)
    people.command(ANSWERED)
    assert "64999" in slack.responses[0]["text"]
    assert slack.posted == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("restricted_action_read_only_channel", "does not let me post here"),
        ("is_archived", "does not let me post here"),
        ("some_new_error", "did not take my answer"),
    ],
)
def test_an_answer_that_slack_refuses_is_told_to_the_asker(
    people: People, slack: LocalSlack, error: str, told: str
) -> None:
    """Who asked waits for an answer, and would ask again and again."""
    slack.fail("chat.postMessage", error=error)
    people.mention(ANSWERED)
    assert slack.posted == []
    assert told in slack.whispered[0]["text"]


def test_who_cannot_be_told_in_the_channel_is_told_directly(people: People, slack: LocalSlack) -> None:
    """A channel that takes no posts may take none for one person either."""
    for method in ("chat.postMessage", "chat.postEphemeral"):
        slack.fail(method, error="restricted_action")
    people.mention(ANSWERED)
    (message,) = slack.posted
    assert message["channel"] == "U1"
    assert "does not let me post here" in message["text"]


def test_a_private_answer_that_slack_refuses_is_given_directly(people: People, slack: LocalSlack, state: State) -> None:
    """To the same person."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    slack.fail("chat.postEphemeral", error="user_not_in_channel")
    people.mention(ANSWERED)
    (message,) = slack.posted
    assert message["channel"] == "U1"
    assert "64999" in message["text"]


def test_talk_among_people_is_not_told_of_a_refusal(people: People, slack: LocalSlack) -> None:
    """Nobody asked us."""
    ts = people.mention(ANSWERED)
    slack.fail("chat.postMessage", error="restricted_action")
    people.message("the code for ganglion impar", thread_ts=ts)
    assert slack.whispered == []


def broken(*_: object, **__: object) -> NoReturn:
    """Fail as a state that cannot be written."""
    raise RuntimeError("the secret question")


@pytest.mark.parametrize("store", ["gaps.add", "threads.keep"])
def test_a_fault_after_an_answer_is_no_apology(
    make_people: MakePeople,
    slack: LocalSlack,
    state: State,
    store: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The person has the answer, and the thread is followed; the fault is for the log, without a word of theirs."""
    people = make_people(keep_questions_days=7)
    name, method = store.split(".")
    monkeypatch.setattr(getattr(state, name), method, broken)
    ts = people.mention("lunch menu")
    people.command("lunch menu")
    people.shortcut("find_source", "lunch menu")
    assert len(slack.posted) == len(slack.responses) == len(slack.views) == 1
    assert slack.whispered == []
    assert "Not found" in slack.responses[0]["text"]
    assert state.threads.is_engaged(("T1", "C1", ts))
    assert [r.message for r in caplog.records].count("not noted") == 3
    assert "secret" not in caplog.text
