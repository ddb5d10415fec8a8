"""The rows of a Word table that its author marked as a header: repeated on each page, bold, shaded or styled so."""

from collections.abc import Sequence
from itertools import takewhile

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell

from corpus.readers.word.styles import Styles, style_of

_FIRST_ROW = 0x20  # in a table's look, as Word wrote it before it named its bits
_UNSHADED = frozenset({None, "auto", "FFFFFF"})
_OFF = frozenset({"0", "false", "off"})
_Rows = Sequence[Sequence[_Cell]]


def marked_rows(table: Table, rows: _Rows, styles: Styles) -> int:
    """Return how many rows at the top are marked; 0 where all are, since that marks nothing."""
    elements = table._tbl.tr_lst  # noqa: SLF001 - nothing public tells of what a row is but of its cells
    pairs = zip(elements, rows, strict=False)
    marked = takewhile(lambda pair: _is_repeated(pair[0]) or _is_set_apart(pair[1], styles), pairs)
    count = sum(1 for _ in marked) or int(_styles_first_row(table, styles))
    return count if count < len(rows) else 0


def _is_repeated(row: BaseOxmlElement) -> bool:
    """Return whether a row stands at the top of each page."""
    properties = row.find(qn("w:trPr"))
    return properties is not None and _is_on(properties.find(qn("w:tblHeader")), "w:val")


def _is_set_apart(row: Sequence[_Cell], styles: Styles) -> bool:
    cells = [cell._tc for cell in row]  # noqa: SLF001 - nothing public tells of shades, and of bold only by the run
    return all(_is_bold(cell, styles) for cell in cells) or all(map(_is_shaded, cells))


def _is_bold(cell: BaseOxmlElement, styles: Styles) -> bool:
    runs = [run for run in cell.iter(qn("w:r")) if run.text.strip()]
    return bool(runs) and all(styles.says(run, "w:b") for run in runs)


def _is_shaded(cell: BaseOxmlElement) -> bool:
    properties = cell.find(qn("w:tcPr"))
    shading = properties.find(qn("w:shd")) if properties is not None else None
    return shading is not None and shading.get(qn("w:fill")) not in _UNSHADED


def _styles_first_row(table: Table, styles: Styles) -> bool:
    """Return whether the table's style sets its first row apart, and the table says that it has one."""
    element = table._tbl  # noqa: SLF001 - see above
    look = element.tblPr.find(qn("w:tblLook"))
    if look is None or not _wants_first_row(look):
        return False
    return styles.sets_apart(style_of(element, "w:tblPr", "w:tblStyle"), "firstRow")


def _wants_first_row(look: BaseOxmlElement) -> bool:
    if look.get(qn("w:firstRow")) is not None:
        return _is_on(look, "w:firstRow")
    try:
        return bool(int(look.get(qn("w:val"), "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _is_on(element: BaseOxmlElement | None, name: str) -> bool:
    return element is not None and element.get(qn(name), "1") not in _OFF
