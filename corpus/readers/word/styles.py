"""What a Word run or paragraph is set in: by itself, or by its style and those that the style is based on."""

from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_OFF = frozenset(["0", "false", "off", "none"])


class Styles:
    """The styles of a document by their identifier."""

    def __init__(self, styles: BaseOxmlElement) -> None:
        """`styles` is the root of the part that holds them."""
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self._known: dict[tuple[str, str], str | None] = {}

    def says(self, run: BaseOxmlElement, tag: str) -> bool:
        """Return whether a run is set in what a tag such as "w:vanish" stands for."""
        return (self.value(run, tag) or "off") not in _OFF

    def value(self, run: BaseOxmlElement, tag: str) -> str | None:
        """Return what a tag such as "w:vertAlign" says of a run, "on" where it says no more; None if nothing does."""
        said = _said(run.find(qn("w:rPr")), tag)
        for style in (style_of(run, "w:rPr", "w:rStyle"), style_of(run.getparent())):
            if said is None and style is not None:
                said = self._by_style(style, tag)
        return said

    def _by_style(self, style: str, tag: str) -> str | None:
        if (style, tag) not in self._known:
            said = (_said(properties, tag) for properties in self.based(style, "w:rPr"))
            self._known[style, tag] = next((value for value in said if value is not None), None)
        return self._known[style, tag]

    def name(self, paragraph: BaseOxmlElement) -> str:
        """Return the name of a paragraph's style in lower case, "" where it names none."""
        style = self._styles.get(style_of(paragraph))
        named = style.find(qn("w:name")) if style is not None else None
        return named.get(qn("w:val"), "").lower() if named is not None else ""

    def lists(self, paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
        """Return what puts a paragraph in a list, the nearest first; empty for one in none."""
        return numbered(self._properties(paragraph))

    def centres(self, paragraph: BaseOxmlElement) -> bool:
        """Return whether a paragraph is centred."""
        told = (properties.find(qn("w:jc")) for properties in self._properties(paragraph))
        nearest = next((placed for placed in told if placed is not None), None)
        return nearest is not None and nearest.get(qn("w:val")) == "center"

    def _properties(self, paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
        """Return what a paragraph says of itself, then what its style and those below it do."""
        own = paragraph.find(qn("w:pPr"))
        return [*([own] if own is not None else []), *self.based(style_of(paragraph), "w:pPr")]

    def sets_apart(self, style: str | None, part: str) -> bool:
        """Return whether the style of a table sets a part of it apart, such as its "firstRow"."""
        parts = (said.get(qn("w:type")) for below in self._chain(style) for said in below.iter(qn("w:tblStylePr")))
        return part in parts

    def based(self, name: str | None, tag: str) -> Iterator[BaseOxmlElement]:
        """Yield what a style and those below it say under a tag, the nearest first."""
        for style in self._chain(name):
            if (properties := style.find(qn(tag))) is not None:
                yield properties

    def _chain(self, name: str | None) -> Iterator[BaseOxmlElement]:
        seen: set[str] = set()
        while name is not None and name not in seen and name in self._styles:
            seen.add(name)
            style = self._styles[name]
            yield style
            below = style.find(qn("w:basedOn"))
            name = below.get(qn("w:val")) if below is not None else None


def _said(properties: BaseOxmlElement | None, tag: str) -> str | None:
    mark = properties.find(qn(tag)) if properties is not None else None
    return mark.get(qn("w:val"), "on") if mark is not None else None


def numbered(properties: Iterable[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return what properties of paragraphs say of lists."""
    return [place for said in properties if (place := said.find(qn("w:numPr"))) is not None]


def style_of(element: BaseOxmlElement, properties: str = "w:pPr", style: str = "w:pStyle") -> str | None:
    """Return the style that a paragraph, or another element with properties, names."""
    own = element.find(qn(properties))
    named = own.find(qn(style)) if own is not None else None
    return named.get(qn("w:val")) if named is not None else None
