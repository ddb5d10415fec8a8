"""Claims: taken once, renewed, taken over, and written together with what else a question changes."""

import gc
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.state.claims import ASKING, CLICK, KEPT, LEASE, WORK, Place, Taken
from bot.state.schema import schema_version
from bot.state.store import BUSY_SECONDS, open_state, state_url
from bot.state.writing import changing
from tests.bot.conftest import Workers
from tests.clock import Clock

PLACE = Place("T1", "C1", "7.0", None, "U1", "mention")
THREAD = ("T1", "C1", "7.0")


def test_one_of_many_takes_a_message(worker: Workers) -> None:
    """Twenty deliveries at once, two workers: one claim."""
    states = [worker(), worker()]
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda i: states[i % 2].claims.take(PLACE, f"Ev{i}"), range(20)))
    assert taken.count(True) == 1


def test_garbage_of_who_waits_does_not_stop_who_writes(tmp_path: Path) -> None:
    """Python may collect a cursor of a waiting connection in the writer's thread; both stood until SQLite gave up."""
    state = open_state(f"sqlite:///{tmp_path}/state.sqlite")
    theirs, ours = state.engine.raw_connection(), state.engine.raw_connection()
    ring: list[object] = [theirs.cursor()]
    ring[0].execute("SELECT 1 UNION SELECT 2")  # type: ignore[attr-defined]
    ring.append(ring)
    del ring  # its cursor is garbage now
    theirs.close()
    ours.close()  # and is the next that the pool gives
    with ThreadPoolExecutor(1) as pool:
        with changing(state.engine) as connection:
            connection.execute(schema_version.update().values(version=schema_version.c.version))
            waiting = pool.submit(state.claims.settle, PLACE, done=False)
            time.sleep(0.2)
            began = time.monotonic()
            gc.collect()
            took = time.monotonic() - began
        waiting.result()
    state.close()
    assert took < BUSY_SECONDS / 2


def test_the_same_event_is_one_claim_wherever_it_says_it_is(worker: Workers) -> None:
    """The event id alone is enough to know a delivery again."""
    state = worker()
    assert state.claims.take(PLACE, "Ev1")
    assert not state.claims.take(Place("T1", "C1", "8.0", None, "U1", "mention"), "Ev1")


def test_a_claim_that_one_database_would_refuse_is_refused_by_all(worker: Workers) -> None:
    """SQLite takes a text of any length; what we make up of several ids must fit everywhere."""
    claims = worker().claims
    with pytest.raises(ValueError, match="33 characters, at most 32"):
        claims.take(replace(PLACE, ts="x" * 33))
    assert claims.take(replace(PLACE, ts="x" * 32))


def test_a_dead_workers_claim_is_taken_over_once(worker: Workers) -> None:
    """By a retry or by whoever looks after claims; not while its worker lives, not when it is done."""
    dead, first, second = worker(), worker(), worker()
    assert dead.claims.take(PLACE)
    assert not first.claims.take(PLACE)
    worker.clock.now += LEASE / 2
    dead.claims.renew()
    worker.clock.now += LEASE / 2 + 1
    assert first.claims.take_over() == []
    worker.clock.now += LEASE
    assert first.claims.take_over() == [PLACE]
    assert second.claims.take_over() == []
    first.claims.finish(PLACE)
    worker.clock.now += LEASE * 2
    assert second.claims.take_over() == []
    assert not second.claims.take(PLACE)


def test_what_a_worker_gives_up_is_free_at_once(worker: Workers) -> None:
    """A worker that must end does not keep the question waiting."""
    ending, other = worker(), worker()
    ending.claims.take(PLACE)
    ending.claims.release()
    assert other.claims.take(PLACE) is Taken.OVER


def test_done_claims_are_forgotten_after_days(worker: Workers) -> None:
    """Slack's retries end after minutes."""
    state = worker()
    state.claims.take(PLACE)
    state.claims.finish(PLACE)
    worker.clock.now += KEPT + 1
    state.expire()
    assert state.claims.take(PLACE)


def test_a_click_whose_worker_died_waits_for_the_next_click(worker: Workers) -> None:
    """Nobody else can do it; it is forgotten after days, and what else is given up at the end of a worker is not."""
    ending, other = worker(), worker()
    click = replace(PLACE, ts="share:8.0", way=CLICK)
    ending.claims.take(click)
    ending.claims.take(PLACE)
    ending.claims.release()
    other.expire()
    assert other.claims.take_over() == [PLACE]
    worker.clock.now += KEPT - 3 * LEASE
    other.expire()
    assert other.claims.take(click) is Taken.OVER
    worker.clock.now += KEPT + 1
    other.expire()
    assert other.claims.take(click) is Taken.NEW


def test_what_many_threads_change_at_once_is_all_written(worker: Workers) -> None:
    """Claims taken, questions concluded, and what is there already refused, in whatever transactions."""
    state = worker()
    places = [replace(PLACE, ts=f"{i}.0") for i in range(60)]

    def work(place: Place) -> tuple[bool, bool]:
        first, second = state.claims.take(place), state.claims.take(place)
        state.conclude(place, (place.team, place.channel, place.ts))
        return bool(first), bool(second)

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(work, places)) == [(True, False)] * len(places)
    assert all(state.threads.is_engaged((place.team, place.channel, place.ts)) for place in places)
    with state.engine.connect() as connection:
        assert not connection.execute(text("SELECT count(*) FROM claims WHERE done_at IS NULL")).scalar()


