"""Workers that die, Slack out of reach, and another worker that looks after what was left."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.connections import Connections, Reply
from bot.slack.delivery import Posted
from bot.slack.guard import Guard
from bot.slack.outcomes import Outcome
from bot.slack.reception import Reception
from bot.slack.recovery import Recovery
from bot.slack.service import Service
from bot.state.claims import LEASE, Claims, Place
from bot.state.escalations import Escalations
from bot.state.store import State, open_state
from tests.clock import Clock
from tests.scenarios.asking import ANSWERED, ask
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

MENTION = Place("T1", "C1", "7.0", None, "U1", "mention")


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture
def clock() -> Clock:
    """The time for all workers."""
    return Clock()


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> State:
    """A state whose time is set."""
    return open_state(f"sqlite:///{tmp_path_factory.mktemp('state') / 's.sqlite'}", clock)


@pytest.fixture
def recovery(slack: LocalSlack, state: State, sample_answerer: Answerer, clock: Clock) -> Recovery:
    """Another worker that looks after what was left."""
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    other = open_state(state.engine.url.render_as_string(), clock)
    client = SlackClient("xoxb-test", slack.url)
    reception = Reception(Service(sample_answerer, other, settings, Guard(settings)))
    return Recovery(reception, lambda _: client, AtOnce())


def left_behind(slack: LocalSlack, state: State, clock: Clock, place: Place) -> None:
    """Have a worker die over a question."""
    slack.says({"channel": place.channel, "ts": place.ts, "user": place.user, "text": f"<@UBOT> {ANSWERED}"})
    state.claims.take(place)
    clock.now += LEASE + 1


def asking_left_behind(people: People, slack: LocalSlack, state: State, how_far: str) -> None:
    """Have a worker die over a question to a person, before its post or after it."""
    with pytest.MonkeyPatch.context() as dying:
        if how_far == "posted":
            dying.setattr(Escalations, "stands_at", lambda *_: None)
        else:
            dying.setattr("bot.slack.asking.post_once", lambda *_, **__: Posted(Outcome.DONE, "ask:V1"))
        dying.setattr(Claims, "settle", lambda *_, **__: None)
        ask(people, slack)
    state.claims.release()


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
    monkeypatch.setattr("bot.slack.posting._SETTLED", 0.0)
    monkeypatch.setattr("bot.slack.delivery._POST_AGAIN", (0.0, 0.0, 0.0))
    monkeypatch.setattr("bot.slack.delivery._READ_AGAIN", (0.0, 0.0))
    return outage
