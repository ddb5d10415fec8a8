"""On which side of a number a rule holds: "fewer than 500" and "500 or more" stand next to each other in texts."""

import re
from collections.abc import Mapping

from bot.choosing.evidence import Candidate
from index.questions.limits import AT_LEAST, AT_MOST, COUNTED, LESS_BEHIND, MORE_BEHIND

_NUMBER = r"[$€£]?(\d[\d,]*(?:\.\d+)?)"
_OVER, _UNDER = (
    re.compile(rf"\b{before}\s+{_NUMBER}|{_NUMBER}{COUNTED}{{0,3}}?\s+(?:or|and)\s+{behind}", re.IGNORECASE)
    for before, behind in ((AT_LEAST, MORE_BEHIND), (AT_MOST, LESS_BEHIND))
)


def other_side(question: str, best: Candidate) -> str | None:
    """Return the number of a question where the sentence holds on its other side, and its passage tells of both.

    Where a passage tells of one side alone, that is its answer to the other one too: "at least 16 minutes" to "less".
    """
    if not (limits := _sides(question)):
        return None
    told, around = _sides(best.sentence.told), _sides(best.passage.text)
    for number, asked in limits.items():
        if told.get(number, asked).isdisjoint(asked) and asked < around.get(number, frozenset()):
            return number
    return None


def _sides(text: str) -> Mapping[str, frozenset[bool]]:
    """Return on which sides of each number a text sets a limit: above it, below it."""
    found: dict[str, frozenset[bool]] = {}
    for pattern, over in ((_OVER, True), (_UNDER, False)):
        for one, other in pattern.findall(text):
            number = (one or other).rstrip(",.").replace(",", "")
            found[number] = found.get(number, frozenset()) | {over}
    return found
