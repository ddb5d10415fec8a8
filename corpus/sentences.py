"""Sentence boundaries for clinical prose: NLTK Punkt with our abbreviations, and rules that keep citations in place."""

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

# What may end a sentence: the mark, closing quotes, and a raised, bracketed or glued citation that belongs to it.
_CANDIDATE = re.compile(
    r"""[.!?]+["'”’»)\]]*
        (?:[⁰¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹,⁻–-]*|(?:[ ]?\[\d[\d,\s–—-]*\])+|<sup>[^<]{1,30}</sup>|\^\d[\d,–-]*
          |(?<=[a-z)]\.)\d{1,3}(?:[,–-]\d{1,3})*)?
        (?P<gap>\s+)(?=\S)""",
    re.VERBOSE,
)
_OPENS_SENTENCE = re.compile(r"[\"'“‘(\[«]*[A-Z0-9À-Þ•]")
_WORD_BEFORE = re.compile(r"(\S+)$")
_BARE_LIST_BEFORE = re.compile(
    r"[A-Za-z)\]%\"”’]\s+\d{1,3}(?:\s?[-–—−]\s?\d{1,3})?(?:,\s?\d{1,3}(?:\s?[-–—−]\s?\d{1,3})?)*$"
)
_LOCAL = 200  # characters of context that Punkt gets for a doubtful full stop


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in text[start:end]: offsets into text, end exclusive, white space trimmed."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, stop):
        if _is_boundary(text, begin, match):
            spans.append((begin, match.start("gap")))
            begin = match.end()
    spans.append((begin, stop))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))[0] < trimmed[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_boundary(text: str, begin: int, match: "re.Match[str]") -> bool:
    before = text[begin : match.start()]
    if not before.strip() or not _OPENS_SENTENCE.match(text, match.end()):
        return False
    if text[match.start()] in "!?":
        return True
    word = _WORD_BEFORE.search(before)
    token = word.group(1).lstrip("([\"“‘'") if word else ""
    if token.isdigit() and before.strip() == token:
        return False  # "1. Mark the side": a list number, not a sentence
    if _BARE_LIST_BEFORE.search(before):
        return True  # "…3–6 months 1. The block…"
    if _is_doubtful(token):
        return _punkt_breaks(text, begin, match)
    return True


def _is_doubtful(token: str) -> bool:
    """Return whether a full stop after the token may belong to an abbreviation."""
    folded = token.lower()
    return len(token) <= 1 or "." in token or folded in abbreviations() or not token[-1:].isalnum()


def _punkt_breaks(text: str, begin: int, match: "re.Match[str]") -> bool:
    """Return whether Punkt ends a sentence at the match."""
    start = max(begin, match.start() - _LOCAL)
    window = text[start : match.end() + _LOCAL]
    dot = match.start() - start
    return any(begun <= dot < ended <= match.end() - start for begun, ended in _punkt().span_tokenize(window))


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Return the abbreviations whose full stop ends no sentence, in lower case without it."""
    lines = resources.files("corpus.data").joinpath("abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def _punkt() -> "PunktSentenceTokenizer":
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415 - 0.3 s, rarely needed

    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    return PunktSentenceTokenizer(parameters)
