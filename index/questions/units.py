"""Units of measure and of time, as questions and texts print them.

Patterns that name only some of them stay with their rule, which says which of them mean something there: how ages are
written (`index.questions.ages`), what is glued to a number (`index.questions.shorthand`), what stands before a route
(`index.questions.contractions`), a dose behind a drug's name (`bot.refusing.other_drug`), what a number counts that is
no denial (`bot.refusing.numbered`). After which a citation may follow is a table of its own, `corpus/data/units.txt`.
"""

import re

MEASURE = r"mg|mcg|[µμ]g|g|kg|ml|cc|l|units?|iu|meq|mmol"  # of drugs, as a question types them
MEASURE_IN_FULL = rf"(?:{MEASURE}|liters?|percent|(?:milli|micro)?grams?|milliliters?)"  # as texts print them too
TIME = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|fortnight)"
ANY_UNIT = rf"{TIME}|{MEASURE_IN_FULL}"
_ANY_UNIT = re.compile(ANY_UNIT, re.IGNORECASE)
LONG_TIMES = {
    "h": "hours",
    "min": "minutes",
    "sec": "seconds",
    "hr": "hours",
    "wk": "weeks",
    "mo": "months",
    "yr": "years",
}  # as questions shorten them
SHORT_UNITS = "|".join(LONG_TIMES)
SHORT_TIME = rf"(?:{'|'.join(unit for unit in LONG_TIMES if unit != 'yr')})s?"  # "2h", "30 mins"; years are ages
_ONE_UNIT = {"µg": "mcg", "μg": "mcg", "cc": "ml", "unit": "units"}


def is_unit(word: str) -> bool:
    """Return whether a word is a unit of time or measure."""
    return _ANY_UNIT.fullmatch(word) is not None


def one_unit(printed: str) -> str:
    """Return a unit in the one way to write it."""
    return _ONE_UNIT.get(printed.lower(), printed.lower())


def counted_by(word: str) -> str | None:
    """Return the unit that a word is or shortens, in one way for all of its forms; None for any other word."""
    short = word.lower().removesuffix("s")
    whole = LONG_TIMES.get(short, f"{short}s")
    if whole in LONG_TIMES.values():
        return whole
    return one_unit(word) if is_unit(word) else None
