"""The shapes of a slide in the order in which PowerPoint reads them out, and those that are told only."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement

SHAPE, FRAME = qn("p:sp"), qn("p:graphicFrame")
_GROUP, _PICTURE = qn("p:grpSp"), qn("p:pic")
_BRANCHES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_UNREAD = {"chart": "chart", "chartex": "chart", "diagram": "SmartArt diagram", "ole": "embedded object"}
_RECORDINGS = tuple(map(qn, ("a:videoFile", "a:audioFile", "a:wavAudioFile", "a:quickTimeFile")))
_INCH = 914_400  # in the unit of drawings
_LARGE = (3.0, 1.5)  # inches; smaller ones are logos and lines in colour
_ON = frozenset({"1", "true"})
_WHOLE = re.compile(r"-?[0-9]{1,12}")
_WORDS = qn("a:t")


def shapes_of(tree: Iterable[BaseOxmlElement], hidden: Counter[str]) -> Iterator[BaseOxmlElement]:
    """Yield the shapes, those of groups in their place; count hidden ones that hold words.

    Where there are several forms of the same thing, as with formulas, the first one is meant for today's PowerPoint.
    """
    for element in tree:
        if element.tag == _BRANCHES:
            yield from shapes_of(next(iter(element), ()), hidden)
        elif _is_hidden(element):
            hidden["hidden"] += any(text.text for text in element.iter(_WORDS))
        elif element.tag == _GROUP:
            yield from shapes_of(element, hidden)
        elif element.tag in {SHAPE, FRAME, _PICTURE}:
            yield element


def placeholder(shape: BaseOxmlElement) -> BaseOxmlElement | None:
    """Return what tells which place of the layout a shape fills, None for one that its author drew."""
    found: BaseOxmlElement | None = _head(shape).find(f"{qn('p:nvPr')}/{qn('p:ph')}")
    return found


def unread(shape: BaseOxmlElement) -> str | None:
    """Return what a shape is that shows words and is not read, None for any other."""
    if shape.tag == _PICTURE:
        if next(shape.iter(*_RECORDINGS), None) is not None:
            return "recording"
        return "large picture" if _is_large(shape) else None
    data = shape.find(f"{qn('a:graphic')}/{qn('a:graphicData')}") if shape.tag == FRAME else None
    return _UNREAD.get(data.get("uri", "").rpartition("/")[2]) if data is not None else None


def top_of(shape: BaseOxmlElement) -> int | None:
    """Return how far below the edge of its slide, or of its group, a shape begins, None where its layout says it."""
    place = shape.find(f"{qn('p:spPr')}/{qn('a:xfrm')}/{qn('a:off')}")
    return _whole(place, "y") if place is not None else None


def _head(shape: BaseOxmlElement) -> BaseOxmlElement:
    """Return what a shape begins with: its name and its place."""
    return next(shape.iterchildren(), shape)


def _is_hidden(shape: BaseOxmlElement) -> bool:
    named = _head(shape).find(qn("p:cNvPr"))
    return named is not None and named.get("hidden") in _ON


def _is_large(picture: BaseOxmlElement) -> bool:
    """Return whether a picture may hold words; one in a place of the layout has its size from there."""
    size = picture.find(f"{qn('p:spPr')}/{qn('a:xfrm')}/{qn('a:ext')}")
    if size is None:
        return placeholder(picture) is not None
    sides = zip((_whole(size, "cx"), _whole(size, "cy")), _LARGE, strict=True)
    return all((side or 0) >= least * _INCH for side, least in sides)


def _whole(element: BaseOxmlElement, name: str) -> int | None:
    said = str(element.get(name, ""))
    return int(said) if _WHOLE.fullmatch(said) else None
