"""Where two pages meet: small print that both have at the same place is left out there, and stays where they part.

Of two pages nothing tells a running line from a fact that both state, so each is kept once: the head of the first page,
the foot of the last.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from corpus.readers.pdf.printed import PARAGRAPH_GAP, Line, usual_gap

_MOST = 3  # lines of a head or a foot
_SAME_PLACE = 2.0  # points
_SMALLER = 0.5  # points, at least

_Places = AbstractSet[int]


def seam_lines(pages: Sequence[Sequence[Line]], running: Sequence[_Places]) -> tuple[_Places, _Places]:
    """Return the places of the foot of the first of two pages and of the head of the second that both pages have.

    `running` are the places on each page of what is known to run through both, such as "Page 1 of 2".
    """
    (first, second), (of_first, of_second) = pages, running
    down = [i for i in range(len(first)) if i not in of_first], [i for i in range(len(second)) if i not in of_second]
    foot = _shared(first, down[0][::-1], second, down[1][::-1])
    head = _shared(second, down[1], first, down[0])
    return foot, head


def _shared(page: Sequence[Line], places: Sequence[int], other: Sequence[Line], others: Sequence[int]) -> _Places:
    """Return the outermost places of a page that the other has alike, if they are set apart from the text in small."""
    pairs = zip(places[:_MOST], others, strict=False)
    shared = [place for place, _ in takewhile(lambda pair: _alike(page[pair[0]], other[pair[1]]), pairs)]
    if not shared or len(shared) == len(places):
        return frozenset()
    text = page[places[len(shared)]]
    apart = abs(page[shared[-1]].y - text.y) > PARAGRAPH_GAP * usual_gap(page)
    small = all(page[place].size <= text.size - _SMALLER and not page[place].bold for place in shared)
    return frozenset(shared) if apart and small else frozenset()


def _alike(line: Line, other: Line) -> bool:
    return line.text == other.text and abs(line.y - other.y) <= _SAME_PLACE
