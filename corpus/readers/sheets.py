"""A sheet as a table: which row names its columns, what stands above it, and which rows are notes or begin another."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby, islice, zip_longest
from typing import NamedTuple

from corpus.model import BlockKind
from corpus.readers.builder import ContentBuilder
from corpus.tables.column_names import (
    FEWEST_SAYING,
    is_lone_figure,
    is_sentence,
    is_usual,
    may_name,
    names_columns,
    repeats,
)
from corpus.tables.rows import row_text
from corpus.tables.unit_rows import tells_units, with_units

_PREAMBLE = 40  # rows in which the header is looked for
_MOST_NAME_WORDS = 4  # of a header that stands inside a table
_NOTES = re.compile(r"(?:foot)?notes?:?", re.IGNORECASE)

Row = Sequence[object]
_Filled = tuple[int, Sequence[str]]  # a row that holds anything, by its number


class Merged(NamedTuple):
    """The merged cells of a sheet that matter, by their first row."""

    across: Mapping[int, Sequence[tuple[int, int]]]  # first and last column of those in one row
    down: Mapping[int, Sequence[tuple[int, int]]]  # column and last row of those over several


NOTHING_MERGED = Merged({}, {})


def add_table(
    builder: ContentBuilder, sheet: str, rows: Iterable[Row], page: int | None, merged: Merged = NOTHING_MERGED
) -> None:
    """Add a sheet: what stands above the header as paragraphs, then each row under the header's names."""
    filled = _filled(rows, merged.down)
    first = list(islice(filled, _PREAMBLE))
    if not first:
        return
    if sheet:
        builder.add(BlockKind.HEADING, sheet, level=1, page=page)
    begin, end = _first_table(first, merged)
    for _, row in first[:begin]:
        builder.add(BlockKind.PARAGRAPH, " ".join(filter(None, row)), page=page)
    names, below = _begin_table(builder, first[begin:end], page, merged)
    _add_rows(builder, names, chain(below, first[end:], filled), page, merged)


def _first_table(first: Sequence[_Filled], merged: Merged) -> tuple[int, int]:
    """Return from where to where among the first rows the header is looked for.

    A further table behind an empty row may be wider than the first one, which keeps its own names.
    """
    header = _header_row([row for _, row in first], _with_finer(first, merged))
    begin = 0
    for _, rows in _parts(first):
        part = list(rows)
        if header < begin + len(part):
            break
        if _is_another_table(part, merged):
            return begin, begin + len(part)
        begin += len(part)
    return 0, len(first)


def _begin_table(
    builder: ContentBuilder, first: Sequence[_Filled], page: int | None, merged: Merged
) -> tuple[Sequence[str], Sequence[_Filled]]:
    """Add what stands above a header among the first rows; return its names, and the rows below it."""
    head = [row for _, row in first]
    header = _header_row(head, _with_finer(first, merged))
    if header + 1 < len(head) and first[header][0] in merged.across and _names_finer(head[header + 1]):
        header += 1
    names: Sequence[str] = head[header] if header < len(head) else []
    top = header
    if names and header:
        above, row = first[header - 1]
        spreads = [(a, b) for a, b in merged.across.get(above, ()) if a > 0 or b < len(names) - 1]  # else its title
        top -= bool(spreads) and _names_coarser(row)  # a row of names as well, and no title over some columns
        names = _beneath(names, row, spreads) if top < header else _under(names, row, spreads)
    if tells_units(names, head[header + 1 :]):
        header += 1
        names = with_units(names, head[header])
    for row in head[:top]:
        if names or _filled_cells(row) == 1:
            builder.add(BlockKind.PARAGRAPH, " ".join(filter(None, row)), page=page)
        else:
            builder.add(BlockKind.TABLE_ROW, row_text([], row), page=page)
    return names, first[header + 1 :]


def _with_finer(first: Sequence[_Filled], merged: Merged) -> frozenset[int]:
    """Return the places of rows with a cell over several columns: they may have finer names below them."""
    return frozenset(i for i, (number, _) in enumerate(first) if number in merged.across)


def _add_rows(
    builder: ContentBuilder, names: Sequence[str], rows: Iterable[_Filled], page: int | None, merged: Merged
) -> None:
    """Add the rows of a table under the names of its columns, and the notes and further tables below it."""
    longest = 0  # words of a first cell beside others: where it says sentences, one that stands alone is no note
    for apart, part in _parts(rows):
        first = list(islice(part, _PREAMBLE))
        if apart and _is_aside([row for _, row in first], names):
            for _, row in first:
                builder.add(BlockKind.PARAGRAPH, row[0], page=page)
            first = []
        elif apart and _is_another_table(first, merged):
            names, below = _begin_table(builder, first, page, merged)
            first, longest = list(below), 0
        for number, row in chain(first, part):
            if repeats(_trimmed(row), _trimmed(names)):
                continue
            if names and _names_anew(row, names):
                names = row
                continue
            if _filled_cells(row) > 1:
                longest = max(longest, len(row[0].split()))
            if 0 < longest < FEWEST_SAYING and _is_note(row, names):
                builder.add(BlockKind.PARAGRAPH, row[0], page=page)
            else:
                named = [] if _heads_rows(row, names, merged.across.get(number, ())) else names
                builder.add(BlockKind.TABLE_ROW, row_text(named, _trimmed(row)), page=page)


