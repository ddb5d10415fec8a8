"""Limits of body weight: what is given "from 50 kg on" is no answer for those below."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.questions.limits import AT_LEAST, AT_MOST, LESS_BEHIND, MORE_BEHIND

_WEIGHT = r"(\d+(?:\.\d+)?)\s?(kg|kilograms?|kilos?|lbs?|pounds?)\b(?!\s?/)"
_AT_LEAST, _AT_MOST = (
    re.compile(
        rf"(?:\b{before}|\b{most_or_least}(?: (?:body )?weight)?(?: of)?|{signs})\s*{_WEIGHT}"
        rf"|\b{_WEIGHT}\s+(?:or|and)\s+{behind}",
        re.IGNORECASE,
    )
    for before, most_or_least, signs, behind in (
        (rf"(?:{AT_LEAST}|from)", "minimum", "≥|>=?", MORE_BEHIND),
        (AT_MOST, "maximum", "≤|<=?", LESS_BEHIND),
    )
)
_BETWEEN = re.compile(rf"\b(\d+(?:\.\d+)?)\s?(?:kg|lbs?)?\s?(?:to|and|-|–)\s?{_WEIGHT}", re.IGNORECASE)
_PLAIN = re.compile(rf"\b{_WEIGHT}", re.IGNORECASE)
_POUND = 0.4536  # kg
_NEARLY = 0.01
_NO_LIMIT = float("inf")


class Range(NamedTuple):
    """Body weights in kg."""

    low: float
    high: float
    shown: str


def other_weight(question: str, text: str) -> str | None:
    """Return the body weight of a question, as typed, where it is beyond all the limits of a text; None elsewhere."""
    if not (asked := [*_ranges(question)] or [*_plain(question)]):
        return None
    told = [*_ranges(text)]
    apart = [one for one in asked if told and not any(other.low < one.high and one.low < other.high for other in told)]
    return apart[0].shown if apart else None


def weights_agree(question: str, text: str) -> bool:
    """Return whether a text names limits of body weight, and one of them holds that of a question."""
    asked, told = [*_plain(question)], [*_ranges(text)]
    return any(limits.low < one.high and one.low < limits.high for limits in told for one in asked)


def _ranges(text: str) -> Iterator[Range]:
    for match in _AT_LEAST.finditer(text):
        yield Range(_kilograms(match), _NO_LIMIT, match.group())
    for match in _AT_MOST.finditer(text):
        yield Range(0.0, _kilograms(match), match.group())
    for match in _BETWEEN.finditer(text):
        low, high, unit = match.groups()
        yield Range(_in_kilograms(low, unit) - _NEARLY, _in_kilograms(high, unit) + _NEARLY, match.group())


def _plain(text: str) -> Iterator[Range]:
    for match in _PLAIN.finditer(text):
        weight = _kilograms(match)
        yield Range(weight - _NEARLY, weight + _NEARLY, match.group())


def _kilograms(match: re.Match[str]) -> float:
    number, unit = [group for group in match.groups() if group]
    return _in_kilograms(number, unit)


def _in_kilograms(number: str, unit: str) -> float:
    return float(number) * (1.0 if unit.lower().startswith("k") else _POUND)
