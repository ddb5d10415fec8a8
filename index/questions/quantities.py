"""Quantities in a question, which weigh little: a text prints its limits, not "14 minutes", and no "owes 1800"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.citations.words_before import kind_of
from index.questions.amounts import measurements
from index.questions.codes import LABELS, TIMES, has_digit
from index.questions.concepts import MEANT, Concept
from index.questions.units import MEASURE, is_unit

AMOUNT = 0.15  # weight of a number before what it counts
_SHORTEST_PLURAL = 3
_STEPS = frozenset({"each", "every", "per", "additional", "further", "extra", "another", "first", "initial", "next"})
_LOWEST_SYSTOLIC, _HIGHEST_SYSTOLIC, _LOWEST_DIASTOLIC = 60, 300, 30  # mm Hg; "80/20" shares a cost
_MEASURED_IN = re.compile(MEASURE, re.IGNORECASE)
_SUM = re.compile(r"[1-9]\d{3}")  # denial codes have fewer digits, procedure codes more, and revenue codes begin with 0
_PAYS = frozenset({"owe", "owes", "owed", "paid", "pays", "underpaid", "overpaid", "short", "shorted", "us", "about"})
_COMPARING = frozenset({"fewer", "greater", "higher", "larger", "less", "longer", "lower", "more", "older", "shorter"})
_IS_THAN = re.compile(r"\s+than\s+[$€£]?", re.IGNORECASE)  # "less than 30", where texts print "below 30"
_HOUR = re.compile(r"(?<!:)[012]?\d(?=:[0-5]\d\b(?!:))")  # of "10:05", but nothing of "10:30:15"
_MINUTE = re.compile(r"(?<=\d:)(?<!:\d\d:)[0-5]\d\b(?!:)")
_CAME_BACK = re.compile(r"\b(?:c[ao]mes?|coming) back(?: at)? $", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")  # which no code is printed in
_MULTIPLIER = re.compile(TIMES, re.IGNORECASE)


def with_quantities(concepts: Sequence[Concept], text: str) -> list[Concept]:
    """Return the concepts with numbers that say how much weighed little: a text prints its limits, not "14 minutes"."""
    if not has_digit(text):
        return [*concepts]
    times = frozenset(_of_multipliers(concepts, text))
    light = times.union(_read_off(concepts, text), _told_by_neighbours(concepts, text), _measured(concepts))
    weighed = [as_quantity(c) if i in light else c for i, c in enumerate(concepts)]
    return [c._replace(is_code=False) if i in times else c for i, c in enumerate(weighed)]


def as_quantity(concept: Concept) -> Concept:
    """Return the concept, weighed as little as a number that says how much."""
    return concept._replace(telling=concept.telling * AMOUNT, is_filler=True)


def _of_multipliers(concepts: Sequence[Concept], text: str) -> Iterator[int]:
    """Yield the places of what says how often a code is reported, though "x3" looks like a code: "36415 x3"."""
    for i, code in enumerate(concepts):
        multiplier = _MULTIPLIER.match(text, code.end) if code.is_code else None
        if multiplier:
            yield from (at for at in range(i + 1, len(concepts)) if concepts[at].start < multiplier.end())


def _read_off(concepts: Sequence[Concept], text: str) -> Iterator[int]:
    """Yield the places of numbers that are known for quantities by the signs around them."""
    return (i for i, concept in enumerate(concepts) if _is_read_off(concept, text))


def _told_by_neighbours(concepts: Sequence[Concept], text: str) -> Iterator[int]:
    """Yield the places of quantities, and of words that go with them, that are known by the words beside them."""
    for i, (one, two) in enumerate(pairwise(concepts)):
        before = concepts[i - 1] if i and one.start - concepts[i - 1].end == 1 else None
        if _is_pressure(one, two, text):
            yield from (i, i + 1)
        elif _is_number_of(one, two) and not (before and _is_number_behind(before, one, two, text)):
            yield i
            if is_unit(two.typed.lower()) and not two.supported:  # "40 grams" are "40 g" in documents
                yield i + 1
        elif _compares(one, two, text):
            yield i
        elif _is_sum(two, one) and one.typed.lower() not in LABELS:
            yield i + 1


def _measured(concepts: Sequence[Concept]) -> Iterator[int]:
    """Yield the places of values that were measured."""
    numbers = [number for _, number in measurements(concepts)]
    return (i for i, concept in enumerate(concepts) if concept in numbers)


def _is_read_off(number: Concept, text: str) -> bool:
    """Return whether a number is a price, of a time of the day, or a value: "$90", "44,000", "10:05", "back 33"."""
    if _IN_THOUSANDS.fullmatch(number.typed):
        return True
    if not number.typed.isdecimal():
        return False
    is_price = text[: number.start].endswith(("$", "€", "£"))
    is_time = _HOUR.match(text, number.start) or _MINUTE.match(text, number.start)
    return bool(is_price or is_time or _CAME_BACK.search(text[: number.start]))


def _is_pressure(one: Concept, two: Concept, text: str) -> bool:
    """Return whether two numbers joined by a slash are a blood pressure that was measured: "165/112"."""
    if not (one.typed.isdecimal() and two.typed.isdecimal()) or text[one.end : two.start] != "/":
        return False
    high, low = int(one.typed), int(two.typed)
    return _LOWEST_SYSTOLIC <= high <= _HIGHEST_SYSTOLIC and _LOWEST_DIASTOLIC <= low < high


def _compares(one: Concept, two: Concept, text: str) -> bool:
    """Return whether a word only compares with the number behind "than", and is in no passage: "less than 30"."""
    is_unknown = not one.supported and one.typed.lower() in _COMPARING
    return is_unknown and _IS_THAN.fullmatch(text[one.end : two.start]) is not None


def _is_sum(concept: Concept, before: Concept) -> bool:
    """Return whether a number is a sum of money or the like, which no text prints: "owes 1800", "underpaid by 900"."""
    if concept.known or concept.is_code or not concept.typed.isdecimal():
        return False
    return _SUM.fullmatch(concept.typed) is not None or before.typed.lower() in _PAYS


def _is_number_of(one: Concept, two: Concept) -> bool:
    """Return whether a number says how many there are of what stands behind it."""
    return one.typed.isdigit() and not one.is_code and _is_counted(two.typed.lower())


def _is_counted(word: str) -> bool:
    return is_unit(word) or (len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss"))


def _is_joined(letters: Concept, number: Concept, text: str) -> bool:
    """Return whether capitals and a number are one name: "CO-252"."""
    return letters.typed.isupper() and text[letters.end : number.start] == "-"


def _is_number_behind(before: Concept, one: Concept, two: Concept, text: str) -> bool:
    """Return whether a number goes with the word before it: that of "modifier 25 visits", and not of "dose 45 kg"."""
    return _is_joined(before, one, text) or (_takes_number(before) and not _MEASURED_IN.fullmatch(two.typed))


def _takes_number(concept: Concept) -> bool:
    """Return whether the number behind a word is what texts print too: "modifer 25", "each further 30 minutes"."""
    meant = (a.shown for a in concept.alternatives if a.why in MEANT)
    return concept.typed.lower() in _STEPS or any(map(kind_of, (concept.typed.lower(), *meant)))
