"""Pages whose words are set by quarters of a turn, as wide tables are: their places as if they stood upright."""

import math
from collections import Counter
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_SAMPLE = 400  # characters that are asked which way they run
_LEAN = 0.1  # of its length, that a direction may be off


class Turn(NamedTuple):
    """How the words of a page are set: by how many quarters, against the clock, and the size of the page in points."""

    quarters: int = 0
    width: float = 0.0
    height: float = 0.0

    @classmethod
    def of(cls, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> "Turn":
        """Return how most words of a page are set; those of a stamp or at a margin may be set otherwise."""
        left, bottom, right, top = page.get_mediabox()
        return cls(_usual_quarters(textpage), right - left, top - bottom)

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place would be if the words were turned back."""
        return (
            (x, y),
            (y, self.width - x),
            (self.width - x, self.height - y),
            (self.height - y, x),
        )[self.quarters]


def _usual_quarters(textpage: pdfium.PdfTextPage) -> int:
    matrix = pdfium_c.FS_MATRIX()
    count = textpage.count_chars()
    found: Counter[int | None] = Counter()
    for index in range(0, count, count // _SAMPLE + 1):
        if pdfium_c.FPDFText_GetMatrix(textpage.raw, index, matrix):
            found[_quarters(matrix.a, matrix.b)] += 1
    usual = max(found, key=lambda quarters: found[quarters], default=0)
    return usual or 0


def _quarters(along: float, up: float) -> int | None:
    """Return in quarters which way words run, None for a slant."""
    length = math.hypot(along, up)
    if min(abs(along), abs(up)) > _LEAN * length:
        return None
    return (0 if along >= 0 else 2) if abs(along) >= abs(up) else (1 if up > 0 else 3)
