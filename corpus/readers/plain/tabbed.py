"""Tables of a plain text whose cells are parted by tabs: their rows become those of a table with bars.

A tab is shown as a blank: the names of columns would read as a sentence, and nobody saw where a cell ends.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from corpus.readers.markers import LIST_MARKER, NUMBERED_ITEM
from corpus.tables.rows import BETWEEN_CELLS

_BETWEEN = re.compile(r"\S *\t\s*\S")
_TABS = re.compile(r"\t\s*")


def is_tabbed(row: str) -> bool:
    """Return whether a tab parts cells of a row, and not only the mark of an item from its text."""
    if "\t" not in row or LIST_MARKER.match(row):
        return False
    numbered = NUMBERED_ITEM.match(row)
    return bool(_BETWEEN.search(row, numbered.end() if numbered else 0))


def with_bars(rows: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Yield rows, each with whether it is one of a table; those with tabs that stand below each other are."""
    for tabbed, group in groupby(rows, key=lambda row: not row[1] and is_tabbed(row[0])):
        part = list(group)
        if tabbed and len(part) > 1:
            yield from ((_barred(cells), True) for cells in _table([row for row, _ in part]))
        else:
            yield from part


def _table(rows: Sequence[str]) -> list[list[str]]:
    """Return the cells of rows. Where the first row has an empty cell, or fewer than another, tabs only align them."""
    margin = min(len(row) - len(row.lstrip("\t")) for row in rows)
    cells = [[cell.strip() for cell in row[margin:].split("\t")] for row in rows]
    if all(cells[0][1:]) and all(len(row) <= len(cells[0]) for row in cells):
        return cells
    return [_TABS.split(row.strip()) for row in rows]


def _barred(cells: Sequence[str]) -> str:
    """Return a row with bars between its cells; what ends with a colon is no cell of its own, but names the next."""
    parts = [cells[0]]
    for name, cell in pairwise(cells):
        names = name.endswith(":") and not cell.endswith(":")
        parts += [" " if names else BETWEEN_CELLS, cell]
    return "".join(parts).strip()
