"""Ranges of codes: a rule on "99151-99153" holds for 99152 too, which no text has to print."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.engine import Engine, Query, Term

_CODE = re.compile(r"([a-z]?)(\d{4,5})([a-z]?)")
_FROM_TO = r"\s*(?:-|–|—|to|through|thru)\s*"
_SHARED = 2  # characters that both ends of a range have in common with a code between them
_BEGINNINGS = 12  # codes below it that are looked up, the nearest first
_PASSAGES = 30  # that are read for each
_WIDEST = 100  # codes of a range that says something of each: a chapter's "60000-69999" does not


class CodeRange(NamedTuple):
    """The two ends of a range, as terms."""

    first: str
    last: str

    @property
    def shown(self) -> str:
        """Return the range as it is printed."""
        return f"{self.first}-{self.last}".upper()


class CodeRanges:
    """The ranges of codes that one collection prints. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.around = lru_cache(maxsize=1000)(self._around)

    def _around(self, code: str) -> CodeRange | None:
        """Return the range that a code lies in, of several the one that begins nearest; None for no such range.

        The code is a term, and not one of the collection's.
        """
        if _parsed(code) is None:
            return None
        below = [term for term in self._like(code) if _lies_between(term, code, code)]
        found = (self._beginning_with(term, code) for term in reversed(below[-_BEGINNINGS:]))
        return next(filter(None, found), None)

    def _like(self, code: str) -> Iterator[str]:
        """Yield the terms that begin like a code, in ascending order."""
        return (term for term, _ in self._engine.vocabulary().starting(code[:_SHARED]))

    def _beginning_with(self, first: str, code: str) -> CodeRange | None:
        printed = re.compile(rf"(?<![\w.$-]){re.escape(first)}{_FROM_TO}(\w+)\b", re.IGNORECASE)
        for hit in self._engine.search(Query((Term(first),)), _PASSAGES):
            for match in printed.finditer(hit.passage.text):
                last = match.group(1).lower()
                if _lies_between(first, code, last):
                    return CodeRange(first, last)
        return None


def _parsed(code: str) -> tuple[str, int, str] | None:
    """Return the letter before a code's figures, the figures, and the letter behind them; None for other forms."""
    match = _CODE.fullmatch(code)
    return (match.group(1), int(match.group(2)), match.group(3)) if match else None


def _lies_between(first: str, code: str, last: str) -> bool:
    """Return whether three codes of one form stand in this order, the first before the code, and not far apart."""
    one, two, three = map(_parsed, (first, code, last))
    if not (one and two and three and len(first) == len(code) == len(last)):
        return False
    same = (one[0], one[2]) == (two[0], two[2]) == (three[0], three[2])
    return same and one[1] < two[1] <= three[1] and three[1] - one[1] <= _WIDEST
