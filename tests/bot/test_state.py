"""The state: threads, questions, channel settings, pinned answers, across restarts and between workers."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Table

from bot.state.channels import ChannelSettings
from bot.state.claims import Place
from bot.state.errors import StateError
from bot.state.escalations import Escalation
from bot.state.feedback import Answered, Given, Verdict
from bot.state.gaps import Gap, GapRecord
from bot.state.pins import Pin
from bot.state.schema import forgotten, gaps, metadata, pinned_answers, schema_version
from bot.state.store import State
from bot.state.threads import ENGAGED
from tests.bot.conftest import Workers

PLACE = Place("T1", "C1", "7.0", None, "U1", "mention")
THREAD = ("T1", "C1", "7.0")


def asked(state: State, at: float) -> None:
    """Answer what was asked in the thread at a time."""
    state.conclude(replace(PLACE, ts=f"{at:.6f}"), THREAD)


def test_threads_are_engaged_for_a_day_and_until_stopped(worker: Workers) -> None:
    """Whichever worker looks."""
    one, other = worker(), worker()
    asked(one, worker.clock.now)
    asked(one, worker.clock.now)
    assert other.threads.is_engaged(THREAD)
    other.threads.disengage(THREAD)
    assert not one.threads.is_engaged(THREAD)
    asked(one, worker.clock.now + 1)
    assert one.threads.is_engaged(THREAD)
    worker.clock.now += ENGAGED + 1
    assert not one.threads.is_engaged(THREAD)
    one.expire()


def test_a_thread_that_was_stopped_is_engaged_by_later_questions_alone(worker: Workers) -> None:
    """Whoever answers the earlier ones, and whenever."""
    one, other = worker(), worker()
    stopped = worker.clock.now
    asked(one, stopped - 3)
    one.threads.disengage(THREAD, stopped)
    worker.clock.now += 60
    for state, ts in ((other, stopped - 1), (one, stopped - 2)):
        asked(state, ts)
        assert not one.threads.is_engaged(THREAD)
    asked(other, stopped + 1)
    assert one.threads.is_engaged(THREAD)
    one.conclude(replace(PLACE, ts=f"{stopped - 1:.6f}"), THREAD)
    assert one.threads.is_engaged(THREAD)


def test_a_question_in_a_thread_is_open_until_it_is_answered(worker: Workers) -> None:
    """The thread's first one too, whoever is at it; a click or a helper's reply is none."""
    one, other = worker(), worker()
    for place in (PLACE, replace(PLACE, ts="8.0", thread_ts="7.0")):
        assert not other.claims.is_open(THREAD)
        one.claims.take(place)
        assert other.claims.is_open(THREAD)
        one.claims.finish(place)
    one.claims.take(replace(PLACE, ts="9.0", thread_ts="7.0", way="reply"))
    one.claims.take(replace(PLACE, ts="10.0", thread_ts="1.0"))
    assert not other.claims.is_open(THREAD)


def test_questions_are_in_memory_unless_they_are_kept(worker: Workers) -> None:
    """A restart forgets them; kept ones are forgotten when their time is over."""
    state = worker()
    state.threads.remember(THREAD, "U1", "first")
    state.threads.remember(THREAD, "U1", "second")
    assert state.threads.asked(THREAD) == ("first", "second")
    assert worker().threads.asked(THREAD) == ()
    state.threads.keep(THREAD, "U1", "kept", 60)
    assert worker().threads.asked(THREAD) == ("kept",)
    worker.clock.now += 61
    assert worker().threads.asked(THREAD) == ()


def test_a_follow_up_leans_on_no_kept_question_of_days_before(worker: Workers) -> None:
    """Direct messages are one conversation for good; what is kept for the owners is no subject of today's."""
    state = worker()
    state.threads.keep(THREAD, "U1", "kept", 30 * ENGAGED)
    worker.clock.now += ENGAGED - 1
    assert state.threads.asked(THREAD) == ("kept",)
    worker.clock.now += 2
    assert state.threads.asked(THREAD) == ()
    assert state.threads.recent("T1", "U1", 5) == ("kept",)


def test_memory_forgets_after_a_day(worker: Workers) -> None:
    """Not only when the memory is full: the privacy notice says a day."""
    state = worker()
    state.threads.remember(THREAD, "U1", "first")
    worker.clock.now += ENGAGED + 1
    state.expire()
    worker.clock.now -= ENGAGED
    assert state.threads.asked(THREAD) == ()


