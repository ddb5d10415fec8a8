"""Shortened words that no list knows, matched against the collection's own words: "sckt" can only be "socket".

A word is a candidate if the short form is its beginning, its consonants, or a selection of its letters in order that
keeps the first letter.
"""

from bisect import bisect_left
from collections.abc import Mapping

_VOWELS = frozenset("aeiou")
_SHORTEST = 3
_SHORTEST_FAMILY = 6  # letters of a word whose family is looked for
_SHORTEST_STEM = 5
_LONGEST_ENDING = 4
_SHARED = 0.64  # of the longer word
_STRICT = 2
_MOST = 3  # readings of one short form


class ShortForms:
    """Expands shortened words. Immutable once built."""

    def __init__(self, surface_forms: Mapping[str, int]) -> None:
        self._frequency = surface_forms
        self._words = sorted(surface_forms)

    def readings(self, short: str, *, loosely: bool = True) -> tuple[str, ...]:
        """Return the words of the collection that a short form may stand for, most likely first.

        Unless `loosely`, it has to be their beginning or their consonants.
        """
        if len(short) < _SHORTEST or not short.isalpha():
            return ()
        ranked = [
            (rank, -self._frequency[word], word) for word in self._starting(short[0]) if (rank := _rank(short, word))
        ]
        if not ranked:
            return ()
        best = min(ranked)[0]
        if best > _STRICT and not loosely:
            return ()
        return tuple(word for rank, _, word in sorted(ranked) if rank == best)[:_MOST]

    def related(self, word: str) -> str | None:
        """Return the collection's most frequent word of the same family: "accuracy" for "accurate"."""
        if len(word) < _SHORTEST_FAMILY or not word.isalpha():
            return None
        start = bisect_left(self._words, word[:_SHORTEST_STEM])
        family: list[str] = []
        for i in range(start, len(self._words)):
            if not self._words[i].startswith(word[:_SHORTEST_STEM]):
                break
            if _same_family(word, self._words[i]):
                family.append(self._words[i])
        return max(family, key=lambda w: (_shared(word, w), self._frequency[w]), default=None)

    def _starting(self, letter: str) -> list[str]:
        following = chr(ord(letter) + 1)
        return self._words[bisect_left(self._words, letter) : bisect_left(self._words, following)]


def _same_family(word: str, other: str) -> bool:
    """Return whether two words differ in their endings only."""
    shared = _shared(word, other)
    longest = max(len(word), len(other))
    return longest - shared <= _LONGEST_ENDING and shared >= _SHARED * longest


def _shared(word: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))


def _rank(short: str, word: str) -> int:
    """Return how well a word fits a short form: 1 its consonants, 2 its beginning, 3 letters in order, 0 not at all."""
    if len(word) < len(short) + 2 and not (len(word) == len(short) + 1 and _skeleton(word) == short):
        return 0
    if _skeleton(word) == short:
        return 1
    if word.startswith(short):
        return 2
    if _skeleton(word).startswith(short) or (_selects(short, word) and word[-1] == short[-1]):
        return 3
    return 0


def _skeleton(word: str) -> str:
    return word[0] + "".join(c for c in word[1:] if c not in _VOWELS)


def _selects(short: str, word: str) -> bool:
    """Return whether the short form's letters stand in the word in order, no vowel of it is skipped for nothing."""
    letters = iter(word)
    return len(short) * 3 >= len(word) and all(c in letters for c in short)
