"""Words that ask, misspelled: "temprature" asks for a temperature, though no document has to hold that word."""

import re
from collections.abc import Callable, Iterable, Iterator

from index.concepts import Change, Why
from index.general import is_english
from index.intents import intents_of
from index.own_words import OwnWords
from index.synonyms import listed_names

_WORD = re.compile(r"\b[A-Za-z]{5,}\b")


def with_cues_mended(
    question: str, own_words: OwnWords, terms: Callable[[str], Iterable[str]]
) -> tuple[str, list[Change]]:
    """Return the question with unknown words respelled that then ask for something, and what was changed.

    `terms` is the analyzer's. Other misspelled words are left to the expander, which knows what else they may be.
    """
    changes = []
    for match in reversed([*_WORD.finditer(question)]):  # from the end, so that the places before stay
        if not _is_unknown(question, match, own_words, terms):
            continue
        for word in _meant(match.group().lower(), own_words):
            mended = question[: match.start()] + word + question[match.end() :]
            if set(intents_of(mended)) - set(intents_of(question)):
                changes.append(Change(match.group(), word, Why.SPELLING))
                question = mended
                break
    return question, changes[::-1]


def _is_unknown(
    question: str, match: re.Match[str], own_words: OwnWords, terms: Callable[[str], Iterable[str]]
) -> bool:
    """Return whether a word is neither English nor the collection's, nor a short form, nor written as a name."""
    typed = match.group()
    is_name = bool(question[: match.start()].strip()) and not typed.islower()
    return not (is_name or is_english(typed) or listed_names(typed.lower()) or own_words.hold_any([*terms(typed)]))


def _meant(word: str, own_words: OwnWords) -> Iterator[str]:
    yield from own_words.speller.suggestions(word)
    yield from own_words.speller.english(word)
