"""Wrapped lines of a plain text, joined again to the paragraphs and items that they were."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.headings import capitalised, heading_shape
from corpus.readers.hyphens import cuts_word
from corpus.readers.markers import LIST_MARKER, NUMBERED_ITEM, marked
from corpus.readers.plain.tabbed import is_tabbed

_BROKEN_OFF = re.compile(r"(?:^|\s)[a-z]{2,},?$")  # in the middle of a sentence, however long the line is
_GOES_ON = re.compile(r"\s*[a-z]{2,}(?![A-Z:])")
_STOPS = tuple(".!?:")
MAX_WRAP_WIDTH = 132  # longer lines are paragraphs, one a line
_MIN_WRAP_WIDTH = 40
_NARROWEST = 28  # characters of a column; where lines are as short, those of a list may begin in lower case
_FEWEST_NARROW = 3  # lines that had no room for the next word, of a text in such a column
_LOWER_SHARE = 0.4


def join_wrapped(rows: Sequence[str], shapes: Sequence[str], width: int) -> list[list[str]]:
    """Return rows, each with the lines that were wrapped to a width; `shapes` are the rows as judged."""
    joined: list[list[str]] = []
    hanging = 0
    for i, row in enumerate(rows):
        below = shapes[i + 1] if i + 1 < len(rows) else ""
        long = i > 0 and len(shapes[i - 1]) >= _MIN_WRAP_WIDTH
        hangs = long and 0 < hanging == _indent(row) and marked(row) is None and not _holds_cells(row)
        within = i > 0 and _ends_word(shapes[i - 1], shapes[i])
        if i and (hangs or within or _continues(shapes[i - 1], shapes[i], below, width)):
            joined[-1].append(row.strip())
        else:
            joined.append([row])
            hanging = _text_column(row)
    return joined


def _ends_word(above: str, row: str) -> bool:
    """Return whether a row begins with the rest of a word, however short the line is that it was cut on."""
    return cuts_word(above) and row.lstrip()[:1].islower() and marked(row) is None and not _holds_cells(row)


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip()) if row.strip() else 0


def _text_column(row: str) -> int:
    """Return the column in which the text of an item begins, in which it goes on below; 0 where it is none."""
    marker = marked(row)
    return marker.end() if marker else 0


def _holds_cells(row: str) -> bool:
    """Return whether a row is drawn as one of a table, with bars or tabs."""
    return "|" in row or is_tabbed(row)


def wrap_width(rows: Sequence[str]) -> int:
    """Return the width that the text was wrapped to, 0 if it was not.

    No wrapped line is longer than the longest that plainly goes on below; a heading or a table may be. And a line that
    had no room for the next word is mostly followed by one in lower case.
    """
    pairs = [(a, b) for a, b in pairwise(rows) if a.strip() and b.strip() and not LIST_MARKER.match(b)]
    texts = [(a, b) for a, b in pairs if not (_holds_cells(a) and _holds_cells(b))]  # a row may begin in lower case
    going_on = (len(a) for a, b in texts if _plainly_continues(a, b, _NARROWEST))
    width = max((length for length in going_on if length <= MAX_WRAP_WIDTH), default=0)
    below_full = [b.strip() for a, b in pairs if _is_full(a, b, width)]
    lower = sum(b[0].islower() for b in below_full)
    fewest = 1 if width >= _MIN_WRAP_WIDTH else _FEWEST_NARROW
    return width if len(below_full) >= fewest and lower >= _LOWER_SHARE * len(below_full) else 0


def _plainly_continues(above: str, row: str, shortest: int = _MIN_WRAP_WIDTH) -> bool:
    """Return whether a row goes on in lower case with a long line that no stop ends."""
    return len(above) >= shortest and row.lstrip()[0].islower() and not above.endswith(_STOPS)


def _is_full(row: str, following: str, width: int) -> bool:
    """Return whether the first word of the following row would not have fitted on this one."""
    return len(row) + 1 + len(following.split(maxsplit=1)[0]) > width


def _continues(above: str, row: str, below: str, width: int) -> bool:
    """Return whether a row goes on with the sentence of the row above it."""
    if not above.strip() or not row.strip():
        return False
    marker = LIST_MARKER.match(row)
    if marker is None and _plainly_continues(above, row):
        within = len(above) <= (width or MAX_WRAP_WIDTH)
        return not _holds_cells(row) and (
            within or (not _holds_cells(above) and bool(_BROKEN_OFF.search(above) and _GOES_ON.match(row)))
        )
    if not width or not _is_full(above, row, width) or len(above) > MAX_WRAP_WIDTH or NUMBERED_ITEM.match(row):
        return False
    # "…in adult patients" + "1. Some key points" is a wrapped citation; after a finished line it is a list item.
    if marker and not (marker["marker"][:1].isdigit() and not above.endswith((".", "!", "?", ":", ";"))):
        return False
    if _holds_cells(row) and _holds_cells(above):
        return False
    ends_here = not below.strip() or not _is_full(row, below, width)
    return not (ends_here and below.strip() and heading_shape(row, row.split()) and capitalised(row.split()))