def test_a_person_who_is_forgotten_is_named_nowhere(worker: Workers) -> None:
    """No table of the state holds the ID any more, whoever the person was: asker, author, owner, administrator."""
    state = worker()
    state.claims.take(PLACE)
    state.claims.finish(PLACE)
    state.threads.keep(THREAD, "U1", "what code?", 60)
    state.gaps.add(GapRecord("T1", "C1", "U1", Gap.UNANSWERED, "Heading", ("lunch",), "lunch?"), 60)
    state.feedback.give(Answered("T1", "C1", "7.0", "U1"), Verdict("not helpful", question="lunch?"), 60)
    state.escalations.open(Escalation("T1", "C1", "7.0", "U1", "CHELP", "8.0"))
    pin = state.pins.propose(Pin("T1", "lunch?", "At noon.", "U1"))
    state.pins.approve("T1", pin, "U1")
    state.channels.change("T1", "C1", ChannelSettings(), "U1")
    assert state.pins.matching("T1", "lunch?")
    state.forget("T1", "U1")
    with state.engine.connect() as connection:
        kept = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    assert not [row for row in kept if "U1" in row]
    found = state.pins.matching("T1", "lunch?")
    assert found is not None
    assert (found.author, found.approved_by) == ("", "")


def test_a_person_is_forgotten_in_one_workspace_alone(worker: Workers) -> None:
    """Another workspace may give somebody else the same ID; what other people asked and said stays as well."""
    state = worker()
    everybody = (("T1", "U1"), ("T1", "U2"), ("T2", "U1"))
    for team, user in everybody:
        place = Place(team, "C1", f"{user}.0", None, user, "mention")
        state.claims.take(place)
        state.claims.finish(place)
        state.threads.keep((team, "C1", place.ts), user, "what code?", 60)
        state.gaps.add(GapRecord(team, "C1", user, Gap.UNANSWERED, "Heading", ("lunch",), "lunch?"), 60)
        state.feedback.give(Answered(team, "C1", place.ts, user), Verdict("not helpful", question="lunch?"), 60)
        state.escalations.open(Escalation(team, "C1", place.ts, user, "CHELP", f"{user}.8"))
        state.pins.approve(team, state.pins.propose(Pin(team, f"{user}?", "At noon.", user)), user)
        state.channels.change(team, f"C{user}", ChannelSettings(), user)

    def rows(table: Table) -> list[tuple[object, ...]]:
        """Return what the state holds of those who were not asked to be forgotten."""
        with state.engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(table.select())]
        return [row for row in found if "U2" in row or ("U1" in row and "T2" in row)]

    before = {table.name: rows(table) for table in metadata.sorted_tables}
    assert sum(map(len, before.values())) >= 7 * 2
    state.claims.take(replace(PLACE, ts="9.0"))
    deleted = state.forget("T1", "U1")
    assert state.claims.is_open(("T1", "C1", "9.0"))  # it is being answered
    assert {table.name: rows(table) for table in metadata.sorted_tables} == before
    assert deleted == 5
    with state.engine.connect() as connection:
        assert len(connection.execute(gaps.select()).all()) == len(everybody)  # that something is missing is nobody's


@pytest.mark.parametrize(("kept", "allowed"), [(3_600, 60), (60, 3_600)])
def test_texts_are_kept_no_longer_than_is_allowed_now(worker: Workers, kept: int, allowed: int) -> None:
    """A time that was made shorter holds for what was said before; a longer one prolongs nothing."""
    state = worker()
    state.threads.keep(THREAD, "U1", "lunch?", kept)
    state.gaps.add(GapRecord("T1", "C1", "U1", Gap.UNANSWERED, "Heading", ("lunch",), "lunch?"), kept)
    state.feedback.give(Answered("T1", "C1", "7.0", "U1"), Verdict("not helpful", question="lunch?"), kept)
    state.shorten(allowed)
    worker.clock.now += 61
    state.expire()
    with state.engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    assert not [row for row in rows if "lunch?" in row]


def test_who_is_forgotten_is_forgotten_by_every_worker(worker: Workers) -> None:
    """Each holds questions in memory; `citebot forget` runs in none of them."""
    one, other = worker(), worker()
    for user in ("U1", "U2"):
        other.threads.remember(THREAD, user, f"asked by {user}")
    worker.clock.now += 1
    one.forget(None, "U1")
    worker.clock.now += 1
    other.threads.remember(THREAD, "U1", "asked later")
    other.expire()
    assert other.threads.asked(THREAD) == ("asked by U2", "asked later")


def test_that_somebody_was_forgotten_is_forgotten_too(worker: Workers) -> None:
    """After as long as questions are held in memory."""
    state = worker()
    state.forget("T1", "U1")
    worker.clock.now += ENGAGED + 1
    state.expire()
    with state.engine.connect() as connection:
        assert connection.execute(forgotten.select()).all() == []


def test_a_proposal_that_nobody_decides_on_is_dropped(worker: Workers) -> None:
    """It holds the question, also where no questions are kept; what is approved stays."""
    state = worker()
    approved, proposed = (state.pins.propose(Pin("T1", question, "64999", "U2")) for question in ("billing", "lunch"))
    assert state.pins.approve("T1", approved, "UOWNER")
    worker.clock.now += 29 * 86_400
    state.expire()
    assert state.pins.get("T1", proposed)
    worker.clock.now += 2 * 86_400
    state.expire()
    assert [pin.pin_id for pin in state.pins.all("T1")] == [approved]


