"""Tables of a PDF page that no rulings enclose: cells beside and below each other, in the order of printing."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.readers.figures import only_figures
from corpus.readers.hyphens import joined_lines
from corpus.readers.markers import LIST_MARKER, NUMBERED_ITEM
from corpus.readers.printed import Piece, printed_cell
from corpus.readers.rulings import Rulings
from corpus.readers.tables import Cell, Row

# of the size of the print
_LEADING = 1.45  # from a line to the next one of its cell, at most
_BESIDE = 0.2  # between cells
_LEVEL = 0.4  # that lines of one row may differ
_PARAGRAPHS = 2.5  # from one to the next one of a cell, at most
_ROWS_APART = 5.0  # at most
_WIDE = 0.4  # a blank that is no usual one between words
_LARGER = 1.12  # print that heads a section

_EDGE = 2.0  # points
_MOST_LINES = 10  # of a cell; more are a column of prose
_FEWEST_ROWS = 3  # of two columns
_TWO = 2
_MOST_GROUP_WORDS = 14
_FEWEST_OF_LINE = 4  # words of a line in a column of prose
_PROSE = 14  # words of a cell beside a number: an item of a numbered text
_MOST_CROWDED = 0.3  # share of rows in which two cells stand in one column

_ENUMERATOR = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?")  # and no code

Span = tuple[float, float]


class _Cell(NamedTuple):
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

    cells: tuple[_Cell, ...]
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


def unruled_tables(rows: Sequence[PrintedRow]) -> Iterator[tuple[list[int], Sequence[Span], list[Row]]]:
    """Yield each table of a page: the places of its pieces, where its columns stand, and its rows."""
    for stretch in _stretches(rows):
        columns = _columns(stretch)
        laid = [laid_out(row, columns) for row in stretch]
        crowded = sum(filled(cells) < len(row.cells) for row, cells in zip(stretch, laid, strict=True))
        if len(columns) >= _TWO and not _is_prose(stretch) and crowded <= _MOST_CROWDED * len(stretch):
            yield [place for row in stretch for place in row.places], columns, laid


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
            cells = [_Cell(first.lines[above:])] if above < len(first.lines) else []
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
            yield PrintedRow((_Cell((self._pieces[place],)),), self._places[place : place + 1])

    def _cell(self, at: int) -> _Cell:
        """Return the lines from a place on that stand right below each other."""
        end = at + 1
        while end < len(self._pieces) and self._goes_on(self._pieces[end - 1], self._pieces[end]):
            end += 1
        return _Cell(tuple(self._pieces[at:end]))

    def _goes_on(self, above: Piece, below: Piece) -> bool:
        beneath = 0 < above.y - below.y <= _LEADING * max(above.size, below.size)
        overlap = min(above.right, below.right) - max(above.left, below.left)
        x = (max(above.left, below.left) + min(above.right, below.right)) / 2
        if only_figures(above.text) and only_figures(below.text):
            return False
        return beneath and overlap > 0 and not self._rulings.part_rows(above.y, below.y, x)

    def _stands_beside(self, row: Sequence[_Cell], cell: _Cell) -> bool:
        last, size = row[-1], cell.lines[0].size
        if cell.left < last.right + _BESIDE * size or max(len(cell.lines), len(last.lines)) > _MOST_LINES:
            return False
        top, bottom = max(c.top for c in row), min(c.bottom for c in row)
        level = cell.bottom <= top + _LEVEL * size and cell.top >= bottom - _LEVEL * size
        high, low = max(cell.top, last.top), min(cell.top, last.top)
        return level and not self._rulings.part_rows(high, low, (cell.left + cell.right) / 2)

    def _lines_above(self, first: _Cell, beside: _Cell) -> int:
        """Return how many lines of a first cell stand above its row: those higher than the cell beside it.

        A cell that is set in the middle of a higher one belongs to it with all lines.
        """
        size = first.lines[0].size
        middle, other = (first.top + first.bottom) / 2, (beside.top + beside.bottom) / 2
        if abs(middle - other) <= _LEVEL * size and len(first.lines) <= _MOST_LINES:
            return 0
        return sum(piece.y > beside.top + _LEVEL * size for piece in first.lines)


def _stretches(rows: Sequence[PrintedRow]) -> Iterator[list[PrintedRow]]:
    """Yield rows that follow each other closely and have several cells, and the names of groups between them."""
    stretch: list[PrintedRow] = []
    for i, row in enumerate(rows):
        follows = bool(stretch) and _close(stretch[-1], row)
        if len(row.cells) > 1 and not _is_item(row):
            if not follows:
                yield from _table(stretch)
                stretch = []
            if follows and _ends_above(stretch[-1], row):
                for cell in row.cells:
                    stretch[-1] = _with_more(stretch[-1], cell, row)
            else:
                stretch.append(row)
        elif follows and _goes_on_below(stretch, row):
            stretch[-1] = _with_more(stretch[-1], row.cells[0], row)
        elif not (follows and i + 1 < len(rows) and _names_group(stretch, row, rows[i + 1])):
            yield from _table(stretch)
            stretch = []
        else:
            stretch.append(row)
    yield from _table(stretch)


def _table(stretch: Sequence[PrintedRow]) -> Iterator[list[PrintedRow]]:
    several = [row for row in stretch if len(row.cells) > 1]
    columns = max((len(row.cells) for row in several), default=0)
    if len(several) >= (_FEWEST_ROWS if columns <= _TWO else _TWO):
        yield list(stretch)


def _close(above: PrintedRow, below: PrintedRow) -> bool:
    return -above.size <= above.bottom - below.top <= _ROWS_APART * above.size


def _is_item(row: PrintedRow) -> bool:
    """Return whether a row is a marker and its text: an item of a list."""
    marker = f"{row.cells[0].text} x"
    return len(row.cells) == _TWO and bool(LIST_MARKER.match(marker) or NUMBERED_ITEM.match(marker))


def _goes_on_below(stretch: Sequence[PrintedRow], row: PrintedRow) -> bool:
    """Return whether a single cell is one more paragraph of a cell behind the first one."""
    cell = row.cells[0]
    first = stretch[-1].cells[0]
    tight = stretch[-1].bottom - cell.top <= _PARAGRAPHS * row.size
    return tight and len(stretch[-1].cells) > 1 and cell.left > first.right and _under(stretch[-1], cell) is not None


def _under(row: PrintedRow, cell: _Cell) -> int | None:
    """Return the cell of a row that another stands under."""
    return next((i for i, c in enumerate(row.cells) if c.left < cell.right and cell.left < c.right), None)


def _ends_above(above: PrintedRow, row: PrintedRow) -> bool:
    """Return whether a line of cells holds the ends of cells above it: in programs that print line by line."""
    first = above.cells[0]
    tight = above.bottom - row.top <= _LEADING * row.size
    goes_on = all(cell.text[:1].islower() and _under(above, cell) for cell in row.cells)  # never in the first cell
    return tight and goes_on and row.cells[0].left > first.left + _EDGE


def _with_more(row: PrintedRow, more: _Cell, below: PrintedRow) -> PrintedRow:
    under = _under(row, more)
    cells = tuple(_Cell((*c.lines, *more.lines)) if i == under else c for i, c in enumerate(row.cells))
    places = row.places if below.places[0] in row.places else [*row.places, *below.places]
    return PrintedRow(cells, places)


def may_name_rows(text: str) -> bool:
    """Return whether a line between rows is short and no sentence."""
    return len(text.split()) <= _MOST_GROUP_WORDS and not text.endswith((".", ":", ";", ","))


def _names_group(stretch: Sequence[PrintedRow], row: PrintedRow, following: PrintedRow) -> bool:
    """Return whether a single short line stands over the rows that follow it in one table."""
    several = len(following.cells) > 1 and _close(row, following)
    other_header = [c.text for c in following.cells] == [c.text for c in stretch[0].cells]
    return may_name_rows(row.cells[0].text) and several and row.size < _LARGER * stretch[-1].size and not other_header


def _columns(rows: Sequence[PrintedRow]) -> list[Span]:
    """Return where each column stands, as the rows with most cells have it."""
    most = max(len(row.cells) for row in rows)
    columns: list[Span] = []
    for left, right in sorted((c.left, c.right) for row in rows if len(row.cells) == most for c in row.cells):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(right, columns[-1][1])
        else:
            columns.append((left, right))
    return columns


def laid_out(row: PrintedRow, columns: Sequence[Span]) -> Row:
    """Return a row with its cells in each column that they stand in; those that stand in one column are joined."""
    if len(row.cells) == 1:
        return _placed(row.cells, columns)
    closely = _placed([part for cell in row.cells for part in _parted(cell, columns, closely=True)], columns)
    if all(cell.text for cell in closely):
        return closely
    return _placed([part for cell in row.cells for part in _parted(cell, columns, closely=False)], columns)


def _placed(cells: Sequence[_Cell], columns: Sequence[Span]) -> Row:
    held: list[list[_Cell]] = [[] for _ in columns]
    for cell in cells:
        under = [i for i, (left, right) in enumerate(columns) if left < cell.right and cell.left < right]
        for i in under or [_nearest(columns, cell)]:
            held[i].append(cell)
    made: dict[tuple[int, ...], Cell] = {}  # a cell that stands in several columns stays one
    return [made.setdefault((*map(id, found), -i if not found else 0), _joined(found)) for i, found in enumerate(held)]


def filled(row: Row) -> int:
    """Return how many cells of a row hold words, a merged one once."""
    return len({id(cell) for cell in row if cell.text})


def _joined(cells: Sequence[_Cell]) -> Cell:
    return printed_cell([line for cell in cells for line in cell.lines]) if cells else Cell("")


def _parted(cell: _Cell, columns: Sequence[Span], *, closely: bool) -> list[_Cell]:
    """Return a cell in pieces, one a column, if in each line a blank stands where the columns part.

    A usual blank does so closely, in a row of which no column stays empty; else it parts the words of one heading.
    """
    under = [i for i, (left, right) in enumerate(columns) if left < cell.right and cell.left < right]
    for one, other in pairwise(under):
        edge = columns[one][1], columns[other][0]
        halves = [_halves(piece, *edge, closely=closely) for piece in cell.lines]
        if all(halves):
            before = [half[0] for half in halves if half and half[0]]
            behind = [half[1] for half in halves if half and half[1]]
            if before and behind:
                return [_Cell(tuple(before)), *_parted(_Cell(tuple(behind)), columns, closely=closely)]
    return [cell]


def _halves(piece: Piece, right: float, left: float, *, closely: bool) -> tuple[Piece | None, Piece | None] | None:
    """Return what of a piece stands in a column that ends at one place and in that which begins at another.

    None if it stands across both.
    """
    if piece.right <= left:
        return piece, None
    if piece.left >= right:
        return None, piece
    wide = [blank for blank in piece.blanks if closely or blank.start - blank.end > _WIDE * piece.size]
    begins = [blank for blank in wide if abs(blank.start - left) <= _EDGE]
    ends = [blank for blank in wide if abs(blank.end - right) <= _EDGE]
    between = [blank for blank in wide if blank.end <= left and blank.start >= right]
    found = begins or ends or between
    return piece.parted(found[0]) if len(found) == 1 else None


def _nearest(columns: Sequence[Span], cell: _Cell) -> int:
    middle = (cell.left + cell.right) / 2
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))


def _is_prose(rows: Sequence[PrintedRow]) -> bool:
    """Return whether rows are numbered paragraphs, or columns of prose side by side."""
    several = [row for row in rows if len(row.cells) > 1]
    if any(len(row.cells) > _TWO for row in several):
        return False
    first = [row.cells[0].text for row in several]
    numbered = sum(bool(_ENUMERATOR.fullmatch(text)) for text in first)
    words = sorted(len(row.cells[-1].text.split()) for row in several)
    if numbered > len(several) / 2:
        return words[len(words) // 2] >= _PROSE
    going_on = sum(text[:1].islower() and len(text.split()) >= _FEWEST_OF_LINE for text in first)
    return going_on > len(several) / 2
