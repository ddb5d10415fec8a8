"""The row that names the columns of the rows below it, where these are shown as they are drawn: "Code   Fee"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.tables.column_names import is_usual, names_columns

_BETWEEN_CELLS = (re.compile(r"\|"), re.compile(r"\t"), re.compile(r" {2,}"))  # the first that a row has
_HALF = 2
_BELOW = 40  # rows that are asked whether a row among others names them


def cells_of(row: str) -> list[str]:
    """Return the cells of a row as it is drawn, without its frame."""
    text = row.strip()
    inside = text[1:].removesuffix("|").strip() if text.startswith("|") else text  # "Name |" has a second cell
    return [cell.strip() for cell in _between(text).split(inside)]


def columns_above(rows: Sequence[str]) -> list[str]:
    """Return for each of the rows of one or more tables the row above it that names its columns, or ""."""
    cells = list(map(cells_of, rows))
    starts = [0, *_later_tables(rows, cells)]
    found: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        found += _of_table(rows[start:end], cells[start:end])
    return found


def may_name(cell: str) -> bool:
    """Return whether a cell names a column and is no value: "First unit of 99417", but not "99417" or "Unit: 1"."""
    words = cell.split()
    figures = any(map(str.isdigit, cell))
    return ":" not in cell and (not figures or (len(words) > 1 and words[0].isalpha()))


def _of_table(rows: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the first row of several cells for those below it, if it names their columns."""
    first = next((i for i, row in enumerate(cells) if len(row) > 1), len(rows))
    below = [row for row in cells[first + 1 :] if len(row) > 1]
    named = first < len(rows) and all(map(may_name, cells[first])) and names_columns(cells[first], below)
    return [rows[first].strip() if named and i > first else "" for i in range(len(rows))]


def _later_tables(rows: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield where another table begins: in rows that are drawn in another way, or with names of its own."""
    drawn: re.Pattern[str] | None = None
    below = usual = 0  # rows below the one that may name their columns, and those that begin with a usual name
    for i, row in enumerate(cells):
        if len(row) < 2:
            continue
        before, drawn = drawn, _between(rows[i].strip())
        lists_fields = _HALF * usual > below  # as a list of fields does: no row below is told from its rows
        if before and (before is not drawn or (below and not lists_fields and _begins(row, cells, i))):
            yield i
            below = usual = 0
        elif before:
            below += 1
            usual += is_usual(row[0])


def _begins(row: Sequence[str], cells: Sequence[Sequence[str]], place: int) -> bool:
    """Return whether a row among others holds nothing but what columns are mostly called, above what they hold."""
    if not all(map(is_usual, row)):
        return False
    below = islice((cells[i] for i in range(place + 1, len(cells))), _BELOW)
    return names_columns(row, [other for other in below if len(other) > 1])


def _between(row: str) -> re.Pattern[str]:
    """Return what stands between the cells of a row."""
    return next((between for between in _BETWEEN_CELLS if between.search(row)), _BETWEEN_CELLS[-1])
