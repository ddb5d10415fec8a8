"""Amounts that a question names, and the limits and ranges of a text that they fall into: 40 minutes in "38 to 52"."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.questions.ages import ages_of
from index.questions.concepts import Concept
from index.questions.limits import AT_LEAST, AT_MOST, COUNTED, LESS_BEHIND, LIMITING, MORE_BEHIND, STRICTLY
from index.questions.units import MEASURE, counted_by, is_unit, one_unit
from index.wordlists import entries

BETWEEN = 1.0  # within a range
BEYOND = 0.5  # beyond one limit, as half of all amounts are
_AGES = frozenset({"age", "aged", "ages"})
_MEASURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FAR = 4  # concepts from a number to what was measured: "INR today came back 3.1"
_ALIKE = 3  # letters by which units are the same: "min", "minutes"
_NUMBER = r"\$?(\d[\d,]*(?:\.\d+)?)"
_RANGE = re.compile(rf"\b{_NUMBER}\s*(?:to|-|–|and)\s*{_NUMBER}\b(?:\s+([a-z]+))?", re.IGNORECASE)
_LEAST, _MOST = (
    re.compile(
        rf"\b{before}\s+{_NUMBER}(?:\s+([a-z]+))?|\b{_NUMBER}(?:\s+([a-z]+)\S*{COUNTED}{{0,2}}?)?\s+or\s+{behind}",
        re.IGNORECASE,
    )
    for before, behind in ((AT_LEAST, MORE_BEHIND), (AT_MOST, LESS_BEHIND))
)
_SIGNED = re.compile(rf"([<>≤≥])=?\s*{_NUMBER}(?:\s+([a-z]+))?", re.IGNORECASE)
_STRICT = re.compile(rf"(?:{STRICTLY})\b", re.IGNORECASE)
_AND_MORE = re.compile(rf"\b{_NUMBER}\+(?:\s+([a-z]+))?", re.IGNORECASE)  # "Years 13+"
_MEASURED = re.compile(rf"\b(\d+(?:\.\d+)?)\s?({MEASURE})\b(?!\s?/)", re.IGNORECASE)
_LABEL = re.compile(r"\W*([^:\n.;|]{2,60}): ")  # of an item, as "15 to 21 days: …"
_LIMITING = re.compile(rf"\b(?:{LIMITING}|each|every|per|units?|to|or)\b|[<>≤≥–-]", re.IGNORECASE)


class Amount(NamedTuple):
    """A number and what it counts, in lower case."""

    number: float
    unit: str


def amounts_of(concepts: Sequence[Concept]) -> tuple[Amount, ...]:
    """Return the amounts that a question names: numbers that were read as such, with the words behind them."""
    pairs = list(pairwise(concepts))
    counted = [Amount(float(a.typed), b.typed.lower()) for a, b in pairs if a.is_filler and a.typed.isdecimal()]
    measured = [Amount(_number(number.typed), _unit_of(name)) for name, number in measurements(concepts)]
    return (*counted, *measured)


def measurements(concepts: Sequence[Concept]) -> Iterator[tuple[Concept, Concept]]:
    """Yield what was measured with its number, a few words that say nothing between them: "plts came back 44,000"."""
    for i, number in enumerate(concepts):
        named = i - 1
        while named > max(i - _FAR, 0) and concepts[named].is_filler and not _MEASURE.fullmatch(concepts[named].typed):
            named -= 1
        if named >= 0 and _is_measured(concepts[named], number) and (named == i - 1 or _is_measure(concepts[named])):
            yield concepts[named], number


def _is_measured(name: Concept, number: Concept) -> bool:
    """Return whether a number is what was measured of the thing before it: "age 80", "clearance 20", "K 6.2"."""
    if number.is_code or not _MEASURE.fullmatch(number.typed):
        return False
    return "." in number.typed or _is_measure(name)


def _is_measure(name: Concept) -> bool:
    return name.typed.lower() in _measures()


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    """Return what is told by a bare number behind it."""
    return _AGES | frozenset(entries("measures.txt"))


def _unit_of(measure: Concept) -> str:
    return "years" if measure.typed.lower() in _AGES else ""


def fit(amounts: Sequence[Amount], text: str, above: str = "") -> float:
    """Return how well a text's ranges hold one of the amounts, 0 to 1; what stands above may name the unit."""
    return max((value for amount in amounts for value in _fits(amount, text, above)), default=0.0)


def bounds_hold(amounts: Sequence[Amount], text: str, *, in_units: bool = False) -> bool | None:
    """Return whether a range or limit of a text holds an amount; None where it names none.

    Those of units count where they are of what the amounts are (`in_units`): "151-200 mg/dL", but not "after 3 days".
    """
    bounds = [(low, high) for low, high, unit in _bounds(text, strictly=True) if in_units or not is_unit(unit)]
    return any(low <= amount.number <= high for low, high in bounds for amount in amounts) if bounds else None


