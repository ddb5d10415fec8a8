"""Shortened words that no list knows, matched against the collection's own words: "sckt" can only be "socket".

A word is a candidate if the short form is its beginning, its consonants, or a selection of its letters in order that
keeps the first letter.
"""

import re
from functools import lru_cache

from index.counts import Counts
from index.questions.spelling import opposites

_VOWELS = frozenset("aeiou")
_SHORTEST = 3
_SHORTEST_FAMILY = 6  # letters of a word whose family is looked for
_TURNS = (("tic", "sis"), ("sis", "tic"), ("tic", "sia"), ("sia", "tic"))  # "septic" is of "sepsis"
_SHORTEST_STEM = 5
_LONGEST_ENDING = 4
_SHARED = 0.64  # of the longer word
_STRICT = 2
_MOST = 3  # readings of one short form


class ShortForms:
    """Expands shortened words. Safe to share between threads."""

    def __init__(self, surface_forms: Counts) -> None:
        self._known = surface_forms
        self._lines = lru_cache(maxsize=None)(self._lines_of)  # a letter's words are read when one is cut short

    def readings(self, short: str, *, loosely: bool = True) -> tuple[str, ...]:
        """Return the words of the collection that a short form may stand for, most likely first.

        Unless `loosely`, it has to be their beginning or their consonants.
        """
        if len(short) < _SHORTEST or not short.isalpha():
            return ()
        ranked = [(rank, -self._known[word], word) for word in self._in_order(short) if (rank := _rank(short, word))]
        if not ranked:
            return ()
        best = min(ranked)[0]
        if best > _STRICT and not loosely:
            return ()
        return tuple(word for rank, _, word in sorted(ranked) if rank == best)[:_MOST]

    def related(self, word: str) -> str | None:
        """Return the collection's most frequent word of the same family: "accuracy" for "accurate".

        An inflammation has none: the pancreatic duct is no pancreatitis. Nor are words of one whose meanings must never
        be swapped: what is medically necessary says nothing of Medicare.
        """
        if len(word) < _SHORTEST_FAMILY or not word.isalpha() or word.endswith("itis"):
            return None
        turned = (word.removesuffix(a) + b for a, b in _TURNS if word.endswith(a))
        if found := next((other for other in turned if other in self._known), None):
            return found
        alike = self._known.starting(word[:_SHORTEST_STEM])
        alike = (found for found in alike if not opposites(word, found[0]))
        family = [(other, frequency) for other, frequency in alike if _same_family(word, other)]
        best = max(family, key=lambda found: (_shared(word, found[0]), found[1]), default=None)
        return best[0] if best else None

    def _in_order(self, short: str) -> list[str]:
        """Return the words that hold the letters of a short form in order, from the first letter on."""
        held = "".join(f"[^{letter}\n]*{letter}" for letter in short[1:])
        return re.findall(rf"^{short[0]}{held}.*$", self._lines(short[0]), re.MULTILINE)

    def _lines_of(self, letter: str) -> str:
        return "\n".join(word for word, _ in self._known.starting(letter))


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
    """Return whether a short form's letters stand in order in a word of at most three times as many."""
    letters = iter(word)
    if len(short) == _SHORTEST and not _VOWELS.isdisjoint(short[1:]):
        return False  # too many words hold three such letters: "pto" is no "photo"
    return len(short) * 3 >= len(word) and all(c in letters for c in short)
