"""Quantities in a question, which weigh little: a text prints its limits, not "14 minutes", and no "owes 1800"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.citations.words_before import kind_of
from index.questions.amounts import is_measured
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
    found = [as_quantity(c) if _is_read_off(c, text) else c for c in concepts]
    for i, (one, two) in enumerate(pairwise(concepts)):
        before = concepts[i - 1] if i and one.start - concepts[i - 1].end == 1 else None
        if _is_pressure(one, two, text):
            found[i], found[i + 1] = as_quantity(one), as_quantity(two)
        elif _is_number_of(one, two) and not (before and _is_number_behind(before, one, two, text)):
            found[i] = as_quantity(one)
            if is_unit(two.typed.lower()) and not two.supported:  # "40 grams" are "40 g" in documents
                found[i + 1] = as_quantity(two)
        elif one.is_code and (end := _end_of_multiplier(text, one.end)):
            found[i + 1 :] = [as_quantity(c)._replace(is_code=False) if c.start < end else c for c in found[i + 1 :]]
        elif not one.supported and one.typed.lower() in _COMPARING and _IS_THAN.fullmatch(text[one.end : two.start]):
            found[i] = as_quantity(one)
        elif is_measured(one, two) or (_is_sum(two, one) and one.typed.lower() not in LABELS):
            found[i + 1] = as_quantity(two)
    return found


def as_quantity(concept: Concept) -> Concept:
    """Return the concept, weighed as little as a number that says how much."""
    return concept._replace(telling=concept.telling * AMOUNT, is_filler=True)


def _end_of_multiplier(text: str, start: int) -> int:
    """Return where a multiplier ends that begins at a place, 0 where none does."""
    match = _MULTIPLIER.match(text, start)
    return match.end() if match else 0


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
