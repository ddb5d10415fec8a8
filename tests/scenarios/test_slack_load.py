"""More at once than Slack or we can take, and the end of the bot in the midst of it: answered once in the end."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from threading import Event
from typing import Any

import pytest
from slack_bolt import BoltResponse

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.connections import Connections, Reply
from bot.slack.guard import Guard
from bot.slack.reception import Reception
from bot.slack.recovery import Recovery
from bot.slack.run import drain
from bot.slack.service import Service
from bot.slack.workers import Workers as AtWork
from bot.state.channels import ChannelSettings
from bot.state.store import State, open_state
from tests.scenarios.asking import ANSWERED, mention
from tests.scenarios.conftest import MakePeople, eventually
from tests.slack_server.app import build_app
from tests.slack_server.driver import People, Workers
from tests.slack_server.server import LocalSlack


def message(ts: str, text: str) -> dict[str, Any]:
    """Return the event of a message that mentions nobody."""
    return {"type": "message", "channel_type": "channel", "user": "U1", "channel": "C1", "ts": ts, "text": text}


class Never(Executor):
    """Has what it is given wait for ever."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do nothing."""
        return Future()


def another(slack: LocalSlack, state: State, answerer: Answerer, workers: Workers) -> Recovery:
    """Return another worker on the same state."""
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    client = SlackClient("xoxb-test", slack.url)
    reception = Reception(Service(answerer, open_state(state.engine.url.render_as_string()), settings, Guard(settings)))
    return Recovery(reception, lambda _: client, workers)


def test_what_is_acknowledged_and_waits_is_answered_by_another(
    slack: LocalSlack, state: State, sample_answerer: Answerer
) -> None:
    """A bot that ends leaves whatever it took from Slack, begun or not."""
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    workers = Workers()
    app = build_app(sample_answerer, settings, state, SlackClient("xoxb-test", slack.url), Never())
    slack.says(mention("7.0"))
    assert People(app, slack, workers).event(mention("7.0")).status == 200
    state.claims.release()
    another(slack, state, sample_answerer, workers).take_over()
    workers.idle()
    assert [message["thread_ts"] for message in slack.posted] == ["7.0"]
    workers.shutdown()


