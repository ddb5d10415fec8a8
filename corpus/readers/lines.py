"""What the lines of a plain text are: headings without markup, list items, table rows, wrapped paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from corpus.model import BlockKind

LIST_MARKER = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>(?:[-*+•‣▪◦·–—o]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+)(?=\S)")
_TABLE_ROW = re.compile(r"^[^|]*(?:\|[^|]*){2,}$|^[^|]+\|[^|]+$|^[^\t]+\t.*\S")
_TERMINAL = tuple(".!?;:,")
_NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[A-Z]")
_MAX_HEADING_WORDS = 14
_MAX_HEADING_CHARACTERS = 110
_MAX_WRAP_WIDTH = 132  # longer lines are paragraphs, one a line
_MIN_WRAP_WIDTH = 40
_LOWER_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line: a wrapped paragraph or item is joined into one."""

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""


def logical_lines(text: str) -> Iterator[Line]:
    """Yield the headings, paragraphs, list items and table rows of a plain text in order."""
    rows = [line.rstrip() for line in text.split("\n")]
    joined = list(_join_wrapped(rows))
    previous_kind: BlockKind | None = None
    for i, row in enumerate(joined):
        if not row.strip():
            continue
        following = next((r for r in joined[i + 1 :] if r.strip()), None)
        line = _classify(row, following, previous_kind)
        previous_kind = line.kind
        yield line


def _classify(row: str, following: str | None, previous: BlockKind | None) -> Line:
    if match := LIST_MARKER.match(row):
        return Line(BlockKind.LIST_ITEM, row[match.end() :], _nesting(match["indent"]), match.group())
    if _TABLE_ROW.match(row) and (previous is BlockKind.TABLE_ROW or _is_row(following)):
        return Line(BlockKind.TABLE_ROW, row.strip())
    if is_heading(row.strip(), following):
        return Line(BlockKind.HEADING, row.strip())
    return Line(BlockKind.PARAGRAPH, row.strip())


def _is_row(row: str | None) -> bool:
    return row is not None and bool(_TABLE_ROW.match(row)) and not LIST_MARKER.match(row)


def _nesting(indent: str) -> int:
    return min(len(indent.expandtabs(4)) // 2, 8)


def is_heading(line: str, following: str | None) -> bool:
    """Return whether an isolated line reads as a heading: short, no full stop, and text follows that it could head."""
    words = line.split()
    if following is None or not _heading_shape(line, words):
        return False
    if _NUMBERED_HEADING.match(line):
        return True
    return _capitalised(words) or _heads(words, following)


def _heading_shape(line: str, words: Sequence[str]) -> bool:
    return (
        0 < len(words) <= _MAX_HEADING_WORDS
        and len(line) <= _MAX_HEADING_CHARACTERS
        and not line.endswith(_TERMINAL)
        and (line[0].isupper() or line[0].isdigit() or line[0] in '"“(')
        and any(c.isalpha() for c in line)
        and not line.isnumeric()
    )


def _capitalised(words: Sequence[str]) -> bool:
    """Return whether every word that a title capitalises is capitalised."""
    telling = [w for w in words if w.strip("\"'“”‘’()").lower() not in _small_words() and w[0].isalnum()]
    return bool(telling) and sum(not w[0].islower() for w in telling) >= 0.8 * len(telling)


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """Return the words that a title leaves in lower case."""
    return frozenset(resources.files("corpus.readers").joinpath("small_words.txt").read_text("utf-8").split())


def _heads(words: Sequence[str], following: str) -> bool:
    """Return whether a line in sentence case heads what follows: short, over a far longer line, a list or a heading."""
    over_text = len(following) >= 2.5 * sum(map(len, words)) or bool(LIST_MARKER.match(following))
    below = following.split()
    return len(words) <= 8 and (over_text or (_heading_shape(following.strip(), below) and _capitalised(below)))


def _join_wrapped(rows: Sequence[str]) -> Iterator[str]:
    """Yield rows with hard-wrapped lines joined by a space."""
    width = _wrap_width(rows)
    if not width:
        yield from rows
        return
    joined: list[str] = []
    for i, row in enumerate(rows):
        below = rows[i + 1] if i + 1 < len(rows) else ""
        if i and _continues(rows[i - 1], row, below, width):
            joined[-1] = f"{joined[-1]} {row.strip()}"
        else:
            joined.append(row)
    yield from joined


def _wrap_width(rows: Sequence[str]) -> int:
    """Return the width that the text was wrapped to, 0 if it was not.

    Where lines are wrapped, a line that had no room for the next word is mostly followed by one in lower case.
    """
    longest = max((len(row) for row in rows), default=0)
    if not _MIN_WRAP_WIDTH <= longest <= _MAX_WRAP_WIDTH:
        return 0
    pairs = [(a, b) for a, b in pairwise(rows) if a.strip() and b.strip() and not LIST_MARKER.match(b)]
    below_full = [b.strip() for a, b in pairs if _is_full(a, b, longest)]
    lower = sum(b[0].islower() for b in below_full)
    return longest if below_full and lower >= _LOWER_SHARE * len(below_full) else 0


def _is_full(row: str, following: str, width: int) -> bool:
    """Return whether the first word of the following row would not have fitted on this one."""
    return len(row) + 1 + len(following.split(maxsplit=1)[0]) > width


def _continues(above: str, row: str, below: str, width: int) -> bool:
    """Return whether a row goes on with the sentence of the row above it."""
    if not above.strip() or not row.strip() or not _is_full(above, row, width):
        return False
    marker = LIST_MARKER.match(row)
    # "…in adult patients" + "1. Some key points" is a wrapped citation; after a finished line it is a list item.
    if marker and not (marker["marker"][:1].isdigit() and not above.endswith((".", "!", "?", ":", ";"))):
        return False
    if "|" in row and "|" in above:
        return False
    ends_here = not below.strip() or not _is_full(row, below, width)
    return not (ends_here and below.strip() and _heading_shape(row, row.split()) and _capitalised(row.split()))
