"""A slide block by block: its title, the text of its shapes in their order, its tables."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement

from corpus.model import BlockKind
from corpus.readers.builder import ContentBuilder
from corpus.readers.headings import may_head
from corpus.readers.slides.shapes import placeholder, top_of
from corpus.readers.slides.styles import TITLES, SlideStyles, level_of
from corpus.readers.slides.text import Numbering, words_of
from corpus.readers.tables import Cell, laid_out, table_rows

_ON = frozenset({"1", "true"})


class Page:
    """One slide, written block by block."""

    def __init__(self, builder: ContentBuilder, styles: SlideStyles, left_out: Counter[str], number: int) -> None:
        self._builder, self._styles, self._left_out, self._number = builder, styles, left_out, number
        self._level = 1

    def add(self, shapes: Sequence[BaseOxmlElement], level: int) -> str | None:
        """Add a slide, its title first; return that, None where nothing is said."""
        self._level = level
        titles = [shape for shape in shapes if self._styles.kind(shape) in TITLES and self._says(shape)]
        titles = titles[:1] or self._drawn_title(shapes)
        rest = [shape for shape in shapes if shape not in titles]
        title = " ".join(filter(None, (line for shape in titles for line in self.lines(shape))))
        if not title and not any(self._says(shape) for shape in rest):
            return None
        title = title or f"Slide {self._number}"  # as PowerPoint calls it, for it is not under the title before
        self._builder.add(BlockKind.HEADING, title, level=level, page=self._number)
        heads = self._heads_alone(rest)
        for shape in rest:
            self._shape(shape, heads=heads)
        return title

    def lines(self, shape: BaseOxmlElement) -> list[str]:
        """Return the paragraphs of a shape, "" for one without words."""
        return [words_of(paragraph, Counter()) for paragraph in _paragraphs(shape)]

    def _says(self, shape: BaseOxmlElement) -> bool:
        return any(words_of(paragraph, Counter()) for paragraph in shape.iter(qn("a:p")))

    def _drawn_title(self, shapes: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """Return the line that stands above all else on a slide whose title is no title to PowerPoint, if it heads."""
        said = list(filter(self._says, shapes))
        drawn = sorted((top, i) for i, shape in enumerate(said) if (top := top_of(shape)) is not None)
        if len(drawn) < len(said) or len(drawn) < 2 or drawn[0][0] == drawn[1][0]:
            return []
        first = said[drawn[0][1]]
        lines = list(filter(None, self.lines(first)))
        return [first] if len(lines) == 1 and placeholder(first) is None and may_head(lines[0]) else []

    def _heads_alone(self, shapes: Sequence[BaseOxmlElement]) -> bool:
        """Return whether lines in bold head but what belongs to them: nothing else on the slide stands behind it."""
        above, labelled = False, True
        for shape in filter(self._says, shapes):
            bold = [self._is_head(p, shape, text) for p in _paragraphs(shape) if (text := words_of(p, Counter()))]
            if above and not labelled and bold[:1] != [True]:
                return False
            above, labelled = above or any(bold), bool(bold) and all(bold)
        return True

    def _shape(self, shape: BaseOxmlElement, *, heads: bool) -> None:
        """Add what a shape holds; `heads` tells whether lines in bold are headings."""
        for table in shape.iter(qn("a:tbl")):
            self._table(table)
        numbering = Numbering()
        for paragraph in _paragraphs(shape):
            if text := words_of(paragraph, self._left_out):
                self._paragraph(paragraph, shape, text, numbering, heads=heads)

    def _paragraph(
        self, paragraph: BaseOxmlElement, shape: BaseOxmlElement, text: str, numbering: Numbering, *, heads: bool
    ) -> None:
        level, bullet = level_of(paragraph), self._styles.bullet(paragraph, shape)
        label = numbering.label(level, bullet)
        if bullet is not None:
            marker = "  " * level + f"{label or '-'} "
            self._builder.add(BlockKind.LIST_ITEM, text, level=level, marker=marker, page=self._number)
        elif heads and self._is_head(paragraph, shape, text):
            self._builder.add(BlockKind.HEADING, text, level=self._level + 1, page=self._number)
        else:
            self._builder.add(BlockKind.PARAGRAPH, text, page=self._number)

    def _is_head(self, paragraph: BaseOxmlElement, shape: BaseOxmlElement, text: str) -> bool:
        bare = self._styles.bullet(paragraph, shape) is None
        return bare and self._styles.is_bold(paragraph, shape) and may_head(text)

    def _table(self, table: BaseOxmlElement) -> None:
        """Add a table row by row under the names of its columns; a table of one column is text."""
        rows = list(table.iterchildren(qn("a:tr")))
        if all(len(row.findall(qn("a:tc"))) == 1 for row in rows):
            for text in (self._words(cell) for row in rows for cell in row.iterchildren(qn("a:tc"))):
                self._builder.add(BlockKind.PARAGRAPH, text, page=self._number)
            return
        look = table.find(qn("a:tblPr"))
        named = len(rows) > 1 and look is not None and look.get("firstRow") in _ON
        laid = laid_out([[*self._cells(row, names=named and i == 0)] for i, row in enumerate(rows)])
        for text in table_rows(laid):
            self._builder.add(BlockKind.TABLE_ROW, text, page=self._number)

    def _cells(self, row: BaseOxmlElement, *, names: bool) -> Iterator[Cell]:
        """Yield the cells of a row but for the places that a merged one covers."""
        for cell in row.iterchildren(qn("a:tc")):
            if not {cell.get("hMerge"), cell.get("vMerge")} & _ON:
                yield Cell(self._words(cell), names, _span(cell, "gridSpan"), _span(cell, "rowSpan"))

    def _words(self, cell: BaseOxmlElement) -> str:
        return " ".join(filter(None, (words_of(paragraph, self._left_out) for paragraph in cell.iter(qn("a:p")))))


def _span(cell: BaseOxmlElement, name: str) -> int:
    said = cell.get(name, "1")
    return int(said) if said.isascii() and said.isdecimal() else 1


def _paragraphs(shape: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    yield from shape.iterfind(f"{qn('p:txBody')}/{qn('a:p')}")
