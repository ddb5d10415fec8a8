"""The row right below the names of columns that tells in what their values are given: "(EUR)", "per visit", "mg"."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from corpus.words import word_list

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[^\W\d_€$£%][^()\[\]]*[)\]]|[(\[]?[€$£%][)\]]?")
_PER = re.compile(r"per [^\W\d_]+(?: [^\W\d_]+)?", re.IGNORECASE)
_MONEY = re.compile(r"AUD|CAD|CHF|EUR|GBP|USD")
_COUNTED = re.compile(r"[^\W\d_A-Z]{2,}s")
_MOST_WORDS = 4
_FEWEST = 2  # rows: the units, and one in them

Row = Sequence[str]


def tells_units(names: Row, below: Sequence[Row]) -> bool:
    """Return whether the first of the rows below the names tells their units.

    It has none for the first column, by which rows are known; what is counted is one as well, as "vials" beside "mg".
    """
    if len(below) < _FEWEST or not (names and names[0] and below[0]) or below[0][0] or not below[1][0]:
        return False
    told = [cell for cell in below[0] if cell]
    units = [cell for cell in told if _is_unit(cell)]
    return len(told) <= 2 * len(units) and all(cell in units or _COUNTED.fullmatch(cell) for cell in told)


def with_units(names: Row, units: Row) -> list[str]:
    """Return the names of columns, each with its unit behind it."""
    return [f"{name} {unit}".strip() for name, unit in zip_longest(names, units, fillvalue="")]


def _is_unit(cell: str) -> bool:
    if len(cell.split()) > _MOST_WORDS:
        return False
    return any(form.fullmatch(cell) for form in (_IN_BRACKETS, _PER, _MONEY)) or cell.lower() in word_list("units")
