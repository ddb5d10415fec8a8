"""Things told apart by their place in a row: "the second trimester" is not the third."""

import re
from collections.abc import Iterator

from bot.refusing.told import Told

ORDINALS = ("first", "second", "third", "fourth")
_IN_FIGURES = {"first": "one|1", "second": "two|2", "third": "three|3", "fourth": "four|4"}
_COUNTED = re.compile(rf"\b({'|'.join(ORDINALS)})[- ](\w+)")
_GRADES = frozenset(
    ("level", "line", "stage", "degree", "grade", "tier", "phase", "step", "quarter", "trimester")
)  # have to be told of in the sentence or right above it
_FURTHER = re.compile(r"\b(?:additional|subsequent|further|each|every|any)\b")
_ALL_OTHERS = re.compile(r"\b(?:each|every|any|all) (?:additional|further|other|subsequent|later)\b")


def other_ordinals(question: str, told: Told) -> Iterator[str]:
    """Yield what is asked for by its place, "second quarter", where another place alone is told of.

    The question is in small letters.
    """
    for ordinal, noun in _COUNTED.findall(question):
        if _others_alone(ordinal, noun, told) or _is_far(ordinal, noun, told):
            yield f"nothing on the {ordinal} {noun}"


def _others_alone(ordinal: str, noun: str, told: Told) -> bool:
    """Return whether a passage tells of other places of a noun, and not of this one nor of all others together."""
    named = {other for other, of in _COUNTED.findall(told.passage) if of == noun}
    if not named or ordinal in named or _ALL_OTHERS.search(told.passage):
        return False
    # "in the second trimester and … in the third", but no "third-party reviewer"
    alone = re.search(rf"\bthe {ordinal}\b(?=\s*(?:$|[^\w\s-]|(?:and|or|but)\b))", told.sentence)
    return not (alone or _is_counted(ordinal, noun, told.passage))


def _is_far(ordinal: str, noun: str, told: Told) -> bool:
    """Return whether a noun is a grade, and neither the sentence nor what heads it has a word for this one."""
    if noun not in _GRADES or _FURTHER.search(told.sentence):
        return False
    return not (re.search(rf"\b{ordinal}\b", told.near) or _is_counted(ordinal, noun, told.near))


def _is_counted(ordinal: str, noun: str, text: str) -> bool:
    """Return whether a text has the place as a number behind the noun: "month two"."""
    return re.search(rf"\b{noun}s? (?:{_IN_FIGURES[ordinal]})\b", text) is not None
