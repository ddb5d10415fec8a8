"""The rows of a Word table that its author marked as a header: repeated on each page, bold, shaded or styled so."""

from collections.abc import Iterator
from itertools import takewhile

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell, _Row
from docx.text.run import Run

_FIRST_ROW = 0x20  # in a table's look, as Word wrote it before it named its bits
_UNSHADED = frozenset({None, "auto", "FFFFFF"})
_OFF = frozenset({"0", "false", "off"})


def marked_rows(table: Table) -> int:
    """Return how many rows at the top are marked; 0 where all are, since that marks nothing."""
    rows = list(table.rows)
    count = sum(1 for _ in takewhile(_is_marked, rows)) or int(_styles_first_row(table))
    return count if count < len(rows) else 0


def _is_marked(row: _Row) -> bool:
    return _is_repeated(row) or all(map(_is_bold, row.cells)) or all(map(_is_shaded, row.cells))


def _is_repeated(row: _Row) -> bool:
    """Return whether a row stands at the top of each page."""
    properties = row._tr.trPr  # noqa: SLF001 - python-docx has no public way to it
    return properties is not None and _is_on(properties.find(qn("w:tblHeader")), qn("w:val"))


def _is_bold(cell: _Cell) -> bool:
    runs = [run for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(map(_prints_bold, runs))


def _prints_bold(run: Run) -> bool:
    return bool(run.bold if run.bold is not None else run.style and run.style.font.bold)


def _is_shaded(cell: _Cell) -> bool:
    properties = cell._tc.tcPr  # noqa: SLF001 - see above
    shading = properties.find(qn("w:shd")) if properties is not None else None
    return shading is not None and shading.get(qn("w:fill")) not in _UNSHADED


def _styles_first_row(table: Table) -> bool:
    """Return whether the table's style sets its first row apart, and the table says that it has one."""
    properties = table._tbl.tblPr  # noqa: SLF001 - see above
    look = properties.find(qn("w:tblLook"))
    if look is None or not _wants_first_row(look):
        return False
    parts = (part.get(qn("w:type")) for style in _styles(table) for part in style.findall(qn("w:tblStylePr")))
    return "firstRow" in parts


def _wants_first_row(look: BaseOxmlElement) -> bool:
    if look.get(qn("w:firstRow")) is not None:
        return _is_on(look, qn("w:firstRow"))
    return bool(int(look.get(qn("w:val")) or "0", 16) & _FIRST_ROW)


def _styles(table: Table) -> Iterator[BaseOxmlElement]:
    """Yield the table's style and those that it is based on; a circle of them ends."""
    seen: set[str] = set()
    style = table.style
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style.element
        style = style.base_style


def _is_on(element: BaseOxmlElement | None, name: str) -> bool:
    return element is not None and (element.get(name) or "1") not in _OFF
