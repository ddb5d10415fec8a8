"""What the whole document says: its style, its reference list, and the order in which new numbers appear."""

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from corpus.citations.marks import Form, Mark, Support
from corpus.model import Certainty

_ENOUGH = 2  # citations that a document must have beside one that they confirm
_NEAR = 3  # citations before and after that count as neighbours
_SERIES = 3  # citations that make a form that says little by itself believable
_TOLERATED = 3  # one in so many may be out of order before the order is no argument
_SKIPPED = 2  # new numbers that may be passed over, as when a citation was not recognised
_AHEAD = 5  # citations that are asked whether the numbering did go on from a leap
_SHORT = 2  # sentences; what is longer and has one bare number only is no document that cites
_RARE = 50  # sentences for each citation; a document that cites does so more often
_FORMS = (Form.BRACKET, Form.SUPERSCRIPT, Form.BARE, Form.PAREN, Form.GLUED)  # the first wins a tie

_Sentences = Sequence[Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Settled:
    """A mark with the certainty that the document gives it, and why, where it is none."""

    mark: Mark
    certainty: Certainty
    doubt: str = ""


def style_of(sentences: _Sentences) -> Form:
    """Return the form that most citations are printed in, numbers out of order apart; the first of `_FORMS` of two."""
    marks = list(chain.from_iterable(sentences))
    firm = [mark for mark in marks if mark.support > Support.WEAK] or marks
    counts = Counter(mark.form for mark in firm)
    for form in counts.keys() - {Form.BRACKET, Form.SUPERSCRIPT}:
        counts[form] -= len(_leaps([mark for mark in firm if mark.form is form]))
    return max(counts, key=lambda form: (counts[form], -_FORMS.index(form))) if counts else Form.NONE


def settle(sentences: _Sentences, style: Form, listed: Collection[int] | None) -> list[list[Settled]]:
    """Return for each sentence the marks that remain, with the certainty that the document gives them.

    `listed` are the numbers of the reference list, None without one. A list may have gaps, so only its last number
    decides what cannot be a citation.
    """
    highest = max(listed, default=0) if listed is not None else None
    kept = [[mark for mark in marks if mark.form.explicit or mark.form is style] for marks in sentences]
    confirmed = _confirmed(kept, highest)
    strange = _strange(confirmed, style, highest)
    return [[_settled(mark, listed, highest, strange) for mark in marks] for marks in confirmed]


def _confirmed(sentences: _Sentences, highest: int | None) -> list[list[Mark]]:
    """Return the marks, with those that a sentence leaves open confirmed where they go on with the numbers around them.

    What is neither confirmed nor doubted is dropped.
    """
    order = [mark for mark in chain.from_iterable(sentences) if highest is None or max(mark.numbers) <= highest]
    course = _Course([mark for mark in order if mark.support > Support.WEAK])
    accepted = {
        mark: replace(mark, support=Support.FAIR, doubt="")
        for mark in order
        if mark.support is Support.WEAK and course.goes_on(mark)
    }
    return [
        [accepted.get(mark, mark) for mark in marks if mark in accepted or mark.support > Support.WEAK or mark.doubt]
        for marks in sentences
    ]


class _Course:
    """The numbers of a document's sound citations in reading order."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]
        self._highest = [0, *accumulate((max(mark.numbers) for mark in self._marks), max)]
        self._all = {n for mark in self._marks for n in mark.numbers}

    def goes_on(self, mark: Mark) -> bool:
        """Return whether a mark holds the next new number, or numbers that are cited already.

        A single number must be cited close by, a list anywhere: few values come in rows.
        """
        if len(self._marks) < _ENOUGH:
            return False
        i = bisect(self._starts, mark.start)
        near = {n for m in self._marks[max(i - _NEAR, 0) : i + _NEAR] for n in m.numbers}
        known = near if len(mark.numbers) == 1 else self._all
        return mark.numbers[0] == self._highest[i] + 1 or known >= set(mark.numbers)


def _strange(sentences: _Sentences, style: Form, highest: int | None) -> set[Mark]:
    """Return the inferred marks that do not fit the document's own numbering."""
    marks = [mark for mark in chain.from_iterable(sentences) if mark.support is Support.FAIR]
    if highest is not None:
        marks = [mark for mark in marks if mark.numbers[-1] <= highest]
    if not marks or (highest is None and _seldom(marks, len(sentences))):
        return set(marks)
    leaps = _leaps(marks) if len(sentences) > _SHORT else set()
    orderly = len(leaps) * _TOLERATED <= len(marks)
    if highest is not None:
        return leaps if orderly else set()  # a list may be in the order of the alphabet
    series = style is Form.BARE or len(marks) - len(leaps) >= _SERIES
    return leaps if orderly and series else set(marks)


def _seldom(marks: Sequence[Mark], sentences: int) -> bool:
    """Return whether there are too few bare numbers for a document that cites."""
    alone = sentences > _SHORT and len({n for m in marks for n in m.numbers}) < _ENOUGH and marks[0].numbers[0] > 1
    return alone or len(marks) * _RARE < sentences


def _leaps(marks: Sequence[Mark]) -> set[Mark]:
    """Return the marks that leap ahead of the numbering, where the numbers after them do not follow."""
    found: set[Mark] = set()
    highest = 0
    for i, mark in enumerate(marks):
        first = mark.numbers[0]
        if first > highest + 1 + _SKIPPED and not _followed(marks[i + 1 : i + 1 + _AHEAD], highest, first):
            found.add(mark)
        else:
            highest = max(highest, mark.numbers[-1])
    return found


def _followed(later: Sequence[Mark], highest: int, first: int) -> bool:
    """Return whether more of the new numbers that come later lie beyond the leap than within it."""
    within = sum(highest < mark.numbers[0] < first for mark in later)
    return sum(mark.numbers[0] >= first for mark in later) > within


def _settled(mark: Mark, listed: Collection[int] | None, highest: int | None, strange: Collection[Mark]) -> Settled:
    missing = [n for n in mark.numbers if listed is not None and n not in listed]
    no_entry = f"no entry in the reference list for {', '.join(map(str, missing))}" if missing else ""
    if mark.support is Support.SURE:
        return Settled(mark, Certainty.EXACT, no_entry)
    if doubt := _doubt(mark, highest, strange):
        return Settled(mark, Certainty.UNCERTAIN, doubt)
    return Settled(mark, Certainty.INFERRED, no_entry)


def _doubt(mark: Mark, highest: int | None, strange: Collection[Mark]) -> str:
    if highest is not None and mark.numbers[-1] > highest:
        return "a number above the last entry of the reference list"
    if mark in strange:
        return "does not go on with the document's own numbering"
    return mark.doubt
