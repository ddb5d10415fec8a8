"""The slash command and the message shortcut: answers for one person alone."""

import pytest

from bot.state.gaps import Gap
from bot.state.store import State, open_state
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, elements, words
from tests.slack_server.server import LocalSlack


def test_the_command_answers_the_asker_alone(people: People, slack: LocalSlack) -> None:
    """Acknowledged with nothing, answered through the response URL, with a button to share."""
    assert people.command(ANSWERED).body == ""
    (message,) = slack.responses
    assert (message["response_type"], message["replace_original"]) == ("ephemeral", False)
    assert "64999" in message["text"]
    assert "share" in [element["action_id"] for element in elements(message["blocks"])]
    assert slack.posted == []


def test_paging_a_private_answer_replaces_it(people: People, slack: LocalSlack) -> None:
    """Through the response URL: no other way reaches a message that one person sees."""
    people.command(ANSWERED)
    people.click({**slack.responses[0], "channel": "C1"}, "more")
    assert slack.responses[1]["replace_original"] is True
    assert slack.updated == []


def test_the_command_refuses_patients_too(people: People, slack: LocalSlack) -> None:
    """Slash commands are outside Slack's own agreement on patient data."""
    people.command("mrn 12345678 what code")
    assert "a medical record number" in slack.responses[0]["text"]
    assert "blocks" not in slack.responses[0] or slack.responses[0]["blocks"] == []


def test_forget_me_deletes_what_is_known(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """Kept questions, verdicts and threads in memory go; others' stay."""
    people = make_people(keep_questions_days=30)
    people.mention(ANSWERED, ts="7.0")
    people.mention("is it safe", user="U2", ts="8.0")
    people.mention("lunch menu")
    people.command("forget me")
    assert "deleted what I knew of you" in slack.responses[0]["text"]
    assert state.threads.recent("T1", "U1", 5) == ()
    assert state.threads.recent("T1", "U2", 5) == ("is it safe",)
    assert state.threads.asked(("T1", "C1", "7.0")) == ()
    assert [(record.user, record.question) for record in state.gaps.since(60)] == [("", None)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("forget me", "“/cite forget me”"),
        ("Please delete my data.", "“/cite forget me”"),
        ("can you erase everything you know about me?", "“/cite forget me”"),
        ("How do I delete my data?", "“/cite forget me”"),
        ("what do you know about me", "“/cite forget me”"),
        ("settings", "“/cite settings”"),
    ],
)
@pytest.mark.parametrize("direct", [True, False])
def test_a_command_that_is_written_as_a_message_is_named(
    people: People, slack: LocalSlack, state: State, typed: str, told: str, direct: bool
) -> None:
    """ "Not found" would be no reply to somebody who wants to be forgotten; nothing is counted as left open."""
    said = (people.direct if direct else people.mention)(typed)
    (answer,) = slack.posted if direct else slack.whispered
    assert told in answer["text"]
    assert direct or (slack.posted == [] and answer["user"] == "U1")
    assert said
    assert state.gaps.since(60) == []


def test_who_asks_the_command_how_to_be_forgotten_is_not_yet(people: People, slack: LocalSlack) -> None:
    """To ask is not to have it done."""
    people.command("how do I delete my data?")
    assert "I have deleted nothing yet" in slack.responses[0]["text"]


@pytest.mark.parametrize("question", ["what data is kept of a patient?", "how do I delete a claim?", "pump settings"])
def test_a_question_with_the_words_of_a_command_is_answered(people: People, slack: LocalSlack, question: str) -> None:
    """Only a message that is nothing else is one."""
    people.direct(question)
    assert "/cite" not in slack.posted[0]["text"]


@pytest.mark.parametrize("typed", ["Forget me.", "forget  me!", "“forget me”", "forget me please", "delete my data"])
def test_forget_me_is_understood_as_people_write_it(people: People, slack: LocalSlack, typed: str) -> None:
    """Else they would take "not found" for an answer to it."""
    people.command(typed)
    assert "deleted what I knew of you" in slack.responses[0]["text"]


def test_forget_me_reaches_other_replicas(people: People, slack: LocalSlack, state: State) -> None:
    """They hold questions in memory too, and are told by the state."""
    other = open_state(state.engine.url.render_as_string())
    other.threads.remember(("T1", "C1", "7.0"), "U1", ANSWERED)
    people.command("forget me")
    other.expire()
    assert other.threads.asked(("T1", "C1", "7.0")) == ()
    other.close()


def test_the_shortcut_answers_a_message_in_a_modal(people: People, slack: LocalSlack) -> None:
    """It works on anybody's message and in any channel; only the person sees it."""
    people.shortcut("find_source", ANSWERED, channel="CAWAY")
    (view,) = slack.views
    assert view["title"]["text"] == "Find the source"
    assert "64999" in words(view["blocks"])
    ids = [element["action_id"] for element in elements(view["blocks"])]
    assert "context" in ids
    assert "feedback" not in ids
    people.click(view, "more")
    assert slack.called("views.update")
    people.click(view, "context")
    assert slack.called("views.push")
    assert slack.posted == []


def test_the_shortcut_refuses_a_message_that_names_a_patient(people: People, slack: LocalSlack) -> None:
    """The refusal is the modal."""
    people.shortcut("find_source", "Jane Doe born 03/04/1961")
    assert "a date of birth" in words(slack.views[0]["blocks"])


@pytest.mark.parametrize("days", [0, 30])
def test_questions_asked_in_private_are_kept_as_others_are(
    make_people: MakePeople, slack: LocalSlack, state: State, days: int
) -> None:
    """With the command and on a message, where the settings keep questions; a greeting is none."""
    people = make_people(keep_questions_days=days)
    people.command(ANSWERED)
    people.command("help")
    people.shortcut("find_source", "is ganglion impar safe?")
    assert state.threads.recent("T1", "U1", 5) == (("is ganglion impar safe?", ANSWERED) if days else ())


def test_a_message_without_a_source_is_a_gap(people: People, slack: LocalSlack, state: State) -> None:
    """The sources left it open, whichever way it came."""
    people.shortcut("find_source", "lunch menu")
    people.command("lunch menu")
    assert [record.kind for record in state.gaps.since(60)] == [Gap.UNANSWERED, Gap.UNANSWERED]
