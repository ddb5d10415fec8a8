"""How far a word belongs to general English: such words say little about what a question is after.

The frequencies are those that symspellpy carries (82,765 words); only logarithms of their shares are used.
"""

import math
from collections.abc import Mapping
from functools import cache, lru_cache

from corpus.english import english_words
from index.wordlists import words

_COMMONEST = 7.5  # -ln of the share of "used" or "please": says nothing
_RAREST = 14.0  # -ln of the share of "epidural" or "hiccups": says all it can

# Where rules cut the rarity of a word, from everyday words upwards. Each asks something else of a word, so they are not
# one; a rule that asks the same takes the cut that is here.
SAYS_NOTHING = 0.0  # up to which a word tells nothing of another that stands beside it: "after"
NAMES_NO_PAYER = 0.1  # up to which a word before "pays" or "covers" is nobody's name: "plan"
MAY_BE_SLIP = 0.3  # from which a word of English may be no more than a slip: "carpel", but not "came"
NAMES_SUBJECT = 0.4  # from which a word can name what a question is about
NAMES_SOMEBODY = 0.5  # from which a word may be a name, and is not mended as an everyday one
NAMES_SURELY = 0.7  # from which a word may be a name with an umlaut: "Mueller" and "aarhus", no "guest"
UNHEARD_OF = 1.0  # which is special, or no word of general English: "hiccups", "ketorolac"


def rarity(word: str) -> float:
    """Return 0 for an everyday word up to 1 for a special or unknown one; rules cut it where the names above say."""
    share = _share(word.lower())
    if share is None:
        return 1.0
    return min(1.0, max(0.0, (-math.log(share) - _COMMONEST) / (_RAREST - _COMMONEST)))


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
