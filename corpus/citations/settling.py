"""What the whole document says: its style, its reference list, and the order in which new numbers appear."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from corpus.citations.marks import Form, Mark, Support
from corpus.citations.numbering import Course, bridges, counts_up, leaps
from corpus.model import Certainty

_SERIES = 3  # numbers that make a form believable that says little by itself
_TOLERATED = 3  # one in so many may be out of order before the order is no argument
_SHORT = 2  # sentences; what is longer and has one bare number only is no document that cites
_RARE = 50  # sentences for each citation; a document that cites does so more often
_FORMS = (Form.BRACKET, Form.SUPERSCRIPT, Form.BARE, Form.PAREN, Form.GLUED)  # the first wins a tie
_CONFIRMED_BY_LIST = frozenset({Form.PAREN, Form.GLUED})

_Sentences = Sequence[Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Settled:
    """A mark with the certainty that the document gives it, and why, where it is none."""

    mark: Mark
    certainty: Certainty
    doubt: str = ""


def style_of(sentences: _Sentences, listed: bool) -> Form:
    """Return the form that most citations are printed in, numbers out of order apart."""
    marks = list(chain.from_iterable(sentences))
    by_form: dict[Form, list[Mark]] = defaultdict(list)
    for mark in [mark for mark in marks if mark.support > Support.WEAK] or marks:
        by_form[mark.form].append(mark)
    weights = {form: _weight(form, found, listed) for form, found in by_form.items()}
    best = max(weights, key=lambda form: (weights[form], -_FORMS.index(form)), default=Form.NONE)
    return best if weights.get(best, 0) > 0 else Form.NONE


def _weight(form: Form, marks: Sequence[Mark], listed: bool) -> int:
    """Return how many marks speak for a form as the document's style."""
    if form.explicit:
        return len(marks)
    if form in _CONFIRMED_BY_LIST and not listed and len(marks) >= _SERIES and not counts_up(marks):
        return 0  # numbers all over a document that are no numbering
    return max(len(marks) - len(leaps(marks)), 1)


def settle(sentences: _Sentences, style: Form, listed: Collection[int] | None) -> list[list[Settled]]:
    """Return for each sentence the marks that remain, with the certainty that the document gives them.

    `listed` are the numbers of the reference list, None without one. A list may have gaps, so only its last number
    decides what cannot be a citation.
    """
    highest = max(listed, default=0) if listed is not None else None
    known = _bracketed(sentences) if highest is None else highest
    kept = [
        [plain for mark in marks if mark.form.explicit or mark.form is style for plain in _plain(mark, style, known)]
        for marks in sentences
    ]
    confirmed = _confirmed(kept, highest)
    strange = _strange(confirmed, style, highest) | _beyond(confirmed, highest)
    return [[_settled(mark, listed, highest, strange) for mark in marks] for marks in confirmed]


def _bracketed(sentences: _Sentences) -> int:
    """Return the next number of a document that cites in brackets; 0 where no bracket is sure to cite."""
    sure = (mark for marks in sentences for mark in marks if mark.form is Form.BRACKET and mark.support is Support.SURE)
    return max((max(mark.numbers) + 1 for mark in sure), default=0)


def _plain(mark: Mark, style: Form, known: int) -> Iterator[Mark]:
    """Yield a mark; one in brackets that may be something else is sure where the document cites so and has its number.

    Else the range of a value is none, and what has a doubt keeps it.
    """
    if mark.form is not Form.BRACKET or mark.support is Support.SURE:
        yield mark
    elif style is Form.BRACKET and max(mark.numbers) <= known:
        yield replace(mark, support=Support.SURE, doubt="")
    elif mark.doubt:
        yield mark


def _confirmed(sentences: _Sentences, highest: int | None) -> list[list[Mark]]:
    """Return the marks, with those that a sentence leaves open confirmed where they go on with the numbers around them.

    What is neither confirmed nor doubted is dropped.
    """
    order = [mark for mark in chain.from_iterable(sentences) if highest is None or max(mark.numbers) <= highest]
    course = Course([mark for mark in order if mark.support > Support.WEAK])
    series = highest is not None and _series(order)
    bridging = bridges([mark for mark in order if mark.form is Form.PAREN])
    accepted = {
        mark: replace(mark, support=Support.FAIR, doubt="")
        for mark in order
        if mark.support <= Support.WEAK and (series or mark in bridging or course.goes_on(mark))
    }
    return [
        [accepted.get(mark, mark) for mark in marks if mark in accepted or mark.support > Support.WEAK or mark.doubt]
        for marks in sentences
    ]


