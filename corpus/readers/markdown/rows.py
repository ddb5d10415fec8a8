"""Rows of Markdown made whole before it is parsed: tables apart, line breaks left in cells, bullets as marks."""

import re
from collections.abc import Iterator, Sequence

_DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*){1,200}\|?\s*")  # of the cells, below those of the head
_BAR = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r"(?P<indent>[ \t]*)[•‣▪◦●○■]\s+(?=\S)")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,20}\]:")
_FENCE = ("```", "~~~")
_DEEPEST = 3  # columns by which an item may be indented
_MOST_BREAKS = 30  # rows over which one row of a table may run on


def whole_rows(rows: Sequence[str]) -> Iterator[str]:
    """Yield the rows, each row of a table as one, and an empty one above each table.

    Right below an item the rows of a table would be words of that item. Programs that turn pages into Markdown leave
    the line breaks of a cell in it: the rest would stand under the name of the first column.
    """
    bars = 0  # of each row of the table that we are in, where its rows end with one
    skipped = 0
    for at, row in enumerate(rows):
        if skipped:
            skipped -= 1
            continue
        below = rows[at + 1] if at + 1 < len(rows) else ""
        if "|" in row and _DELIMITERS.fullmatch(below):
            bars = _bars(row) if row.rstrip().endswith("|") else 0
            if at and rows[at - 1].strip():
                yield ""
        elif not row.strip():
            bars = 0
        skipped = _breaks(rows[at : at + _MOST_BREAKS], bars) if bars else 0
        yield " ".join(part.strip() for part in rows[at : at + skipped + 1]) if skipped else row


def without_lone_dashes(rows: Sequence[str]) -> Iterator[str]:
    """Yield the rows, and an empty one for a dash that stands alone below text, as copies of pages have them.

    To CommonMark it underlines the whole paragraph above it, which would be a heading; over an indented line it opens
    an item.
    """
    for above, row, below in zip(("", *rows), rows, (*rows[1:], ""), strict=False):
        opens = below[:1].isspace() and below.strip()
        yield "" if row.strip() == "-" and above.strip() and not opens else row


def with_items_marked(rows: Sequence[str]) -> Iterator[str]:
    """Yield the rows, those behind a bullet as items: to Markdown "•" is no mark, and a list of them one sentence."""
    fenced = False
    for row in rows:
        fenced ^= row.lstrip().startswith(_FENCE)
        bullet = None if fenced else _BULLET.match(row)
        yield f"{bullet['indent'].expandtabs(4)[:_DEEPEST]}- {row[bullet.end() :]}" if bullet else row


def with_notes_apart(rows: Sequence[str]) -> Iterator[str]:
    """Yield the rows, an empty one above each note, as in "[^2]: Ames 2019": to CommonMark they are one paragraph."""
    fenced = False
    for above, row in zip(("", *rows), rows, strict=False):
        fenced ^= row.lstrip().startswith(_FENCE)
        if not fenced and above.strip() and _NOTE.match(row):
            yield ""
        yield row


def _breaks(rows: Sequence[str], bars: int) -> int:
    """Return how many further rows the first row of a table runs over: as many as give it all its bars and the last."""
    if not rows[0].lstrip().startswith("|") or _bars(rows[0]) >= bars:
        return 0
    found = 0
    for more, row in enumerate(rows):
        found += _bars(row)
        if not row.strip() or found > bars:
            return 0
        if found == bars:
            return more if row.rstrip().endswith("|") else 0
    return 0


def _bars(row: str) -> int:
    return len(_BAR.findall(row))