def _heads_rows(row: Sequence[str], names: Sequence[str], spreads: Sequence[tuple[int, int]]) -> bool:
    """Return whether a row holds but a name that is merged over all columns: it heads the rows below it."""
    return _filled_cells(row) == 1 and any(a == 0 and b + 1 >= len(_trimmed(names)) for a, b in spreads)


def _parts(rows: Iterable[_Filled]) -> Iterator[tuple[bool, Iterator[_Filled]]]:
    """Yield the rows in parts that empty rows set apart, each with whether it is behind one; take each to its end."""
    numbers = count()  # rows that follow each other keep their distance from it
    for place, (_, part) in enumerate(groupby(rows, key=lambda row: row[0] - next(numbers))):
        yield place > 0, part


def _is_aside(rows: Sequence[Sequence[str]], names: Sequence[str]) -> bool:
    """Return whether rows that stand apart hold but words in their first cell: a note, or the title of what follows."""
    alone = all(row[0] and _filled_cells(row) == 1 and not is_lone_figure(row[0]) for row in rows)
    return alone and len(rows) < _PREAMBLE and _filled_cells(names) > 1


def _is_another_table(first: Sequence[_Filled], merged: Merged) -> bool:
    """Return whether rows that stand apart begin with names of their own: most are usual ones, one below a title."""
    rows = [row for _, row in first]
    header = _header_row(rows, _with_finer(first, merged))
    if header == len(rows) or any(_filled_cells(row) > 1 for row in rows[:header]):
        return False
    named = [cell for cell in rows[header] if cell]
    usual = sum(map(is_usual, named))
    return (2 * usual >= len(named) or (header > 0 and usual > 0)) and all(map(_is_plain_name, named))


def _filled(rows: Iterable[Row], down: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[_Filled]:
    """Yield the rows that hold anything by number, a cell that is merged over several in each of them."""
    standing: dict[int, tuple[str, int]] = {}  # by column, with the last row
    for number, cells in enumerate(rows):
        row = [cell_text(cell) for cell in cells]
        standing |= {column: (row[column], last) for column, last in down.get(number, ()) if column < len(row)}
        if any(row):
            above = {column: cell for column, (cell, last) in standing.items() if number <= last}
            yield number, [above.get(column, cell) for column, cell in enumerate(row)] if above else row


def _names_finer(row: Sequence[str]) -> bool:
    return all(_is_plain_name(cell) for cell in row if cell)


def _names_coarser(row: Sequence[str]) -> bool:
    return _filled_cells(row) > 1 and _names_finer(row)


def _beneath(names: Sequence[str], above: Sequence[str], spreads: Sequence[tuple[int, int]]) -> Sequence[str]:
    """Return the names of columns with what stands above each of them, merged or not."""
    merged = {column for first, last in spreads for column in range(first, last + 1)}
    joined = [
        name if column in merged or name == coarse else f"{coarse} {name}".strip()
        for column, (name, coarse) in enumerate(zip_longest(names, above, fillvalue=""))
    ]
    return _under(joined, above, spreads)


def _under(names: Sequence[str], above: Sequence[str], spreads: Sequence[tuple[int, int]]) -> Sequence[str]:
    """Return the names of columns, those under a name that stands over several with it before them."""
    joined = list(names)
    for first, last in spreads:
        for column in range(first, min(last + 1, len(joined))):
            joined[column] = f"{above[first]} {joined[column]}".strip()
    return joined


def _header_row(rows: Sequence[Sequence[str]], finer: frozenset[int] = frozenset()) -> int:
    """Return which of the first rows names the columns: one about as wide as the rows below it, and unlike them.

    Above it nothing is as wide, or the table would begin there. Rows in `finer` have names below them that are finer.
    len(rows) if none does: a sheet of notes has no header, nor has a list of names and values.
    """
    widths = list(map(_filled_cells, rows))
    widest = max(widths)
    above = 1
    for i, (row, width) in enumerate(zip(rows, widths, strict=True)):
        if width > above and width >= 0.6 * widest and names_columns(row, rows[i + 1 + (i in finer) :]):
            return i
        above = max(above, width)
    return len(rows)


def _filled_cells(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _names_anew(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row inside a table begins another one: wider than the table's header, and all names."""
    named = [cell for cell in row if cell]
    usual = 2 * sum(map(is_usual, named)) >= len(named)
    return len(named) > max(2, _filled_cells(names)) and usual and all(map(_is_plain_name, named))


def _is_note(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row of a table of several columns holds but a sentence, or the word "Notes" above some."""
    alone = bool(row[0]) and _filled_cells(row) == 1 and _filled_cells(names) > 2
    return alone and (_NOTES.fullmatch(row[0]) is not None or is_sentence(row[0]))


def _is_plain_name(cell: str) -> bool:
    return len(cell.split()) <= _MOST_NAME_WORDS and may_name(cell) and not any(c.isdigit() for c in cell)


def _trimmed(row: Sequence[str]) -> Sequence[str]:
    last = max((i for i, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def cell_text(cell: object) -> str:
    """Return a cell as a person reads it: whole numbers without ".0", dates in ISO form."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.15g}"  # as many digits as a sheet holds; 0.1 + 0.2 is 0.3
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""
