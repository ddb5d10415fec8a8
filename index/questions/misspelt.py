"""Words of everyday English, misspelled: "wihch", "shoud", "suitible", which no document has to hold.

What a slip costs is more than its word: an unknown word counts as missing, and one that asks no longer asks.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from corpus.english import english_words
from index.analyzer import stop_words
from index.questions.concepts import Change, mended
from index.questions.contractions import contractions, written_out
from index.questions.general_english import (
    NAMES_SOMEBODY,
    asking_words,
    is_english,
    question_words,
    rarity,
    share,
)
from index.questions.glued import glued_words
from index.questions.intents import asks_for_something
from index.questions.lexicon import lexicon_short_forms
from index.questions.own_words import OwnWords
from index.questions.spelling import only_near, same_consonants
from index.questions.synonyms import Synonyms, listed_names

# A capital in the midst of a question begins a name.
_WORD = re.compile(r"(?<![\w'’/-])(?:(?<!\w )[A-Z]|[a-z])[a-z]{2,}(?![\w’'/-])")
_SHORT = 4  # letters of a slip that has many neighbours; shorter ones have too many
_SHORTEST = 3  # letters of a small word
_NO_SHORT_FORM = ("wh", "wi")  # how no short form of the field begins: "wha", "wih"
_OF_NAMES = frozenset("qxyz")
_LONG = 6  # letters of a slip that may be one of any listed word: "crohn" is no "crown"
_WORDS_KEPT = 20_000


class Slips:
    """Mends everyday words for one collection. Safe to share between threads."""

    def __init__(self, own_words: OwnWords, synonyms: Synonyms, terms: Callable[[str], Sequence[str]]) -> None:
        """`terms` is the analyzer's."""
        self._own_words, self._synonyms, self._terms = own_words, synonyms, terms
        self._meant = lru_cache(maxsize=_WORDS_KEPT)(self._meant_by)

    def mended(self, text: str) -> tuple[str, list[Change]]:
        """Return the text with its slips of everyday words mended, and the changes."""
        return mended(_WORD, text, lambda word: written_out(self._meant(word)))

    def _meant_by(self, word: str) -> str:
        """Return the everyday word that was meant; "" where the word is known, or may be a name or the documents' own.

        What has the same consonants comes first; of several such, small words, as there are many in each question, then
        the documents' own, and all others at last.
        """
        if self._is_known(word):
            return ""
        own = self._own_words.speller.suggestions(word)
        listed = self._synonyms.like(word) if len(word) >= _LONG else ()
        small, nearest = _nearest(word, small_words()), _nearest(word, _words_that_ask())
        asking = (*only_near(word, asking_words()), *(meant for meant in nearest if not _may_be_a_name(word, meant)))
        found = (*small, *own, *asking, *listed)
        best = min(found, key=lambda meant: not same_consonants(word, meant), default="")
        is_listed = best in listed and bool(own)  # beside which it is the nearer one
        return best if best in (*small, *asking) or is_listed or rarity(best) < NAMES_SOMEBODY else ""

    def _is_known(self, word: str) -> bool:
        """Return whether a word is known as it is typed, in full or cut short, however its umlauts are written."""
        if is_english(word) or listed_names(word) or word in lexicon_short_forms() or self._own_words.prints(word):
            return True
        if self._own_words.short_forms.readings(word, loosely=False) or self._own_words.with_umlauts(word):
            return True
        terms = self._terms(word)
        # "codee" begins with a name too
        return self._synonyms.lists(word, terms) and rarity(terms[0]) >= NAMES_SOMEBODY


def _nearest(word: str, among: Collection[str]) -> tuple[str, ...]:
    """Return the most usual of the words that one slip makes of a word, the first letter kept or swapped; () for none.

    The slip of a short word is one that leaves its letters, or its consonants, as they are.
    """
    from rapidfuzz import process  # noqa: PLC0415 - needed only where a question holds an unknown word
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    near = (form for form, *_ in process.extract_iter(word, among, scorer=OSA.distance, score_cutoff=1))
    likely = (f for f in near if f[0] == word[0] or f[:2] == word[1::-1])
    return tuple(sorted((f for f in likely if _may_be(word, f)), key=lambda f: (-(share(f) or 0.0), f))[:1])


def _may_be(word: str, meant: str) -> bool:
    swapped = sorted(word) == sorted(meant)
    if len(word) < _SHORT:
        lost_one = len(meant) > len(word) and meant.startswith(_NO_SHORT_FORM)
        return meant in small_words() and (swapped or lost_one)
    return len(word) > _SHORT or swapped or same_consonants(word, meant) or meant in small_words()


def _may_be_a_name(word: str, like: str) -> bool:
    """Return whether a word may be the name of a drug or a payer: many are a word that asks with another ending.

    "Covera" and "BeneFix" are two, and "Coverys" has a letter that names like to have.
    """
    return (word[-1] != like[-1] and sorted(word) != sorted(like)) or not _OF_NAMES.isdisjoint(set(word) - set(like))


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Return the words that hold a question together, in lower case."""
    small = stop_words().union(glued_words()["to each other"], contractions())
    return frozenset(word for word in small if len(word) >= _SHORTEST)


@lru_cache(maxsize=1)
def _words_that_ask() -> frozenset[str]:
    """Return the words of English that people ask with, in lower case: for whatever, or for what is known."""
    everyday = (word for word in english_words() if rarity(word) < NAMES_SOMEBODY)
    return question_words().union(word for word in everyday if asks_for_something(word))
