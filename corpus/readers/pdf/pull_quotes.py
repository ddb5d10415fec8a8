"""Pull quotes: words of the text that a page sets again in large print."""

import re
from collections.abc import Iterable
from functools import cached_property

_FEWEST = 4  # words; fewer are repeated by chance
_WORD = re.compile(r"[^\W_]+")


class Said:
    """All that the pages of a document say, a word after the other."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @cached_property
    def _text(self) -> str:
        return _plain(" ".join(self._lines))

    def again(self, words: str) -> bool:
        """Return whether some words are said at least twice in a row like this; asked of few."""
        sought = _plain(words)
        if len(sought.split()) < _FEWEST:
            return False
        first = self._text.find(sought)
        return first >= 0 and self._text.find(sought, first + len(sought) - 1) >= 0


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "
