"""An app over a small folder, a Slack of our own, and people in it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.manifest import Shape, scopes
from bot.slack.service import Answers
from bot.state.store import State, open_state
from tests.answering import answerer_over
from tests.slack_server.app import build_app
from tests.slack_server.driver import People, Workers
from tests.slack_server.server import LocalSlack

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"

MakePeople = Callable[..., People]


def eventually(found: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def sample_answerer() -> Answerer:
    """An answerer over the sample collection."""
    return answerer_over(SAMPLE)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A Slack that must have had no reason to refuse a payload of ours; it granted what the manifest asks for."""
    local = LocalSlack(frozenset(scopes(Shape())))
    yield local
    local.stop()
    assert local.refused == []


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """A state in a file of its own."""
    opened = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def state_on_each(state_database: str) -> Iterator[State]:
    """A state on each database that it must work on; modules that want it take it for `state`."""
    opened = open_state(state_database)
    yield opened
    opened.close()


@pytest.fixture
def client(slack: LocalSlack) -> SlackClient:
    """A client with a bot's token."""
    return SlackClient("xoxb-test", slack.url)


@pytest.fixture
def workers() -> Iterator[Workers]:
    """The app's executor."""
    made = Workers()
    yield made
    made.shutdown()


@pytest.fixture
def make_people(slack: LocalSlack, state: State, sample_answerer: Answerer) -> Iterator[MakePeople]:
    """Make people around an app with settings of one's own; `held`: another worker's state."""
    made: list[Workers] = []

    def make(answers: Answers | None = None, held: State = state, **settings: Any) -> People:
        workers = Workers()
        made.append(workers)
        client = SlackClient("xoxb-test", slack.url)
        given = Settings(slack_api_url=slack.url, _env_file=None, **settings)  # type: ignore[call-arg]
        app = build_app(answers or sample_answerer, given, held, client, workers)
        return People(app, slack, workers)

    yield make
    for workers in made:
        workers.shutdown()


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app over the sample collection with the default settings."""
    return make_people()
