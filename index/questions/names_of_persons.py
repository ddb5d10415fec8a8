"""Which words are names of persons, by a list of frequent ones, and what says beside such a word that it is none."""

from collections.abc import Mapping
from functools import lru_cache

from index.wordlists import entries

_NAMES = ("given", "family", "word")


def is_listed_name(word: str) -> bool:
    """Return whether a word is listed as a name, be it another word as well: "Maria", "Grace"."""
    return any(_plain(word) in _listed()[kind] for kind in _NAMES)


def is_nothing_but_name(word: str) -> bool:
    """Return whether a word is listed as a name and is nothing else: "Maria", "Okafor"."""
    return is_listed_name(word) and _plain(word) not in _listed()["word"]


def is_given_name(word: str) -> bool:
    """Return whether a word is listed as a given name and is nothing else: "Maria"."""
    return _plain(word) in _listed()["given"] and is_nothing_but_name(word)


def is_named_after_persons(word: str) -> bool:
    """Return whether a word behind a name says that it is none of a person: "syndrome", "fracture"."""
    return word.lower() in _listed()["eponym"]


def is_imaged(word: str) -> bool:
    """Return whether a word behind "MR" says that it is magnetic resonance: "angiography", "brain"."""
    return word.lower() in _listed()["image"]


def _plain(word: str) -> str:
    """Return a word as the list has it."""
    return word.lower().replace("'", "").replace("’", "")


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, frozenset[str]]:
    """Return the words of the list by their kind."""
    kinds: dict[str, set[str]] = {}
    for entry in entries("person_names.txt"):
        kind, _, words = entry.partition(":")
        kinds.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}
