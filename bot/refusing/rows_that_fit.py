"""Rows and rules for measured values: of "INR | dose" the row whose range holds the "INR 4.2" of a question."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.choosing.evidence import Candidate, Evidence
from bot.choosing.headline import Scored
from corpus.model import BlockKind, Passage, Sentence
from corpus.tables.columns_above import cells_of
from corpus.tables.rows import named_cells
from index.questions.amounts import Amount, amounts_of, bounds_hold, is_beyond, label_holds, measurements
from index.questions.answer_patterns import CODE_ANSWERS
from index.questions.body_weight import other_weight
from index.questions.codes import has_digit
from index.questions.concepts import Concept, Understanding

_BY_RANGE = CODE_ANSWERS | {"dose", "amount"}  # of what is given by ranges; after 6 to 8 weeks may answer "3 weeks ago"


class _Measured(NamedTuple):
    """What was measured, and how much it was."""

    name: Concept
    amounts: tuple[Amount, ...]


def without_other_values(
    question: str, concepts: Sequence[Concept], evidence: Sequence[Evidence]
) -> Sequence[Evidence]:
    """Return the evidence for a question without rows for other weights, or other values of what was measured.

    Rows of one table differ in little else: "4.6 to 9.9 without bleeding" names more of "INR 4.2, no bleeding" than
    "3.6 to 4.5" does, and is the dose of somebody else. A rule for other values may be an answer: "up to 3.0 only".
    """
    if has_digit(question):
        evidence = [one for one in evidence if not _is_for_other_weight(question, one.hit.passage)]
    for values in _measured(concepts):
        evidence = [one for one in evidence if _row_holds(values, one) is not False]
    return evidence


def holds_for_value(concepts: Sequence[Concept], best: Candidate) -> bool:
    """Return whether a row or a sentence is the one for what was measured or is counted: it says what is asked for."""
    return label_holds(amounts_of(concepts), best.sentence.told) is True or any(
        _row_holds(v, best.of) or _sentence_holds(v, best.sentence, best.of) for v in _measured(concepts)
    )


def unnamed_measure(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return what was measured, as typed, where nothing near the best sentence names it: "1.3 to 1.6" of another."""
    names = [values.name for values in _measured(concepts) if values.name.supported]
    strengths = dict(zip(concepts, best.evidence, strict=True))
    return next((name.typed for name in names if not strengths[name]), None)


def is_for_another_value(concepts: Sequence[Concept], best: Candidate) -> bool:
    """Return whether a sentence is for other values than what was measured, and another of its passage for that one."""
    return any(
        _sentence_holds(values, best.sentence, best.of) is False
        and any(_sentence_holds(values, other, best.of) for other in best.passage.sentences)
        for values in _measured(concepts)
    )


def lies_beyond(understood: Understanding, best: Candidate) -> bool:
    """Return whether the best sentence tells of ranges alone, and what was measured or is counted lies beyond them.

    A code or a dose for 20 to 29 minutes is none for 60. An open limit may be an answer, "up to 3.0 only".
    """
    told = best.sentence.told
    if any(_is_beyond(values, told, best.of) for values in _measured(understood.concepts)):
        return True
    ranged = any(intent.answer in _BY_RANGE for intent in understood.intents)
    return ranged and any(amount.unit and is_beyond(amount, told) for amount in amounts_of(understood.concepts))


def _is_beyond(values: _Measured, told: str, evidence: Evidence) -> bool:
    named = values.name.strength_in(evidence.terms_of(told))
    return bool(named) and all(is_beyond(amount, told) for amount in values.amounts)


def rows_of_value(concepts: Sequence[Concept], ranked: Sequence[Scored]) -> Sequence[Scored]:
    """Return those of the sentences that are rows of a table for what was measured."""
    measured = _measured(concepts)
    return [one for one in ranked if any(_row_holds(values, one.candidate.of) for values in measured)]


def _measured(concepts: Sequence[Concept]) -> list[_Measured]:
    return [_Measured(name, amounts_of((name, number))) for name, number in measurements(concepts)]


def _is_for_other_weight(question: str, passage: Passage) -> bool:
    return passage.kind is BlockKind.TABLE_ROW and other_weight(question, _first_cell(passage)[1]) is not None


def _row_holds(values: _Measured, evidence: Evidence) -> bool | None:
    """Return whether a row holds for a value, None for what is no row of a table of such values."""
    passage = evidence.hit.passage
    if passage.kind is not BlockKind.TABLE_ROW:
        return None
    column, cell = _first_cell(passage)
    named = values.name.strength_in(evidence.terms_of(column))
    return bounds_hold(values.amounts, cell, in_units=True) if named else None


def _sentence_holds(values: _Measured, sentence: Sentence, evidence: Evidence) -> bool | None:
    named = values.name.strength_in(evidence.terms_of(sentence.told))
    return bounds_hold(values.amounts, sentence.told) if named else None


def _first_cell(passage: Passage) -> tuple[str, str]:
    """Return the first cell of a row behind the name of its column, which its table's head may give."""
    first = cells_of(passage.text)[0]
    named = named_cells(first)
    return named[0] if named else (cells_of(passage.context)[0], first)
