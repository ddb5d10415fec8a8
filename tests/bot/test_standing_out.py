"""A long message is answered by a sentence that names too much of it for chance, though it covers little of it."""

import math

import pytest

from bot.answer import Answerer
from bot.model import Status
from bot.refusing.support import MAX_MISSING, MIN_COVERAGE, MOST_BY_CHANCE
from tests.answering import answerer_over, first

DOCUMENTS = {
    "infusions.md": """# Infusion room

## Pumps

A reservoir pump that is attached at the end of the visit is billed with 87654.

The pump is returned within three days.

## Reactions

Rituximab is stopped at the first sign of rigors and resumed at half of the rate.

## Parking

Patients park behind the laundry.

## Waste

A vial that was thrown away is entered on a line of its own.
""",
    "desk.md": """# Front desk

## Letters

Letters leave at noon.

## Invoices

Packing slips are not accepted in place of an invoice.

## Keys

The key of the archive hangs beside the door.

## Guests

Guests sign in at the gate.
""",
}
MISSING = "my cousin drove here, rigors on rituximab, is it resumed at half of the rate?"
HELD = "guest signed in at the gate, gave letters to the archive: rigors on rituximab, resumed at half of the rate?"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("rooms"), DOCUMENTS)


@pytest.mark.parametrize("question", [MISSING, HELD])
def test_a_story_around_a_question_does_not_hide_the_sentence_that_names_it(answerer: Answerer, question: str) -> None:
    """Whether no document holds the story's words, or others do."""
    support = answerer.deliberate(question).support
    assert support.missing > MAX_MISSING or support.coverage < MIN_COVERAGE
    assert support.stands_out
    assert "resumed at half" in first(answerer.answer(question))


def test_what_covers_as_little_and_stands_out_by_nothing_is_refused(answerer: Answerer) -> None:
    """One telling word is there by chance."""
    answer = answerer.answer("do guests bring a tent for the barbecue on the lawn")
    assert answer.status is Status.NOT_FOUND


def test_where_most_words_are_missing_nothing_stands_out(answerer: Answerer) -> None:
    """What no document knows is then what the question is about."""
    question = (
        "rituximab rigors after bortezomib, daratumumab, carfilzomib and lenalidomide: resumed at half of the rate?"
    )
    assert not answerer.deliberate(question).support.stands_out


def test_of_a_long_text_some_words_stand_somewhere_by_chance(answerer: Answerer) -> None:
    """Its choices of as many words are counted."""
    question = (
        "pumps, parking, waste, letters, invoices, keys, guests, vial, noon, slips, archive, door, gate, rituximab, "
        "laundry, three days, own line, pump returned, end of the visit, beside the invoice, patients, packing, key"
    )
    support = answerer.deliberate(question).support
    assert support.by_chance <= MOST_BY_CHANCE
    assert not support.stands_out


@pytest.mark.parametrize("code", ["87653X", "876543"])
def test_a_code_that_no_passage_holds_is_what_is_asked_about(answerer: Answerer, code: str) -> None:
    """However well the rest fits."""
    question = f"is {code} billed where a reservoir pump is attached at the end of the visit"
    assert "87654" in first(answerer.answer(question.replace(code, "87654")))
    assert answerer.deliberate(question).support.by_chance == math.inf
