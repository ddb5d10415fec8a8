"""Questions whose worker died, or whose post's reply was lost: answered once in the end."""

import hashlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from threading import Event
from typing import Any
from urllib.error import URLError

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.connections import Connections, Reply
from bot.slack.delivery import Outcome
from bot.slack.guard import Guard
from bot.slack.messages import Message
from bot.slack.posting import post_once
from bot.slack.reception import Reception
from bot.slack.recovery import Recovery
from bot.slack.traces import mark
from bot.state.channels import ChannelSettings
from bot.state.claims import LEASE, WORK, Claims, Place
from bot.state.escalations import Escalation, Escalations
from bot.state.schema import claims
from bot.state.store import State, open_state
from tests.scenarios.asking import ask, reply
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, Workers, element_of
from tests.slack_server.server import LocalSlack

QUESTION = "what code for ganglion impar?"
MENTION = Place("T1", "C1", "7.0", None, "U1", "mention")

MakeRecovery = Callable[[], Recovery]


@dataclass
class Hour:
    """A clock that is set."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture
def hour() -> Hour:
    """The time for all workers."""
    return Hour()


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory, hour: Hour) -> State:
    """A state whose time is set."""
    return open_state(f"sqlite:///{tmp_path_factory.mktemp('state') / 's.sqlite'}", hour)


@pytest.fixture
def recovery(slack: LocalSlack, state: State, sample_answerer: Answerer, hour: Hour) -> Recovery:
    """Another worker that looks after what was left."""
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    other = open_state(state.engine.url.render_as_string(), hour)
    client = SlackClient("xoxb-test", slack.url)
    reception = Reception(sample_answerer, other, settings, Guard(settings))
    return Recovery(reception, lambda _: client, AtOnce())


def left_behind(slack: LocalSlack, state: State, hour: Hour, place: Place) -> None:
    """Have a worker die over a question."""
    slack.says({"channel": place.channel, "ts": place.ts, "user": place.user, "text": f"<@UBOT> {QUESTION}"})
    state.claims.take(place)
    hour.now += LEASE + 1


@pytest.mark.parametrize("place", [MENTION, Place("T1", "D1", "7.0", None, "U1", "direct")])
def test_what_a_dead_worker_left_is_answered_by_another(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, place: Place
) -> None:
    """The question's words come from Slack, for the state never held them; once."""
    left_behind(slack, state, hour, place)
    recovery.take_over()
    recovery.take_over()
    (message,) = slack.posted
    assert "64999" in message["text"]
    assert message["channel"] == place.channel


def test_a_take_over_holds_nothing_up(recovery: Recovery, slack: LocalSlack, state: State, hour: Hour) -> None:
    """Slack may let a question wait; what else is done from time to time does not wait with it."""
    left_behind(slack, state, hour, MENTION)
    slow, client, workers = Event(), SlackClient("xoxb-test", slack.url), Workers()
    patient = Recovery(recovery.reception, lambda _: client if slow.wait(10) else None, workers)
    patient.take_over()
    assert slack.posted == []
    slow.set()
    workers.idle()
    assert len(slack.posted) == 1
    workers.shutdown()


