"""Word (.docx) by python-docx: headings, paragraphs, lists and tables in the order of the page."""

import io
import re
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus.errors import UnreadableFile
from corpus.model import BlockKind, Content
from corpus.readers.archives import check_archive
from corpus.readers.builder import ContentBuilder
from corpus.readers.superscripts import superscript
from corpus.readers.tables import Cell, table_rows
from corpus.readers.word_headers import marked_rows

_DEEPEST = 8  # levels of a list
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
        builder = ContentBuilder()
        for item in document.iter_inner_content():
            if isinstance(item, Paragraph):
                _paragraph(builder, item)
            else:
                _table(builder, item)
        title = (document.core_properties.title or "").strip()
        return builder.build(title or _title(document))


def _title(document: Document) -> str | None:
    """Return the paragraph in the style "Title", if there is one."""
    titles = (p.text.strip() for p in document.paragraphs if _style(p) == "title")
    return next((text for text in titles if text), None)


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def _paragraph(builder: ContentBuilder, paragraph: Paragraph) -> None:
    text = " ".join(_text(paragraph).split())
    if match := _HEADING_STYLE.match(_style(paragraph)):
        builder.add(BlockKind.HEADING, text, level=int(match.group(1) or 1))
    elif (level := _list_level(paragraph)) is not None:
        builder.add(BlockKind.LIST_ITEM, text, level=level, marker="  " * level + "- ")
    else:
        builder.add(BlockKind.PARAGRAPH, text)


def _text(paragraph: Paragraph) -> str:
    """Return a paragraph's words, links included; raised numbers become Unicode superscripts."""
    parts = []
    for item in paragraph.iter_inner_content():
        runs = item.runs if hasattr(item, "runs") else [item]
        seen = (run for run in runs if not run.font.hidden)
        parts += [superscript(run.text) if run.font.superscript else run.text for run in seen]
    return "".join(parts)


def _list_level(paragraph: Paragraph) -> int | None:
    """Return the nesting of a list item from 0, None for what is no item."""
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx has no public way to a paragraph's numbering
    numbering: Any = properties.numPr if properties is not None else None
    if numbering is not None:
        return min(int(numbering.ilvl.val), _DEEPEST) if numbering.ilvl is not None else 0
    return 0 if _style(paragraph).startswith("list") else None


def _table(builder: ContentBuilder, table: Table) -> None:
    """Add a table row by row under the names of its columns; a table of one column is text."""
    cells: dict[object, Cell] = {}
    marked = marked_rows(table)
    rows = [[_cell(cell, cells, names=i < marked) for cell in row.cells] for i, row in enumerate(table.rows)]
    if all(len(row) == 1 for row in rows):
        for row in rows:
            builder.add(BlockKind.PARAGRAPH, row[0].text)
        return
    for text in table_rows(rows):
        builder.add(BlockKind.TABLE_ROW, text)


def _cell(cell: _Cell, known: dict[object, Cell], *, names: bool) -> Cell:
    """Return the cell; python-docx gives a merged one in every place that it covers, with one element."""
    element = cell._tc  # noqa: SLF001 - merged cells share their element and nothing public
    if element not in known:
        known[element] = Cell(_cell_text(cell), names)
    return known[element]


def _cell_text(cell: _Cell) -> str:
    return " ".join(" ".join(_text(paragraph).split()) for paragraph in cell.paragraphs).strip()
