"""Printed lists of reference numbers, such as "1, 3–5", to numbers."""

import re
from itertools import pairwise

DASHES = "-‐‑‒–—−⁻"
DASH = rf"(?:--|[{DASHES}])"  # typed twice where a longer one is meant
NOTE = r"\^(?:1_)?"  # before the number of a note: "[^1_3]" is the third of a first answer
LIST = rf"\d{{1,3}}(?:\s?(?:[,;]|{DASH})\s?\d{{1,3}}){{0,40}}"  # as plain digits; bounded, so that no text is slow
PAGES = rf"\(pp?\.?\s?[eS]?\d{{1,5}}(?:(?:,\s?|{DASH})[eS]?\d{{1,5}}){{0,9}}\)"  # of a source: "1(p557)", "3(pp12-14)"
PAGED = rf"\d{{1,3}}(?:{PAGES})?(?:\s?(?:[,;]|{DASH})\s?\d{{1,3}}(?:{PAGES})?){{0,40}}"  # a list with such pages in it
_MAX_RANGE = 50
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾ᵖ", "0123456789-()p")
_PAGES = re.compile(PAGES)
_PART = re.compile(rf"\s*(\d{{1,3}})\s*(?:{DASH}\s*(\d{{1,3}})\s*)?")


def lowered(printed: str) -> str:
    """Return the text with superscript digits as plain digits, and what marks pages, one for one."""
    return printed.translate(_SUPERSCRIPTS)


def parse_numbers(printed: str) -> tuple[int, ...] | None:
    """Return the numbers of a printed list, ranges spelled out and each once; None if it is no list of references.

    The pages of a source are none of them. Zero, leading zeros, falling ranges and ranges of more than 50 are none.
    """
    numbers: list[int] = []
    bare = _PAGES.sub("", lowered(printed))
    for part in re.split(r"[,;]", bare.replace(" and ", ",").replace("&", ",")):
        match = _PART.fullmatch(part)
        if match is None:
            return None
        run = _run(match[1], match[2])
        if run is None:
            return None
        numbers.extend(run)
    return tuple(dict.fromkeys(numbers))


def _run(first: str, last: str | None) -> range | None:
    if first.startswith("0") or (last and last.startswith("0")):
        return None
    low, high = int(first), int(last or first)
    return range(low, high + 1) if (last is None or low < high) and high - low <= _MAX_RANGE else None


def ascending(numbers: tuple[int, ...]) -> bool:
    """Return whether each number is above the one before."""
    return all(a < b for a, b in pairwise(numbers))
