"""Who is answered, where, and about what."""

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.state.channels import ChannelSettings
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack


def test_a_question_that_names_a_patient_is_refused_privately(
    people: People, slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is posted, and nothing of it reaches the log."""
    caplog.set_level(logging.DEBUG, logger="bot")
    people.mention("code for Jane Doe DOB 03/04/1961?")
    assert slack.posted == []
    (warning,) = slack.whispered
    assert warning["user"] == "U1"
    assert "a date of birth" in warning["text"]
    assert "1961" not in warning["text"] + caplog.text
    assert "Jane" not in caplog.text


@pytest.mark.parametrize(
    "question",
    ["what code for patient John Smith, DOB unknown, 45 y/o?", "code for Mrs. Okonkwo", "pt Jane Doe"],
)
def test_a_question_with_a_patients_name_is_refused_privately(people: People, slack: LocalSlack, question: str) -> None:
    """Where the question says that it is one; the answer would be posted for all, and would repeat it."""
    people.mention(question)
    assert slack.posted == []
    assert "a person's name" in slack.whispered[0]["text"]


def test_a_word_of_the_documents_is_no_patients_name(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """A drug that no dictionary knows is asked for every day."""
    held = answerer_over(tmp_path, {"a.md": "# Infusion\n\nA patient's Zorblax Flumoxin infusion is coded with 64999."})
    make_people(held).mention("code for patient Zorblax Flumoxin infusion?")
    assert "64999" in slack.posted[0]["text"]


@pytest.mark.parametrize("question", ["lunch menu for Ngozi Okonkwo?", "lunch menu for Smith, Jane today?"])
def test_what_looks_like_a_name_is_not_said_again(
    people: People, slack: LocalSlack, state: State, question: str
) -> None:
    """Not all names are recognised; the words that the sources lack would be posted for all."""
    people.mention(question)
    shown = words(slack.posted[0]["blocks"]) + slack.posted[0]["text"]
    assert "Not in the sources: lunch, menu, what looks like a name" in shown
    assert not [name for name in ("Ngozi", "Okonkwo", "Smith", "Jane") if name in shown]


def test_a_single_missing_word_is_named(people: People, slack: LocalSlack) -> None:
    """What the sources lack is what the owners need to know."""
    people.mention("Xarelto and FDA-approved Humira dose?")
    assert "Xarelto, " in slack.posted[0]["text"]
    assert "Humira" in slack.posted[0]["text"]


def test_in_a_direct_message_the_warning_is_a_message(people: People, slack: LocalSlack) -> None:
    """There nobody else reads."""
    people.direct("mrn 12345678, what code?")
    assert "a medical record number" in slack.posted[0]["text"]


def test_the_patient_guard_can_be_switched_off(make_people: MakePeople, slack: LocalSlack) -> None:
    """An operator with an agreement that covers it may decide so."""
    make_people(patient_guard=False).mention("what code for ganglion impar? dob 03/04/1961")
    assert len(slack.posted) == 1


@pytest.mark.parametrize("user", ["USTRANGER", "UGUEST"])
@pytest.mark.parametrize("way", ["mention", "direct", "command"])
def test_guests_and_people_of_other_organisations_get_no_passage(
    people: People, slack: LocalSlack, user: str, way: str
) -> None:
    """By default members of the workspace alone are answered."""
    getattr(people, way)(ANSWERED, user=user)
    told = [*slack.posted, *slack.whispered, *slack.responses]
    assert len(slack.posted) <= (way == "direct")
    assert len(told) == (user == "UGUEST" or way == "command")  # to strangers nothing is said in conversations
    assert not [message for message in told if "64999" in message["text"]]


@pytest.mark.parametrize(
    ("described", "answered"),
    [
        ({"team_id": "T1", "is_ultra_restricted": True}, False),  # a guest of one channel
        ({"team_id": "T1", "is_stranger": True}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, True),  # of several workspaces
    ],
)
def test_who_is_a_member_is_told_in_several_ways(
    people: People, slack: LocalSlack, described: dict[str, Any], answered: bool
) -> None:
    """Slack marks guests and strangers by a word each, and in an organisation names all workspaces of somebody."""
    slack.world.users["U1"] = described
    people.mention(ANSWERED)
    assert len(slack.posted) == answered


def test_guests_are_answered_where_allowed(make_people: MakePeople, slack: LocalSlack) -> None:
    """It is a setting."""
    make_people(allow_guests=True).mention(ANSWERED, user="UGUEST")
    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    "more", [{"is_ext_shared_channel": True}, {"user_team": "T2"}, {"user_team": "T1", "is_ext_shared_channel": True}]
)
def test_channels_shared_with_others_are_left_alone(
    people: People, make_people: MakePeople, slack: LocalSlack, more: dict[str, Any]
) -> None:
    """The asker is told privately; a setting allows it."""
    people.mention(ANSWERED, channel="CSHARED", **more)
    assert slack.posted == []
    assert "shared with other organisations" in slack.whispered[0]["text"]
    make_people(allow_shared_channels=True).mention(ANSWERED, channel="CSHARED", ts="9.0", **more)
    assert len(slack.posted) == 1


def test_an_allow_list_holds_for_its_channel(people: People, slack: LocalSlack, state: State) -> None:
    """Others are told where to ask; a direct message is free."""
    state.channels.change("T1", "C1", ChannelSettings(allowed_users=("U2",)), "UADMIN")
    people.mention(ANSWERED)
    people.mention(ANSWERED, user="U2")
    people.direct(ANSWERED)
    assert [message["channel"] for message in slack.posted] == ["C1", "D1"]
    assert "only the people" in slack.whispered[0]["text"]


def test_more_questions_than_the_limit_are_told(make_people: MakePeople, slack: LocalSlack) -> None:
    """The person knows why there is no answer."""
    people = make_people(questions_per_minute=2)
    for _ in range(3):
        people.mention(ANSWERED)
    assert len(slack.posted) == 2
    assert "more than 2 questions in a minute" in slack.whispered[0]["text"]


def test_talk_uses_up_no_questions(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """In a thread that is followed, and where every question is answered; what is answered counts."""
    people = make_people(questions_per_minute=3)
    state.channels.change("T1", "C2", ChannelSettings(every_question=True), "UADMIN")
    ts = people.mention(ANSWERED)
    for talk in ("thanks", "great", "ok will do", "done"):
        people.message(talk, thread_ts=ts)
    people.message("who brings lunch?", channel="C2")
    people.mention("is it safe?", thread_ts=ts)
    assert len(slack.posted) == 2
    for _ in range(2):
        people.message(ANSWERED, channel="C2")
    assert len(slack.posted) == 3
    assert slack.whispered == []


@pytest.mark.parametrize("user", ["UGUEST", "USTRANGER", "U2"])
def test_who_may_not_ask_gives_no_verdict(people: People, slack: LocalSlack, state: State, user: str) -> None:
    """It would count, with a text, among what the owners read."""
    people.mention(ANSWERED)
    state.channels.change("T1", "C1", ChannelSettings(allowed_users=("U1",)), "UADMIN")
    people.click(slack.posted[0], "feedback", user=user, value='{"v":"not helpful","h":"Head"}')
    assert state.feedback.counts(60) == {}
    assert slack.views == []


def test_slacks_word_on_a_person_is_asked_for_again(people: People, slack: LocalSlack) -> None:
    """A lost reply to a question that changes nothing costs nobody an answer."""
    slack.fail("users.info", error="internal_error")
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


def test_without_slacks_word_on_a_person_nothing_is_shown(people: People, slack: LocalSlack) -> None:
    """The safe side: ask again."""
    slack.fail("users.info", error="internal_error", times=3)
    people.mention(ANSWERED)
    assert slack.posted == []
    assert "could not check" in slack.whispered[0]["text"]
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


def test_a_pasted_document_is_no_question(people: People, slack: LocalSlack) -> None:
    """It is told so instead of being searched."""
    people.mention("block " * 1_000)
    assert slack.posted == []
    assert "too long" in slack.whispered[0]["text"]
