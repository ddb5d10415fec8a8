"""The rulings of a PDF page: the lines and the edges of filled boxes that tables are drawn with."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.readers.pdf.turned import Turn

_SNAP = 3.0  # points; two edges of a thick line, and lines that nearly meet, count as one
_SHORTEST = 9.5  # points; the sides of a box to tick are shorter
_PADDING = 0.8  # points, at least, between a line and the words beside it
_STRAIGHT = 0.5  # points that an upright or level line may lean
_MOST_POINTS = 20_000  # of a page; more are a drawing
_MOST_RULINGS = 1_000
_DEEPEST = 15  # forms within forms

Point = tuple[float, float]
Handle = object  # a pointer of PDFium's


class Ruling(NamedTuple):
    """A level or upright line: where it stands, and from where to where it goes, in points."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Return whether the line passes a place of its direction."""
        return self.start - _SNAP <= place <= self.end + _SNAP


class Box(NamedTuple):
    """A cell: the rulings that enclose it."""

    left: Ruling
    bottom: Ruling
    right: Ruling
    top: Ruling


class Rulings(NamedTuple):
    """The level lines of a page and its upright ones, each by their place."""

    level: Sequence[Ruling] = ()
    upright: Sequence[Ruling] = ()

    @classmethod
    def of(cls, page: pdfium.PdfPage, turn: Turn) -> Self:
        """Return the rulings of a page as its words are set, none of one that is full of drawings."""
        level: list[Ruling] = []
        upright: list[Ruling] = []
        points = 0
        for path, matrix in _paths(page.raw, pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject):
            for corners in _outlines(path, matrix):
                points += len(corners)
                if points > _MOST_POINTS:
                    return cls()
                for (x1, y1), (x2, y2) in pairwise(turn.upright(*corner) for corner in corners):
                    if abs(y1 - y2) <= _STRAIGHT < abs(x1 - x2):
                        level.append(Ruling((y1 + y2) / 2, *sorted((x1, x2))))
                    elif abs(x1 - x2) <= _STRAIGHT < abs(y1 - y2):
                        upright.append(Ruling((x1 + x2) / 2, *sorted((y1, y2))))
        found = cls(_joined(level), _joined(upright))
        return found if len(found.level) + len(found.upright) <= _MOST_RULINGS else cls()

    def part_columns(self, left: float, right: float, y: float) -> bool:
        """Return whether an upright line stands between two words; the edge of what is marked touches one of them."""
        return any(left + _PADDING < line.at < right - _PADDING and line.covers(y) for line in self.upright)

    def part_rows(self, upper: float, lower: float, x: float) -> bool:
        """Return whether a level line passes between two heights at a place."""
        return any(lower < line.at < upper and line.covers(x) for line in self.level)

    def around(self, start: float, end: float, y: float) -> Box | None:
        """Return the cell that holds words from one place to another, None if none encloses them on all four sides.

        What touches the words on both sides marks them, and is no cell.
        """
        x = (start + end) / 2
        upright = [line for line in self.upright if line.covers(y)]
        level = [line for line in self.level if line.covers(x)]
        left = max((line for line in upright if line.at <= x), default=None)
        right = min((line for line in upright if line.at > x), default=None)
        bottom = max((line for line in level if line.at <= y), default=None)
        top = min((line for line in level if line.at > y), default=None)
        if left is None or right is None or bottom is None or top is None:
            return None
        if start - left.at < _PADDING and right.at - end < _PADDING:
            return None
        return Box(left, bottom, right, top)


def _paths(
    holder: Handle,
    count: Callable[[Handle], int],
    get: Callable[[Handle, int], Handle],
    within: pdfium.PdfMatrix | None = None,
    depth: int = 0,
) -> Iterator[tuple[Handle, pdfium.PdfMatrix]]:
    """Yield the paths of a page or a form, each with its matrix. Most objects are texts: those cost but a look."""
    for i in range(count(holder)):
        item = get(holder, i)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind not in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM):
            continue
        raw = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFPageObj_GetMatrix(item, raw)
        matrix = pdfium.PdfMatrix.from_raw(raw)
        matrix = matrix.multiply(within) if within else matrix
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif depth < _DEEPEST:
            count_in, get_in = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
            yield from _paths(item, count_in, get_in, matrix, depth + 1)


def _outlines(path: Handle, matrix: pdfium.PdfMatrix) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path, in points of the page; curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[Point] = []
    for i in range(min(pdfium_c.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium_c.FPDF_SEGMENT_LINETO and corners:
            yield corners
            corners = []
        corners.append(matrix.on_point(x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield [*corners, corners[0]]
            corners = []
    yield corners


def _joined(lines: Sequence[Ruling]) -> list[Ruling]:
    """Return lines of nearly one place as one, those that meet or overlap in one piece; what stays short is none."""
    found: list[Ruling] = []
    group: list[Ruling] = []
    for line in sorted(lines):
        if group and line.at - group[0].at > _SNAP:
            found += _pieces(group)
            group = []
        group.append(line)
    return [line for line in [*found, *_pieces(group)] if line.end - line.start >= _SHORTEST]


def _pieces(group: Sequence[Ruling]) -> list[Ruling]:
    pieces: list[Ruling] = []
    at = sum(line.at for line in group) / max(len(group), 1)
    for line in sorted(group, key=lambda line: line.start):
        if pieces and line.start <= pieces[-1].end + _SNAP:
            pieces[-1] = Ruling(at, pieces[-1].start, max(pieces[-1].end, line.end))
        else:
            pieces.append(Ruling(at, line.start, line.end))
    return pieces
