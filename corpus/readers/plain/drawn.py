"""Tables of a plain text that are drawn with the characters for boxes: "│ Plan │ Copay │" between "├──────┼───────┤".

Their rows become those of a table with bars, set apart from the text around it; the frame of a remark is left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from corpus.tables.rows import BETWEEN_CELLS

_BAR = re.compile("[│┃║┆┇┊┋╎╏]")
_BOX = re.compile(r"[\u2500-\u257f]")
_RULE = re.compile(r"\s*[\u2500-\u257f][\u2500-\u257f\s]*")
_FIGURE = re.compile(r"[\d\W]*\d[\d\W]*")  # a code, a price or a range has no second line
_ITEM = re.compile(r"(?:[-*•‣▪◦·–☐☑✓✔]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
_MIN_WRAP_WIDTH = 40  # of text; what is narrower is a list of names, if its lines begin as such
_MAX_NAME_WORDS = 3
_STOPS = (".", "!", "?", ",", ";", ":")


class _Cell(NamedTuple):
    text: str
    width: int  # of its column, the blanks beside the bars apart

    def is_full(self, more: str) -> bool:
        """Return whether the first word of what stands below it would not have fitted, and is no value of its own."""
        if _ITEM.match(more) or (_FIGURE.fullmatch(self.text) and _FIGURE.fullmatch(more)):
            return False
        return len(self.text) + 1 + len(more.split(maxsplit=1)[0]) > self.width


_Line = list[_Cell]


def undrawn(rows: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a text, those of tables that are drawn with boxes as rows with bars."""
    for drawn, group in groupby(rows, key=_is_drawn):
        part = list(group)
        if drawn and len(part) >= 2 and any(map(_BAR.search, part)):
            yield from ("", *_table(part), "")
        else:
            yield from part


def _is_drawn(row: str) -> bool:
    """Return whether a row is a rule, or has cells and no other character of boxes than the bars between them.

    In a frame a cell may hold a rule: that of a table within it.
    """
    bars = len(_BAR.findall(row))
    return _is_rule(row) or 0 < bars == len(_BOX.findall(row)) or (bars > 1 and _holds_rules(row))


def _holds_rules(row: str) -> bool:
    outside, *cells, last = _BAR.split(row)
    return not (outside + last).strip() and all(not _BOX.search(cell) or _RULE.fullmatch(cell) for cell in cells)


def _is_rule(row: str) -> bool:
    return bool(_RULE.fullmatch(row)) and len(_BOX.findall(row)) > len(_BAR.findall(row))


def _table(part: Sequence[str]) -> Iterator[str]:
    framed = all(_BAR.match(row.strip()) for row in part if not _is_rule(row))
    groups = [[_cells(row, framed=framed) for row in group] for rule, group in groupby(part, key=_is_rule) if not rule]
    ruled = len(groups) > 2 and all(_goes_on(*two, ruled=True) for lines in groups for two in pairwise(lines))
    for lines in groups:
        names = _are_names(lines)
        for row in _rows(lines, ruled=ruled):
            if any(row):
                yield f"{row[0]}{BETWEEN_CELLS}" if names else BETWEEN_CELLS.join(row)


def _are_names(lines: Sequence[_Line]) -> bool:
    """Return whether lines are a column of names, and no text: they keep a bar, as none of them heads the next one."""
    cells = [line[0] for line in lines if len(line) == 1 and line[0].text]
    short = all(len(cell.text.split()) <= _MAX_NAME_WORDS and not cell.text.endswith(_STOPS) for cell in cells)
    begun = all(not cell.text[0].islower() and not _ITEM.match(cell.text) for cell in cells)
    return 2 <= len(cells) == len(lines) and short and begun


def _cells(row: str, *, framed: bool) -> _Line:
    """Return the cells of a row, what stands outside of its frame and rules within a cell left out."""
    inside = _BAR.split(row.strip())
    inside = inside[framed : len(inside) - (len(inside) > 1 and not inside[-1])]
    return [_Cell(" ".join(_BOX.sub(" ", cell).split()), len(cell) - 2) for cell in inside]


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

    Where no rules part the rows, its first cell is empty too, or the only one, which goes on in lower case.
    """
    alike = len(above) == len(line) and any(cell.text for cell in line)
    below = ruled or not line[0].text or (len(line) == 1 and _is_text(line[0]))
    return alike and below and all(a.is_full(cell.text) for a, cell in zip(above, line, strict=True) if cell.text)


def _is_text(cell: _Cell) -> bool:
    """Return whether a cell is wide enough for sentences, or does not begin as a name does."""
    return cell.width >= _MIN_WRAP_WIDTH or cell.text[0].islower()
