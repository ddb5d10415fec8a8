"""Formulas of Word that can be written in a row without another meaning: "≥", "1/2", "m²"."""

import re

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.superscripts import superscript

_FIGURE = re.compile(r"[0-9]+")
_STACKED = frozenset({None, "bar", "skw", "lin"})  # "noBar" is no fraction


def in_a_row(formula: BaseOxmlElement) -> str | None:
    """Return a formula as text, None where it is more than signs, fractions of whole numbers and powers."""
    text = ""
    for part in formula:
        written = _part(part)
        if written is None:
            return None
        text += f" {written}" if text[-1:].isdigit() and part.tag == qn("m:f") else written
    return text


def _part(part: BaseOxmlElement) -> str | None:
    if part.tag == qn("m:r"):
        return "".join(text.text or "" for text in part.iter(qn("m:t")))
    if part.tag == qn("m:f"):
        return _fraction(part)
    return _power(part) if part.tag == qn("m:sSup") else None


def _fraction(part: BaseOxmlElement) -> str | None:
    above, below = _held(part, "m:num"), _held(part, "m:den")
    kind = part.find(f"{qn('m:fPr')}/{qn('m:type')}")
    whole = _FIGURE.fullmatch(above) and _FIGURE.fullmatch(below)
    return f"{above}/{below}" if whole and (kind is None or kind.get(qn("m:val")) in _STACKED) else None


def _power(part: BaseOxmlElement) -> str | None:
    base, exponent = _held(part, "m:e"), _held(part, "m:sup")
    return f"{base}{superscript(exponent)}" if base and _FIGURE.fullmatch(exponent) else None


def _held(part: BaseOxmlElement, tag: str) -> str:
    """Return what stands in a place of a formula, "" where that is not plain."""
    place = part.find(qn(tag))
    plain = place is not None and all(child.tag in {qn("m:r"), qn("m:ctrlPr")} for child in place)
    return "".join(text.text or "" for text in place.iter(qn("m:t"))) if place is not None and plain else ""
