"""Short forms that the documents define themselves, and short forms guessed from initials.

Definitions: Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions in biomedical text".
Definitions are read out of the passages that a search brought up, initials out of the first thousands of a collection:
nothing has to be kept beside the index.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_BRACKETED = re.compile(r"\(([A-Za-z][\w./-]{0,9})\)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OPENING = "([{\"'“‘"
_BETWEEN = frozenset({"of", "the", "and", "for", "in", "to", "a", "an", "with", "on", "by", "or", "&"})

_NO_ENDS = _BETWEEN | {"is", "are", "was", "were", "be", "not", "no", "at", "as", "it", "from", "may", "than", "that"}


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield (short form, long form) for each "long form (SF)" of a text."""
    for match in _BRACKETED.finditer(text):
        short = match.group(1)
        if not any(c.isupper() for c in short) or len(short) < 2:
            continue
        before = text[: match.start()].rsplit("\n", 1)[-1].split()
        window = before[-min(len(short) + 5, len(short) * 2) :]
        if long := _long_form(short, " ".join(window)):
            yield short, long


def _long_form(short: str, before: str) -> str | None:
    """Return the shortest end of `before` whose letters hold the short form's in order, from a word's first letter."""
    at = len(before)
    for i in range(len(short) - 1, -1, -1):
        letter = short[i].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (before[at].lower() != letter or (i == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    long = before[before.rfind(" ", 0, at + 1) + 1 :].lstrip(_OPENING)
    words = long.split()
    return long if len(words) > 1 and len(long) > len(short) and short not in words else None


def long_forms(short: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return what the texts define a short form as, most frequent first."""
    wanted = short.lower()
    counts = Counter(long.lower() for text in texts for found, long in definitions(text) if found.lower() == wanted)
    return tuple(long for long, _ in counts.most_common())


def by_initials(short: str, texts: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the phrases of the texts whose initials are the short form, with their counts, most frequent first."""
    letters = short.lower()
    loose = re.compile(
        r"\b" + r"(?:\s+(?:of|the|and|for|in)\b)?[\s-]+".join(rf"{re.escape(c)}[^\W\d_]+" for c in letters)
    )
    counts: Counter[str] = Counter()
    for text in texts:
        for match in loose.finditer(text.lower()):
            words = _WORD.findall(match.group())
            if not _NO_ENDS.intersection((words[0], words[-1])) and len([w for w in words if w not in _BETWEEN]) >= 2:
                counts[" ".join(match.group().split())] += 1
    return tuple(counts.most_common(5))
