"""Bare numbers that end a sentence ("…3–6 months 1.") or, where a reference list confirms them, a clause."""

import re
from collections.abc import Iterator

from corpus.citations.grammar import COMPLETE, NEEDS_NUMBER, Before, reading
from corpus.citations.marks import Form, Mark, Support
from corpus.citations.numbers import LIST, ascending, parse_numbers

_FINAL = re.compile(rf"(?<=\s)({LIST})(?=[)\]\"'”’»]*[.!?…]*[\"'”’»)\]]*$)")
_CLAUSE = re.compile(rf"(?<=\s)({LIST})(?=[,;:](?:\s+(?!\d)|$))")
_SPACED = re.compile(rf"[.!?][\"'”’»)\]]*\s({LIST})$")
_LIST_LABEL = re.compile(r"^\s*(?:[-*•‣▪◦·–]\s+)?(?:\(?(?:\d{1,3}|[a-z])[.)]\s+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_MIN_WORDS = 3


def final(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the number list that ends text[start:end], if there is one that may be a citation."""
    sentence = text[start:end]
    if spaced := _SPACED.search(sentence):
        numbers = parse_numbers(spaced[1])
        if numbers and ascending(numbers):
            yield Mark(start + spaced.start(1), end, numbers, Form.BARE, Support.FAIR)
        return
    if match := _FINAL.search(sentence):
        yield from _mark(sentence, start, match)


def clauses(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the number lists before a comma, semicolon or colon that may be citations."""
    sentence = text[start:end]
    position = 0
    while match := _CLAUSE.search(sentence, position):
        yield from _mark(sentence, start, match)
        position = match.end()


def _mark(sentence: str, offset: int, match: re.Match[str]) -> Iterator[Mark]:
    numbers = parse_numbers(match[1])
    words = sentence[_LIST_LABEL.match(sentence).end() : match.start()].split()  # type: ignore[union-attr]
    if not numbers or not ascending(numbers) or _THOUSANDS.fullmatch(match[1]) or len(words) < _MIN_WORDS:
        return
    verdict = reading(Before(words, len(numbers)))
    if verdict == NEEDS_NUMBER or _parallel_value(sentence[: match.start()]):
        return
    support = Support.FAIR if verdict == COMPLETE else Support.WEAK
    doubt = "" if support is Support.FAIR else "a number that may be a value"
    yield Mark(offset + match.start(1), offset + match.end(1), numbers, Form.BARE, support, doubt)


_PARALLEL = re.compile(r"(?:\b(?:was|were|is|are|averaged|reached)|=|:)\s*[\d.]+\S*,\s+(?:and\s+)?\S+(?:\s\S+){0,1}\s$")


def _parallel_value(before: str) -> bool:
    """Return whether the number goes on with a row of values: "Sodium was 150, potassium 3."."""
    return bool(_PARALLEL.search(before))
