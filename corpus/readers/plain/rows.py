"""The rows of a plain text without what is no text of it: frames, rules, line numbers, heads and feet of its pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from corpus.readers.plain.drawn import undrawn
from corpus.readers.plain.split_citations import with_whole_citations
from corpus.readers.wiki import row_without_edit_mark

_FRAMES = frozenset("*|!#")
_FRAMED_SHARE = 0.6  # of the rows
_RULE = re.compile(r"\s*(?:([-=_*~#.+─━═])\s?)(?:\1\s?){2,}\s*")  # "-----", "* * *"
_BORDER = re.compile(r"\s*[|+┌├└╔╠╚│║][-=+|:─┬┼┴┐┤┘═╦╬╩╗╣╝│║\s]*")  # "+----+----+"
_CELLS = re.compile(r"[^\s.?!] {2,}\S")
_NUMBERED = re.compile(r"\s{0,6}(\d{1,4})(?:\s{1,3}(\S.*))?")
_FEWEST_NUMBERED = 6  # rows
_GOING_ON = 0.2  # of the numbered rows begin in lower case, as items of a list do not
_PAGE = re.compile(r"(?:.*\W)?page\s+(\d{1,4})(?:\s+of\s+\d{1,4})?\W*", re.IGNORECASE)
_PAGE_ALONE = re.compile(r"\W*page\s+\d{1,4}(?:\s+of\s+\d{1,4})?\W*", re.IGNORECASE)
_LONGEST_PAGE_ROW = 120  # characters
_EDGE = 4  # filled rows above and below one that tells its page
_FAR = 12  # rows, empty ones too
_STOPS = (".", "!", "?", ":", ";")


def text_rows(text: str) -> list[str]:
    """Return the rows of a text, white space at their ends left out; rules are empty rows."""
    lines = with_whole_citations(text).split("\n")
    rows = without_pages([row_without_edit_mark(row.rstrip()) for row in undrawn(_without_line_numbers(lines))])
    whole = _without_margin(rows)
    beside = zip(("", *whole), whole, (*whole[1:], ""), strict=False)
    return [row for row in (_unruled(*three) for three in beside) if row is not None]


def _unruled(above: str, row: str, below: str) -> str | None:
    """Return a row, an empty one for a rule, and None for what is drawn in a table, which parts none of its rows."""
    if not row or any(map(str.isalnum, row)):
        return row
    if _RULE.fullmatch(row):
        return None if _CELLS.search(above) and _CELLS.search(below) else ""
    return None if _BORDER.fullmatch(row) else row


def _without_margin(rows: Sequence[str]) -> list[str]:
    """Return the rows without the frame of asterisks or bars that printed forms have at their right edge."""
    filled = [row for row in rows if row.strip()]
    ends = Counter(row[-1] for row in filled if not row[-1].isalnum() and (len(row) == 1 or row[-2] == " "))
    edge, count = ends.most_common(1)[0] if ends else ("", 0)
    if edge not in _FRAMES or count < _FRAMED_SHARE * len(filled):
        return list(rows)
    return [row.removesuffix(edge).rstrip() for row in rows]


def _without_line_numbers(rows: Sequence[str]) -> list[str]:
    """Return the rows of a draft without the numbers that count its lines, all of them; sentences go on over some."""
    matches = [_NUMBERED.fullmatch(row.rstrip()) for row in rows if row.strip()]
    found = [match for match in matches if match]
    if len(found) < max(_FEWEST_NUMBERED, len(matches)) or any(int(b[1]) - int(a[1]) != 1 for a, b in pairwise(found)):
        return list(rows)
    going_on = sum(match[2] is not None and match[2][0].islower() for match in found)
    if going_on < _GOING_ON * len(found):
        return list(rows)
    return [match[2] or "" for match in found]


def without_pages(rows: Sequence[str], *, keep_first: bool = False) -> list[str]:
    """Return the rows without those that tell the page, and those beside them that recur on another one.

    A sentence that goes on behind them is whole again. The first head may be kept: it names the document and dates it.
    """
    told = [(i, int(match[1])) for i, row in enumerate(rows) if (match := _page(row))]
    pages = [i for (i, number), (_, following) in pairwise(told) if following == number + 1]
    if not pages:
        return list(rows)
    sides = [[(j, _pattern(rows[j], number)) for j in side] for i, number in told for side in _beside(rows, i)]
    recurring = Counter(pattern for _, pattern in {spot for side in sides for spot in side})
    heads = {pattern for pattern, count in recurring.items() if pattern and count > 1 and 2 * count >= len(told)}
    first = int(keep_first)
    left_out = {j for side in sides[2 * first :] for j, _ in takewhile(lambda spot: spot[1] in heads, side)}
    left_out |= {i for i, _ in told[first:]}
    if keep_first and _PAGE_ALONE.fullmatch(rows[told[0][0]]):
        left_out.add(told[0][0])
    return list(_closed(rows, left_out))


def _page(row: str) -> re.Match[str] | None:
    return _PAGE.fullmatch(row) if len(row) <= _LONGEST_PAGE_ROW and not row.startswith("|") else None


def _beside(rows: Sequence[str], place: int) -> tuple[list[int], list[int]]:
    """Return the filled rows above and below one that tells its page, nearest first."""
    above, below = range(place - 1, max(place - 1 - _FAR, -1), -1), range(place + 1, min(place + 1 + _FAR, len(rows)))
    return [j for j in above if rows[j].strip()][:_EDGE], [j for j in below if rows[j].strip()][:_EDGE]


def _pattern(row: str, page: int) -> str:
    """Return what is alike in rows that recur, "" for a sentence; the page's own number counts up."""
    return re.sub(rf"\b{page}\b", "#", row.strip()) if not row.endswith(_STOPS) else ""


def _closed(rows: Sequence[str], left_out: set[int]) -> Iterator[str]:
    """Yield the rows that stay; no empty one stands for those left out where a sentence goes on behind them."""
    kept: list[str] = []
    gap = False
    for i, row in enumerate(rows):
        if i in left_out:
            gap = True
        elif not row.strip():
            kept.append(row)
        else:
            if gap and row.lstrip()[0].islower():
                while kept and not kept[-1].strip():
                    kept.pop()
            gap = False
            kept.append(row)
    yield from kept
