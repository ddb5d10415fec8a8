"""Questions that are changed while Slack is out of reach, or by whose worker's death: answered anew in the end."""

import pytest

from bot.slack.recovery import Recovery
from bot.state.claims import LEASE, WORK
from bot.state.schema import claims
from bot.state.store import State
from tests.clock import Clock
from tests.scenarios.asking import ANSWERED, ask, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import edit
from tests.scenarios.recovery.conftest import Outage
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

TYPO = "what code for xyzzyblock?"


def later(recovery: Recovery, clock: Clock, times: int = 2) -> None:
    """Have another worker look after what was left, again and again."""
    for _ in range(times):
        clock.now += LEASE + 1
        recovery.take_over()


@pytest.mark.parametrize("method", ["chat.update", "conversations.replies", ""])
def test_a_question_that_is_changed_during_an_outage_is_answered_anew(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage, method: str
) -> None:
    """Whether Slack was lost before or after it was asked what the question says now; once."""
    ts = people.mention(TYPO)
    outage.method, outage.left = method, 1_000
    edit(people, slack, ts, f"<@UBOT> {ANSWERED}")
    outage.left = 0
    assert slack.updated == slack.whispered == []
    later(recovery, clock)
    assert ["64999" in change["text"] for change in slack.updated] == [True]
    assert len(slack.posted) == 1
    clock.now += LEASE + 1
    assert state.claims.take_over() == []


@pytest.mark.parametrize("failure", [{"status": 429, "retry_after": 3_600}, {"error": "internal_error", "times": 4}])
def test_a_change_that_slack_does_not_take_is_made_later(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage, failure: dict[str, object]
) -> None:
    """It has no time, or does not say: what is changed again reads the same."""
    ts = people.direct(TYPO)
    slack.fail("chat.update", **failure)  # type: ignore[arg-type]
    edit(people, slack, ts, ANSWERED, "D1")
    assert slack.updated == []
    later(recovery, clock)
    assert "64999" in slack.updated[-1]["text"]


def test_a_change_whose_worker_died_over_it_is_made(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a question is answered."""
    ts = people.mention(TYPO)
    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.listeners.changes.answer_again", lambda *_: None)
        dying.setattr("bot.state.claims.Claims.finish", lambda *_: None)
        edit(people, slack, ts, f"<@UBOT> {ANSWERED}")
    later(recovery, clock)
    assert "64999" in slack.updated[-1]["text"]


def test_a_change_that_asks_somebody_else_is_left_alone_later_too(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage
) -> None:
    """Who is mentioned by a message is found out again."""
    ts = people.mention(TYPO)
    outage.left = 1_000
    edit(people, slack, ts, f"<@U2> {ANSWERED}")
    outage.left = 0
    later(recovery, clock)
    assert slack.updated == []


def test_a_change_in_an_outage_without_end_is_given_up(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage
) -> None:
    """As a question is."""
    ts = people.mention(TYPO)
    outage.left = 100_000
    edit(people, slack, ts, f"<@UBOT> {ANSWERED}")
    later(recovery, clock, int(WORK / LEASE) + 2)
    clock.now += LEASE + 1
    assert state.claims.take_over() == []


def test_a_question_that_is_changed_while_it_is_answered_is_answered_anew(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """Its answer may wait in line, and be to what it said before."""
    ts = people.mention(TYPO)
    with state.engine.begin() as connection:
        connection.execute(claims.update().values(done_at=None, claimed_at=clock.now))
    edit(people, slack, ts, f"<@UBOT> {ANSWERED}")
    assert slack.updated == []
    with state.engine.begin() as connection:
        connection.execute(claims.update().where(claims.c.ts == ts).values(done_at=clock.now))
    later(recovery, clock)
    assert "64999" in slack.updated[-1]["text"]


def test_a_helper_who_changes_a_reply_during_an_outage_is_told_later(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage
) -> None:
    """Else they take the change for passed on."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    ts = reply(people, slack, "At noon.")
    outage.left = 1_000
    edit(people, slack, ts, "At one.", "CHELP", "U2")
    outage.left = 0
    told = len(slack.whispered)
    later(recovery, clock)
    assert ["not changes to them" in message["text"] for message in slack.whispered[told:]] == [True]
