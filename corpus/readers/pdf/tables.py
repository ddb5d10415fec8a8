"""What stands on a PDF page: lines of prose, and tables between them."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

from corpus.readers.pdf.columns import Span, filled, laid_out
from corpus.readers.pdf.lattice import Grid, grids
from corpus.readers.pdf.printed import Line, Piece, printed_cell
from corpus.readers.pdf.rows import PrintedRow, rows_of
from corpus.readers.pdf.rulings import Rulings
from corpus.readers.pdf.stream import may_name_rows, unruled_tables
from corpus.readers.tables import Cell, Row, header_of, table_rows

_NEAR = 6.0  # points between parts of one table
_ROWS_APART = 3.0  # of the size, from a ruling to the base line of the next row at most
_ALIGNED = 8.0  # points, from the edge of a cell to its words at most


class PrintedTable(NamedTuple):
    """The rows of a table as they stand on one page, and where its columns do."""

    rows: Sequence[Row]
    columns: Sequence[Span]

    @property
    def header(self) -> Sequence[Row]:
        """Return the rows that name its columns."""
        return header_of(self.rows, marked_only=self._marked_only)

    @property
    def _marked_only(self) -> bool:
        """Return whether only bold rows are a header: else the first of two columns is a pair, and bold names rows."""
        first = self.rows[0]
        return len(first) <= 2 or (first[0].names and not all(cell.names for cell in first))

    def goes_on(self, above: "PrintedTable") -> "PrintedTable":
        """Return the table with the header of the one above, if it has none and its columns stand below those."""
        alike = len(above.columns) == len(self.columns) and all(map(_below_each_other, above.columns, self.columns))
        return self._replace(rows=[*above.header, *self.rows]) if alike and not self.header else self

    def texts(self) -> Iterator[str]:
        """Yield each row under the names of its columns."""
        return table_rows(self.rows, marked_only=self._marked_only)


def parts_of(lines: Sequence[Line], rulings: Rulings) -> Iterator[list[Line] | PrintedTable]:
    """Yield the tables of a page and the prose between them, each in its place."""
    pieces = [piece for line in lines for piece in line.pieces]
    tables: dict[int, PrintedTable] = {}  # by the place of its first piece
    free = set(range(len(pieces)))
    for grid in _ruled_tables(pieces, rulings):
        tables[min(grid.places)] = _printed(grid.columns, grid.rows)
        free.difference_update(grid.places)
    for places, columns, rows in unruled_tables(rows_of(pieces, sorted(free), rulings)):
        tables[min(places)] = _printed(columns, rows)
        free.difference_update(places)
    yield from _in_order(lines, tables, free)


def _ruled_tables(pieces: Sequence[Piece], rulings: Rulings) -> list[Grid]:
    """Return the tables that rulings draw, with their rows that none enclose: below a shaded header, or every other."""
    parts = list(grids(pieces, rulings))
    if not parts:
        return []
    boxed = {place for part in parts for place in part.places}
    rows = rows_of(pieces, [i for i in range(len(pieces)) if i not in boxed], rulings)
    items: list[Grid | PrintedRow] = sorted([*parts, *rows], key=lambda item: min(item.places))
    return [table for table in _assembled(items) if len(table.rows) > 1]


def _assembled(items: Sequence[Grid | PrintedRow]) -> list[Grid]:
    """Return the parts of a page with what goes on with each of them, above and below."""
    found: list[Grid] = []
    ends = False  # whether something stands below the last one that does not go on with it
    before: list[PrintedRow] = []  # rows of several cells that the next part may go on with
    for item, following in zip(items, [*items[1:], None], strict=True):
        last = found[-1] if found and not ends else None
        if last and (longer := _with(last, item) or _with_group(last, item, following)):
            found[-1] = longer
        elif isinstance(item, Grid):
            found.append(_below(before, item))
            ends, before = False, []
        else:
            before = [*before, item] if len(item.cells) > 1 else []
            ends = True
    return found


def _below(rows: Sequence[PrintedRow], table: Grid) -> Grid:
    """Return a table with the rows right above it that stand in its columns."""
    for above in reversed(rows):
        row = laid_out(above, table.columns)
        beneath = 0 <= above.bottom - table.top <= _ROWS_APART * above.size
        if not (beneath and _within(table, above) and filled(row) >= 2):
            break
        places, laid = [*above.places, *table.places], [row, *table.rows]
        table = table._replace(places=places, rows=laid, top=above.top)
    return table


def _with(table: Grid, below: Grid | PrintedRow | None) -> Grid | None:
    """Return a table with what stands below it in its columns, None if that does not."""
    if isinstance(below, Grid):
        near = -_NEAR <= table.bottom - below.top <= _NEAR
        return table.joined(below) if near and table.takes(below) else None
    if below is None or not _right_below(table, below) or len(below.cells) < 2:
        return None
    row = laid_out(below, table.columns)
    return _longer(table, below, row) if filled(row) >= 2 else None


def _with_group(table: Grid, name: Grid | PrintedRow, following: Grid | PrintedRow | None) -> Grid | None:
    """Return a table with a line of its width that names the rows that follow it, None if it does not."""
    if isinstance(name, Grid) or len(name.cells) > 1 or not _right_below(table, name):
        return None
    if isinstance(following, Grid) and (all(c.names for c in following.rows[0]) or _alike(following, table)):
        return None  # a table of its own
    cell = printed_cell(name.cells[0].lines)
    longer = _longer(table, name, [cell] * len(table.columns))
    return longer if may_name_rows(cell.text) and _with(longer, following) else None


def _alike(one: Grid, other: Grid) -> bool:
    return [cell.text for cell in one.rows[0]] == [cell.text for cell in other.rows[0]]


def _right_below(table: Grid, row: PrintedRow) -> bool:
    beneath = table.bottom - row.bottom >= 0 and table.bottom - row.top <= _ROWS_APART * row.size
    return beneath and _within(table, row)


def _within(table: Grid, row: PrintedRow) -> bool:
    return all(table.left - _NEAR <= cell.left and cell.right <= table.right + _NEAR for cell in row.cells)


def _longer(table: Grid, below: PrintedRow, row: Row) -> Grid:
    return table._replace(places=[*table.places, *below.places], rows=[*table.rows, row], bottom=below.bottom)


def _in_order(
    lines: Sequence[Line], tables: dict[int, PrintedTable], free: AbstractSet[int]
) -> Iterator[list[Line] | PrintedTable]:
    prose: list[Line] = []
    place = 0
    for line in lines:
        places = range(place, place + len(line.pieces))
        place = places.stop
        rest = [piece for i, piece in zip(places, line.pieces, strict=True) if i in free]
        if len(rest) == len(line.pieces):
            prose.append(line)
        elif rest:
            prose.append(replace(line, text=" ".join(piece.text for piece in rest), pieces=tuple(rest)))
        for table in (tables[i] for i in places if i in tables):
            if prose:
                yield prose
                prose = []
            yield table
    if prose:
        yield prose


def _printed(columns: Sequence[Span], rows: Sequence[Row]) -> PrintedTable:
    """Return a table without the columns that are empty, its header marked."""
    held = [any(cell.text for cell in column) for column in zip(*rows, strict=True)]
    return PrintedTable(_marked([list(compress(row, held)) for row in rows]), list(compress(columns, held)))


def _below_each_other(one: Span, other: Span) -> bool:
    return any(abs(a - b) <= _ALIGNED for a, b in zip(one, other, strict=True))


def _marked(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows in which the cells of a header are marked: bold ones, if not all are, and empty ones beside them."""
    filled = [cell for row in rows for cell in row if cell.text]
    none = all(cell.names for cell in filled)
    marked: dict[int, Cell] = {}  # a merged cell stays one
    for row in rows:
        header = not none and all(cell.names for cell in row if cell.text)
        marked |= {id(cell): replace(cell, names=header or (cell.names and not none)) for cell in row}
    return [[marked[id(cell)] for cell in row] for row in rows]
