"""What is done with something and what without it: "with contrast", "w/o contrast", "with and without contrast"."""

import re
from collections.abc import Mapping
from enum import StrEnum

_WITH, _WITHOUT = r"(?:with(?!out)|w/(?!o)|w(?=[ /&]))", r"(?:without|w/o(?:ut)?|wo)"
_PRESENCE = re.compile(
    rf"(?<!out )(?<![\w/])"
    rf"(?:(?P<both>{_WITH}\s*(?P<or>or|and|&|\+|/)?\s*{_WITHOUT}"
    rf"|{_WITHOUT}\s*(?P<either>or|and|&|\+|/)\s*{_WITH})|(?P<without>{_WITHOUT})|(?P<with>{_WITH}))"
    r"\s+(?:(?P<first>\w+)\s+)?(?P<second>\w{5,})",
    re.IGNORECASE,
)
_SHORTEST = 5  # letters of what is named


class Presence(StrEnum):
    """Whether something is there."""

    WITH = "with"
    WITHOUT = "without"
    BOTH = "with and without"


Presences = Mapping[str, frozenset[Presence]]  # by what it is that is there or not


def presences(text: str) -> Presences:
    """Return what is there or not, as a text says, in lower case."""
    found: dict[str, set[Presence]] = {}
    for match in _PRESENCE.finditer(text):
        for word in match.group("first", "second"):
            if word and len(word) >= _SHORTEST:
                found.setdefault(word.lower(), set()).update(_ways(match))
    return {word: frozenset(hows) for word, hows in found.items()}


def _ways(match: re.Match[str]) -> set[Presence]:
    if match["both"]:
        return {Presence.WITH, Presence.WITHOUT} if "or" in match.group("or", "either") else {Presence.BOTH}
    return {Presence.WITHOUT if match["without"] else Presence.WITH}


def agrees(asked: Presences, told: Presences) -> bool:
    """Return whether a text tells of something with or without the same thing as is asked for."""
    return any(word in told and how & told[word] for word, how in asked.items())


def differs(asked: Presences, told: Presences) -> str | None:
    """Return what a text has the other way round than it is asked for, as "without contrast"; None if nothing.

    A text that tells of both, in one phrase or in two, tells of each.
    """
    for word, hows in asked.items():
        ways = told.get(word, frozenset())
        if ways and not (hows & ways or Presence.BOTH in ways or {Presence.WITH, Presence.WITHOUT} <= ways):
            return f"{min(ways)} {word}"
    return None
