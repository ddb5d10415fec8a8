"""Helpful or not: what a verdict stores, whom it thanks, and what its form asks for."""

import pytest
from sqlalchemy import select

from bot.state.schema import feedback
from bot.state.store import State
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack


def test_helpful_is_one_click(people: People, slack: LocalSlack, state: State) -> None:
    """The verdict is stored without text, the person thanked alone; a second thought replaces it."""
    people.mention(ANSWERED)
    message = slack.posted[0]
    value = element_of(message["blocks"], "feedback")["positive_button"]["value"]
    people.click(message, "feedback", value=value)
    assert "Thank you" in slack.whispered[0]["text"]
    with state.engine.connect() as connection:
        (row,) = connection.execute(select(feedback))
    assert (row.verdict, row.user_id, row.question) == ("helpful", "U1", None)
    assert row.passage_id.startswith("ganglion-impar-block.md#")
    people.click(message, "feedback", value=element_of(message["blocks"], "feedback")["negative_button"]["value"])
    assert state.feedback.counts(86_400.0, "T1") == {"not helpful": 1}


@pytest.mark.parametrize("verdict", ["positive_button", "negative_button"])
def test_thanks_in_a_direct_message_do_not_stay(people: People, slack: LocalSlack, verdict: str) -> None:
    """They would stand between the answers for ever."""
    people.direct(ANSWERED)
    value = element_of(slack.posted[0]["blocks"], "feedback")[verdict]["value"]
    people.click(slack.posted[0], "feedback", value=value)
    for view in slack.views:
        people.submit(view, {"reason": {"selected_option": {"value": "outdated"}}})
    (thanks,) = slack.whispered
    assert "Thank you" in thanks["text"]
    assert (thanks["channel"], len(slack.posted)) == ("D1", 1)


def test_a_second_thought_is_no_second_gap(people: People, slack: LocalSlack, state: State) -> None:
    """The last verdict counts: one gap at most, none if it is that the answer helped; others' stay."""
    people.mention(ANSWERED)
    rating = element_of(slack.posted[0]["blocks"], "feedback")
    no, yes = rating["negative_button"]["value"], rating["positive_button"]["value"]
    people.click(slack.posted[0], "feedback", user="U2", value=no)
    for value, left in ((no, 2), (yes, 1), (no, 2), (no, 2), (yes, 1), (yes, 1)):
        people.click(slack.posted[0], "feedback", value=value)
        assert len(state.gaps.since(60)) == left
    assert [record.user for record in state.gaps.since(60)] == ["U2"]


@pytest.mark.parametrize("channel", ["", "CHELP"])
def test_a_person_is_named_for_words_where_there_is_one(
    make_people: MakePeople, slack: LocalSlack, channel: str
) -> None:
    """The button stands below the answer only there."""
    people = make_people(help_channel=channel)
    people.mention(ANSWERED)
    value = element_of(slack.posted[0]["blocks"], "feedback")["negative_button"]["value"]
    people.click(slack.posted[0], "feedback", value=value)
    assert ("Ask a person" in words(slack.views[0]["blocks"])) == bool(channel)
    assert ("person" in [each["action_id"] for each in elements(slack.posted[0]["blocks"])]) == bool(channel)


@pytest.mark.parametrize("days", [0, 30])
def test_not_helpful_asks_for_the_reason(make_people: MakePeople, slack: LocalSlack, state: State, days: int) -> None:
    """Words of a correction are asked for and kept only where the settings keep text."""
    people = make_people(keep_questions_days=days)
    people.mention(ANSWERED)
    value = element_of(slack.posted[0]["blocks"], "feedback")["negative_button"]["value"]
    people.click(slack.posted[0], "feedback", value=value)
    (view,) = slack.views
    assert ("correction" in [block.get("block_id") for block in view["blocks"]]) == bool(days)
    people.submit(view, {"reason": {"selected_option": {"value": "outdated"}}, "correction": {"value": "see LCD"}})
    with state.engine.connect() as connection:
        (row,) = connection.execute(select(feedback))
    assert (row.verdict, row.reason) == ("not helpful", "outdated")
    assert (row.question, row.correction) == ((ANSWERED, "see LCD") if days else (None, None))
    assert "Thank you" in slack.whispered[0]["text"]
    assert [record.kind for record in state.gaps.since(60)] == ["disliked"]


def test_a_correction_that_names_a_patient_is_refused_in_the_form(
    make_people: MakePeople, slack: LocalSlack, state: State
) -> None:
    """The form stays open with the reason; nothing is stored of it."""
    people = make_people(keep_questions_days=30)
    people.mention(ANSWERED)
    value = element_of(slack.posted[0]["blocks"], "feedback")["negative_button"]["value"]
    people.click(slack.posted[0], "feedback", value=value)
    response = people.submit(slack.views[0], {"correction": {"value": "patient MRN 12345678"}})
    assert "a medical record number" in response.body
    with state.engine.connect() as connection:
        (row,) = connection.execute(select(feedback))
    assert row.correction is None
