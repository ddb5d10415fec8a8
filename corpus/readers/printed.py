"""The printed lines of a PDF page: words, sizes, fonts and places, as PDFium knows them character by character."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.readers.superscripts import superscript

_RAISED = re.compile(r"(?<=[^\W\d_]|[.,;:)\]”\"’%]) ?(\d{1,3}(?:[,–-]\d{1,3})*)(?!\d|\.\d)")
_HAS_DIGIT = re.compile(r"\d")
_RAISED_SIZE = 0.8  # of the size before it
_BOLD = 600
_LONGEST_FONT_NAME = 80


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


class Characters:
    """What PDFium knows of a page's characters, by their index. Its answers go to the same few buffers."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage.raw
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

    def box(self, first: int, last: int) -> tuple[float, float, float]:
        """Return left edge, right edge and base line of the characters first to last."""
        pdfium_c.FPDFText_GetCharBox(self._page, last, self._left, self._right, self._bottom, self._top)
        end = self._right.value
        pdfium_c.FPDFText_GetCharOrigin(self._page, first, self._left, self._bottom)
        return self._left.value, end, self._bottom.value


def lines_of(characters: Characters, text: str) -> Iterator[Line]:
    """Yield the page's lines; a place in the text is a character index of PDFium's."""
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip("\r \t\xa0")
        if stripped:
            first = start + raw.index(stripped[0])
            last = first + len(raw.rstrip("\r \t\xa0")) - (first - start) - 1
            left, right, y = characters.box(first, last)
            size = characters.size(first)
            family = characters.family(first)
            heavy = characters.is_heavy(first) or "bold" in family
            family = family if family == characters.family(last) else ""
            bold = heavy and bool(family)  # "Note: …" in bold at the start makes no heading
            yield Line(_with_superscripts(characters, stripped, first), size, bold, family, left, right, y)
        start += len(raw) + 1


@lru_cache(maxsize=1_000)
def _family(name: bytes) -> str:
    family, _, style = name.decode("latin-1").lower().partition("-")
    return f"{family} bold" if "bold" in style or "bold" in family else family


def _with_superscripts(characters: Characters, line: str, first: int) -> str:
    """Return the line with numbers in smaller print than what stands before them as Unicode superscripts."""

    def raised(match: re.Match[str]) -> str:
        before, here = characters.size(first + match.start() - 1), characters.size(first + match.start(1))
        return superscript(match.group(1)) if here < _RAISED_SIZE * before else match.group()

    return _RAISED.sub(raised, line) if _HAS_DIGIT.search(line) else line
