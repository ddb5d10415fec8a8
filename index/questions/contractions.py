"""Contractions in questions, with or without their apostrophe: "shouldnt" is "should not", and "whats" asks nothing."""

import re
from collections.abc import Mapping
from functools import lru_cache

from index.wordlists import columns

_WORD = re.compile(r"\b[A-Za-z]+(?:['’][A-Za-z]+)?\b")
_NOT = re.compile(r"n['’]t$", re.IGNORECASE)
_ROUTE = re.compile(
    r"\b(?:give[ns]?|iv|or|mg|mcg|ml|g|via|by|po|sc|subq|sq|deep|units)\s+(im)\b"
    r"|\b(im)\s+(?:or|vs|iv|inj\w*|doses?|dosing|shots?|route|once|only|stat)\b",
    re.IGNORECASE,
)  # into a muscle, and not "I'm"
_YOU = re.compile(
    r"\b(can|could|did|do|does|how|if|is|r|are|should|what|when|where|will|would|why)\s+u\b(?!/)", re.IGNORECASE
)  # "10 u" are units; of the words that ask, those that people write so, with "if" and "r"
_VERB = re.compile(r"['’](?:re|ve|ll|d|m)$", re.IGNORECASE)


def written_out(question: str) -> str:
    """Return the question with its contractions in full."""
    question = _YOU.sub(r"\1 you", question)
    routes = {match.start(match.lastindex or 0) for match in _ROUTE.finditer(question)}
    return _WORD.sub(lambda m: m.group() if m.start() in routes else _in_full(m.group()), question)


@lru_cache(maxsize=20_000)
def _in_full(word: str) -> str:
    plain = word.replace("'", "").replace("’", "")
    if found := _table().get(plain.lower()):
        return word if word.isupper() and word == plain else found  # "IM" is a route
    return _VERB.sub("", _NOT.sub(" not", word))


@lru_cache(maxsize=1)
def contractions() -> frozenset[str]:
    """Return the negations that are listed as people type them without the apostrophe, such as "couldnt"."""
    return frozenset(word for word, meant in _table().items() if meant.endswith(" not"))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    return dict(columns("contractions.txt"))
