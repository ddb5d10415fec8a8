"""Of what a question asks how many there are, and how texts tell it: "how many levels", "at most three levels"."""

import re
from functools import lru_cache

from index.questions.answer_parts import COUNT
from index.questions.units import is_unit

_ASKED = re.compile(r"\bhow many (?:more |other )?([a-z]{4,})\b", re.IGNORECASE)
_BETWEEN = r"(?:[\w-]+ ){0,2}"  # "three new levels"


def asked_count(question: str) -> re.Pattern[str] | None:
    """Return what finds a number of what a question asks how many there are; None where it asks for none, or in a unit.

    Numbers of units stand in every other sentence, and their kinds are known: a dose, a duration.
    """
    asked = _ASKED.search(question)
    return None if asked is None or is_unit(asked[1]) else _count_of(asked[1].lower())


@lru_cache(maxsize=1_000)
def _count_of(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{COUNT}|a single) {_BETWEEN}{re.escape(noun.removesuffix('s'))}", re.IGNORECASE)
