"""What people are told fits what happened, and reaches them."""

import pytest

from bot.state.channels import ChannelSettings
from bot.state.pins import Pin
from bot.state.store import State
from tests.scenarios.asking import ANSWERED, UNANSWERED, ask
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack

PATIENT = "patient mrn 12345678"


def hiccup(slack: LocalSlack) -> None:
    """Have Slack not say for a moment who somebody is."""
    slack.fail("users.info", error="internal_error", times=3)


def test_a_hiccup_makes_no_guest_of_a_member_in_the_home(people: People, slack: LocalSlack) -> None:
    """The next opening shows the whole."""
    hiccup(slack)
    people.opens_home(user="UADMIN")
    shown = words(slack.views[0])
    assert "try again" in shown
    assert "full members" not in shown
    people.opens_home(user="UADMIN")
    assert "choose_channel" in [element["action_id"] for element in elements(slack.views[1]["blocks"])]


def test_a_hiccup_takes_no_rights_away(people: People, slack: LocalSlack) -> None:
    """An administrator is told that it is not known, and tries again."""
    hiccup(slack)
    people.command("settings", user="UADMIN")
    assert "could not check" in slack.responses[0]["text"]
    people.command("settings", user="UADMIN")
    assert slack.views[0]["title"]["text"] == "Channel settings"


@pytest.mark.parametrize("button", ["approve_pin", "discard_pin"])
def test_a_hiccup_at_a_decision_is_told(make_people: MakePeople, slack: LocalSlack, state: State, button: str) -> None:
    """Without owners in the settings administrators decide, whom Slack names."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    people.message("At noon.", channel="CHELP", user="U2", thread_ts=slack.posted[1]["ts"])
    people.click([message for message in slack.whispered if message["user"] == "U2"][-1], "keep", user="U2")
    people.submit(slack.views[-1], {"question": {"value": UNANSWERED}, "answer": {"value": "At noon."}}, user="U2")
    proposal = slack.posted[-1]
    hiccup(slack)
    people.click(proposal, button, user="UADMIN")
    assert "could not check" in slack.whispered[-1]["text"]
    people.click(proposal, button, user="U1")
    assert "An owner" in slack.whispered[-1]["text"]
    people.click(proposal, button, user="UADMIN")
    assert slack.updated


@pytest.mark.parametrize(("button", "title"), [("home_gaps", "What the sources"), ("home_pins", "Pinned answers")])
def test_a_hiccup_at_an_owners_page_is_told(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, button: str, title: str
) -> None:
    """The button is not dead: the next click shows the page; who is no owner any more is told that."""
    monkeypatch.setattr("bot.slack.guard._REMEMBERED", 0.0)  # as ten minutes after the tab was opened
    people.opens_home(user="UADMIN")
    home = slack.views[0]
    hiccup(slack)
    people.click(home, button, user="UADMIN")
    people.click(home, button, user="U1")
    assert [message["channel"] for message in slack.posted] == ["UADMIN", "U1"]
    unsure, refused = (message["text"] for message in slack.posted)
    assert "could not check" in unsure
    assert "try again" in unsure
    assert "An owner" in refused
    assert slack.views == [home]
    people.click(home, button, user="UADMIN")
    assert title in words(slack.views[1])


def test_a_warning_about_patients_fits_the_place(make_people: MakePeople, slack: LocalSlack) -> None:
    """Who typed a command, filled in a form or looks at somebody's message has no message to delete."""
    people = make_people(help_channel="CHELP", keep_questions_days=30)
    people.mention(PATIENT)
    assert "delete the message" in slack.whispered[0]["text"]
    people.command(PATIENT)
    people.shortcut("find_source", PATIENT)
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    response = people.submit(slack.views[-1], {"question": {"value": PATIENT}})
    told = [slack.responses[0]["text"], words(slack.views[0]["blocks"]), response.body]
    assert ["a medical record number" in text for text in told] == [True, True, True]
    assert ["delete" in text for text in told] == [False, False, False]


def test_a_message_of_ones_own_can_be_deleted(people: People, slack: LocalSlack) -> None:
    """So whoever looks for the source of it is asked to."""
    people.shortcut("find_source", PATIENT, user="U2")  # who wrote it
    assert "delete the message" in words(slack.views[0]["blocks"])


def test_looking_into_the_context_is_no_question(make_people: MakePeople, slack: LocalSlack) -> None:
    """Whoever reads on does not use up what they may ask in a minute."""
    people = make_people(questions_per_minute=2)
    people.mention(ANSWERED)
    for _ in range(3):
        people.click(slack.posted[0], "context")
    assert len(slack.views) == 3
    people.mention(ANSWERED)
    assert len(slack.posted) == 2
    people.click(slack.posted[0], "more")
    assert "more than 2 questions" in slack.whispered[-1]["text"]


def test_a_pinned_answer_is_not_called_not_found(people: People, slack: LocalSlack, state: State) -> None:
    """A person answered it; so in the notification, in /cite, in the modal, and when it is shared."""
    pin = state.pins.propose(Pin("T1", "lunch menu?", "At noon.", "U2"))
    state.pins.approve("T1", pin, "UADMIN")
    people.mention("lunch menu?")
    people.command("lunch menu?")
    people.shortcut("find_source", "lunch menu?")
    people.click({**slack.responses[0], "channel": "C1", "ts": "5.0"}, "share")
    for message in (*slack.posted, slack.responses[0], slack.views[0]):
        assert "At noon." in words(message["blocks"])
        assert "Not found" not in words(message["blocks"])
        assert "do not say" not in words(message)
        assert not [e for e in elements(message["blocks"]) if e["action_id"].startswith("heading")]
    assert [message["text"].endswith("(to “lunch menu?”)") for message in slack.posted] == [True, True]
    assert element_of(slack.posted[0]["blocks"], "feedback")


@pytest.mark.parametrize("text", ["", ":tada: <@U2>"])
def test_a_message_without_text_has_no_source(people: People, slack: LocalSlack, text: str) -> None:
    """A picture, an emoji: nothing is looked for, no greeting comes back."""
    people.shortcut("find_source", text)
    assert words(slack.views[0]["blocks"]) == "This message has no text that I could look for.\n"


@pytest.mark.parametrize("action", ["more", "context", "feedback"])
def test_where_the_bot_was_removed_clicks_are_answered_all_the_same(
    people: People, slack: LocalSlack, state: State, action: str
) -> None:
    """The button still stands there; Slack gives each click an address for the reply."""
    people.mention(ANSWERED)
    message = slack.posted[0]
    slack.world.channels["C1"]["absent"] = True
    if action == "context":
        state.channels.change("T1", "C1", ChannelSettings(allowed_users=("U2",)), "UADMIN")
    value = element_of(message["blocks"], "feedback")["positive_button"]["value"]
    people.click(message, action, **({"value": value} if action == "feedback" else {}))
    said = {"more": "invite me", "context": "only the people", "feedback": "Thank you"}[action]
    (told,) = slack.responses
    assert said in told["text"]
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)


def test_who_asked_a_person_in_a_channel_that_we_left_is_told_directly(
    make_people: MakePeople, slack: LocalSlack
) -> None:
    """A form has no address for a reply."""
    people = make_people(help_channel="CHELP")
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    slack.world.channels["C1"]["absent"] = True
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    assert (slack.posted[-1]["channel"], "is with the people who help" in slack.posted[-1]["text"]) == ("U1", True)
