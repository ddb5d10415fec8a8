"""Messages that people forward to the bot: what they say stands beside the message's own words."""

from pathlib import Path
from typing import Any

import pytest

from bot.state.store import State, open_state
from tests.scenarios.asking import ANSWERED, ask, offered, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import edit
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack

CODE = "64999"


def forwarded(text: str, **more: Any) -> dict[str, Any]:
    """Return what a message carries with which another one is forwarded."""
    share = {"is_share": True, "is_msg_unfurl": True, "author_id": "U2", "text": text, "fallback": text, **more}
    return {"attachments": [share]}


@pytest.mark.parametrize("own", ["", "can you answer this?", "any idea?"])
def test_a_forwarded_question_is_answered(people: People, slack: LocalSlack, own: str) -> None:
    """Not the question before it, which "this" would else be taken for, nor with how to ask."""
    people.direct("how well does the block work?")
    people.direct(own, **forwarded(ANSWERED))
    people.mention(own, **forwarded(ANSWERED))
    assert [CODE in message["text"] for message in slack.posted] == [False, True, True]
    assert "Taken over" not in words(slack.posted[-2]["blocks"])


def test_own_words_lean_on_a_forwarded_question(people: People, slack: LocalSlack) -> None:
    """They are answered together, as two questions of one message are."""
    people.direct("is it safe?", **forwarded(ANSWERED))
    assert [word in slack.posted[0]["text"] for word in (CODE, "safe")] == [True, True]


def test_a_forwarded_message_that_names_a_patient_is_refused(people: People, slack: LocalSlack) -> None:
    """Whoever wrote it."""
    people.direct("", **forwarded("code for patient John Smith, DOB 01/02/1980?"))
    assert "Please delete the message" in slack.posted[0]["text"]


def test_who_is_mentioned_in_a_forwarded_message_is_not_called(people: People, slack: LocalSlack) -> None:
    """They were when it was written; and a preview of a link is nobody's words."""
    people.message("fyi", **forwarded(f"<@UBOT> {ANSWERED}"))
    assert slack.posted == []
    people.direct("", attachments=[{"from_url": "https://x.example", "text": ANSWERED}])
    assert CODE not in slack.posted[0]["text"]


def test_a_forwarded_file_is_not_opened_and_said_to_be(people: People, slack: LocalSlack) -> None:
    """As one that is sent."""
    people.direct("", **forwarded("", files=[{"id": "F1"}]))
    assert "I open no files" in slack.posted[0]["text"]


def test_a_follow_up_leans_on_a_forwarded_question_after_a_restart_too(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Then it is read in Slack."""
    make_people().direct("", **forwarded(ANSWERED))
    state: State = open_state(f"sqlite:///{tmp_path / 'other.sqlite'}")
    make_people(held=state).direct("is it safe?")
    state.close()
    assert "Taken over from your question before: ganglion, impar" in words(slack.posted[-1]["blocks"])


def test_a_message_that_forwards_a_question_is_answered_anew(people: People, slack: LocalSlack) -> None:
    """When its own words change, the others stay."""
    ts = people.mention("", **forwarded(ANSWERED))
    edit(people, slack, ts, "<@UBOT> is it safe?")
    assert [word in slack.updated[-1]["text"] for word in (CODE, "safe")] == [True, True]


def test_the_source_of_a_forwarded_message_is_found(people: People, slack: LocalSlack) -> None:
    """It has no words of its own."""
    people.shortcut("find_source", "", **forwarded(ANSWERED))
    assert CODE in words(slack.views[0]["blocks"])


def test_a_helper_who_forwards_a_message_knows_that_it_is_not_passed_on(
    make_people: MakePeople, slack: LocalSlack
) -> None:
    """Another person's words would seem to be theirs."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    reply(people, slack, "", **forwarded("At noon."))
    assert "Please write what it says" in offered(slack)["text"]
    reply(people, slack, "See this:", **forwarded("At noon."))
    assert "At noon." not in str(slack.posted)
    assert "no files and no messages that are forwarded" in offered(slack)["text"]


def test_a_reply_of_emoji_alone_is_asked_for_in_words(make_people: MakePeople, slack: LocalSlack) -> None:
    """No file came with it."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    reply(people, slack, ":eyes:")
    assert "emoji" in offered(slack)["text"]
