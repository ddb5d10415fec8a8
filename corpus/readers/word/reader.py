"""Word (.docx) by python-docx: headings, paragraphs, lists and tables in the order of the page."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby, takewhile
from typing import NamedTuple

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus.errors import UnreadableFile
from corpus.model import BlockKind, Content
from corpus.readers.archives import check_archive
from corpus.readers.builder import ContentBuilder
from corpus.readers.headings import may_head
from corpus.readers.left_out import running_heads
from corpus.readers.letters import Letter
from corpus.readers.markers import marked
from corpus.readers.superscripts import superscripts
from corpus.readers.tables import Cell, table_rows
from corpus.readers.word.headers import marked_rows
from corpus.readers.word.lines import own_lines
from corpus.readers.word.links import addresses
from corpus.readers.word.notes import Entry, called_notes, citing, place
from corpus.readers.word.numbers import Item, Numbers
from corpus.readers.word.styles import Styles
from corpus.readers.word.titles import title_of
from corpus.readers.word.unread import heads, unread
from corpus.readers.word.view import show

_CONTENTS = "toc "  # the styles of a table of contents, which only repeats the headings
_NOTES = "Notes"  # the heading of the list of notes, which Word prints without one
_TEXTS_KEPT = 4  # of paragraphs: each is asked for as the one below another, and then for itself
_LIST = "list"  # how the names of Word's own styles of lists begin
_HEADING_STYLE = re.compile(r"^heading (\d)$|^title$", re.IGNORECASE)


class WordReader:
    """Reads Word documents since 2007."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile for what is no Word document, or a bomb."""
        check_archive(data, name)
        try:
            document = docx.Document(io.BytesIO(data))
        except (PackageNotFoundError, KeyError, SyntaxError, ValueError, zipfile.BadZipFile) as error:
            raise UnreadableFile(name, "no valid Word document; save it again as .docx") from error
        styles = Styles(document.styles.element)
        body = document.element.body
        links = addresses(document)
        seen = tuple(show(body, styles))
        running = tuple(heads(document, styles))
        remarks = (*seen, *unread(body), *running_heads([line.replace("\t", " ") for line in running]))
        known = _Known(title_of(document, styles), links)
        content = replace(_content(document, styles, known), title=known.title, notes=remarks, running=running)
        notes, of_notes = called_notes(document, styles)
        if not notes:
            return content
        entries = place(notes, citing(document, notes, content), styles)
        cited = _content(document, styles, known, entries)
        return replace(cited, title=content.title, notes=(*remarks, *of_notes), running=running)


class _Known(NamedTuple):
    """What is known of a document before its paragraphs are read."""

    title: str | None
    links: Mapping[BaseOxmlElement, str]  # where those of a paragraph lead


def _content(document: Document, styles: Styles, known: _Known, entries: Sequence[Entry] = ()) -> Content:
    """Return what a document says, and below it its references."""
    walk = _Walk(styles, Numbers(_numbering(document), styles), known)
    walk.visit(document)
    walk.list_notes(entries)
    return walk.builder.build()


def _numbering(document: Document) -> BaseOxmlElement | None:
    """Return what tells how lists are numbered, if the document has it."""
    related = (rel for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING)
    return next((getattr(rel.target_part, "element", None) for rel in related if not rel.is_external), None)


