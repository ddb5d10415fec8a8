"""Ages that a question names, and the ages that a text is for: "2 year old" is not "age 65 and over"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_UNIT = r"(years?|yrs?|months?|mos?)"
_GROUP = r"(?:members?|patients?|people|persons?|those|children|adults?|anyone|boys|girls|women|men|beneficiaries)"
_NO_UNIT = r"(?!\s*(?:%|percent|kg|lbs?|pounds|mg|cm|weeks?|days?|hours?|[-–/.]\s?\d))"
_ASKED = re.compile(
    rf"\b(\d{{1,3}})[\s-]*{_UNIT}(?:s|'s)?[\s-]*old\b|\b(?:aged?|age of)\s+(\d{{1,3}})\b", re.IGNORECASE
)
_LEAST = re.compile(
    rf"\bages?d?\s+(\d{{1,3}})\s*{_UNIT}?\s*(?:and|or|to)\s+(?:over|older|above|up)\b"
    rf"|\b(\d{{1,3}})\s*{_UNIT}(?:\s+of\s+age)?\s+(?:and|or)\s+(?:over|older|above|up)\b"
    rf"|\b(?:over|above|older than|at least)\s+(?:the\s+age\s+of\s+|age\s+)(\d{{1,3}})\b"
    rf"|\b{_GROUP}\s+(?:over|above|older than)\s+(\d{{1,3}})\b{_NO_UNIT}",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"\b(?:under|below|younger than|up to)\s+(?:the\s+age\s+of\s+|age\s+)(\d{{1,3}})\b"
    rf"|\b(\d{{1,3}})\s*{_UNIT}(?:\s+of\s+age)?\s+(?:and|or)\s+(?:under|younger|below)\b"
    rf"|\b{_GROUP}\s+(?:under|below|younger than)\s+(\d{{1,3}})\b{_NO_UNIT}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\bages?d?:?\s+(\d{{1,3}})\s*{_UNIT}?\s*(?:to|through|thru|-|–)\s*(\d{{1,3}})\b\s*{_UNIT}?", re.IGNORECASE
)
_MONTHS = 12
_OLDEST = 200.0


class Ages(NamedTuple):
    """A range of ages in years, both ends in it."""

    low: float
    high: float

    @property
    def is_bounded(self) -> bool:
        """Return whether it ends on both sides."""
        return self.low > 0 and self.high < _OLDEST


def asked_ages(question: str) -> list[float]:
    """Return the ages in years that a question names."""
    return [_years(m.group(1) or m.group(3), m.group(2)) for m in _ASKED.finditer(question)]


def ages_of(text: str) -> list[Ages]:
    """Return the ranges of ages that a text is for."""
    return list(_ranges(text))


def includes(text: str, age: float) -> bool:
    """Return whether a text says that it is for this age among others."""
    return any(low <= age <= high for low, high in ages_of(text))


def excludes(text: str, age: float) -> bool:
    """Return whether a text is for certain ages and not for this one."""
    return bool(ages_of(text)) and not includes(text, age)


def _ranges(text: str) -> Iterator[Ages]:
    for match in _BETWEEN.finditer(text):
        low, unit, high, last = match.groups()
        yield Ages(_years(low, unit or last), _years(high, last or unit))
    for pattern, least in ((_LEAST, True), (_MOST, False)):
        for match in pattern.finditer(text):
            number, *units = (group for group in match.groups() if group)
            years = _years(number, units[0] if units else None)
            yield Ages(years, _OLDEST) if least else Ages(0.0, years)


def _years(number: str, unit: str | None) -> float:
    return float(number) / (_MONTHS if unit and unit.lower().startswith("mo") else 1)
