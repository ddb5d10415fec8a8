"""The words of a paragraph of a slide, and the number before it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement

from corpus.numerals import roman
from corpus.readers.formulas import in_a_row
from corpus.readers.superscripts import superscripts

_RUN, _BREAK, _FIELD, _FORMULA = qn("a:r"), qn("a:br"), qn("a:fld"), qn("m:oMath")
_NOT_STRUCK = frozenset({None, "noStrike"})
_RAISED = re.compile(r"(?!0)[0-9.]+%?")  # by how much of the size; "-25000" is lowered
_SHAPES: Mapping[str, Callable[[int], str]] = {
    "arabic": str,
    "romanLc": roman,
    "romanUc": lambda number: roman(number).upper(),
}
_FORM = re.compile(rf"({'|'.join(_SHAPES)})(Period|ParenR|ParenBoth|Plain)")
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_START = re.compile(r"[0-9]{1,5}")


def words_of(paragraph: BaseOxmlElement, left_out: Counter[str]) -> str:
    """Return the words; raised numbers become Unicode superscripts. Count what is struck out and what is no text."""
    pieces = groupby(_pieces(paragraph, left_out), key=lambda piece: piece[1])
    parts = (
        superscripts([text for text, _ in beside]) if raised else "".join(text for text, _ in beside)
        for raised, beside in pieces
    )
    return " ".join("".join(parts).split())


def _pieces(paragraph: BaseOxmlElement, left_out: Counter[str]) -> Iterator[tuple[str, bool]]:
    """Yield what a paragraph is made of, and whether it is raised."""
    for piece in paragraph:
        if piece.tag == _BREAK:
            yield " ", False
        elif piece.tag in {_RUN, _FIELD}:
            yield from _of_run(piece, left_out)
        else:
            for formula in piece.iter(_FORMULA):
                written = in_a_row(formula)
                left_out["formula"] += written is None
                yield written or " ", False


def _of_run(run: BaseOxmlElement, left_out: Counter[str]) -> Iterator[tuple[str, bool]]:
    form, text = run.find(qn("a:rPr")), run.findtext(qn("a:t")) or ""
    if form is not None and form.get("strike") not in _NOT_STRUCK:
        left_out["struck-out"] += bool(text.strip())
        return
    yield text, form is not None and _RAISED.fullmatch(form.get("baseline", "")) is not None


class Numbering:
    """Counts the items of the lists of one shape; asked for each paragraph with words, in order."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[str, int, int]] = {}  # of each level: the form, where it begins, the last number

    def label(self, level: int, bullet: BaseOxmlElement | None) -> str:
        """Return what is printed before a paragraph, such as "2." or "iv)"; "" where it is no number."""
        for deeper in [other for other in self._counts if other > level]:
            del self._counts[deeper]
        if bullet is None or bullet.tag != qn("a:buAutoNum"):
            self._counts.pop(level, None)
            return ""
        form, said = bullet.get("type", ""), bullet.get("startAt", "1")
        start = int(said) if _START.fullmatch(said) else 1
        before = self._counts.get(level)
        number = before[2] + 1 if before and before[:2] == (form, start) else start
        self._counts[level] = form, start, number
        match = _FORM.fullmatch(form)
        return _AROUND[match[2]].format(_SHAPES[match[1]](number)) if match else ""
