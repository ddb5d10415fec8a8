"""The printed lines of a PDF page: words, sizes, fonts and places, as PDFium knows them character by character."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.readers.hyphens import SOFT_HYPHENS, joined_lines
from corpus.readers.pdf.rulings import Rulings
from corpus.readers.pdf.turned import Turn
from corpus.readers.superscripts import superscript
from corpus.readers.tables import Cell

_RAISED = re.compile(r"(?<=[^\W\d_]|[.,;:)\]”\"’%]) ?(\d{1,3}(?:[,–-]\d{1,3})*)(?!\d|\.\d)")
_FOOTNOTE = re.compile(r"(?<=\d)([a-k])(?!\w)")
_HAS_DIGIT = re.compile(r"\d")
_RAISED_SIZE = 0.8  # of the size before it
_LIFT = 0.5  # points that small print stands off the line, at least
_BOLD = 600
_LONGEST_FONT_NAME = 80
_BLANK = re.compile(r"[ \t\xa0]+")
_BLANKS = "\r\n \t\xa0"
_WIDE = 1.0  # of the size; blanks from there on part the cells of a table, in prose they are smaller
_LEADERS = re.compile(r" ?\.{4,}(?= |$)")  # to the next cell; they say nothing
PARAGRAPH_GAP = 1.4  # of the usual distance between lines
_SAME_SIZE = 0.3  # points
_PRINTED = re.compile(rf"[^\n{SOFT_HYPHENS}]*[\n{SOFT_HYPHENS}]?")


class Blank(NamedTuple):
    """A blank between two words of a piece: the place of the word behind it, and from where to where it goes."""

    place: int
    end: float  # of the word before it
    start: float  # of the word behind it


class Piece(NamedTuple):
    """Words of a line that stand together, measured in points: a line of prose is one piece, a row of cells several."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    blanks: tuple[Blank, ...] = ()

    def parted(self, blank: Blank) -> tuple["Piece", "Piece"]:
        """Return what stands before a blank and what stands behind it."""
        rest = tuple(Blank(b.place - blank.place, b.end, b.start) for b in self.blanks if b.place > blank.place)
        before = tuple(b for b in self.blanks if b.place < blank.place)
        head, tail = self.text[: blank.place].rstrip(), self.text[blank.place :]
        return (
            self._replace(text=head, right=blank.end, blanks=before),
            self._replace(text=tail.lstrip(), left=blank.start, blanks=rest),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its measures in points; y grows upwards."""

    text: str
    size: float
    bold: bool
    family: str  # of its font if it is printed in one, else ""
    left: float
    right: float
    y: float
    pieces: tuple[Piece, ...]


class Characters:
    """What PDFium knows of a page's characters, by their index. Its answers go to the same few buffers."""

    def __init__(self, textpage: pdfium.PdfTextPage, turn: Turn) -> None:
        self._page, self._turn = textpage.raw, turn
        self._matrix = pdfium_c.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(_LONGEST_FONT_NAME), ctypes.c_int()
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))

    def size(self, index: int) -> float:
        """Return the size of a character as it is printed, in points: the font's is scaled by the page's matrix."""
        scaled = pdfium_c.FPDFText_GetMatrix(self._page, index, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d) if scaled else 1.0
        return float(pdfium_c.FPDFText_GetFontSize(self._page, index)) * scale

    def family(self, index: int) -> str:
        """Return the name of a character's font in lower case, its subset tag and style left out but for bold."""
        pdfium_c.FPDFText_GetFontInfo(self._page, index, self._name, _LONGEST_FONT_NAME, self._flags)
        return _family(self._name.value)

    def is_heavy(self, index: int) -> bool:
        """Return whether a character's font says that it is bold."""
        return bool(pdfium_c.FPDFText_GetFontWeight(self._page, index) >= _BOLD)

    def end(self, index: int) -> float:
        """Return the right edge of a character."""
        pdfium_c.FPDFText_GetCharBox(self._page, index, self._left, self._right, self._bottom, self._top)
        if not self._turn.quarters:
            return self._right.value
        corners = ((self._left.value, self._bottom.value), (self._right.value, self._top.value))
        return max(self._turn.upright(*corner)[0] for corner in corners)

    def origin(self, index: int) -> tuple[float, float]:
        """Return where a character begins, and its base line."""
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, self._left, self._bottom)
        return self._turn.upright(self._left.value, self._bottom.value)


