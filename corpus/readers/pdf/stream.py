"""Tables of a PDF page that no rulings enclose: rows of several cells that follow each other closely."""

import re
from collections.abc import Iterator, Sequence

from corpus.readers.markers import LIST_MARKER, NUMBERED_ITEM
from corpus.readers.pdf.columns import Span, columns_of, filled, laid_out
from corpus.readers.pdf.rows import LEADING, PrintedCell, PrintedRow
from corpus.readers.tables import Row

# of the size of the print
_PARAGRAPHS = 2.5  # from one to the next one of a cell, at most
_ROWS_APART = 5.0  # at most
_LARGER = 1.12  # print that heads a section

_EDGE = 2.0  # points
_FEWEST_ROWS = 3  # of two columns
_MOST_GROUP_WORDS = 14
_FEWEST_OF_LINE = 4  # words of a line in a column of prose
_PROSE = 14  # words of a cell beside a number: an item of a numbered text
_MOST_CROWDED = 0.3  # share of rows in which two cells stand in one column

_ENUMERATOR = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?")  # and no code


def unruled_tables(rows: Sequence[PrintedRow]) -> Iterator[tuple[list[int], Sequence[Span], list[Row]]]:
    """Yield each table of a page: the places of its pieces, where its columns stand, and its rows."""
    for stretch in _stretches(rows):
        columns = columns_of(stretch)
        laid = [laid_out(row, columns) for row in stretch]
        crowded = sum(filled(cells) < len(row.cells) for row, cells in zip(stretch, laid, strict=True))
        if len(columns) >= 2 and not _is_prose(stretch) and crowded <= _MOST_CROWDED * len(stretch):
            yield [place for row in stretch for place in row.places], columns, laid


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
    if len(several) >= (_FEWEST_ROWS if columns <= 2 else 2):
        yield list(stretch)


def _close(above: PrintedRow, below: PrintedRow) -> bool:
    return -above.size <= above.bottom - below.top <= _ROWS_APART * above.size


def _is_item(row: PrintedRow) -> bool:
    """Return whether a row is a marker and its text: an item of a list."""
    marker = f"{row.cells[0].text} x"
    return len(row.cells) == 2 and bool(LIST_MARKER.match(marker) or NUMBERED_ITEM.match(marker))


def _goes_on_below(stretch: Sequence[PrintedRow], row: PrintedRow) -> bool:
    """Return whether a single cell is one more paragraph of a cell behind the first one."""
    cell = row.cells[0]
    first = stretch[-1].cells[0]
    tight = stretch[-1].bottom - cell.top <= _PARAGRAPHS * row.size
    return tight and len(stretch[-1].cells) > 1 and cell.left > first.right and _under(stretch[-1], cell) is not None


def _under(row: PrintedRow, cell: PrintedCell) -> int | None:
    """Return the cell of a row that another stands under."""
    return next((i for i, c in enumerate(row.cells) if c.left < cell.right and cell.left < c.right), None)


def _ends_above(above: PrintedRow, row: PrintedRow) -> bool:
    """Return whether a line of cells holds the ends of cells above it: in programs that print line by line."""
    first = above.cells[0]
    tight = above.bottom - row.top <= LEADING * row.size
    goes_on = all(cell.text[:1].islower() and _under(above, cell) for cell in row.cells)  # never in the first cell
    return tight and goes_on and row.cells[0].left > first.left + _EDGE


def _with_more(row: PrintedRow, more: PrintedCell, below: PrintedRow) -> PrintedRow:
    under = _under(row, more)
    cells = tuple(PrintedCell((*c.lines, *more.lines)) if i == under else c for i, c in enumerate(row.cells))
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


def _is_prose(rows: Sequence[PrintedRow]) -> bool:
    """Return whether rows are numbered paragraphs, or columns of prose side by side."""
    several = [row for row in rows if len(row.cells) > 1]
    if any(len(row.cells) > 2 for row in several):
        return False
    first = [row.cells[0].text for row in several]
    numbered = sum(bool(_ENUMERATOR.fullmatch(text)) for text in first)
    words = sorted(len(row.cells[-1].text.split()) for row in several)
    if numbered > len(several) / 2:
        return words[len(words) // 2] >= _PROSE
    going_on = sum(text[:1].islower() and len(text.split()) >= _FEWEST_OF_LINE for text in first)
    return going_on > len(several) / 2
