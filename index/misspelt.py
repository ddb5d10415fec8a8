"""Words that ask, misspelled: "temprature" asks for a temperature, though no document has to hold that word."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from index.concepts import Change, Why
from index.general_english import is_english
from index.own_words import OwnWords
from index.spelling import only_near
from index.synonyms import listed_names
from index.wordlists import entries

_WORD = re.compile(r"\b[a-z]{5,}\b", re.IGNORECASE)


def with_cue_mended(
    question: str, own_words: OwnWords, terms: Callable[[str], Iterable[str]]
) -> tuple[str, list[Change]]:
    """Return a question that asks for nothing known with the first slip of an asking word mended, and the change.

    `terms` is the analyzer's. Only a few long words are looked for: any other unknown word may be the name of a drug or
    a payer, and a name that was taken for "cover" would be missed no longer.
    """
    for match in _WORD.finditer(question):
        if not is_unknown(match.group(), own_words, terms):
            continue
        for word in only_near(match.group().lower(), asking_words()):
            mended = question[: match.start()] + word + question[match.end() :]
            return mended, [Change(match.group(), word, Why.SPELLING)]
    return question, []


def is_unknown(typed: str, own_words: OwnWords, terms: Callable[[str], Iterable[str]]) -> bool:
    """Return whether a word is neither English nor the collection's, nor a short form."""
    return not (own_words.hold_any([*terms(typed)]) or is_english(typed) or listed_names(typed.lower()))


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Return long words that ask, in lower case."""
    return frozenset(word for entry in entries("asking_words.txt") for word in entry.split())