def test_what_cannot_be_claimed_is_not_acknowledged(
    make_people: MakePeople, slack: LocalSlack, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack delivers it again: then it is answered."""
    monkeypatch.setattr("bot.state.store.BUSY_SECONDS", 0.1)
    people = make_people(held=open_state(state.engine.url.render_as_string()))
    with sqlite3.connect(str(state.engine.url.database), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert people.event(mention("7.0")).status == 503
        other.execute("COMMIT")
    assert slack.posted == []
    assert people.event(mention("7.0")).status == 200
    assert len(slack.posted) == 1


@pytest.fixture
def ending(
    slack: LocalSlack, state: State, sample_answerer: Answerer, client: SlackClient
) -> Iterator[tuple[People, Workers]]:
    """People around a bot that will end, and its workers."""
    workers = Workers(1)
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    yield People(build_app(sample_answerer, settings, state, client, workers), slack, workers), workers
    workers.shutdown()


def test_nothing_is_posted_after_the_claims_were_given_up(
    ending: tuple[People, Workers], client: SlackClient, slack: LocalSlack, state: State, sample_answerer: Answerer
) -> None:
    """Neither what waited for Slack nor what had not begun: another worker has them by then."""
    people, workers = ending
    slack.fail("chat.postMessage", status=429, retry_after=1)
    for ts in ("7.0", "8.0"):
        slack.says(mention(ts))
        people.event(mention(ts), idle=False)
    assert not drain([workers], state, client, 0.3)
    workers.idle()
    assert slack.posted == []
    theirs = Workers()
    another(slack, state, sample_answerer, theirs).take_over()
    theirs.idle()
    time.sleep(1.0)
    assert sorted(message["thread_ts"] for message in slack.posted) == ["7.0", "8.0"]
    theirs.shutdown()


def test_what_had_not_begun_is_not_begun_at_the_end(
    ending: tuple[People, Workers], client: SlackClient, slack: LocalSlack, state: State, sample_answerer: Answerer
) -> None:
    """Who asks could not be looked up any more, and an open question of somebody unknown is left alone for good."""
    people, workers = ending
    state.channels.change("T1", "C1", ChannelSettings(every_question=True), "UADMIN")
    slack.fail("chat.postMessage", status=429, retry_after=30)
    asked = {**message("8.0", "What code for ganglion impar?"), "user": "U2"}
    slack.says(asked)
    for event in (mention("7.0"), asked):
        people.event(event, idle=False)
    assert not drain([workers], state, client, 0.3)
    workers.idle()
    theirs = Workers()
    another(slack, state, sample_answerer, theirs).take_over()
    theirs.idle()
    assert "8.0" in [posted["thread_ts"] for posted in slack.posted]
    theirs.shutdown()


def test_a_post_on_its_way_at_the_end_is_not_given_up(
    ending: tuple[People, Workers],
    client: SlackClient,
    slack: LocalSlack,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
    sample_answerer: Answerer,
) -> None:
    """Slack may still take it: whether it did is asked when the claim has ended."""
    people, workers = ending
    begun, hanging, post = Event(), Event(), Connections.post

    def slow(connections: Connections, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        if url.endswith("postMessage"):
            begun.set()
            hanging.wait(10)
        return post(connections, url, body, headers)

    monkeypatch.setattr(Connections, "post", slow)
    monkeypatch.setattr("bot.slack.run.LAST_CALLS", 0.1)
    people.event(mention("7.0"), idle=False)
    begun.wait(10)
    assert not drain([workers], state, client, 0.1)
    theirs = Workers()
    another(slack, state, sample_answerer, theirs).take_over()
    theirs.idle()
    hanging.set()
    workers.idle()
    assert len(slack.posted) == 1
    theirs.shutdown()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSlack]:
    """A Slack that takes one post at a time in a channel; its second passes faster."""
    slack = LocalSlack(rate_limited=True, careful=False)
    slack.pace = 0.05
    monkeypatch.setattr("bot.slack.lines.PACE", slack.pace)
    yield slack
    slack.stop()


@pytest.mark.parametrize("count", [12, 40])
def test_all_who_ask_at_once_in_a_channel_are_answered_once(
    narrow: LocalSlack, state: State, sample_answerer: Answerer, count: int
) -> None:
    """Slack takes one message a second: they are posted one after the other, and nobody is refused twice."""
    workers = Workers(16)
    settings = Settings(slack_api_url=narrow.url, questions_per_minute=1_000, _env_file=None)  # type: ignore[call-arg]
    app = build_app(sample_answerer, settings, state, SlackClient("xoxb-test", narrow.url), workers)
    people = People(app, narrow, workers)
    for i in range(count):
        people.event(mention(f"{i}.0"), idle=False)
    workers.idle()
    assert sorted(float(message["thread_ts"]) for message in narrow.posted) == list(range(count))
    assert state.claims.take_over() == []
    workers.shutdown()


def test_clicks_and_commands_do_not_wait_for_posts_that_wait(
    slack: LocalSlack, state: State, sample_answerer: Answerer
) -> None:
    """However many they are, and shared answers among them; nor do questions elsewhere."""
    settings = Settings(slack_api_url=slack.url, questions_per_minute=1_000, _env_file=None)  # type: ignore[call-arg]
    client = SlackClient("xoxb-test", slack.url)
    executors = AtWork(2, "answer"), AtWork(2, "click")
    app = build_app(sample_answerer, settings, state, client, executors[0], clicks=executors[1])
    people = People(app, slack, Workers())
    people.event(mention("1.0", channel="C2"))
    eventually(lambda: len(slack.posted) == 1)
    slack.fail("chat.postMessage", status=429, retry_after=60)
    for i in range(8):
        people.event(mention(f"{i}.5"))
        eventually(partial(lambda waiting: executors[0].waiting == waiting, i + 1))
    works: list[Callable[[], BoltResponse]]
    works = [lambda: people.click(slack.posted[0], "context"), lambda: people.command(ANSWERED)]
    for work in 3 * works:
        assert work().status == 200
        assert executors[0].waiting == 8  # posts still, as for a minute
    people.event(mention("2.0", channel="C2"))
    eventually(lambda: len(slack.views) == len(slack.responses) == 3)
    eventually(lambda: [message["channel"] for message in slack.posted] == ["C2", "C2"])
    assert not drain(executors, state, client, 0.1)


@pytest.mark.parametrize("first", [True, False], ids=["the thread's first question", "a follow-up"])
def test_stop_holds_against_an_answer_that_is_on_its_way(
    people: People, slack: LocalSlack, state: State, first: bool
) -> None:
    """The answer still comes; the thread is left alone all the same, until a new mention."""
    ts = people.ts()
    if not first:
        people.mention(ANSWERED, ts=ts)
    slack.fail("chat.postMessage", status=429, retry_after=1)
    on_its_way = mention(ts) if first else {**message(people.ts(), "is it safe?"), "thread_ts": ts}
    people.event(on_its_way, idle=False)
    people.event({**message(people.ts(), "stop"), "thread_ts": ts}, idle=False)
    eventually(lambda: len(slack.whispered) == 1)
    people.workers.idle()
    posted = len(slack.posted)
    assert posted == 2 - first
    assert not state.threads.is_engaged(("T1", "C1", ts))
    people.message("how well does it work?", thread_ts=ts)
    assert len(slack.posted) == posted
    people.mention(ANSWERED, thread_ts=ts)
    people.message("how well does it work?", thread_ts=ts)
    assert len(slack.posted) == posted + 2


def test_stop_is_for_people_where_nothing_is_asked(people: People, slack: LocalSlack) -> None:
    """They may say so to each other."""
    people.message("stop", thread_ts=people.ts())
    assert slack.whispered == []