def label_holds(amounts: Sequence[Amount], text: str) -> bool | None:
    """Return whether the range with which a text begins, "over 28 days: …", holds an amount; None where none begins it.

    Ranges count that are of what the amounts are, in one unit.
    """
    label = _LABEL.match(text)
    units = {counted_by(amount.unit) for amount in amounts} - {None} if label else set()
    if not (label and units):
        return None
    bounds = [(low, high) for low, high, unit in _bounds(label[1], strictly=True) if counted_by(unit) in units]
    return any(low <= amount.number <= high for low, high in bounds for amount in amounts) if bounds else None


def is_beyond(amount: Amount, text: str) -> bool:
    """Return whether all that a text says of what an amount counts are closed ranges, and it lies in none."""
    unit = amount.unit[:_ALIKE]
    told = [
        (low, high)
        for low, high, of in _bounds(text, strictly=True)
        if (of[:_ALIKE].lower() == unit if unit else not is_unit(of))
    ]
    holds = any(math.inf in (-low, high) or low <= amount.number <= high for low, high in told)
    return bool(told) and not (holds or re.search(rf"\b{amount.number:g}\b", text))  # "at 1, 2, 4 and 6 months"


def _bounds(text: str, *, strictly: bool = False) -> Iterator[tuple[float, float, str]]:
    """Yield the ranges and limits of a text, each with the word behind it; strictly, "below 70" leaves out the 70."""
    for low, high, unit in _RANGE.findall(text):
        yield _number(low), _number(high), unit
    for low, unit in _AND_MORE.findall(text):
        yield _number(low), math.inf, unit
    for match in _SIGNED.finditer(text):
        strict = strictly and match[0][1:2] != "=" and match[1] in "<>"
        yield *_beyond(_number(match[2]), 1 if match[1] in ">≥" else -1, strict=strict), match[3] or ""
    for pattern, sign in ((_LEAST, 1), (_MOST, -1)):
        for match in pattern.finditer(text):
            one, unit, other, its_unit = match.groups()
            strict = strictly and _STRICT.match(match[0]) is not None
            yield *_beyond(_number(one or other), sign, strict=strict), unit or its_unit or ""


def _beyond(number: float, sign: int, *, strict: bool) -> tuple[float, float]:
    """Return all that lies above a number (sign 1) or below it (-1); strictly without the number itself."""
    end = sign * math.inf
    limit = math.nextafter(number, end) if strict else number
    return (limit, end) if sign > 0 else (end, limit)


def _fits(amount: Amount, text: str, above: str) -> Iterator[float]:
    if amount.unit.startswith("year"):
        ages = (ages for ages in ages_of(text) if ages.low <= amount.number <= ages.high)
        yield from (BETWEEN if ages.is_bounded else BEYOND for ages in ages)
    for low, high, unit in _bounds(text):
        if low <= amount.number <= high and _counts(amount, unit, f"{above} {text}"):
            yield BEYOND if math.inf in (-low, high) else BETWEEN


def misfit(question: str, text: str) -> str | None:
    """Return the first measured amount of a question that a text tells another amount of, in the same unit; else None.

    A text that sets a limit, counts by the unit or names a range that holds the amount tells of it too.
    """
    asked = _MEASURED.findall(question)
    if not asked or _LIMITING.search(_RANGE.sub(" ", text)):
        return None
    plain = text.replace(",", "")
    for number, unit in asked:
        same = one_unit(unit)
        told = [float(other) for other, its_unit in _MEASURED.findall(plain) if one_unit(its_unit) == same]
        ranges = [(_number(low), _number(high)) for low, high, other in _RANGE.findall(text) if one_unit(other) == same]
        if told and float(number) not in told and not any(low <= float(number) <= high for low, high in ranges):
            return f"{number} {unit}"
    return None


def _number(printed: str) -> float:
    """Return a number that is printed with commas between thousands."""
    return float(printed.rstrip(",").replace(",", ""))


def _counts(amount: Amount, unit: str, around: str) -> bool:
    """Return whether what a limit counts, by its unit if it has one, is what an amount does."""
    return _alike(unit.lower(), amount.unit, counted=not unit) or (not unit and _names_unit(around, amount))


def _names_unit(text: str, amount: Amount) -> bool:
    """Return whether the names of a table's columns, or what stands before a range, say what is counted."""
    return is_unit(amount.unit) and amount.unit[:_ALIKE] in text.lower()


def _alike(unit: str, asked: str, *, counted: bool) -> bool:
    """Return whether the units are the same; a range without a unit counts what was said before."""
    return not asked or (counted and not is_unit(asked)) or (bool(unit) and unit[:_ALIKE] == asked[:_ALIKE])
