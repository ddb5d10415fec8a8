"""Tables of a plain text that are drawn with blanks alone: rows whose cells begin, or end, below each other."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.readers.markers import marked

_CELL = re.compile(r"\S+(?: \S+)*")
_DRAWN = re.compile(r"[|\t]")  # in rows of tables that are drawn in another way
_STOPS = (".", "?", "!")  # two blanks behind them part sentences, not cells
_FIGURE = 12  # characters up to which a cell may be one of a column that is set flush right
_MAX_CAPTION_WORDS = 14
_MOST_LINES = 40  # of a row; more are a text that is set in
_PASTED = 3  # blanks between the cells of rows that need not be aligned
_APART = "   "  # between the cells of a row that was wrapped


class Cell(NamedTuple):
    """What stands in one column of a row."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return the column behind its last character."""
        return self.start + len(self.text)


class _Row:
    """A row of a table, put together of the lines that it takes."""

    def __init__(self, line: str, cells: Sequence[Cell]) -> None:
        self.cells = list(cells)
        self._lines = 1
        self.text = line.strip()  # with its blanks as printed, where it is one line

    def goes_on(self, line: Sequence[Cell]) -> bool:
        """Return whether a line holds only more of the cells behind the first one, or ends the last at the margin."""
        starts = {cell.start for cell in self.cells[1:]}
        return self._lines < _MOST_LINES and (all(cell.start in starts for cell in line) or self._ends_at_margin(line))

    def _ends_at_margin(self, line: Sequence[Cell]) -> bool:
        at_margin = len(line) == 1 and line[0].start == self.cells[0].start and line[0].text[0].islower()
        return at_margin and not self.cells[-1].text.endswith(_STOPS)

    def take(self, line: Sequence[Cell]) -> None:
        """Add a line that it goes on with."""
        self._lines += 1
        last = self.cells[-1].start
        more = {last if cell.start == self.cells[0].start else cell.start: f" {cell.text}" for cell in line}
        self.cells = [Cell(c.start, c.text + more.get(c.start, "")) for c in self.cells]
        self.text = _APART.join(cell.text for cell in self.cells)


class Stretch(NamedTuple):
    """Lines of text, and the rows of the table that stands below them; there may be none of either."""

    lines: list[str]
    table: list[str]


def stretches(lines: Sequence[str]) -> Iterator[Stretch]:
    """Yield a text in stretches that each end with a table, the last one mostly without."""
    text: list[str] = []
    at = 0
    while at < len(lines):
        rows, end = _table(lines, at)
        if len(rows) < 2:
            text.append(lines[at])
            at += 1
            continue
        caption = [text.pop().strip()] if text and _is_caption(text[-1], text[-2] if len(text) > 1 else "") else []
        yield Stretch(text, [*caption, *rows])
        text, at = [], end
    yield Stretch(text, [])


def _table(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return the rows of the table that begins with a line, fewer than two if none does, and the line behind it."""
    found: list[_Row] = []
    last: _Row | None = None  # that has several cells
    while at < len(lines) and (cells := _cells(lines[at])):
        line = lines[at]
        if last and last.goes_on(cells):
            last.take(cells)
        elif len(cells) > 1 and (last is None or _aligned(last.cells, cells)):
            last = _Row(line, cells)
            found.append(last)
        elif last and _is_caption(line, "") and _aligned(last.cells, _cells("".join(lines[at + 1 : at + 2]))):
            found.append(_Row(line, cells))
        else:
            break
        at += 1
    several = sum(len(row.cells) > 1 for row in found)
    return ([row.text for row in found if any(map(str.isalnum, row.text))] if several >= 2 else []), at


def _cells(line: str) -> list[Cell]:
    """Return the cells of a line; none of an empty one, an item of a list or what is drawn with bars or tabs."""
    if _DRAWN.search(line) or marked(line):
        return []
    found: list[Cell] = []
    for match in _CELL.finditer(line):
        above = found[-1] if found else None
        if above and match.start() - above.end == 2 and above.text.endswith(_STOPS):
            found[-1] = Cell(above.start, line[above.start : match.end()])
        else:
            found.append(Cell(match.start(), match.group()))
    return found


def _aligned(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Return whether a cell behind the first one begins below one of the row above, or a short one ends below it.

    As many cells with the same gap between all of them are rows as well, as where a table was pasted.
    """
    gap = _gap(above)
    if gap >= _PASTED and len(above) == len(cells) and _gap(cells) == gap:
        return True
    begin, end = {cell.start for cell in above[1:]}, {c.end for c in above[1:] if len(c.text) <= _FIGURE}
    return any(cell.start in begin or (cell.end in end and len(cell.text) <= _FIGURE) for cell in cells[1:])


def _gap(cells: Sequence[Cell]) -> int:
    """Return the blanks between each two cells, 0 where they differ or there is one cell."""
    gaps = {two.start - one.end for one, two in pairwise(cells)}
    return gaps.pop() if len(gaps) == 1 else 0


def _is_caption(line: str, above: str) -> bool:
    """Return whether a line right above rows names them: it stands apart, is short and no sentence, item or heading."""
    cells = _cells(line)
    return (
        len(cells) == 1
        and not above.strip()
        and len(cells[0].text.split()) <= _MAX_CAPTION_WORDS
        and not cells[0].text.endswith((*_STOPS, ";", ","))
        and not cells[0].text.isupper()
    )
