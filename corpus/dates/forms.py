"""Dates as documents print them: "2024-03-15", "March 15, 2024", "15 Mar 2024", "03/15/2024", and months alone."""

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from corpus.model import Month

_NAMES: Mapping[str, int] = {
    **{name.lower(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.lower(): number for number, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}
_MONTH = rf"(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_EDGE = r"(?!(?!T\d\d:)[\w/]|[-.]\d)"  # what follows is none of it
DATE = (
    r"(?<![\w/])(?<!\d[.-])(?:"
    + "|".join(
        (
            rf"{_YEAR}-\d\d(?:-\d\d)?|{_YEAR}/\d\d(?:/\d\d)?",
            rf"(?:{_DAY}(?:\s+|-)(?:of\s+)?)?{_MONTH}(?:\s+|-|,\s*)(?:{_DAY}(?:,\s*|\s+))?{_YEAR}",
            rf"\d{{1,2}}-\d{{1,2}}-(?:{_YEAR}|\d\d)|\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d\d)|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}",
            rf"\d{{1,2}}[-/]{_YEAR}|\d{{1,2}}/\d\d",
        )
    )
    + rf"){_EDGE}"
)  # whether it is a day of the calendar is told by `read_date`
_DATES = re.compile(DATE, re.IGNORECASE)
_ISO = re.compile(rf"({_YEAR})[-/](\d{{1,2}})(?:[-/](\d{{1,2}}))?")
_NAMED = re.compile(
    rf"(?:(\d{{1,2}})[a-z]*\W+(?:of\s+)?)?({_MONTH})\W+(?:(\d{{1,2}})[a-z]*\W+)?({_YEAR})", re.IGNORECASE
)
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/](\d{4}|\d\d)")
_TWO_NUMBERS = re.compile(r"\d{1,2}/(\d\d)")
_ALL_NUMBERS = re.compile(rf"(?<![\d/.-])(\d{{1,2}})([-/.])(\d{{1,2}})\2(?:{_YEAR}|\d\d){_EDGE}")
_MONTHS = 12
_DAYS = 31
_CENTURY = 100
_AHEAD = 2  # years that a year of two digits may lie ahead


class DayOrder(StrEnum):
    """Which of two numbers is the day."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"
    UNTOLD = "untold"  # taken for month first, as payers in the United States print, but for dates with dots
    MIXED = "mixed"  # the document prints dates of both kinds


def day_order(text: str) -> DayOrder:
    """Return how a document prints its numeric dates, by those with a part above 12."""
    month_first = day_first = 0
    for first, _, second in _ALL_NUMBERS.findall(text):
        month_first += int(first) <= _MONTHS < int(second) <= _DAYS
        day_first += int(second) <= _MONTHS < int(first) <= _DAYS
    if month_first:
        return DayOrder.MIXED if day_first else DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST if day_first else DayOrder.UNTOLD


def read_date(printed: str, order: DayOrder, today: date) -> date | None:
    """Return the date that was printed, a Month where no day was; None for none, or where its order is unknown."""
    if match := _ISO.fullmatch(printed):
        return _made(int(match[1]), int(match[2]), match[3])
    if match := _NAMED.fullmatch(printed):
        if match[1] and match[3]:
            return None
        return _made(int(match[4]), _NAMES[match[2].rstrip(".").lower()], match[1] or match[3])
    if match := _NUMBERS.fullmatch(printed):
        year = _full(match[3], today)
        return None if _is_open(match, order) else _of_numbers(int(match[1]), int(match[2]), year, order)
    if match := _MONTH_AND_YEAR.fullmatch(printed):
        return _made(_full(match[2], today), int(match[1]), None)
    return None


def _is_open(numbers: re.Match[str], order: DayOrder) -> bool:
    """Return whether nothing tells which number is the day: of "01.03.2024" not even what is usual."""
    first, second = int(numbers[1]), int(numbers[2])
    untold = order is DayOrder.MIXED or (order is DayOrder.UNTOLD and "." in numbers.group())
    return untold and first != second and max(first, second) <= _MONTHS


def _of_numbers(first: int, second: int, year: int, order: DayOrder) -> date | None:
    """Return the only reading that is a date, or that of the document's order."""
    day_first = first > _MONTHS or (order is DayOrder.DAY_FIRST and second <= _MONTHS)
    day, month = (first, second) if day_first else (second, first)
    return _made(year, month, str(day))


def _full(year: str, today: date) -> int:
    """Return a year of two digits as the last one that ends so, or one that is about to come."""
    if len(year) > 2:
        return int(year)
    near = today.year + _AHEAD
    return near - (near - int(year)) % _CENTURY


def _made(year: int, month: int, day: str | None) -> date | None:
    try:
        return date(year, month, int(day)) if day else Month(year, month, 1)
    except ValueError:
        return None


def may_lack_year(printed: str) -> bool:
    """Return whether "3/11" may as well be a day of a year that is not told."""
    match = _TWO_NUMBERS.fullmatch(printed)
    return match is not None and 1 <= int(match[1]) <= _DAYS


def dates_in(text: str) -> Iterator[re.Match[str]]:
    """Yield where a text prints dates."""
    return _DATES.finditer(text)
