"""Questions whose worker died, or whose post's reply was lost: answered once in the end."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.guard import Guard
from bot.slack.reception import Reception
from bot.slack.recovery import Recovery
from bot.slack.traces import mark
from bot.state.claims import LEASE, Place
from bot.state.store import State, open_state
from tests.slack_server.driver import People, Workers
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
