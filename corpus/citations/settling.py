"""What the whole document says: its style, its reference list, and the order in which new numbers appear."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.citations.marks import Form, Mark, Support
from corpus.model import Certainty, Doubt

_Sentences = Sequence[Sequence[Mark]]
_ENOUGH = 2  # citations that a document must have beside one that they confirm
_NEAR = 3  # citations before and after that count as neighbours
_SMALL = 10  # sentences; in a longer document citations begin at 1 or follow each other


def style_of(sentences: _Sentences) -> Form:
    """Return the form that most citations are printed in; a printed form wins over what a rule infers."""
    counts = Counter(mark.form for marks in sentences for mark in marks if mark.support > Support.WEAK)
    if not counts:
        counts = Counter(mark.form for marks in sentences for mark in marks)
    order = [Form.BRACKET, Form.SUPERSCRIPT, Form.PAREN, Form.GLUED, Form.BARE]
    best = max(order, key=lambda form: (counts[form], -order.index(form)), default=Form.NONE)
    return best if counts[best] else Form.NONE


def settle(sentences: _Sentences, style: Form, highest: int | None) -> list[list[tuple[Mark, Certainty]]]:
    """Return for each sentence the marks that remain, with the certainty that the document gives them.

    `highest` is the last number of the reference list, None without one; a list may have gaps.
    """
    kept = [[mark for mark in marks if mark.form.explicit or mark.form is style] for marks in sentences]
    if highest is not None:
        kept = [[m for m in marks if m.support is Support.SURE or max(m.numbers) <= highest] for marks in kept]
    kept = _confirmed(kept)
    broken = set() if highest is not None else _out_of_order(kept)
    return [[(mark, _certainty(mark, highest, broken)) for mark in marks] for marks in kept]


def _confirmed(sentences: _Sentences) -> list[list[Mark]]:
    """Return the marks with those that a sentence leaves open confirmed where they go on with the numbers around them.

    They do if they hold the next new number, or only numbers that a neighbouring citation holds (a single number), or
    that any citation holds (a list: few values come in rows).
    """
    order = [mark for marks in sentences for mark in marks]
    confirmed = {
        mark: replace(mark, support=Support.FAIR, doubt="")
        for i, mark in enumerate(order)
        if mark.support is Support.WEAK and _goes_on(mark, order[:i], order[i + 1 :])
    }
    return [[confirmed.get(mark, mark) for mark in marks] for marks in sentences]


def _goes_on(mark: Mark, earlier: Sequence[Mark], later: Sequence[Mark]) -> bool:
    before = [m for m in earlier if m.support > Support.WEAK]
    after = [m for m in later if m.support > Support.WEAK]
    if len(before) + len(after) < _ENOUGH:
        return False
    highest = max((n for m in before for n in m.numbers), default=0)
    around = (*before[-_NEAR:], *after[:_NEAR]) if len(mark.numbers) == 1 else (*before, *after)
    neighbours = {n for m in around for n in m.numbers}
    return mark.numbers[0] == highest + 1 or neighbours >= set(mark.numbers)


def _certainty(mark: Mark, highest: int | None, broken: Collection[Mark]) -> Certainty:
    if mark.support is Support.SURE:
        return Certainty.EXACT
    if mark in broken or mark.support is Support.WEAK:
        return Certainty.UNCERTAIN
    if highest is None and mark.form in {Form.PAREN, Form.GLUED}:
        return Certainty.UNCERTAIN
    return Certainty.INFERRED


def _out_of_order(sentences: _Sentences) -> set[Mark]:
    """Return the inferred marks whose first appearance leaves a gap after the highest number so far."""
    marks = [mark for found in sentences for mark in found if mark.support is Support.FAIR]
    if not marks:
        return set()
    from_one = _gaps(marks, 0)
    if len(from_one) * 3 <= len(marks):
        return from_one
    from_first = _gaps(marks, marks[0].numbers[0] - 1)
    excerpt = len(sentences) <= _SMALL or len(marks) >= 3
    return from_first if excerpt and len(from_first) * 3 <= len(marks) else set(marks)


def _gaps(marks: Sequence[Mark], highest: int) -> set[Mark]:
    broken: set[Mark] = set()
    for mark in marks:
        if mark.numbers[0] > highest + 1:
            broken.add(mark)
        else:
            highest = max(highest, mark.numbers[-1])
    return broken


def doubts_of(settled: Sequence[Sequence[tuple[Mark, Certainty]]], listed: Collection[int] | None) -> list[Doubt]:
    """Return what a person should look at: marks without certainty and numbers without an entry."""
    doubts = []
    for marks in settled:
        for mark, certainty in marks:
            if certainty is Certainty.UNCERTAIN:
                doubts.append(Doubt(mark.start, mark.end, _reason(mark, listed)))
            elif listed is not None and (missing := [n for n in mark.numbers if n not in listed]):
                numbers = ", ".join(map(str, missing))
                doubts.append(Doubt(mark.start, mark.end, f"no entry in the reference list for {numbers}"))
    return doubts


def _reason(mark: Mark, listed: Collection[int] | None) -> str:
    if mark.doubt:
        return mark.doubt
    if listed is None and mark.form in {Form.PAREN, Form.GLUED}:
        return "looks like a citation, but there is no reference list to confirm it"
    return "out of the order in which citations appear here"
