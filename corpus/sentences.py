"""Sentence boundaries for clinical prose.

A fast pattern finds the places where a sentence may end; most are settled by what stands around them. Where the word
before a full stop may be an abbreviation, NLTK's Punkt decides, with our own abbreviations and no trained data. A
citation stays with the sentence that it ends: "…3–6 months 1. The block…", "…enough.¹ The…", "…dry. [11] The…".
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.words import word_list

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_LIST = r"\d{1,3}(?:\s?[,;–—−‑-]\s?\d{1,3})*"
_END = re.compile(
    rf"""
      \n[^\S\n]*\n\s*                                  # a blank line
    | (?P<stop>[.!?…]+)
      (?P<close>["'”’»)\]]*)
      (?P<mark>                                        # citation marks printed after the full stop
          (?: [⁰¹²³⁴-⁹][⁰¹²³⁴-⁹,;–⁻-]*
            | \s?<sup>[^<]{{1,40}}</sup>
            | \^\{{?{_LIST}\}}?\^?
            | \s?\[\^?{_LIST}[^\[\]]{{0,20}}\],?
            | \s?\({_LIST}\)
          )+
        | (?:{_LIST}|[*†‡§¶]+)
        | \s{_LIST}(?=\s+[A-Z“"])                      # a superscript that extraction set apart
      )?
      (?P<late>[.])?                                   # "enough.1." prints the stop twice
      (?=\s|$)
    """,
    re.VERBOSE,
)
_LIST_MARKER = re.compile(r"[\s(\[]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")
_OPENERS = "([{\"'“‘«¿<"
_INNER_STOP = re.compile(r"[A-Za-z]\.[A-Za-z]")
_NUMBERED = frozenset({"no", "nos", "nr"})  # words of their own unless a number follows
_LETTERED = frozenset(
    [
        "appendix",
        "arm",
        "category",
        "class",
        "grade",
        "group",
        "hepatitis",
        "influenza",
        "level",
        "part",
        "phase",
        "plan",
        "stage",
        "type",
        "vitamin",
    ]
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in text[start:end], white space trimmed, in order."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = _skip_space(text, start, stop)
    for match in _END.finditer(text, start, stop):
        if match.start() >= begin and _ends_sentence(text, begin, match, stop):
            spans.append(_trimmed(text, begin, match.end()))
            begin = _skip_space(text, match.end(), stop)
    if begin < stop:
        spans.append(_trimmed(text, begin, stop))
    return [span for span in spans if span[0] < span[1]]


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Return whether the candidate ends the sentence that began at `begin`."""
    stop = match["stop"]
    following = _skip_space(text, match.end(), end)
    if stop is None or following >= end:
        return True
    if "!" in stop or "?" in stop or len(stop) > 1:
        return not text[following].islower()
    at = match.start()
    if _LIST_MARKER.fullmatch(text, begin, at) and match["mark"] is None:
        return False
    word = _word_before(text, begin, at)
    if not word or match["close"]:
        return not text[following].islower()
    return _stop_after(word, text, begin, match, following)


def _word_before(text: str, begin: int, at: int) -> str:
    """Return the run of characters without white space that ends at `at`."""
    near = text[max(begin, at - 40) : at].split()
    return near[-1].lstrip(_OPENERS) if near and not text[at - 1].isspace() else ""


def _stop_after(word: str, text: str, begin: int, match: re.Match[str], following: int) -> bool:
    """Return whether a single full stop after `word` ends a sentence, given what follows."""
    lower = word.lower()
    upper_next = not text[following].islower()
    if word[-1].isdigit():
        return upper_next
    if len(word) == 1 or _INNER_STOP.search(word) or lower in word_list("abbreviations"):
        return upper_next and _after_abbreviation(word, text, begin, match, following)
    return upper_next or (len(word) > 4 and lower.isalpha())


def _after_abbreviation(word: str, text: str, begin: int, match: re.Match[str], following: int) -> bool:
    """Return whether a sentence ends with what may be an abbreviation or an initial."""
    next_word = text[following : following + 40].split(maxsplit=1)[0]
    plain = next_word.strip("\"'“‘([,;:").lower()
    if word.lower() in _NUMBERED:
        return not next_word[0].isdigit()
    if len(word) == 1:
        before = _word_before(text, begin, match.start() - 1 - len(word)).lower()
        return plain in word_list("sentence_starters") or before in _LETTERED
    return bool(_punkt().text_contains_sentbreak(f"{word}. {next_word}"))


@lru_cache(maxsize=1)
def _punkt() -> "PunktSentenceTokenizer":
    """Return Punkt with our abbreviations."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415 - 0.4 s to import

    parameters = PunktParameters()
    parameters.abbrev_types = set(word_list("abbreviations"))
    parameters.sent_starters = set(word_list("sentence_starters"))
    return PunktSentenceTokenizer(parameters)
