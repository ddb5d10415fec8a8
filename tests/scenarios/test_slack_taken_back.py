"""Questions that are deleted or changed: what they said is kept nowhere any more, and leaned on by nobody."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.answer import Answerer
from bot.model import Answer
from bot.state.claims import Place
from bot.state.schema import metadata
from bot.state.store import State, open_state
from index.engine import Engine
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import delete, edit
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

NAMED = "is ganglion impar covered for Quackenbush?"
LEANING = "and how long does it last?"


@pytest.fixture
def state(state_on_each: State) -> State:
    """A state on each database."""
    return state_on_each


@pytest.fixture
def keeping(make_people: MakePeople) -> People:
    """People around an app that keeps the text of questions."""
    return make_people(keep_questions_days=30)


def stored(state: State, words: str) -> list[str]:
    """Return the tables that hold some words."""
    with state.engine.connect() as connection:
        rows = {table.name: connection.execute(table.select()).all() for table in metadata.sorted_tables}
    return [name for name, found in rows.items() if words.lower() in str(found).lower()]


@pytest.mark.parametrize("direct", [False, True])
def test_what_a_deleted_question_said_is_not_kept(
    keeping: People, slack: LocalSlack, state: State, direct: bool
) -> None:
    """Slack tells otherwise of one with an answer below it. That a question was left open is still counted."""
    ts = keeping.direct(NAMED) if direct else keeping.mention(NAMED)
    keeping.click(slack.posted[0], "feedback", user="U2", value=f'{{"v":"not helpful","q":"{NAMED}","h":"Head"}}')
    assert stored(state, "Quackenbush") == ["feedback", "gaps", "questions"]
    delete(keeping, slack, ts, "D1" if direct else "C1", replies=not direct)
    assert stored(state, "Quackenbush") == []
    assert [record.question for record in state.gaps.since(60)] == [None, None]


@pytest.mark.parametrize("days", [0, 30])
def test_a_deleted_question_is_leaned_on_no_more(make_people: MakePeople, slack: LocalSlack, days: int) -> None:
    """Neither out of memory nor out of what is kept; other questions of its thread are."""
    people = make_people(keep_questions_days=days)
    ts = people.mention(ANSWERED)
    delete(people, slack, ts)
    people.message(LEANING, thread_ts=ts)
    assert len(slack.posted) == 1
    assert "ask the whole question" in slack.whispered[0]["text"]
    people.mention(ANSWERED, thread_ts=ts)
    delete(people, slack, people.mention("what are the risks of steroids?", thread_ts=ts), replies=False)
    people.message(LEANING, thread_ts=ts)
    assert "lasts 3–6 months" in slack.posted[-1]["text"]


def test_what_a_question_said_before_it_was_changed_is_not_kept(
    keeping: People, slack: LocalSlack, state: State
) -> None:
    """What it says now is, whoever asked the same elsewhere too."""
    keeping.mention(NAMED, channel="C2", user="U2")
    ts = keeping.mention(NAMED)
    edit(keeping, slack, ts, f"<@UBOT> {ANSWERED}")
    assert state.threads.recent("T1", "U1", 5) == (ANSWERED,)
    assert [record.question for record in state.gaps.since(60) if record.channel == "C1"] == [None]
    assert state.threads.recent("T1", "U2", 5) == (NAMED,)


def test_a_question_that_is_changed_late_is_not_kept_either(keeping: People, slack: LocalSlack, state: State) -> None:
    """Its answer stays, and so does no word of it in the state: claims last for two days alone."""
    ts = keeping.mention(NAMED)
    with state.engine.begin() as connection:
        connection.execute(metadata.tables["claims"].delete())
    edit(keeping, slack, ts, f"<@UBOT> {ANSWERED}")
    assert stored(state, "Quackenbush") == []


def test_other_replicas_drop_a_deleted_question(people: People, slack: LocalSlack, state: State) -> None:
    """They hold it in memory: it is leaned on there no more at once, and gone within half a minute."""
    other = open_state(state.engine.url.render_as_string())
    ts = people.mention(ANSWERED)
    thread = ("T1", "C1", ts)
    other.threads.restore(thread, [("U1", ANSWERED)])
    assert other.threads.asked(thread) == (ANSWERED,)
    delete(people, slack, ts)
    assert not other.threads.knows(thread)
    assert other.threads.asked(thread) == ()
    other.expire()
    assert ANSWERED not in str(other.threads.__dict__)
    other.close()


class Meanwhile:
    """An answerer during whose work something happens."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self.happens: Callable[[], None] = lambda: None

    @property
    def engine(self) -> Engine:
        """Return what the answers come from."""
        return self._answerer.engine

    def answer(self, question: str, thread: Sequence[str] = (), k: int = 3, **how: Any) -> Answer:
        """Return the answer, after what happens meanwhile."""
        self.happens()
        return self._answerer.answer(question, thread, k, **how)


def test_a_question_that_is_deleted_while_it_is_answered_is_not_kept(
    make_people: MakePeople, slack: LocalSlack, state: State, sample_answerer: Answerer
) -> None:
    """Its words would be stored once the answer is out."""
    answers = Meanwhile(sample_answerer)
    people = make_people(answers, keep_questions_days=30)
    ts = people.ts()
    answers.happens = lambda: delete(people, slack, ts, "D1", replies=False)
    people.direct(NAMED, ts=ts)
    assert stored(state, "Quackenbush") == []
    assert "Quackenbush" not in str(state.threads.__dict__)


def test_what_was_chosen_for_a_deleted_question_is_leaned_on_no_more(
    people: People, slack: LocalSlack, make_people: MakePeople
) -> None:
    """It stands in our own post, where Slack gives it back."""
    ts = people.mention("what code for gangilon impar?")
    people.click(slack.posted[0], "exact")
    delete(people, slack, ts)
    people.message(LEANING, thread_ts=ts)
    assert len(slack.posted) == 1
    assert "ask the whole question" in slack.whispered[-1]["text"]


def test_a_heading_that_was_shared_below_a_deleted_question_is_leaned_on_no_more(
    people: People, slack: LocalSlack, make_people: MakePeople
) -> None:
    """It may say what was asked."""
    ts = people.mention("lunch menu")
    people.click(slack.posted[0], "heading:0")
    people.click({**slack.whispered[0], "ts": people.ts()}, "share")
    delete(people, slack, ts)
    people.message(LEANING, thread_ts=ts)
    assert len(slack.posted) == 2
    assert "ask the whole question" in slack.whispered[-1]["text"]


def test_a_question_that_is_gone_is_not_answered_after_a_crash(people: People, slack: LocalSlack, state: State) -> None:
    """What Slack puts in its place is nobody's question."""
    ts = people.ts()
    slack.says({"channel": "C1", "ts": ts, "user": "U1", "text": f"<@UBOT> {ANSWERED}"})
    delete(people, slack, ts)
    state.claims.take(Place("T1", "C1", ts, None, "U1", "mention"))
    state.claims.release()
    people.event({"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": f"<@UBOT> {ANSWERED}"})
    assert slack.posted == []
