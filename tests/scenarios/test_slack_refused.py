"""What Slack refuses, or has no time for: whoever clicked or asked is told, with what mends it."""

from typing import Any

import pytest

from bot.state.pins import Pin
from bot.state.store import State
from tests.scenarios.asking import ANSWERED, UNANSWERED, ask, opened_form, propose
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

Values = dict[str, Any]


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", owners="UOWNER")


def test_an_answer_that_slack_refuses_is_said_to_in_a_direct_message(people: People, slack: LocalSlack) -> None:
    """For a reason that nobody has heard of yet."""
    slack.fail("chat.postMessage", error="some_new_error")
    people.direct(ANSWERED)
    (told,) = slack.posted
    assert "did not take my answer" in told["text"]


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        ({"error": "message_not_found"}, "does not let me change"),
        ({"error": "not_in_channel"}, "not in this channel any more"),
        ({"error": "is_archived"}, "or it is archived"),
        ({"error": "restricted_action"}, "does not let me change"),
        ({"error": "some_new_error"}, "try again in a minute"),
        ({"status": 429, "retry_after": 3_600}, "try again in a minute"),
    ],
)
def test_a_message_that_is_not_changed_is_said_not_to_be(
    people: People, slack: LocalSlack, failure: Values, told: str
) -> None:
    """With what mends it: to ask again is of no use where Slack is merely busy."""
    people.mention(ANSWERED)
    slack.fail("chat.update", **failure)
    people.click(slack.posted[0], "more")
    assert told in slack.whispered[-1]["text"]


def test_a_response_url_that_is_busy_for_long_gives_way_to_a_direct_message(people: People, slack: LocalSlack) -> None:
    """The answer comes all the same, and no worker waits for an hour."""
    slack.fail("response_url", status=429, retry_after=3_600)
    people.command(ANSWERED)
    assert [message["channel"] for message in slack.posted] == ["U1"]
    assert "64999" in slack.posted[0]["text"]


def test_a_response_url_that_is_busy_for_a_moment_is_waited_for(people: People, slack: LocalSlack) -> None:
    """As every call is."""
    slack.fail("response_url", status=429, retry_after=0, times=3)
    people.command(ANSWERED)
    assert "64999" in slack.responses[0]["text"]
    assert slack.posted == []


@pytest.mark.parametrize("action", ["more", "later"])
@pytest.mark.parametrize(("error", "told"), [("some_new_error", True), ("hash_conflict", False), ("not_found", False)])
def test_a_modal_that_slack_does_not_change_is_said_not_to_be(
    people: People, slack: LocalSlack, action: str, error: str, told: bool
) -> None:
    """But for one that was closed, or in which another click was faster: it shows what that asked for."""
    people.shortcut("find_source", ANSWERED)
    if action == "later":
        people.click(slack.views[0], "context")
    slack.fail("views.update", error=error)
    people.click(slack.views[-1], action)
    assert ["did not show" in message["text"] for message in slack.posted] == [True] * told


@pytest.mark.parametrize("action", ["home_gaps", "home_pins", "home_overview", "discard_pin"])
def test_a_home_that_slack_does_not_draw_is_said_not_to_be(
    people: People, slack: LocalSlack, state: State, action: str
) -> None:
    """A click that changes nothing looks like a broken button."""
    state.pins.propose(Pin("T1", "lunch?", "At noon.", "U2"))
    people.opens_home(user="UOWNER")
    if action in ("home_overview", "discard_pin"):
        people.click(slack.views[0], "home_pins", user="UOWNER")
    slack.fail("views.publish", error="some_new_error")
    people.click(slack.views[-1], action, user="UOWNER")
    assert ["did not show" in message["text"] for message in slack.posted] == [True]


def test_a_share_that_slack_forbids_is_said_to_be(people: People, slack: LocalSlack) -> None:
    """Neither an invitation nor patience mends it."""
    people.command(ANSWERED)
    slack.fail("chat.postMessage", error="restricted_action_read_only_channel")
    people.click({**slack.responses[0], "channel": "C1"}, "share")
    assert "does not let me post" in slack.responses[1]["text"]


@pytest.mark.parametrize("action", ["resolve", "approve_pin", "discard_pin"])
def test_what_is_done_and_not_shown_is_said_to_be_done(people: People, slack: LocalSlack, action: str) -> None:
    """Who clicks again would read that somebody else was faster."""
    if action == "resolve":
        ask(people, slack)
        message = slack.posted[1]
    else:
        message = propose(people, slack)
    slack.fail("chat.update", error="some_new_error")
    people.click(message, action, user="UOWNER")
    told = [whisper["text"] for whisper in slack.whispered if whisper["user"] == "UOWNER"]
    assert ["That is done" in text for text in told] == [True]


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        ({"error": "is_archived"}, "tell an administrator"),
        ({"status": 429, "retry_after": 3_600}, "try again in a minute"),
        ({"error": "some_new_error"}, "try again in a minute"),
    ],
)
def test_a_question_that_helpers_do_not_get_is_told_with_what_mends_it(
    people: People, slack: LocalSlack, failure: Values, told: str
) -> None:
    """No administrator can do anything about a Slack that is busy."""
    form = opened_form(people, slack)
    slack.fail("chat.postMessage", **failure)
    people.submit(form, {"question": {"value": UNANSWERED}})
    assert [told in message["text"] for message in slack.whispered] == [True]


@pytest.mark.parametrize(
    ("failure", "told"), [({"lost": True}, "If no form has opened"), ({"error": "expired_trigger_id"}, "did not open")]
)
def test_a_form_that_may_be_open_is_not_said_not_to_be(
    people: People, slack: LocalSlack, failure: Values, told: str
) -> None:
    """The person sees whether it is."""
    people.mention(ANSWERED)
    slack.fail("views.open", **failure)
    people.click(slack.posted[0], "context")
    assert [told in message["text"] for message in slack.whispered] == [True]
