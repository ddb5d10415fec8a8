"""Whether a sentence holds in the year of a question: what was charged in 2022 is no answer for 2024."""

import re
from collections.abc import Iterator

from bot.refusing.told import Told

_YEAR = re.compile(r"\b20[0-4]\d\b")
_LASTS = re.compile(r"\b(?:since|from|starting|beginning|effective|after|through|until|before|by|every|each)\b")
_HOLDS_FROM = re.compile(r"\b(?:since|from|starting|beginning|effective)\b[^.;]{0,20}?\b(20[0-4]\d)\b")
_HOLDS_UNTIL = re.compile(r"\b(?:through|until|till|ended)\b[^.;]{0,20}?\b(20[0-4]\d)\b")


def other_years(question: str, told: Told) -> Iterator[str]:
    """Yield the year of a question where the sentence tells of another one alone, or does not hold in it.

    Years are not looked for in the title, which dates its document.
    """
    asked, named = set(_YEAR.findall(question)), set(_YEAR.findall(told.sentence))
    if not asked or not named or any(year in f"{told.above}\n{told.passage}" for year in asked):
        return
    begins, ends = _HOLDS_FROM.findall(told.sentence), _HOLDS_UNTIL.findall(told.sentence)
    too_early, too_late = begins and max(asked) < min(begins), ends and min(asked) > max(ends)
    if too_early or too_late or not _LASTS.search(told.sentence):
        yield f"the best sentence is on {min(named)} and not on {min(asked)}"
