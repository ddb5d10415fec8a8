"""Citations in brackets that a copied page spreads over lines, each link on one of its own, made whole again."""

import re

from corpus.citation_numbers import DASHES

_LISTED = rf"[{DASHES}\d,; \t"  # the characters of a list of numbers, left open
_GAP = r"[ \t]{0,80}"  # bounded, so that no text is slow
_BROKEN = re.compile(rf"\[(?:{_LISTED}\n]){{1,200}}\]")
_OWN_LINE = re.compile(
    rf"{_GAP}\n{_GAP}(\[(?:{_LISTED}]){{1,200}}\]){_GAP}(?:\n{_GAP}(?=[.,;:)])|(?=[.,;:)]|\n{_GAP}[a-z]))"
)
_WHITE = re.compile(r"\s+")


def with_whole_citations(text: str) -> str:
    """Return a text in which no bracket of numbers is cut by an end of a line, nor cut off from its sentence.

    "…in one state [", "4", "]. Costs…" is one line. A bracket that opens a line of words stays: it may number an entry.
    """
    return _OWN_LINE.sub(r" \1", _BROKEN.sub(_whole, text))


def _whole(match: re.Match[str]) -> str:
    printed = match.group()
    if "\n" not in printed:
        return printed
    return _WHITE.sub(" ", printed).replace("[ ", "[").replace(" ]", "]").replace(" ,", ",")
