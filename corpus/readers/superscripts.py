"""Superscript markup to Unicode superscripts, so that a raised citation stays one in plain text."""

import re
from collections.abc import Sequence

from corpus.citation_numbers import PAGED

_NUMBER = re.compile(r"[1-9]\d{0,2}")
_ENDS_WORD = re.compile(r"(?:\w{2}|[\w)\]%\"”’][.,;:!?\"”’)]|[)\]%\"”’])$")
_LETTERS = str.maketrans("abcdefghijk", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏ")  # of footnotes, by which no word becomes another: "62323ᵃ"
_RAISED = str.maketrans("0123456789+-−–()p", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ᵖ")
_PAGED = re.compile(rf"(?=[\d,;–() -]*p[\dp,;–() -]*$){PAGED}")  # "1(p557),2"


def superscript(text: str) -> str:
    """Return a footnote's letter or a row of digits, commas, dashes and pages raised; any other text as it is."""
    bare = text.strip()
    row = any(c.isdigit() for c in bare) and all(c in "0123456789,;+-−–() " for c in bare)
    if row or _PAGED.fullmatch(bare):
        return bare.translate(_RAISED)
    return text.translate(_LETTERS) if len(bare) == 1 else text


def superscripts(runs: Sequence[str]) -> str:
    """Return runs that are raised beside each other; Word parts an "nd" into two, which are no letters of footnotes."""
    whole = "".join(runs)
    return superscript(whole) if whole.isalpha() or _PAGED.fullmatch(whole) else "".join(map(superscript, runs))


def sticks(before: str, link: str, behind: str) -> bool:
    """Return whether a link is a number that only its colour parts from the word before it: "three" and "1"."""
    return bool(_NUMBER.fullmatch(link) and _ENDS_WORD.search(before[-2:]) and not behind[:1].isalnum())
