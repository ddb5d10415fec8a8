"""Rows of a table that go on with those above, where their first cells are empty.

Below "Payer: Aetna | Code: 64450", "Code: 64451" is Aetna's too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from corpus.tables.rows import BETWEEN_CELLS, named_cells, row_text

# the whole first cell of a row that adds up those above, not of the last of them alone; "Total knee" is none
_ADDS_UP = re.compile(
    r"(?:(?:grand|overall|sub)[ -]?)?totals?(?: (?:amount|charges?|due|fees?|payments?|units?))?:?|sum:?", re.IGNORECASE
)
_NUMBER = re.compile(r"(?=.*\d)[\w.-]+")  # a code or another number, by which a row is known


def names_above(rows: Sequence[str]) -> list[str]:
    """Return for each row of the tables, as readers print them, the cells above it with which it goes on, or "".

    Rows go on only where the first column names groups: filled in the first row, and with no value twice. A column
    of marks, such as "new" behind some of the codes, is empty for a reason; so is one of codes, a code a row, in the
    last rows, which have none; and a total is not that of the last row.
    """
    found: list[str] = []
    for _, table in groupby(_numbered(map(named_cells, rows)), key=lambda pair: pair[0]):
        found += _above([row for _, row in table])
    return found


_Row = Sequence[tuple[str, str]]  # name of the column, cell


def _numbered(rows: Iterable[_Row]) -> Iterator[tuple[int, _Row]]:
    """Yield the rows, each with the number of its table: one begins where a row has other columns."""
    number, names = 0, set[str]()
    for row in rows:
        own = {name for name, _ in row}
        if own and names.isdisjoint(own):
            number, names = number + 1, set()
        names |= own
        yield number, row


def _above(table: Sequence[_Row]) -> list[str]:
    columns = {name: place for place, (name, _) in enumerate(table[0])}
    placed = [{columns[name]: row_text([name], [cell]) for name, cell in row if name in columns} for row in table]
    groups = [row[0] for row in placed if 0 in row]
    if len(set(groups)) < len(groups) or any(row and row[0][0] not in columns for row in table):
        return [""] * len(table)
    if _is_known_by_number(table, columns):
        return [""] * len(table)
    found, standing = [], dict[int, str]()  # the cells of the row above with those that it goes on with, by column
    for cells, row in zip(table, placed, strict=True):
        if cells and _ADDS_UP.fullmatch(cells[0][1]):
            found.append("")
            continue
        begins = min(row, default=0)
        carried = {place: cell for place, cell in standing.items() if place < begins}
        found.append(BETWEEN_CELLS.join(carried.values()))
        standing = carried | row
    return found


def _is_known_by_number(table: Sequence[_Row], columns: Mapping[str, int]) -> bool:
    """Return whether each of several rows has a number of its own in the first column, and only the last ones none."""
    numbers = [next((cell for name, cell in row if columns.get(name) == 0), "") for row in table]
    filled = [number for number in numbers if number]
    return len(filled) > 1 and all(numbers[: len(filled)]) and all(map(_NUMBER.fullmatch, filled))
