"""How a paragraph of a slide is set: as it says itself, else its shape, the shape's place in the layout, the master."""

from collections.abc import Iterator

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.slides.shapes import placeholder

_BULLETS = tuple(map(qn, ("a:buNone", "a:buChar", "a:buAutoNum", "a:buBlip")))
TITLES = frozenset({"title", "ctrTitle"})
_OFF = frozenset({"0", "false"})
_DEEPEST = 8  # level, from 0


class SlideStyles:
    """What a layout, and the master below it, say of the shapes of their slides."""

    def __init__(self, layout: BaseOxmlElement, master: BaseOxmlElement) -> None:
        self._places = {ph.get("idx", "0"): shape for shape, ph in _places(layout)}
        self._kinds = {ph.get("type", "obj"): shape for shape, ph in reversed(list(_places(master)))}
        self._master = master

    def kind(self, shape: BaseOxmlElement) -> str | None:
        """Return what a shape is for, such as "title" or "body", None for one that its author drew."""
        own = placeholder(shape)
        if own is None:
            return None
        place = self._places.get(own.get("idx", "0"))
        below = placeholder(place) if place is not None else None
        return str(own.get("type") or (below.get("type") if below is not None else None) or "obj")

    def bullet(self, paragraph: BaseOxmlElement, shape: BaseOxmlElement) -> BaseOxmlElement | None:
        """Return what stands before a paragraph, None where nothing does."""
        for said in self._said(paragraph, shape):
            if (bullet := next(said.iterchildren(*_BULLETS), None)) is not None:
                return None if bullet.tag == _BULLETS[0] else bullet
        return None

    def is_bold(self, paragraph: BaseOxmlElement, shape: BaseOxmlElement) -> bool:
        """Return whether all words of a paragraph are in bold."""
        runs = [run for run in paragraph.iterchildren(qn("a:r")) if (run.findtext(qn("a:t")) or "").strip()]
        return bool(runs) and all(self._runs_bold(run, paragraph, shape) for run in runs)

    def _runs_bold(self, run: BaseOxmlElement, paragraph: BaseOxmlElement, shape: BaseOxmlElement) -> bool:
        forms = [run.find(qn("a:rPr")), *(said.find(qn("a:defRPr")) for said in self._said(paragraph, shape))]
        said = next((form.get("b") for form in forms if form is not None and form.get("b") is not None), None)
        return said is not None and said not in _OFF

    def _said(self, paragraph: BaseOxmlElement, shape: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        """Yield what is said of a paragraph, the nearest first."""
        if (own := paragraph.find(qn("a:pPr"))) is not None:
            yield own
        level = qn(f"a:lvl{level_of(paragraph) + 1}pPr")
        for styles in self._styles(shape):
            if (said := styles.find(level)) is not None:
                yield said

    def _styles(self, shape: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        yield from shape.iterfind(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        own = placeholder(shape)
        if own is None:
            return
        kind = "title" if self.kind(shape) in TITLES else "body"
        for place in (self._places.get(own.get("idx", "0")), self._kinds.get(kind)):
            if place is not None:
                yield from place.iterfind(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        yield from self._master.iterfind(f"{qn('p:txStyles')}/{qn(f'p:{kind}Style')}")


def level_of(paragraph: BaseOxmlElement) -> int:
    """Return how deep a paragraph stands among the items of a list, from 0."""
    properties = paragraph.find(qn("a:pPr"))
    said = properties.get("lvl", "0") if properties is not None else "0"
    return min(int(said), _DEEPEST) if said.isascii() and said.isdecimal() else 0


def _places(holder: BaseOxmlElement) -> Iterator[tuple[BaseOxmlElement, BaseOxmlElement]]:
    """Yield the places of a layout or a master, and what tells which they are."""
    for shape in holder.iter(qn("p:sp")):
        if (found := placeholder(shape)) is not None:
            yield shape, found