def test_an_answer_that_was_posted_before_the_death_is_not_posted_again(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """Each answer carries whose it is."""
    left_behind(slack, state, hour, MENTION)
    SlackClient("xoxb-test", slack.url).chat_postMessage(
        channel="C1", thread_ts="7.0", text="64999", metadata=mark(MENTION)
    )
    recovery.take_over()
    assert len(slack.posted) == 1


@pytest.mark.parametrize("posted", [True, False])
def test_a_delivery_of_what_a_dead_worker_had_is_answered_once(
    people: People, slack: LocalSlack, state: State, hour: Hour, posted: bool
) -> None:
    """Slack delivers again before the claim is missed: the answer may be there all the same."""
    left_behind(slack, state, hour, MENTION)
    if posted:
        SlackClient("xoxb-test", slack.url).chat_postMessage(
            channel="C1", thread_ts="7.0", text="64999", metadata=mark(MENTION)
        )
    people.mention(QUESTION, ts="7.0")
    assert len(slack.posted) == 1
    hour.now += LEASE + 1
    assert state.claims.take_over() == []


def test_a_delivery_of_a_reply_that_a_dead_worker_had_is_passed_on_once(
    make_people: MakePeople, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """The asker would read it twice."""
    people = make_people(help_channel="CHELP")
    reply_left_behind(slack, state, hour, "C1", posted=True)
    people.message("At noon", channel="CHELP", user="U2", thread_ts="7.0", ts="8.0")
    assert len(slack.posted) == 1


def test_a_question_that_cannot_be_read_again_is_told(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """Without the right to read channels the person is asked to ask again."""
    left_behind(slack, state, hour, MENTION)
    slack.fail("conversations.replies", error="missing_scope")
    recovery.take_over()
    assert "was interrupted" in slack.posted[0]["text"]


def test_a_question_that_was_deleted_meanwhile_is_left(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """Its person took it back."""
    state.claims.take(MENTION)
    hour.now += LEASE + 1
    recovery.take_over()
    assert slack.posted == []
    assert state.claims.take_over() == []


def test_shared_channels_stay_shut_on_a_take_over(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """The claim remembers what the event said of the channel."""
    left_behind(slack, state, hour, Place("T1", "CSHARED", "7.0", None, "U1", "mention", shared=True))
    recovery.take_over()
    assert slack.posted == []


@pytest.mark.parametrize(("lost", "error"), [(True, ""), (False, "internal_error")])
def test_a_lost_reply_ends_in_exactly_one_post(
    people: People, slack: LocalSlack, lost: bool, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether Slack had posted or not: it is asked."""
    monkeypatch.setattr("bot.slack.reception._SETTLED", 0.0)
    if lost:
        slack.fail("chat.postMessage", lost=True)
    else:
        slack.fail("chat.postMessage", error=error)
    people.mention(QUESTION)
    assert len(slack.posted) == 1


def test_without_an_answer_from_slack_a_lost_reply_is_no_second_post(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once at most."""
    monkeypatch.setattr("bot.slack.reception._SETTLED", 0.0)
    slack.fail("chat.postMessage", lost=True)
    slack.fail("conversations.replies", error="missing_scope")
    people.mention(QUESTION)
    assert len(slack.posted) == 1


@dataclass
class Outage:
    """Slack out of reach: calls of methods whose names end so reach nobody, as many as are left."""

    method: str = ""
    left: int = 0


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Outage:
    """An outage that begins when a test says so; posts are tried again without a pause."""
    outage, post = Outage(), Connections.post

    def refused(connections: Connections, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        if outage.left and url.endswith(outage.method):
            outage.left -= 1
            raise URLError(ConnectionRefusedError("nobody is there"))
        return post(connections, url, body, headers)

    monkeypatch.setattr(Connections, "post", refused)
    monkeypatch.setattr("bot.slack.reception._SETTLED", 0.0)
    monkeypatch.setattr("bot.slack.delivery._POST_AGAIN", (0.0, 0.0, 0.0))
    monkeypatch.setattr("bot.slack.delivery._READ_AGAIN", (0.0, 0.0))
    return outage


def test_a_post_that_reached_nobody_is_tried_again(people: People, slack: LocalSlack, outage: Outage) -> None:
    """It surely is not there twice."""
    outage.method, outage.left = "chat.postMessage", 2
    people.mention(QUESTION)
    assert len(slack.posted) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", ""])
def test_an_answer_that_reached_nobody_is_given_later(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, outage: Outage, method: str
) -> None:
    """Once, whether Slack was lost before or after it was asked who asks; by whichever worker."""
    outage.method, outage.left = method, 1_000
    people.mention(QUESTION)
    outage.left = 0
    assert slack.posted == slack.whispered == []
    hour.now += LEASE - 1
    state.claims.renew()
    hour.now += 2
    for _ in range(2):
        recovery.take_over()
    assert len(slack.posted) == 1
    hour.now += LEASE + 1
    assert state.claims.take_over() == []


@pytest.mark.parametrize(("lost", "error"), [(True, ""), (False, "internal_error")])
def test_whether_an_answer_is_there_is_asked_when_slack_is_back(
    people: People,
    recovery: Recovery,
    slack: LocalSlack,
    hour: Hour,
    outage: Outage,
    lost: bool,
    error: str,
) -> None:
    """The outage may begin with the post itself."""
    slack.fail("chat.postMessage", lost=lost, error=error)
    outage.method, outage.left = "conversations.replies", 1_000
    people.mention(QUESTION)
    for _ in range(3):
        hour.now += LEASE + 1
        recovery.take_over()
        outage.left = 0
    assert len(slack.posted) == 1
    assert "64999" in slack.posted[0]["text"]


def test_a_slack_that_fails_twice_is_asked_later(
    people: People, recovery: Recovery, slack: LocalSlack, hour: Hour, outage: Outage
) -> None:
    """What became of the second post is as uncertain as it was of the first."""
    slack.fail("chat.postMessage", error="internal_error", times=2)
    people.mention(QUESTION)
    assert slack.posted == []
    for _ in range(2):
        hour.now += LEASE + 1
        recovery.take_over()
    assert len(slack.posted) == 1


def test_an_answer_for_one_person_is_given_later_too(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, outage: Outage
) -> None:
    """A private channel is none where nothing is heard."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    outage.method, outage.left = "chat.postEphemeral", 1_000
    people.mention(QUESTION)
    outage.left = 0
    hour.now += LEASE + 1
    recovery.take_over()
    assert "64999" in slack.whispered[0]["text"]


def test_an_answer_that_slack_has_no_time_for_is_given_later(
    people: People, recovery: Recovery, slack: LocalSlack, hour: Hour
) -> None:
    """A wait that nobody has the patience for is no reason for silence."""
    slack.fail("chat.postMessage", status=429, retry_after=3_600)
    people.mention(QUESTION)
    assert slack.posted == []
    hour.now += LEASE + 1
    recovery.take_over()
    assert len(slack.posted) == 1


def test_a_gap_is_counted_once_however_often_it_is_tried(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, outage: Outage
) -> None:
    """The owners see questions, not attempts."""
    outage.method, outage.left = "chat.postMessage", 1_000
    people.mention("lunch menu")
    outage.left = 0
    hour.now += LEASE + 1
    recovery.take_over()
    assert "Not found" in slack.posted[0]["text"]
    assert len(state.gaps.since(1e9)) == 1


def test_an_outage_without_end_is_given_up(
    people: People,
    recovery: Recovery,
    slack: LocalSlack,
    state: State,
    hour: Hour,
    outage: Outage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """After minutes nobody waits for the answer any more."""
    outage.method, outage.left = "chat.postMessage", 1_000
    people.mention(QUESTION)
    for _ in range(int(WORK / LEASE) + 2):
        hour.now += LEASE + 1
        recovery.take_over()
    hour.now += LEASE + 1
    assert state.claims.take_over() == []
    assert 900 < outage.left < 1_000
    assert [record.message for record in caplog.records].count("question given up") == 1
    assert "ganglion" not in caplog.text


def test_a_question_that_cannot_be_read_again_is_told_when_slack_is_back(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, outage: Outage
) -> None:
    """The excuse is as likely to reach nobody as an answer."""
    left_behind(slack, state, hour, MENTION)
    outage.left = 1_000
    recovery.take_over()
    outage.left = 0
    slack.fail("conversations.replies", error="missing_scope")
    hour.now += LEASE + 1
    recovery.take_over()
    assert "was interrupted" in slack.posted[0]["text"]


def test_a_fault_of_a_take_over_is_tried_again(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, caplog: pytest.LogCaptureFixture
) -> None:
    """Later, as whatever else was left behind."""
    client, faults = SlackClient("xoxb-test", slack.url), [KeyError("secret")]

    def client_for(_: str) -> SlackClient:
        if faults:
            raise faults.pop()
        return client

    faulty = Recovery(recovery.reception, client_for, AtOnce())
    left_behind(slack, state, hour, MENTION)
    faulty.take_over()
    assert "secret" not in caplog.text
    hour.now += LEASE - 1
    recovery.reception.state.claims.renew()
    hour.now += 2
    faulty.take_over()
    assert len(slack.posted) == 1


REPLY = Place("T1", "CHELP", "8.0", "7.0", "U2", "reply")


def reply_left_behind(slack: LocalSlack, state: State, hour: Hour, channel: str, *, posted: bool = False) -> None:
    """Have a worker die over a helper's reply, before or after the asker got it."""
    state.escalations.open(Escalation("T1", channel, "6.0" if channel else None, "U1", "CHELP", "7.0"))
    slack.says(
        {"channel": "CHELP", "ts": "8.0", "thread_ts": "7.0", "user": "U2", "text": "At <https://x.example|noon>"}
    )
    state.claims.take(REPLY)
    if posted:
        client = SlackClient("xoxb-test", slack.url)
        post_once(client, Message("At noon", []), channel=channel, thread_ts="6.0", key="reply:8.0:0")
    hour.now += LEASE + 1


def test_a_reply_whose_worker_died_is_passed_on(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """The helper wrote it once, and takes it for passed on."""
    reply_left_behind(slack, state, hour, "C1")
    recovery.take_over()
    recovery.take_over()
    (told,) = slack.posted
    assert (told["channel"], told["thread_ts"]) == ("C1", "6.0")
    assert "At noon (https://x.example)" in told["text"]
    assert "I passed your reply on" in slack.whispered[0]["text"]


def test_a_reply_that_the_asker_has_is_not_passed_on_again(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """The worker died after it."""
    reply_left_behind(slack, state, hour, "C1", posted=True)
    recovery.take_over()
    assert len(slack.posted) == 1


@pytest.mark.parametrize("channel", ["C1", ""])
def test_a_reply_of_which_slack_says_nothing_is_told(
    recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, channel: str
) -> None:
    """It may be there or not: the reply cannot be read any more, or the asker was told in a direct message."""
    reply_left_behind(slack, state, hour, channel)
    if channel:
        slack.fail("conversations.replies", error="missing_scope")
    recovery.take_over()
    assert slack.posted == []
    assert "did not say whether the asker got your reply" in slack.whispered[0]["text"]
    assert state.claims.take_over() == []


def test_a_helper_who_cannot_be_told_now_is_told_later(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, hour: Hour, outage: Outage
) -> None:
    """What became of the reply; the outage may have taken that too."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    outage.left = 1_000
    reply(people, slack, "At noon.")
    outage.left = 0
    told = len(slack.whispered)
    hour.now += LEASE + 1
    recovery.take_over()
    assert [message["user"] for message in slack.whispered[told:]] == ["U2"]


@pytest.mark.parametrize(("shared", "swept"), [(True, False), (False, True), (False, False)])
def test_a_share_whose_worker_died_can_be_repeated(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, hour: Hour, shared: bool, swept: bool
) -> None:
    """By the click of whoever saw that it is not there; what is there is found, and not posted again."""
    people.command(QUESTION)
    answer = {**slack.responses[0], "channel": "C1", "ts": "5.0"}
    if shared:
        people.click(answer, "share")
    with state.engine.begin() as connection:
        connection.execute(claims.delete())
    value = element_of(answer["blocks"], "share")["value"]
    which = hashlib.blake2b(value.encode(), digest_size=3).hexdigest()
    state.claims.take(Place("T1", "C1", f"share:5.0:{which}", None, "U1", "click"))
    hour.now += LEASE + 1
    if swept:
        recovery.take_over()
    people.click(answer, "share")
    assert slack.responses[-1]["text"] == "Shared."
    assert len(slack.posted) == 1


def asking_left_behind(people: People, slack: LocalSlack, state: State, how_far: str) -> None:
    """Have a worker die over a question to a person, before its post or after it."""
    with pytest.MonkeyPatch.context() as dying:
        if how_far == "posted":
            dying.setattr(Escalations, "stands_at", lambda *_: None)
        else:
            dying.setattr("bot.slack.asking.post_once", lambda *_, **__: (Outcome.DONE, "ask:V1"))
        dying.setattr(Claims, "settle", lambda *_, **__: None)
        ask(people, slack)
    state.claims.release()


@pytest.mark.parametrize(("how_far", "told"), [("recorded", "before the people who help got"), ("posted", "here when")])
def test_a_question_to_a_person_whose_worker_died_is_found(
    make_people: MakePeople,
    recovery: Recovery,
    slack: LocalSlack,
    state: State,
    how_far: str,
    told: str,
) -> None:
    """A thread of those who help that nobody knows of would take their replies for ever."""
    people = make_people(help_channel="CHELP")
    asking_left_behind(people, slack, state, how_far)
    recovery.take_over()
    recovery.take_over()
    assert [told in message["text"] for message in slack.whispered][1:] == [True]
    if how_far == "posted":
        reply(people, slack, "At noon.")
        assert "At noon" in slack.posted[-1]["text"]


def test_a_reply_to_who_asked_directly_is_looked_for_where_they_asked(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, hour: Hour
) -> None:
    """What a dead worker had not passed on is passed on."""
    people = make_people(help_channel="CHELP")
    people.direct("lunch menu")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": "lunch menu"}})
    help_ts = next(message["ts"] for message in slack.posted if message["channel"] == "CHELP")
    said = {"channel": "CHELP", "ts": people.ts(), "thread_ts": help_ts, "user": "U2", "text": "At noon"}
    slack.says({**said, "files": [{"id": "F1"}]})
    state.claims.take(Place("T1", "CHELP", said["ts"], help_ts, "U2", "reply"))
    hour.now += LEASE + 1
    recovery.take_over()
    assert "At noon" in slack.posted[-1]["text"]
    assert slack.posted[-1]["channel"] == "D1"
    assert "no files" in slack.whispered[-1]["text"]
