"""Grids of a PDF page that rulings draw: each cell is a box, its lines are joined."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.readers.figures import only_amounts
from corpus.readers.pdf.columns import Span
from corpus.readers.pdf.printed import Piece, printed_cell
from corpus.readers.pdf.rulings import Box, Ruling, Rulings
from corpus.readers.tables import Cell, Row

_MIDDLE = 0.3  # of the size, from the base line to the middle of a letter
_FEWEST = 2  # columns
_MOST_AMOUNTS = 3  # below each other in one cell
_SNAP = 3.0  # points; edges of one column in two parts


class Grid(NamedTuple):
    """A table or a part of one: the places of its pieces, where its columns stand, its rows, from where to where."""

    places: Sequence[int]
    columns: Sequence[Span]
    rows: Sequence[Row]
    top: float
    bottom: float

    @property
    def left(self) -> float:
        """Return its left edge."""
        return self.columns[0][0]

    @property
    def right(self) -> float:
        """Return its right edge."""
        return self.columns[-1][1]

    def takes(self, below: "Grid") -> bool:
        """Return whether another part stands right below it in columns that it has."""
        edges = [left for left, _ in self.columns]
        within = all(any(abs(left - edge) <= _SNAP for edge in edges) for left, _ in below.columns)
        wide = abs(self.left - below.left) <= _SNAP and abs(self.right - below.right) <= _SNAP
        return wide and within

    def joined(self, below: "Grid") -> "Grid":
        """Return both parts as one; a cell of the lower part stands in each column that begins within it."""
        rows = [[_cell_at(below, row, left) for left, _ in self.columns] for row in below.rows]
        return self._replace(places=[*self.places, *below.places], rows=[*self.rows, *rows], bottom=below.bottom)


def grids(pieces: Sequence[Piece], rulings: Rulings) -> Iterator[Grid]:
    """Yield each grid of several columns; a merged cell stands in each of its places."""
    boxes: dict[Box, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if box := rulings.around(piece.left, piece.right, piece.y + _MIDDLE * piece.size):
            boxes[box].append(i)
    for group in _connected(list(boxes)):
        edges = sorted({side.at for box in group for side in (box.left, box.right)})
        whole = any(_holds_rows([pieces[i].text for i in boxes[box]]) for box in group)
        if len({box.left.at for box in group}) >= _FEWEST and not whole:
            columns = list(pairwise(edges))
            rows = _laid_out(edges[:-1], {box: [pieces[i] for i in boxes[box]] for box in group})
            places = sorted(i for box in group for i in boxes[box])
            yield Grid(places, columns, rows, max(box.top.at for box in group), min(box.bottom.at for box in group))


def _holds_rows(lines: Sequence[str]) -> bool:
    """Return whether a box holds a column of amounts and not one cell: rulings stand around the whole table only."""
    return sum(map(only_amounts, lines)) >= _MOST_AMOUNTS


def _cell_at(grid: Grid, row: Row, left: float) -> Cell:
    return next(cell for (_, end), cell in zip(grid.columns, row, strict=True) if left < end - _SNAP)


def _connected(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the boxes in groups that have rulings in common."""
    above: dict[Ruling, Ruling] = {}  # a forest in which rulings of one group have one root

    def root(ruling: Ruling) -> Ruling:
        while ruling != (higher := above.setdefault(ruling, ruling)):
            above[ruling] = above[higher]
            ruling = higher
        return ruling

    for box in boxes:
        for ruling in box:
            above[root(ruling)] = root(box.left)
    groups: dict[Ruling, list[Box]] = defaultdict(list)
    for box in boxes:
        groups[root(box.left)].append(box)
    return list(groups.values())


def _laid_out(columns: Sequence[float], filled: dict[Box, list[Piece]]) -> list[Row]:
    """Return the rows; a cell stands in every column and row that begins within its box."""
    tops = sorted({box.top.at for box in filled}, reverse=True)
    grid = [[Cell("") for _ in columns] for _ in tops]
    for box, pieces in filled.items():
        cell = printed_cell(pieces)
        for i, top in enumerate(tops):
            for j, left in enumerate(columns):
                if box.bottom.at < top <= box.top.at and box.left.at <= left < box.right.at:
                    grid[i][j] = cell
    return list(grid)
