"""What is done with something and what without it: "with contrast", "w/o contrast", "with and without contrast"."""

import re
from collections.abc import Mapping
from enum import StrEnum

_WITH, _WITHOUT = r"(?:with(?!out)|w/(?!o)|w(?=[ /&]))", r"(?:without|w/o|wo)"
_ATTENDED = re.compile(
    rf"(?<!out )(?<![\w/])"
    rf"(?:(?P<both>{_WITH}\s*(?P<or>or|and|&|\+|/)?\s*{_WITHOUT})|(?P<without>{_WITHOUT})|(?P<with>{_WITH}))"
    r"\s+(?:(?P<first>\w+)\s+)?(?P<second>\w{5,})",
    re.IGNORECASE,
)
_SHORTEST = 5  # letters of what is named


class Attendance(StrEnum):
    """How something is attended."""

    WITH = "with"
    WITHOUT = "without"
    BOTH = "with and without"


Attended = Mapping[str, frozenset[Attendance]]  # by what it is that is there or not


def attended(text: str) -> Attended:
    """Return what a text has with it, without it or both, in lower case."""
    found: dict[str, set[Attendance]] = {}
    for match in _ATTENDED.finditer(text):
        for word in match.group("first", "second"):
            if word and len(word) >= _SHORTEST:
                found.setdefault(word.lower(), set()).update(_ways(match))
    return {word: frozenset(hows) for word, hows in found.items()}


def _ways(match: re.Match[str]) -> set[Attendance]:
    if match["both"]:
        return {Attendance.WITH, Attendance.WITHOUT} if match["or"] == "or" else {Attendance.BOTH}
    return {Attendance.WITHOUT if match["without"] else Attendance.WITH}


def agrees(asked: Attended, told: Attended) -> bool:
    """Return whether a text tells of the same with or without the same as is asked for."""
    return any(word in told and how & told[word] for word, how in asked.items())


def differs(asked: Attended, told: Attended) -> str | None:
    """Return what a text tells of another way than is asked for, as "without contrast"; None if of nothing.

    Who tells of both, in one or in two, tells of each.
    """
    for word, hows in asked.items():
        ways = told.get(word, frozenset())
        if ways and not (hows & ways or Attendance.BOTH in ways or {Attendance.WITH, Attendance.WITHOUT} <= ways):
            return f"{min(ways)} {word}"
    return None
