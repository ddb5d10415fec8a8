"""Numbers of things in words, for people."""

import re


def counted(number: int, what: str) -> str:
    """Return a number of things in words: "1 document", "2,000 documents", "2 entries", "2 boxes"."""
    several = re.sub(r"(?<=[sxz])$|(?<=[cs]h)$", "e", re.sub(r"(?<![aeiou])y$", "ie", what)) + "s"
    return f"{number:,} {what if number == 1 else several}"
