"""Words that lost the space between them: "howlong does it last", "codefor", which no document has to hold."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from index.questions.concepts import Change, mended
from index.questions.general_english import asking_words, is_english
from index.questions.own_words import OwnWords
from index.questions.synonyms import listed_names
from index.wordlists import columns

_WORD = re.compile(r"^[A-Z][a-z]{3,24}\b|\b[a-z]{4,25}\b")  # a capital in the midst of a question begins a name
_SHORTEST = 4  # letters of a word that a small one may be glued to
_WORDS_KEPT = 20_000


class Glued:
    """Parts glued words for one collection. Safe to share between threads."""

    def __init__(self, own_words: OwnWords, terms: Callable[[str], Iterable[str]]) -> None:
        """`terms` is the analyzer's."""
        self._own_words, self._terms = own_words, terms
        self._apart = lru_cache(maxsize=_WORDS_KEPT)(self._parted)

    def parted(self, text: str) -> tuple[str, list[Change]]:
        """Return the text with its glued words parted, and the changes."""
        return mended(_WORD, text, self._apart)

    def _parted(self, word: str) -> str:
        """Return what a word is made of; "" for one that is known, or made of nothing that is."""
        if self._own_words.hold_any([*self._terms(word)]) or is_english(word) or listed_names(word):
            return ""
        return next(_chains(word), "") or next(self._beside_own(word), "")

    def _beside_own(self, word: str) -> Iterator[str]:
        """Yield a small word and one that asks, or one of the documents', that make up a word."""
        for small in glued_words()["to each other"]:
            for rest, apart in ((word.removeprefix(small), "{1} {0}"), (word.removesuffix(small), "{0} {1}")):
                if rest != word and len(rest) >= _SHORTEST and self._is_known(rest, small):
                    yield apart.format(rest, small)

    def _is_known(self, word: str, small: str) -> bool:
        """Return whether a word may be glued to a small one."""
        is_own = small in glued_words()["to a word"] and self._own_words.hold([*self._terms(word)])
        return is_own or word in asking_words()


def _chains(word: str) -> Iterator[str]:
    """Yield the small words that make up a word, parted, in every way."""
    for small in glued_words()["to each other"]:
        if word == small:
            yield small
        elif word.startswith(small):
            yield from (f"{small} {rest}" for rest in _chains(word[len(small) :]))


@lru_cache(maxsize=1)
def glued_words() -> Mapping[str, tuple[str, ...]]:
    """Return the small words that are glued, in lower case, by what they are glued to."""
    return {where: tuple(words.split()) for where, words in columns("glued_words.txt")}
