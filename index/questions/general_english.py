"""How far a word belongs to general English: such words say little about what a question is after.

The frequencies are those that symspellpy carries (82,765 words); only logarithms of their shares are used.
"""

import math
from collections.abc import Mapping
from functools import cache, lru_cache

from corpus.english import english_words
from index.wordlists import words

_EVERYDAY = 7.5  # -ln of the share of "used" or "please": says nothing
_SPECIAL = 14.0  # -ln of the share of "epidural" or "hiccups": says all it can


def rarity(word: str) -> float:
    """Return 0 for an everyday word up to 1 for a special or unknown one."""
    share = _share(word.lower())
    if share is None:
        return 1.0
    return min(1.0, max(0.0, (-math.log(share) - _EVERYDAY) / (_SPECIAL - _EVERYDAY)))


@lru_cache(maxsize=1)
def question_words() -> frozenset[str]:
    """Return the words that people ask with, in lower case."""
    return words("question_words.txt")


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Return long words that ask, and that no name is like, in lower case."""
    return words("asking_words.txt")


def is_english(word: str) -> bool:
    """Return whether the word is one of general English, spelled right."""
    return word.lower() in _table()[0]


@cache
def english_beginning(letter: str) -> Mapping[str, int]:
    """Return the words of English that begin with a letter, with their counts."""
    return {word: int(count) for word, count in _table()[0].items() if word[0] == letter}


@lru_cache(maxsize=1)
def named_subjects() -> frozenset[str]:
    """Return everyday words that name a subject in this field all the same, in lower case: "hip", "children"."""
    return words("subjects.txt") | body_parts() | people()


@lru_cache(maxsize=1)
def body_parts() -> frozenset[str]:
    """Return parts of the body in lower case."""
    return words("body_parts.txt")


@lru_cache(maxsize=1)
def people() -> frozenset[str]:
    """Return the words for those whom what is said of adults is no answer for, in lower case."""
    return words("people.txt")


def share(word: str) -> float | None:
    """Return the word's share of general English text; None for a word that is not part of it."""
    return _share(word.lower())


def _share(word: str) -> float | None:
    counts, total = _table()
    count = counts.get(word)
    return int(count) / total if count else None


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, str], int]:
    """Return the counts, still as text (80,000 conversions would delay the first answer), and their sum."""
    counts = english_words()
    return counts, sum(map(int, counts.values()))
