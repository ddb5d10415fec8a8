"""Posts that Slack took, or not, while its reply was lost: nobody is told the opposite of what happened."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.state.escalations import Progress
from bot.state.store import State
from tests.scenarios.asking import ANSWERED, UNANSWERED, ask, offered, opened_form, propose, reply
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack

Values = dict[str, Any]
Fail = Callable[[], None]


@pytest.fixture
def people(make_people: MakePeople, monkeypatch: pytest.MonkeyPatch) -> People:
    """People around an app with somebody to ask, and an owner, that need not wait for Slack."""
    monkeypatch.setattr("bot.slack.posting._SETTLED", 0.0)
    return make_people(help_channel="CHELP", owners="UOWNER")


@pytest.fixture(params=["lost", "internal_error"])
def fail(request: pytest.FixtureRequest, slack: LocalSlack) -> Fail:
    """Have the reply to the next post be lost, or say nothing of what Slack did."""
    lost = request.param == "lost"
    return lambda: slack.fail("chat.postMessage", lost=lost, error="" if lost else request.param)


def silent(slack: LocalSlack, times: int = 1) -> None:
    """Have the reply to the next post be lost, and Slack not say what is there, as often as it is asked."""
    slack.fail("chat.postMessage", lost=True)
    for method in ("conversations.history", "conversations.replies"):
        slack.fail(method, error="missing_scope", times=times)


def test_a_question_to_a_person_is_found(people: People, slack: LocalSlack, state: State, fail: Fail) -> None:
    """The asker is told that it is asked; a reply comes back, and Resolve closes it."""
    form = opened_form(people, slack)
    fail()
    people.submit(form, {"question": {"value": UNANSWERED}})
    (help_post,) = slack.posted_in("CHELP")
    assert "is with the people who help" in slack.whispered[-1]["text"]
    reply(people, slack, "At noon.")
    assert "At noon." in words(slack.posted[-1]["blocks"])
    people.click(help_post, "resolve", user="U2")
    found = state.escalations.at("T1", "CHELP", help_post["ts"])
    assert found is not None
    assert found.progress is Progress.RESOLVED


def test_a_question_that_may_have_been_asked_is_said_to(people: People, slack: LocalSlack) -> None:
    """Neither asked nor unasked is known."""
    form = opened_form(people, slack)
    silent(slack, times=2)
    people.submit(form, {"question": {"value": UNANSWERED}})
    assert "did not say whether" in slack.whispered[-1]["text"]


def test_an_answer_is_shared_once(people: People, slack: LocalSlack, fail: Fail) -> None:
    """And the person knows."""
    people.command(ANSWERED)
    private = {**slack.responses[0], "channel": "C1", "ts": "5.0"}
    fail()
    people.click(private, "share")
    assert slack.responses[1]["text"] == "Shared."
    people.click(private, "share")
    assert len(slack.posted) == 1


def test_an_answer_that_may_have_been_shared_is_looked_for_by_the_person(people: People, slack: LocalSlack) -> None:
    """Who sees that it is not there shares it again."""
    people.command(ANSWERED)
    private = {**slack.responses[0], "channel": "C1", "ts": "5.0"}
    silent(slack)
    people.click(private, "share")
    assert "look whether it is there" in slack.responses[1]["text"]
    people.click(private, "share")
    assert len(slack.posted) == 2


def test_a_reply_is_passed_on_once(people: People, slack: LocalSlack, fail: Fail) -> None:
    """And the helper knows, who would else write it again."""
    ask(people, slack)
    fail()
    reply(people, slack, "At noon.")
    assert len(slack.posted_in("C1")) == 2
    assert "I passed your reply on" in offered(slack)["text"]


def test_a_reply_that_may_have_been_passed_on_is_said_to(people: People, slack: LocalSlack) -> None:
    """Slack does not let us look into the asker's direct messages."""
    people.command(UNANSWERED)
    people.click({**slack.responses[0], "channel": "C1"}, "person")
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    silent(slack)
    reply(people, slack, "At noon.")
    assert "did not say whether the asker got your reply" in offered(slack)["text"]
    assert ["At noon" in message["text"] for message in slack.posted_in("D1")] == [True]


@pytest.mark.parametrize("says", [True, False])
def test_a_proposal_can_be_approved(people: People, slack: LocalSlack, state: State, says: bool) -> None:
    """The record is kept as long as somebody may have the button before them."""
    propose(people, slack)
    (former,) = state.pins.all("T1")
    form = {**slack.views[-1], "id": "V2"}
    if says:
        slack.fail("chat.postMessage", lost=True)
    else:
        silent(slack)
    values = {"question": {"value": "who cooks lunch?"}, "answer": {"value": "The cook."}}
    people.submit(form, values, user="U2")
    told = ["look whether it is there" in message["text"] for message in slack.posted_in("U2")]
    assert told == ([] if says else [True])
    proposals = [message for message in slack.posted_in("CHELP") if "proposed" in message["text"]]
    assert len(proposals) == 2
    people.click(proposals[1], "approve_pin", user="UOWNER")
    (kept,) = [pin for pin in state.pins.all("T1") if pin.pin_id != former.pin_id]
    assert kept.approved_by == "UOWNER"


@pytest.mark.parametrize("direct", [True, False])
def test_an_answer_that_may_be_there_is_said_to(people: People, slack: LocalSlack, direct: bool) -> None:
    """Who reads that Slack did not take it asks again below it; who reads nothing waits."""
    silent(slack)
    (people.direct if direct else people.mention)(ANSWERED)
    told = slack.posted[1:] if direct else slack.whispered
    assert ["look whether it is there" in message["text"] for message in told] == [True]


@pytest.mark.parametrize("failure", [{"lost": True}, {"error": "internal_error"}])
def test_a_message_that_is_changed_is_not_said_not_to_be(
    people: People, slack: LocalSlack, failure: Values, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be changed again: what it then says is the same."""
    monkeypatch.setattr("bot.slack.delivery._POST_AGAIN", (0.0, 0.0, 0.0))
    people.mention(ANSWERED)
    slack.fail("chat.update", **failure)
    people.click(slack.posted[0], "more")
    assert slack.whispered == []
    assert "back" in json.dumps(slack.updated[-1]["blocks"])
