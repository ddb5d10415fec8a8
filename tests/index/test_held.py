"""What a sentence must hold to answer each kind of question."""

import pytest

from index.contractions import written_out
from index.held import holds


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("code", "It is reported with 64405."),
        ("dose", "Give 0.3 mg into the thigh."),
        ("duration", "Relief lasts six weeks."),
        ("money", "It pays $45."),
        ("definition", "A trigger zone is a tender spot in a taut band."),
        ("definition", "VALUES: A = accepted B = returned"),
        ("indication", "The splint suits mild disease."),
        ("indication", "It is reserved for people who cannot swallow."),
        ("contraindication", "An allergy to latex rules the device out."),
        ("contraindication", "It must not be given with lithium."),
        ("requirement", "The note has to name each toe."),
        ("requirement", "Record the lot number."),
        ("coverage", "The second unit is not paid."),
        ("coverage", "Renewal needs a diary."),
    ],
)
def test_what_answers_is_known_by_its_words(kind: str, text: str) -> None:
    """Each kind has its own words, and an unrelated sentence has none of them."""
    assert holds(kind, text)
    assert not holds(kind, "Gloves are blue.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats the dose", "what is the dose"),
        ("who shouldn’t get it", "who should not get it"),
        ("we're told it doesnt help", "we told it does not help"),
        ("Baker's cyst IM", "Baker's cyst IM"),
    ],
)
def test_contractions_are_written_out(typed: str, meant: str) -> None:
    """With or without the apostrophe; a possessive and a short form in capitals stay."""
    assert written_out(typed) == meant
