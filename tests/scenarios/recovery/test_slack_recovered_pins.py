"""Proposed answers that an owner decides on while Slack is out of reach, or by whose worker's death."""

import pytest

from bot.slack.outcomes import Outcome
from bot.slack.recovery import Recovery
from bot.state.claims import LEASE
from bot.state.pins import Pin
from bot.state.store import State
from tests.clock import Clock
from tests.scenarios.asking import UNANSWERED, propose
from tests.scenarios.conftest import MakePeople
from tests.scenarios.recovery.conftest import Outage
from tests.slack_server.driver import People, Values, elements, words
from tests.slack_server.server import LocalSlack

Decision = tuple[str, str, list[str]]  # what is clicked, what the post says then, and the buttons that it has
DECISIONS: list[Decision] = [
    ("approve_pin", "Pinned, approved by ", ["Remove"]),
    ("discard_pin", "Not pinned, says ", []),
]


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", owners="UOWNER")


def shown(slack: LocalSlack, proposal: Values) -> tuple[str, list[str]]:
    """Return what the post of a proposal says by now, and which buttons it has; it names the owner."""
    last = slack.updated[-1]
    assert last["ts"] == proposal["ts"]
    head = last["blocks"][0]["elements"][0]["elements"]
    assert {"type": "user", "user_id": "UOWNER"} in head
    said = words(last["blocks"])
    assert UNANSWERED in said
    assert "At noon, see the board." in said
    return head[0]["text"], [element["text"]["text"] for element in elements(last["blocks"])]


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("method", ["chat.update", ""])
def test_a_decision_in_an_outage_is_shown_later(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage, method: str, decision: Decision
) -> None:
    """The proposal would else offer what was decided until somebody clicks again."""
    action, head, left = decision
    proposal = propose(people, slack)
    outage.method, outage.left = method, 1_000
    people.click(proposal, action, user="UOWNER")
    outage.left = 0
    if method:
        assert "as soon as it does" in slack.whispered[-1]["text"]
    clock.now += LEASE + 1
    recovery.take_over()
    assert shown(slack, proposal) == (head, left)
    state = recovery.reception.state
    assert [pin.approved_by for pin in state.pins.all("T1")] == ["UOWNER"] * len(left)
    clock.now += LEASE + 1
    assert state.claims.take_over() == []


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_whose_worker_died_is_made(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, decision: Decision
) -> None:
    """Before anything was written but the claim."""
    action, head, left = decision
    proposal = propose(people, slack)
    with pytest.MonkeyPatch.context() as dying:
        for name in ("decide", "show_decision"):
            dying.setattr(f"bot.slack.listeners.pins.{name}", lambda *_, **__: Outcome.DONE)
        dying.setattr("bot.state.claims.Claims.finish", lambda *_: None)
        people.click(proposal, action, user="UOWNER")
    clock.now += LEASE + 1
    recovery.take_over()
    assert shown(slack, proposal) == (head, left)


def test_an_answer_that_was_removed_meanwhile_stays_so(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage
) -> None:
    """What is shown later is how it stands by then."""
    proposal = propose(people, slack)
    outage.left = 1_000
    people.click(proposal, "approve_pin", user="UOWNER")
    outage.left = 0
    (pin,) = state.pins.all("T1")
    state.pins.remove("T1", pin.pin_id)
    clock.now += LEASE + 1
    recovery.take_over()
    assert words(slack.updated[-1]["blocks"]).startswith("Not pinned\n")
    assert list(elements(slack.updated[-1]["blocks"])) == []
    assert state.pins.matching("T1", UNANSWERED) is None


def test_a_proposal_that_cannot_be_read_again_is_told(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage
) -> None:
    """Its words stand in its post alone once it is discarded; another click brings them along."""
    proposal = propose(people, slack)
    outage.left = 1_000
    people.click(proposal, "discard_pin", user="UOWNER")
    outage.left = 0
    slack.fail("conversations.replies", error="missing_scope")
    clock.now += LEASE + 1
    recovery.take_over()
    assert slack.updated == []
    assert "did not change the message" in slack.whispered[-1]["text"]
    people.click(proposal, "discard_pin", user="UOWNER")
    assert words(slack.updated[-1]["blocks"]).startswith("Not pinned")
    assert UNANSWERED in words(slack.updated[-1]["blocks"])


def test_a_decision_leaves_the_question_over_its_thread_open(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage
) -> None:
    """Helpers go on with it, and another proposal below it waits for its own decision."""
    proposal = propose(people, slack)
    other = state.pins.propose(Pin("T1", "who cooks lunch?", "The cook.", "U2"))
    outage.left = 1_000
    people.click(proposal, "approve_pin", user="UOWNER")
    outage.left = 0
    clock.now += LEASE + 1
    recovery.take_over()
    people.message("Also at one.", channel="CHELP", user="U2", thread_ts=slack.posted[1]["ts"])
    assert any("Also at one." in words(message["blocks"]) for message in slack.posted_in("C1"))
    waiting = state.pins.get("T1", other)
    assert waiting is not None
    assert waiting.approved_by is None
