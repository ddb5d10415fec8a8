"""The order in which a document's citation numbers appear.

Where references are numbered as they are cited, a new number is the next one. Numbers that are no citations leap about.
"""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

from corpus.citations.marks import Mark, Support

_ENOUGH = 2  # citations that a document must have beside one that they confirm
_NEAR = 3  # citations before and after that count as neighbours
_SKIPPED = 2  # new numbers that may be passed over, as when a citation was not recognised
_AHEAD = 5  # citations that are asked whether the numbering did go on from a leap


class Course:
    """The numbers of a document's sound citations in reading order."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]
        self._highest = [0, *accumulate((max(mark.numbers) for mark in self._marks), max)]
        self._all = {n for mark in self._marks for n in mark.numbers}
        self._in_turn = counts_up(self._marks)

    def goes_on(self, mark: Mark) -> bool:
        """Return whether a mark holds the next new number, or numbers that are cited already.

        A single number must be cited close by, a list anywhere: few values come in rows. What only comes later is no
        argument for a single number that the numbering has not come to.
        """
        if len(self._marks) < _ENOUGH:
            return False
        i = bisect(self._starts, mark.start)
        if mark.support is Support.FAINT:
            return mark.numbers[0] == self._highest[i] + 1
        near = {n for m in self._marks[max(i - _NEAR, 0) : i + _NEAR] for n in m.numbers}
        if self._in_turn:
            near = {n for n in near if n <= self._highest[i]}
        known = near if len(mark.numbers) == 1 else self._all
        return mark.numbers[0] == self._highest[i] + 1 or known >= set(mark.numbers)


def bridges(marks: Sequence[Mark]) -> set[Mark]:
    """Return the open marks that lead in turn from one sound citation to the next: "(2) or …(3) need" before "(4).".

    Where open numbers between the two do anything else, they may be values.
    """
    found: set[Mark] = set()
    between: list[Mark] = []
    highest = 0
    for mark in marks:
        if mark.support <= Support.WEAK:
            between.append(mark)
            continue
        new = [other for other in between if max(other.numbers) > highest]
        steps = [n for other in new for n in other.numbers]
        if highest and steps == list(range(highest + 1, mark.numbers[0])):
            found.update(new)
        highest, between = max(highest, *mark.numbers), []
    return found


def leaps(marks: Sequence[Mark]) -> set[Mark]:
    """Return the marks that leap ahead of the numbering, where the numbers after them do not follow."""
    found: set[Mark] = set()
    highest = 0
    for i, mark in enumerate(marks):
        first = mark.numbers[0]
        if first > highest + 1 + _SKIPPED and not _followed(marks[i + 1 : i + 1 + _AHEAD], highest, first):
            found.add(mark)
        else:
            highest = max(highest, *mark.numbers)
    return found


def _followed(later: Sequence[Mark], highest: int, first: int) -> bool:
    """Return whether more of the new numbers that come later lie beyond the leap than within it."""
    within = sum(highest < mark.numbers[0] < first for mark in later)
    return sum(mark.numbers[0] >= first for mark in later) > within


def counts_up(marks: Sequence[Mark], start: int = 0) -> bool:
    """Return whether most numbers above `start` appear in turn; numbers that are no citations skip most of them."""
    highest, skipped = start, 0
    for mark in marks:
        skipped += max(mark.numbers[0] - highest - 1, 0)
        highest = max(highest, *mark.numbers)
    return skipped * 2 <= highest - start
