"""The columns of a table on a PDF page that no rulings enclose, and which of them each cell of a row stands in."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.pdf.printed import Piece, printed_cell
from corpus.readers.pdf.rows import PrintedCell, PrintedRow
from corpus.readers.tables import Cell, Row

_WIDE = 0.4  # of the size of the print: a blank that is no usual one between words
_EDGE = 2.0  # points that blanks and edges of columns may differ

Span = tuple[float, float]  # left and right edge, in points


def columns_of(rows: Sequence[PrintedRow]) -> list[Span]:
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


def _placed(cells: Sequence[PrintedCell], columns: Sequence[Span]) -> Row:
    held: list[list[PrintedCell]] = [[] for _ in columns]
    for cell in cells:
        under = [i for i, (left, right) in enumerate(columns) if left < cell.right and cell.left < right]
        for i in under or [_nearest(columns, cell)]:
            held[i].append(cell)
    made: dict[tuple[int, ...], Cell] = {}  # a cell that stands in several columns stays one
    return [made.setdefault((*map(id, found), -i if not found else 0), _joined(found)) for i, found in enumerate(held)]


def filled(row: Row) -> int:
    """Return how many cells of a row hold words, a merged one once."""
    return len({id(cell) for cell in row if cell.text})


def _joined(cells: Sequence[PrintedCell]) -> Cell:
    return printed_cell([line for cell in cells for line in cell.lines]) if cells else Cell("")


def _parted(cell: PrintedCell, columns: Sequence[Span], *, closely: bool) -> list[PrintedCell]:
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
                return [PrintedCell(tuple(before)), *_parted(PrintedCell(tuple(behind)), columns, closely=closely)]
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


def _nearest(columns: Sequence[Span], cell: PrintedCell) -> int:
    middle = (cell.left + cell.right) / 2
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
