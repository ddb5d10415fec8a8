"""The numbers that Word prints before the items of its lists, counted in the order of the page."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.numerals import roman
from corpus.readers.word.styles import Styles, numbered, style_of

_DEEPEST = 8  # level of a list, from 0
_NO_LIST = "0"
_DECIMAL = "decimal"
_FORMS: Mapping[str, Callable[[int], str]] = {
    _DECIMAL: str,
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
_PLACEHOLDER = re.compile(r"%([1-9])")
_WHOLE = re.compile(r"[0-9]{1,9}")


class Item(NamedTuple):
    """Where a paragraph stands in its list."""

    level: int  # from 0
    label: str  # as printed, such as "2.", "[2]" or "iv."; "" where it is no number


class Numbers:
    """Counts the items of all lists of a document; asked for each paragraph once, in order."""

    def __init__(self, numbering: BaseOxmlElement | None, styles: Styles) -> None:
        """`numbering` is the root of the part that tells how lists are numbered, if the document has one."""
        told: list[BaseOxmlElement] = [] if numbering is None else list(numbering)
        self._lists = {e.get(qn("w:numId")): e for e in told if e.tag == qn("w:num")}
        self._plans = {e.get(qn("w:abstractNumId")): e for e in told if e.tag == qn("w:abstractNum")}
        self._styles = styles
        self._counts: dict[str | None, dict[int, int]] = {}  # of each plan: the last number of each level
        self._known: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()

    def item(self, paragraph: BaseOxmlElement) -> Item | None:
        """Return the place of a paragraph in its list, None for one in no list."""
        places = self._styles.lists(paragraph)
        number = _first(places, "w:numId")
        if number is None or number == _NO_LIST:
            return None
        if number not in self._known:
            self._known[number] = _List(self._lists.get(number), self._plan(number))
        listed = self._known[number]
        said = _first(places, "w:ilvl")
        level = min(_whole(said), _DEEPEST) if said is not None else listed.level_of(style_of(paragraph))
        counts = self._count(number, listed, level)
        return Item(level, listed.label(level, counts))

    def _plan(self, number: str) -> BaseOxmlElement | None:
        """Return the plan that a list follows, be it by way of a style."""
        plan = self._plans.get(_value(self._lists.get(number), "w:abstractNumId"))
        linked = self._styles.based(_value(plan, "w:numStyleLink"), "w:pPr")
        other = self._lists.get(_first(numbered(linked), "w:numId"))
        return plan if other is None else self._plans.get(_value(other, "w:abstractNumId"))

    def _count(self, number: str, listed: "_List", level: int) -> dict[int, int]:
        """Count an item; lists of one plan go on with each other's numbers unless they say where to begin."""
        counts = self._counts.setdefault(listed.name, {})
        begins = listed.begins(level) if (number, level) not in self._begun else None
        self._begun.add((number, level))
        counts[level] = counts[level] + 1 if begins is None and level in counts else listed.start(level, begins)
        for deeper in [other for other in counts if other > level and listed.restarts(other, level)]:
            del counts[deeper]
        return counts


class _List:
    """How one list is numbered."""

    def __init__(self, own: BaseOxmlElement | None, plan: BaseOxmlElement | None) -> None:
        self._own = {_whole(e.get(qn("w:ilvl"))): e for e in _children(own, "w:lvlOverride")}
        self._levels = {_whole(e.get(qn("w:ilvl"))): e for e in _children(plan, "w:lvl")}
        self._levels |= {i: e for i, own in self._own.items() if (e := own.find(qn("w:lvl"))) is not None}
        self.name = plan.get(qn("w:abstractNumId")) if plan is not None else None

    def level_of(self, style: str | None) -> int:
        """Return the level that a style stands for."""
        return next((i for i, e in self._levels.items() if style and _value(e, "w:pStyle") == style), 0)

    def begins(self, level: int) -> str | None:
        """Return the number with which this list itself begins, if it says so."""
        return _value(self._own.get(level), "w:startOverride")

    def start(self, level: int, begins: str | None = None) -> int:
        """Return the number of a level's first item."""
        return _whole(begins or _value(self._levels.get(level), "w:start"))

    def restarts(self, level: int, above: int) -> bool:
        """Return whether a level counts anew behind an item of one above it."""
        said = _value(self._levels.get(level), "w:lvlRestart")
        return said is None or above < _whole(said)

    def label(self, level: int, counts: dict[int, int]) -> str:
        """Return what is printed before an item; "" where not all of it is in figures or Roman numerals."""
        text = _value(self._levels.get(level), "w:lvlText") or ""
        levels = [int(number) - 1 for number in _PLACEHOLDER.findall(text)]
        printed = {i: self._printed(i, counts.get(i, self.start(i)), within=level) for i in levels}
        if not levels or not all(printed.values()):
            return ""
        return _PLACEHOLDER.sub(lambda match: printed[int(match[1]) - 1], text).strip()

    def _printed(self, level: int, number: int, within: int) -> str:
        """Return the number of a level as an item prints it that stands within it; "" for letters and signs."""
        if next(_children(self._levels.get(within), "w:isLgl"), None) is not None:
            return str(number)
        form = _FORMS.get(_value(self._levels.get(level), "w:numFmt") or _DECIMAL)
        return form(number) if form else ""


def _children(element: BaseOxmlElement | None, tag: str) -> Iterator[BaseOxmlElement]:
    yield from element.iterchildren(qn(tag)) if element is not None else ()


def _value(element: BaseOxmlElement | None, tag: str) -> str | None:
    child = element.find(qn(tag)) if element is not None else None
    return child.get(qn("w:val")) if child is not None else None


def _first(elements: list[BaseOxmlElement], tag: str) -> str | None:
    return next(filter(None, (_value(element, tag) for element in elements)), None)


def _whole(text: str | None) -> int:
    return int(text) if text and _WHOLE.fullmatch(text) else 0
