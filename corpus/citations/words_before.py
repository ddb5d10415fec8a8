"""The words before a number that may cite, and what each is by itself: a number, a unit, a noun of some kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.words import word_kinds, word_list

_STRIP = "\"'“”‘’«»()[]{}*_,;:.!?"
_NUMBER = re.compile(r"[~<>≤≥±+$€£-]?\d[\d.,:/]*(?:[-–—−]\$?\d[\d.,]*)?")
_JOINED = re.compile(r"^[A-Za-z]*[a-z]{2}(?=[A-Z][a-z]{3})")  # "windowTable 1"
_COMPARED = re.compile(r"[<>≤≥=]\d")


@dataclass(frozen=True, slots=True)
class Before:
    """The words in front of a candidate, nearest last."""

    words: Sequence[str]  # as printed
    count: int = 1  # numbers in the candidate

    def __getitem__(self, i: int) -> str:
        """Return the i-th word from the end (from 1) in lower case without quotes and stops; "" where there is none."""
        return plain(self.words[-i]) if i <= len(self.words) else ""


def plain(word: str) -> str:
    """Return a word in lower case, freed of quotes, brackets and stops, and of one that a copy joined to it."""
    return _JOINED.sub("", word.strip(_STRIP), count=1).lower()


def is_joined(word: str) -> bool:
    """Return whether a copy joined the end of one text and the beginning of another: "windowTable"."""
    return _JOINED.match(word.strip(_STRIP)) is not None


def is_number(word: str) -> bool:
    """Return whether a word is a number, a range or an amount in digits."""
    return bool(_NUMBER.fullmatch(word))


def counts(word: str) -> bool:
    """Return whether a word is a number in digits or letters, such as "12", "two", "twenty-one" or "aged>70"."""
    return (
        is_number(word)
        or bool(_COMPARED.search(word))
        or any(part in word_kinds("number_words") for part in word.split("-"))
    )


def kind_of(word: str) -> str:
    """Return the kind of a noun, or of its last part, in the table of head nouns; a plural counts as its singular."""
    kinds = word_kinds("head_nouns")
    return kinds.get(word) or kinds.get(singular(word)) or kinds.get(word.rpartition("-")[2], "")


def is_unit(word: str) -> bool:
    """Return whether a word is a unit of measure or of time."""
    units = word_list("units")
    return word in units or singular(word) in units or word.partition("/")[0] in units


def abbreviates(before: Sequence[str]) -> bool:
    """Return whether the stop belongs to an abbreviation, an address or a decimal: "Fig.2", "doi.org/10.1", "p<.3".

    Of abbreviations "et al." alone is what is cited.
    """
    word = before[-1]
    lower = plain(word)
    if lower == "al" and plain(before[-2] if len(before) > 1 else "") == "et":
        return False
    symbol = (len(lower) < 2 and lower.isalpha()) or word[-1] in "<>=≤≥±~+-/"
    return lower in word_list("abbreviations") or symbol or "//" in word or "@" in word or "www." in lower


def singular(word: str) -> str:
    """Return the singular of a plural; any other word as it is."""
    irregular = {"indices": "index", "vertebrae": "vertebra", "feet": "foot", "criteria": "criterion"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