class _Walk:
    """Follows paragraphs and tables and collects blocks."""

    def __init__(self, styles: Styles, numbers: Numbers, known: _Known) -> None:
        self.builder = ContentBuilder()
        self._styles = styles
        self._numbers = numbers
        self._title, self._links = known
        self._level = 0  # of the last heading in a style
        self._letter = Letter()
        self._text = lru_cache(maxsize=_TEXTS_KEPT)(self._read)

    def visit(self, holder: Document | _Cell) -> None:
        """Take in what a document or a cell holds."""
        for item in holder.iter_inner_content():
            if isinstance(item, Paragraph):
                self._paragraph(item._p)  # noqa: SLF001 - python-docx tells nothing of lists and of styles below styles
            else:
                self._table(item)

    def list_notes(self, entries: Sequence[Entry]) -> None:
        """Add the notes that are references as their list."""
        if entries:
            self.builder.add(BlockKind.HEADING, _NOTES, level=1)
        for number, paragraphs in entries:
            text = " ".join(map(self._text, paragraphs))
            self.builder.add(BlockKind.LIST_ITEM, text, marker=f"{number}. ")

    def _paragraph(self, paragraph: BaseOxmlElement) -> None:
        style, text, item = self._styles.name(paragraph), self._text(paragraph), self._numbers.item(paragraph)
        if style.startswith(_CONTENTS) or not text:
            return
        frames = self._letter.frames(text, self._below(paragraph))
        if self.builder.empty and text == self._title:  # which is shown before each section
            return
        if match := _HEADING_STYLE.match(style):
            self._level = int(match.group(1) or 1)
            self.builder.add(BlockKind.HEADING, text, level=self._level)
        elif item or style.startswith(_LIST):
            level, label = item or Item(0, "")
            marker = "  " * level + f"{label or '-'} "
            self.builder.add(BlockKind.LIST_ITEM, text, level=level, marker=marker, link=self._links.get(paragraph))
        elif self._is_bold(paragraph) and may_head(text) and not frames:
            self.builder.add(BlockKind.HEADING, text, level=self._level + 1)
        elif listed := own_lines(self._printed(paragraph)):
            self._add_lines(listed)
        else:
            self.builder.add(BlockKind.PARAGRAPH, text, link=self._links.get(paragraph))

    def _add_lines(self, lines: Sequence[str]) -> None:
        for line in lines:
            if marker := marked(line):
                self.builder.add(BlockKind.LIST_ITEM, line[marker.end() :], marker=marker.group())
            else:
                self.builder.add(BlockKind.PARAGRAPH, line)

    def _below(self, paragraph: BaseOxmlElement) -> str | None:
        """Return the words of the next paragraph that has any, None where none has or a table is before it."""
        siblings = takewhile(lambda sibling: sibling.tag != qn("w:tbl"), paragraph.itersiblings())
        texts = (self._text(sibling) for sibling in siblings if sibling.tag == qn("w:p"))
        return next(filter(None, texts), None)

    def _read(self, paragraph: BaseOxmlElement) -> str:
        """Return a paragraph's words in one line."""
        return " ".join(self._printed(paragraph).split())

    def _printed(self, paragraph: BaseOxmlElement) -> str:
        """Return a paragraph's words line by line; raised numbers become Unicode superscripts."""
        runs = groupby(paragraph.iterchildren(qn("w:r")), key=self._is_raised)
        parts = (
            superscripts([run.text for run in beside]) if up else "".join(run.text for run in beside)
            for up, beside in runs
        )
        return "".join(parts)

    def _is_bold(self, paragraph: BaseOxmlElement) -> bool:
        """Return whether all words are in bold, as where an author set a heading without its style."""
        runs = [run for run in paragraph.iterchildren(qn("w:r")) if run.text.strip()]
        return bool(runs) and all(self._styles.says(run, "w:b") for run in runs)

    def _is_raised(self, run: BaseOxmlElement) -> bool:
        return self._styles.value(run, "w:vertAlign") == "superscript"

    def _table(self, table: Table) -> None:
        """Add a table row by row under the names of its columns; a table of one column is text."""
        rows = [row.cells for row in table.rows]
        if _is_column(rows):
            for cell in {cell._tc: cell for row in rows for cell in row}.values():  # noqa: SLF001 - as in _cell
                self.visit(cell)
            return
        for text in table_rows(self._rows(table, rows)):
            self.builder.add(BlockKind.TABLE_ROW, text)

    def _inner_rows(self, table: Table) -> Iterable[str]:
        rows = [row.cells for row in table.rows]
        laid = self._rows(table, rows)
        return (
            chain.from_iterable((row[0].text, *row[0].inner) for row in laid) if _is_column(rows) else table_rows(laid)
        )

    def _rows(self, table: Table, rows: Sequence[Sequence[_Cell]]) -> list[list[Cell]]:
        cells: dict[object, Cell] = {}
        marked = marked_rows(table, rows, self._styles)
        return [[self._cell(cell, cells, names=i < marked) for cell in row] for i, row in enumerate(rows)]

    def _cell(self, cell: _Cell, known: dict[object, Cell], *, names: bool) -> Cell:
        """Return the cell; python-docx gives a merged one in every place that it covers, with one element."""
        element = cell._tc  # noqa: SLF001 - merged cells share their element and nothing public
        if element not in known:
            text = " ".join(filter(None, map(self._numbered, element.iterchildren(qn("w:p")))))
            inner = [row for table in cell.tables for row in self._inner_rows(table) if row]
            known[element] = Cell(text, names, inner=inner)
        return known[element]

    def _numbered(self, paragraph: BaseOxmlElement) -> str:
        """Return the words of a paragraph in a cell, the number of its list before them."""
        item = self._numbers.item(paragraph)
        return f"{item.label if item else ''} {self._text(paragraph)}".strip()


def _is_column(rows: Sequence[Sequence[_Cell]]) -> bool:
    return all(len(row) == 1 for row in rows)
