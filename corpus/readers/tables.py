"""Tables: merged cells laid out, headers of several rows joined, rows as "Code: A7035 | Description: Headgear"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.tables.column_names import is_lone_figure, is_sentence, names_columns, repeats
from corpus.tables.rows import BETWEEN_CELLS, row_text
from corpus.tables.unit_rows import tells_units

_MOST_COLUMNS = 1_000  # as HTML has it; a span beyond is no table's
_MOST_HEADER_ROWS = 3
_MOST_NAME_WORDS = 15
_FEWEST_BESIDE = 2  # columns; in a table of more, a row with only its first cell names a group


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell; a merged one stands in each place that it covers."""

    text: str
    names: bool = False  # marked as a header
    across: int = 1  # columns
    down: int = 1  # rows
    inner: Sequence[str] = ()  # the rows of tables within it

    @property
    def filled(self) -> bool:
        """Whether it holds anything."""
        return bool(self.text or self.inner)


Row = Sequence[Cell]
EMPTY = Cell("")


def laid_out(rows: Iterable[Row]) -> list[list[Cell]]:
    """Return rows in which every cell stands in its column, the merged ones in each of theirs."""
    waiting: dict[int, tuple[Cell, int]] = {}  # column -> a cell from above, and for how many more rows
    return [_row(row, waiting) for row in rows]


def _row(row: Row, waiting: dict[int, tuple[Cell, int]]) -> list[Cell]:
    laid: list[Cell] = []
    cells = iter(row)
    while len(laid) < _MOST_COLUMNS:
        column = len(laid)
        if column in waiting:
            cell, more = waiting.pop(column)
            laid.append(cell)
            if more > 1:
                waiting[column] = cell, more - 1
            continue
        cell = next(cells, EMPTY)
        if cell is EMPTY:
            if not any(beyond > column for beyond in waiting):
                break
            laid.append(cell)
            continue
        for _ in range(min(max(cell.across, 1), _MOST_COLUMNS - column)):
            if cell.down > 1:
                waiting[len(laid)] = cell, cell.down - 1
            laid.append(cell)
    return laid


def table_rows(rows: Sequence[Row], *, marked_only: bool = False) -> Iterator[str]:
    """Yield the texts of a table whose merged cells are laid out: what stands over its header, then its rows.

    With `marked_only` a first row that is not marked as a header is none.
    """
    rows = [row for row in rows if any(cell.filled for cell in row)]
    first = _titles(rows)
    header = _header_rows(rows[first:], marked_only)
    yield from (text for row in rows[:first] for text in _row_texts([], row))
    names = column_names(rows[first : first + header])
    for row in rows[first + header :]:
        if repeats([cell.text for cell in row], names):
            continue  # as at the top of a page
        yield from _row_texts([] if _names_group(row) else names, row)


def _row_texts(names: Sequence[str], row: Row) -> Iterator[str]:
    """Yield the text of a row, then those of tables within its cells, each behind the short cells beside it."""
    once = [cell if i == 0 or cell is not row[i - 1] else EMPTY for i, cell in enumerate(row)]
    if text := row_text(names, [cell.text for cell in once]):
        yield text
    for holder in once:
        beside = [cell.text if cell is not holder and _is_short(cell) else "" for cell in once]
        for inner in holder.inner:
            yield BETWEEN_CELLS.join(filter(None, (row_text(names, beside), inner)))


def column_names(header: Sequence[Row]) -> list[str]:
    """Return the name of each column: what stands above it, from top to bottom, each once."""
    width = max(map(len, header), default=0)
    columns = [[row[i].text for row in header if i < len(row)] for i in range(width)]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in columns]


def header_of(rows: Sequence[Row], *, marked_only: bool = False) -> Sequence[Row]:
    """Return the rows that name the columns of a table, of which none is empty."""
    first = _titles(rows)
    return rows[first : first + _header_rows(rows[first:], marked_only)]


def _titles(rows: Sequence[Row]) -> int:
    """Return how many rows at the top stand over all columns."""
    return next((i for i, row in enumerate(rows[:-1]) if not _is_title(row)), max(len(rows) - 1, 0))


def _is_title(row: Row) -> bool:
    """Return whether one cell stands over all columns."""
    return len(row) > 1 and all(cell is row[0] for cell in row)


def _names_group(row: Row) -> bool:
    """Return whether a row holds only a name that stands over the rows below it."""
    filled = {id(cell) for cell in row if cell.filled}
    return _is_title(row) or (len(row) > _FEWEST_BESIDE and len(filled) == 1 and bool(row[0].text))


def _header_rows(rows: Sequence[Row], marked_only: bool) -> int:
    """Return how many rows name the columns: those marked so, else the first where it is unlike those below it.

    Under a name that stands over several columns there are finer names.
    """
    if len(rows) < 2:
        return 0
    marked = next((i for i, row in enumerate(rows[:-1]) if not _is_marked(row, first=i == 0)), len(rows) - 1)
    count = min(marked, _MOST_HEADER_ROWS) or int(not marked_only and _is_header(rows))
    while count and count < min(len(rows) - 1, _MOST_HEADER_ROWS) and _needs_finer(rows[count - 1], rows[count]):
        count += 1
    return count + int(count > 0 and _tells_units(rows[:count], rows[count:]))


def _tells_units(header: Sequence[Row], below: Sequence[Row]) -> bool:
    return tells_units(column_names(header), [[cell.text for cell in row] for row in below[:2]])


def _is_header(rows: Sequence[Row]) -> bool:
    first, *below = rows
    if not _names_columns(first):
        return False
    finer = int(_needs_finer(first, below[0]))
    if finer and len(below) > 1 and first[0] is below[0][0] and first[0] is not below[1][0]:
        return True  # the name of the first column stands beside both rows of names
    values = [row for row in below[finer:] if not _names_group(row)]
    merged = set(map(id, first))
    texts = [["" if id(cell) in merged else cell.text for cell in row] for row in values]
    return names_columns([cell.text for cell in first], texts)


def _is_marked(row: Row, *, first: bool) -> bool:
    """Return whether all cells are marked as a header's; below the first row, bold groups and sentences are none.

    A sentence names no column, and beside one other cell a number does not: authors set the first pair in bold too.
    """
    if not all(cell.names and not cell.inner for cell in row) or any(is_sentence(cell.text) for cell in row):
        return False
    if first:
        return len(row) > _FEWEST_BESIDE or not any(is_lone_figure(cell.text) for cell in row)
    return all(map(_is_short, row)) and not _names_group(row)


def _is_short(cell: Cell) -> bool:
    return len(cell.text.split()) <= _MOST_NAME_WORDS


def _names_columns(row: Row) -> bool:
    """Return whether a row is filled with words; above the names of rows there may be an empty corner."""
    filled = row[1:] if len(row) > _FEWEST_BESIDE and not row[0].text else row
    return all(cell.text and not any(c.isdigit() for c in cell.text) and _is_short(cell) for cell in filled)


def _needs_finer(above: Row, below: Row) -> bool:
    spread = any(a is b for a, b in pairwise(above))
    return spread and _names_columns(below)
