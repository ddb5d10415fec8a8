"""Figures of a table: numbers, amounts, ranges and dashes."""

import re

_FIGURE = re.compile(r"[($<>±]?\d[\d,.]*(?:[-–/]\d[\d,.]*)?[)%*†‡]*|[-–—]")
_GOES_ON = (",", "-", "–", "/")
_AMOUNT = re.compile(r"\d[.,]\d")
_ENDS_IN_FIGURE = re.compile(r"[\d)%*†‡–—-]$")
_FEWEST_FIGURES = 3
_MOST_STUB_WORDS = 8


def is_figures(line: str) -> bool:
    """Return whether a line is a row of figures: numbers, few words before them, and no list of codes."""
    if not _ENDS_IN_FIGURE.search(line):
        return False
    cells = line.split()
    figures = [cell for cell in cells if _FIGURE.fullmatch(cell) and not cell.endswith(",")]
    words = [cell for cell in cells[: len(cells) - len(figures)] if cell.isalpha()]
    return len(figures) >= _FEWEST_FIGURES and len(figures) >= 0.6 * len(cells) and len(words) <= _MOST_STUB_WORDS


def only_figures(text: str) -> bool:
    """Return whether a text holds nothing but figures, and none that goes on ("95800,")."""
    return text[-1:] not in _GOES_ON and any(map(str.isdigit, text)) and all(map(_FIGURE.fullmatch, text.split()))


def only_amounts(text: str) -> bool:
    """Return whether each of the figures that a text is made of has decimals or thousands: no code has."""
    return only_figures(text) and all(map(_AMOUNT.search, text.split()))
