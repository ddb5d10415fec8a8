"""Cells and rows of a PDF page, put together from what is printed beside and below each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.readers.figures import only_figures
from corpus.readers.hyphens import joined_lines
from corpus.readers.pdf.printed import Piece
from corpus.readers.pdf.rulings import Rulings

# of the size of the print
LEADING = 1.45  # from a line to the next one of its cell, at most
_BESIDE = 0.2  # between cells
_LEVEL = 0.4  # that lines of one row may differ

_MOST_LINES = 10  # of a cell; more are a column of prose


class PrintedCell(NamedTuple):
    """The lines of a cell, from top to bottom."""

    lines: tuple[Piece, ...]

    @property
    def left(self) -> float:
        """Return its left edge."""
        return min(piece.left for piece in self.lines)

    @property
    def right(self) -> float:
        """Return its right edge."""
        return max(piece.right for piece in self.lines)

    @property
    def top(self) -> float:
        """Return the base line of its first line."""
        return self.lines[0].y

    @property
    def bottom(self) -> float:
        """Return the base line of its last line."""
        return self.lines[-1].y

    @property
    def text(self) -> str:
        """Return its words."""
        return joined_lines([piece.text for piece in self.lines])


class PrintedRow(NamedTuple):
    """Cells that stand beside each other, and the places of their pieces."""

    cells: tuple[PrintedCell, ...]
    places: Sequence[int]

    @property
    def size(self) -> float:
        """Return the size of its print."""
        return self.cells[0].lines[0].size

    @property
    def top(self) -> float:
        """Return the base line of its highest line."""
        return max(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Return the base line of its lowest line."""
        return min(cell.bottom for cell in self.cells)


def rows_of(pieces: Sequence[Piece], places: Sequence[int], rulings: Rulings) -> list[PrintedRow]:
    """Return the pieces of some places in rows, in the order of printing; a line of prose is a row of one cell."""
    return list(_Stream(pieces, places, rulings).rows())


class _Stream:
    """Puts pieces together to cells and rows, in the order in which they are printed."""

    def __init__(self, pieces: Sequence[Piece], places: Sequence[int], rulings: Rulings) -> None:
        self._pieces, self._places, self._rulings = [pieces[i] for i in places], places, rulings

    def rows(self) -> Iterator[PrintedRow]:
        """Yield all rows; a line of prose is one of a single cell."""
        at = 0
        while at < len(self._pieces):
            first = self._cell(at)
            end = at + len(first.lines)
            above = self._lines_above(first, self._cell(end)) if end < len(self._pieces) else 0
            cells = [PrintedCell(first.lines[above:])] if above < len(first.lines) else []
            while cells and end < len(self._pieces) and self._stands_beside(cells, cell := self._cell(end)):
                cells.append(cell)
                end += len(cell.lines)
            if len(cells) > 1:
                yield from self._single(at, above)
                yield PrintedRow(tuple(cells), self._places[at + above : end])
            else:
                yield from self._single(at, len(first.lines))
            at = end

    def _single(self, at: int, count: int) -> Iterator[PrintedRow]:
        for place in range(at, at + count):
            yield PrintedRow((PrintedCell((self._pieces[place],)),), self._places[place : place + 1])

    def _cell(self, at: int) -> PrintedCell:
        """Return the lines from a place on that stand right below each other."""
        end = at + 1
        while end < len(self._pieces) and self._goes_on(self._pieces[end - 1], self._pieces[end]):
            end += 1
        return PrintedCell(tuple(self._pieces[at:end]))

    def _goes_on(self, above: Piece, below: Piece) -> bool:
        beneath = 0 < above.y - below.y <= LEADING * max(above.size, below.size)
        overlap = min(above.right, below.right) - max(above.left, below.left)
        x = (max(above.left, below.left) + min(above.right, below.right)) / 2
        if only_figures(above.text) and only_figures(below.text):
            return False
        return beneath and overlap > 0 and not self._rulings.part_rows(above.y, below.y, x)

    def _stands_beside(self, row: Sequence[PrintedCell], cell: PrintedCell) -> bool:
        last, size = row[-1], cell.lines[0].size
        if cell.left < last.right + _BESIDE * size or max(len(cell.lines), len(last.lines)) > _MOST_LINES:
            return False
        top, bottom = max(c.top for c in row), min(c.bottom for c in row)
        level = cell.bottom <= top + _LEVEL * size and cell.top >= bottom - _LEVEL * size
        high, low = max(cell.top, last.top), min(cell.top, last.top)
        return level and not self._rulings.part_rows(high, low, (cell.left + cell.right) / 2)

    def _lines_above(self, first: PrintedCell, beside: PrintedCell) -> int:
        """Return how many lines of a first cell stand above its row: those higher than the cell beside it.

        A cell that is set in the middle of a higher one belongs to it with all lines.
        """
        size = first.lines[0].size
        middle, other = (first.top + first.bottom) / 2, (beside.top + beside.bottom) / 2
        if abs(middle - other) <= _LEVEL * size and len(first.lines) <= _MOST_LINES:
            return 0
        return sum(piece.y > beside.top + _LEVEL * size for piece in first.lines)
