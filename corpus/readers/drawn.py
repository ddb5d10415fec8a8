"""Tables of a plain text that are drawn with the characters for boxes: "│ Plan │ Copay │" between "├──────┼───────┤".

Their rows become those of a table with bars, set apart from the text around it; the frame of a remark is left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from corpus.rows import BETWEEN_CELLS

_BAR = re.compile("[│┃║┆┇┊┋╎╏]")
_BOX = re.compile(r"[\u2500-\u257f]")
_RULE = re.compile(r"\s*[\u2500-\u257f][\u2500-\u257f\s]*")
_TWO = 2  # lines of a table; groups of lines between rules, of which the first is its head


class _Cell(NamedTuple):
    text: str
    width: int  # of its column, the blanks beside the bars apart

    def is_full(self, more: str) -> bool:
        """Return whether the first word of what stands below it would not have fitted."""
        return len(self.text) + 1 + len(more.split(maxsplit=1)[0]) > self.width


_Line = list[_Cell]


def undrawn(rows: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a text, those of tables that are drawn with boxes as rows with bars."""
    for drawn, group in groupby(rows, key=_is_drawn):
        part = list(group)
        if drawn and len(part) >= _TWO and any(map(_BAR.search, part)):
            yield from ("", *_table(part), "")
        else:
            yield from part


def _is_drawn(row: str) -> bool:
    """Return whether a row is a rule, or has cells and no other character of boxes than the bars between them."""
    bars = len(_BAR.findall(row))
    return _is_rule(row) or 0 < bars == len(_BOX.findall(row))


def _is_rule(row: str) -> bool:
    return bool(_RULE.fullmatch(row)) and len(_BOX.findall(row)) > len(_BAR.findall(row))


def _table(part: Sequence[str]) -> Iterator[str]:
    groups = [[_cells(row) for row in group] for rule, group in groupby(part, key=_is_rule) if not rule]
    ruled = len(groups) > _TWO
    for lines in groups:
        for row in _rows(lines, ruled=ruled):
            if any(row):
                yield BETWEEN_CELLS.join(row)


def _cells(row: str) -> _Line:
    """Return the cells of a row, what stands outside of its frame left out."""
    inside = _BAR.split(row.strip())
    framed = _BAR.match(row.strip()) is not None
    inside = inside[framed : len(inside) - (len(inside) > 1 and not inside[-1])]
    return [_Cell(" ".join(cell.split()), len(cell) - 2) for cell in inside]


def _rows(lines: Sequence[_Line], *, ruled: bool) -> Iterator[list[str]]:
    """Yield the rows that lines make up, each by the texts of its cells."""
    row: list[str] = []
    above: _Line = []
    for line in lines:
        if row and _goes_on(above, line, ruled=ruled):
            row = [f"{text} {cell.text}".strip() for text, cell in zip(row, line, strict=True)]
        else:
            if row:
                yield row
            row = [cell.text for cell in line]
        above = line
    if row:
        yield row


def _goes_on(above: _Line, line: _Line, *, ruled: bool) -> bool:
    """Return whether a line was wrapped: what it holds had no room in the cells above it.

    Where no rules part the rows, its first cell is empty too, or the only one.
    """
    alike = len(above) == len(line) and any(cell.text for cell in line)
    below = ruled or len(line) == 1 or not line[0].text
    return alike and below and all(a.is_full(cell.text) for a, cell in zip(above, line, strict=True) if cell.text)