def test_what_cannot_be_written_is_told_and_can_be_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process holds the file: no claim is taken for ours, and an answered question stays open for recovery."""
    monkeypatch.setattr("bot.state.store.BUSY_SECONDS", 0.05)
    state = open_state(state_url(None, tmp_path))
    other = replace(PLACE, ts="8.0")
    assert state.claims.take(other)
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DBAPIError):
            state.claims.take(PLACE)
        state.conclude(other, THREAD)
        holder.execute("ROLLBACK")
    assert not state.threads.is_engaged(THREAD)
    assert state.claims.take(PLACE)
    state.claims.release()
    assert {place.ts for place in state.claims.take_over()} == {PLACE.ts, other.ts}
    state.close()


@pytest.mark.parametrize("what", ["conclude", "finish"])
def test_what_could_not_be_written_as_done_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Nobody is at work on it any more: its claim ends, whoever else lives, and Slack is asked what became of it."""
    monkeypatch.setattr("bot.state.store.BUSY_SECONDS", 0.05)
    clock = Clock()
    state = open_state(state_url(None, tmp_path), clock)
    state.claims.take(PLACE)
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with suppress(DBAPIError):
            state.conclude(PLACE, THREAD) if what == "conclude" else state.claims.finish(PLACE)
        holder.execute("ROLLBACK")
    clock.now += LEASE - 1
    state.claims.renew()
    clock.now += 2
    assert state.claims.take_over() == [PLACE]
    state.close()


def test_a_claim_that_was_forgotten_ends(worker: Workers) -> None:
    """Work that broke off without a word is not renewed for ever; work takes minutes at most."""
    state, other = worker(), worker()
    state.claims.take(PLACE)
    for _ in range(int(WORK / LEASE) + 3):
        worker.clock.now += LEASE - 1
        state.claims.renew()
    assert other.claims.take_over() == [PLACE]


def test_what_is_left_for_later_grows_old(worker: Workers) -> None:
    """However often it is taken over and left again: nobody tries for ever."""
    state, tried = worker(), 1
    state.claims.take(PLACE)
    while state.claims.leave(PLACE):
        tried += 1
        worker.clock.now += LEASE + 1
        assert state.claims.take_over() == [PLACE]
        worker.clock.now += LEASE / 2  # work that takes its time
        state.expire()
    assert tried < WORK / LEASE
    state.claims.finish(PLACE)
    worker.clock.now += LEASE + 1
    assert state.claims.take_over() == []


def test_a_worker_gives_up_its_own_alone(worker: Workers) -> None:
    """What another one is at work on stays with it."""
    ending, other = worker(), worker()
    other.claims.take(PLACE)
    ending.claims.release()
    assert ending.claims.take_over() == []


def test_a_worker_that_was_taken_for_dead_renews_nothing_of_another(worker: Workers) -> None:
    """It goes on with what it had, and who took it over dies: a third one finds it."""
    slow, second, third = worker(), worker(), worker()
    slow.claims.take(PLACE)
    worker.clock.now += LEASE + 1
    assert second.claims.take_over() == [PLACE]
    worker.clock.now += LEASE
    slow.claims.renew()
    worker.clock.now += 1
    assert third.claims.take_over() == [PLACE]


def test_a_question_is_known_while_it_is_answered_and_a_while_after(worker: Workers) -> None:
    """A click is none, and neither is what was done long ago."""
    claims = worker().claims
    click = replace(PLACE, ts="8.0", way=CLICK)
    for place in (PLACE, click):
        claims.take(place)
    assert claims.asked_since(*THREAD, seconds=60) == PLACE
    assert claims.asked_since(click.team, click.channel, click.ts) is None
    assert claims.asked_since("T1", "C1", "9.0") is None
    claims.finish(PLACE)
    worker.clock.now += 59
    assert claims.asked_since(*THREAD, seconds=60) == PLACE
    worker.clock.now += 2
    assert claims.asked_since(*THREAD, seconds=60) is None
    assert claims.asked_since(*THREAD) == PLACE


def test_only_what_is_done_is_opened_again_and_by_one(worker: Workers) -> None:
    """What somebody is at work on is theirs."""
    first, second = worker(), worker()
    first.claims.take(PLACE)
    assert not second.claims.reopen(PLACE)
    first.claims.finish(PLACE)
    assert second.claims.reopen(PLACE)
    assert not first.claims.reopen(PLACE)
    assert first.claims.take(PLACE) is Taken.NO


def test_a_question_to_a_person_is_on_its_way_until_it_is_done(worker: Workers) -> None:
    """Another question in the channel, or one to a person elsewhere, is none."""
    claims = worker().claims
    asking = replace(PLACE, ts="8.0", way=ASKING)
    for place in (PLACE, replace(asking, channel="C2")):
        claims.take(place)
    assert not claims.is_asking("T1", "C1")
    claims.take(asking)
    assert claims.is_asking("T1", "C1")
    claims.finish(asking)
    assert not claims.is_asking("T1", "C1")