def lines_of(characters: Characters, text: str, rulings: Rulings) -> Iterator[Line]:
    """Yield the page's lines; a place in the text is a character index of PDFium's."""
    start = 0
    for raw in _PRINTED.findall(text):
        stripped = raw.strip(_BLANKS)
        if stripped:
            first = start + raw.index(stripped[0])
            last = start + len(raw.rstrip(_BLANKS)) - 1
            (left, y), right = characters.origin(first), characters.end(last)
            size = characters.size(first)
            family = characters.family(first)
            heavy = characters.is_heavy(first) or "bold" in family
            family = family if family == characters.family(last) else ""
            bold = heavy and bool(family)  # "Note: …" in bold at the start makes no heading
            words = _with_superscripts(characters, stripped, first)
            whole = Piece(words, left, right, y, size, heavy)
            pieces = tuple(_pieces(characters, stripped, first, whole, rulings))
            yield Line(words, size, bold, family, left, right, y, pieces)
        start += len(raw)


def usual_gap(lines: Sequence[Line]) -> float:
    """Return the usual distance between a line and the next, in points."""
    gaps = [above.y - below.y for above, below in pairwise(lines) if above.y - below.y > 1]
    return median(gaps) if gaps else 0.0


def in_one_style(line: Line, other: Line) -> bool:
    """Return whether two lines are printed alike, as far as their fonts are known: one of several has no name."""
    fonts = {line.family, other.family} - {""}
    return len(fonts) <= 1 and in_one_size(line, other)


def in_one_size(line: Line, other: Line) -> bool:
    """Return whether two lines are printed as large as each other."""
    return abs(line.size - other.size) < _SAME_SIZE


def printed_cell(pieces: Sequence[Piece]) -> Cell:
    """Return the cell that pieces below each other make; a bold one may name its column."""
    text = _LEADERS.sub("", joined_lines([piece.text for piece in pieces]))
    return Cell(text, names=all(piece.bold for piece in pieces))


def _pieces(characters: Characters, line: str, first: int, whole: Piece, rulings: Rulings) -> Iterator[Piece]:
    """Yield the pieces of a line that wide blanks or rulings part."""
    begin, left, y = 0, whole.left, whole.y
    blanks: list[Blank] = []
    for match in _BLANK.finditer(line):
        end = characters.end(first + match.start() - 1)
        start, height = characters.origin(first + match.end())
        gap = start - end
        if abs(gap) > _WIDE * whole.size or (gap > 0 and rulings.upright and rulings.part_columns(end, start, y)):
            yield _piece(characters, line[begin : match.start()], first + begin, (left, end, y), blanks)
            begin, left, y, blanks = match.end(), start, height, []
        else:
            blanks.append(Blank(match.end() - begin, end, start))
    if begin:
        yield _piece(characters, line[begin:], first + begin, (left, whole.right, y), blanks)
    else:
        yield whole._replace(blanks=tuple(blanks))


def _piece(
    characters: Characters, text: str, first: int, place: tuple[float, float, float], blanks: Sequence[Blank]
) -> Piece:
    heavy = characters.is_heavy(first) or "bold" in characters.family(first)
    raised = _with_superscripts(characters, text, first)
    kept = tuple(blanks) if len(raised) == len(text) else ()
    return Piece(raised, *place, characters.size(first), heavy, kept)


@lru_cache(maxsize=1_000)
def _family(name: bytes) -> str:
    family, _, style = name.decode("latin-1").lower().partition("-")
    return f"{family} bold" if "bold" in style or "bold" in family else family


def _with_superscripts(characters: Characters, line: str, first: int) -> str:
    """Return the line with numbers, or letters behind one, in smaller print than before them as superscripts.

    What stands lower than the line is an index: "CO₂", the c of "HbA1c". A letter on the line is one of small capitals.
    """

    def lifted(match: re.Match[str]) -> float | None:
        """Return how far small print stands above what is before it, None for what is no smaller."""
        before, here = first + match.start() - 1, first + match.start(1)
        if characters.size(here) >= _RAISED_SIZE * characters.size(before):
            return None
        return characters.origin(here)[1] - characters.origin(before)[1]

    def number(match: re.Match[str]) -> str:
        lift = lifted(match)
        return match.group() if lift is None or lift <= -_LIFT else superscript(match.group(1))

    def letter(match: re.Match[str]) -> str:
        lift = lifted(match)
        return superscript(match.group(1)) if lift is not None and lift >= _LIFT else match.group()

    return _RAISED.sub(number, _FOOTNOTE.sub(letter, line)) if _HAS_DIGIT.search(line) else line
