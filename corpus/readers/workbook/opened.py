"""Which rows and columns an .ods hides, or filters out; calamine tells of its sheets alone."""

import io
import zipfile
from collections.abc import Mapping

from corpus.readers.workbook.look import Look
from corpus.readers.workbook.parts import BROKEN, Attributes, Tags, read_part

_CONTENT = "content.xml"
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576


def open_looks_of(data: bytes) -> Mapping[str, Look] | None:
    """Return how each sheet looks by its name, {} for a file that is no .ods; None where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if _CONTENT not in book.namelist():
                return {}
            sheets = _Sheets()
            read_part(book, _CONTENT, sheets.tags())
            return sheets.looks
    except BROKEN:
        return None


class _Sheets:
    """Follows the rows of all sheets; a row or column may stand for many that are alike."""

    def __init__(self) -> None:
        self.looks: dict[str, Look] = {}
        self._look = Look()
        self._rows: range | None = None  # that are hidden, until words are found in them
        self._row = self._column = 0  # the next

    def tags(self) -> Tags:
        """Return what takes which element."""
        return {"table": self._sheet, "table-column": self._columns, "table-row": self._begin_row, "p": self._words}

    def _sheet(self, attributes: Attributes) -> None:
        self._look = self.looks.setdefault(_said(attributes, "name"), Look())
        self._row, self._column, self._rows = 0, 0, None

    def _columns(self, attributes: Attributes) -> None:
        end = self._column + _repeated(attributes, "number-columns-repeated")
        if _said(attributes, "visibility") in _HIDDEN:
            self._look.hidden_columns.update(range(self._column, min(end, _MOST_COLUMNS)))
        self._column = end

    def _begin_row(self, attributes: Attributes) -> None:
        end = self._row + _repeated(attributes, "number-rows-repeated")
        is_hidden = _said(attributes, "visibility") in _HIDDEN
        self._rows = range(self._row, min(end, _MOST_ROWS)) if is_hidden else None
        self._row = end

    def _words(self, _: Attributes) -> None:
        """Take note of the rows that words stand in: a million empty ones below a sheet are often hidden."""
        if self._rows is not None:
            self._look.hidden_rows.update(self._rows)
            self._rows = None


def _said(attributes: Attributes, name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _repeated(attributes: Attributes, name: str) -> int:
    return int(_said(attributes, name) or 1)
