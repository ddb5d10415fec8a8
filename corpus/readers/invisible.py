"""Characters that nobody sees, and that would part a word from those who search it or turn a line around."""

import re

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)  # soft hyphens, zero-width blanks, marks of direction, byte order marks; joiners shape letters and stay


def without_invisible(text: str) -> str:
    """Return a text as it is seen."""
    return _INVISIBLE.sub("", text)