def test_a_pin_of_an_older_version_is_found(worker: Workers) -> None:
    """It was stored under its sorted terms; one to a follow-up alone is shown nowhere, as nobody knows its subject."""
    state = worker()
    old = {"team": "T1", "answer": "At noon.", "author": "U1", "written_at": 1.0, "approved_by": "U1"}
    rows = [
        {**old, "question": "lunch menu?", "collections": "lunch\nmenu", "approved_at": 2.0},
        {**old, "question": "is it covered?", "collections": "cover", "approved_at": 3.0},
    ]
    with state.engine.begin() as connection:
        connection.execute(pinned_answers.insert(), rows)
    found = worker().pins.matching("T1", "the lunch menu")
    assert found is not None
    assert (found.answer, found.collections) == ("At noon.", ())
    assert worker().pins.matching("T1", "is it covered?") is None


def test_the_newest_of_the_pins_that_hold_somewhere_is_found(worker: Workers) -> None:
    """One of another collection does not stand in its way."""
    state = worker()
    for answer, collections in (("At noon.", ("alpha",)), ("At one.", ("alpha",)), ("At two.", ("beta",))):
        pin_id = state.pins.propose(Pin("T1", "lunch?", answer, "U1", collections=collections))
        worker.clock.now += 1
        state.pins.approve("T1", pin_id, "U2")
    searched: list[tuple[str, ...]] = [("alpha",), ("beta",), (), ("gamma",)]
    found = [state.pins.matching("T1", "lunch?", collections) for collections in searched]
    assert [pin and pin.answer for pin in found] == ["At one.", "At two.", "At two.", None]


def test_a_gap_that_is_taken_back_is_one_of_its_kind(worker: Workers) -> None:
    """The newest of the same person, place and heading; a second time the one before it."""
    state = worker()
    record = GapRecord("T1", "C1", "U1", Gap.DISLIKED, "Heading")
    for other in (record, replace(record, user="U2"), replace(record, kind=Gap.REFUSED), record):
        state.gaps.add(other, 0)
    state.gaps.take_back(record)
    assert len(state.gaps.since(60)) == 3
    for _ in range(2):
        state.gaps.take_back(record)
    assert [(gap.user, gap.kind) for gap in state.gaps.since(60)] == [("U2", Gap.DISLIKED), ("U1", Gap.REFUSED)]


def test_channel_settings_reach_other_workers(worker: Workers) -> None:
    """After seconds at most."""
    one, other = worker(), worker()
    assert other.channels.of("T1", "C1") == ChannelSettings()
    changed = ChannelSettings(collections=("policies",), every_question=True, allowed_users=("U1",))
    one.channels.change("T1", "C1", changed, "UADMIN")
    one.channels.change("T1", "C1", changed, "UADMIN")
    worker.clock.now += 60
    assert one.channels.of("T1", "C1") == other.channels.of("T1", "C1") == changed


def test_a_newer_state_is_refused_with_the_way_out(worker: Workers) -> None:
    """An older citebot does not guess."""
    state = worker()
    with state.engine.begin() as connection:
        connection.execute(schema_version.update().values(version=99))
    with pytest.raises(StateError, match=r"has version 99.*CITEBOT_STATE_URL"):
        worker()


def test_of_the_same_verdicts_at_the_same_moment_one_is_the_first(worker: Workers) -> None:
    """Whichever worker it came to; the other verdict takes its place, once too."""
    states, answered = [worker(), worker()], Answered("T1", "C1", "7.0", "U1")
    with ThreadPoolExecutor(8) as pool:
        for verdict, given in (("not helpful", Given.FIRST), ("helpful", Given.INSTEAD)):
            said = pool.map(lambda i, said=verdict: states[i % 2].feedback.rate(answered, Verdict(said), 0), range(8))
            assert sorted(one.value for one in said) == sorted([given.value, *["before"] * 7])
    assert states[0].feedback.counts(86_400.0) == {"helpful": 1}


def test_what_is_changed_at_the_same_moment_is_changed(worker: Workers) -> None:
    """A channel's settings by two administrators, a verdict with its reason by two clicks: the last one holds."""
    states, answered = [worker(), worker()], Answered("T1", "C1", "7.0", "U1")

    def change(i: int) -> None:
        states[i % 2].channels.change("T1", "C1", ChannelSettings(private=True), f"U{i}")
        states[i % 2].feedback.give(answered, Verdict("not helpful", reason="wrong"), 0)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(24)))
    assert states[0].channels.of("T1", "C1").private
    assert states[0].feedback.counts(86_400.0) == {"not helpful": 1, "wrong": 1}