def _series(marks: Sequence[Mark]) -> bool:
    """Return whether numbers in parentheses count up, those inside clauses too: "masks (1), gowns (2) and caps (3)"."""
    numbers = {n for mark in marks for n in mark.numbers}
    return all(mark.form is Form.PAREN for mark in marks) and len(numbers) >= _SERIES and counts_up(marks)


def _strange(sentences: _Sentences, style: Form, highest: int | None) -> set[Mark]:
    """Return the inferred marks that do not fit the document's own numbering."""
    marks = [mark for mark in chain.from_iterable(sentences) if mark.support is Support.FAIR]
    if highest is not None:
        return _beside_list(marks, highest, len(sentences))
    found = leaps(marks) if len(sentences) > _SHORT else set()
    orderly = len(found) * _TOLERATED <= len(marks)
    rest = [mark for mark in marks if mark not in found]
    believed = orderly and bool(rest) and _believed(rest, style, len(sentences))
    return found if believed else set(marks)


def _beyond(sentences: _Sentences, highest: int | None) -> set[Mark]:
    """Return the few printed marks above the list's last entry that the numbering does not lead to: "in box [24]"."""
    if highest is None or len(sentences) <= _SHORT:
        return set()
    sure = [mark for mark in chain.from_iterable(sentences) if mark.support is Support.SURE]
    above = {mark for mark in sure if max(mark.numbers) > highest}
    few = len({mark.numbers for mark in above}) < _SERIES
    return above & leaps(sure) if few else set()  # a list that was cut short


def _beside_list(marks: Sequence[Mark], highest: int, sentences: int) -> set[Mark]:
    """Return the marks that do not fit a document with a reference list that ends at `highest`.

    Numbers above it count where the numbering goes on to them: the list may be cut short.
    """
    above = {mark for mark in marks if max(mark.numbers) > highest}
    if sentences <= _SHORT:
        return above
    found = leaps(marks)
    rest = [mark for mark in marks if mark not in found]
    if len(found) * _TOLERATED > len(marks):
        return above  # a list in the order of the alphabet: its numbers appear in any order
    return found if counts_up(rest) and len(rest) - len(above) >= _SERIES else found | above


def _believed(marks: Sequence[Mark], style: Form, sentences: int) -> bool:
    """Return whether numbers that no reference list confirms look like the citations of a document."""
    if len(marks) * _RARE < sentences:
        return False
    if style in _CONFIRMED_BY_LIST:
        return len({n for m in marks for n in m.numbers}) >= _SERIES and counts_up(marks)
    first = marks[0].numbers[0]  # an excerpt does not begin at 1
    alone = sentences > _SHORT and len({n for m in marks for n in m.numbers}) == 1
    return not alone and counts_up(marks, first - 1)


def _settled(mark: Mark, listed: Collection[int] | None, highest: int | None, strange: Collection[Mark]) -> Settled:
    missing = [n for n in mark.numbers if listed is not None and n not in listed]
    no_entry = f"no entry in the reference list for {', '.join(map(str, missing))}" if missing else ""
    if mark.support is Support.SURE and mark not in strange:
        return Settled(mark, Certainty.EXACT, no_entry)
    if doubt := _doubt(mark, highest, strange):
        return Settled(mark, Certainty.UNCERTAIN, doubt)
    return Settled(mark, Certainty.INFERRED, no_entry)


def _doubt(mark: Mark, highest: int | None, strange: Collection[Mark]) -> str:
    if mark not in strange:
        return mark.doubt
    if highest is not None and max(mark.numbers) > highest:
        return "a number above the last entry of the reference list"
    if highest is None and mark.form in _CONFIRMED_BY_LIST:
        return "looks like a citation, but no reference list and no numbering confirms it"
    return "does not go on with the document's own numbering"
