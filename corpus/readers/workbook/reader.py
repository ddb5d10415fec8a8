"""Workbooks (.xlsx, .xls, .ods) by python-calamine: the visible sheets, as they are printed."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from corpus.errors import UnreadableFile
from corpus.model import Content
from corpus.plurals import counted
from corpus.readers.archives import check_archive
from corpus.readers.builder import ContentBuilder
from corpus.readers.sheets import Merged, Row, add_table, cell_text
from corpus.readers.workbook.look import Look, looks_of, remarks
from corpus.readers.workbook.number_formats import printed
from corpus.readers.workbook.opened import open_looks_of

_VALUES_ALONE = "values alone are read: 00100 may stand as 100, 20% as 0.2{}, no comment; save it as .xlsx"
_AND_HIDDEN = ", hidden rows as text"
_ZIP = b"PK\x03\x04"


class WorkbookReader:
    """Reads every visible sheet of a workbook as it is printed; a sheet's name is a heading."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile for what is no workbook, encrypted or a bomb."""
        looks: Mapping[str, Look] | None = {}
        told: str | None = None
        if data.startswith(_ZIP):
            check_archive(data, name)
            looks = looks_of(data)
        if looks == {}:
            looks = open_looks_of(data) if data.startswith(_ZIP) else {}
            told = _VALUES_ALONE.format("" if looks else _AND_HIDDEN)
        builder, left_out = ContentBuilder(), LeftOut(unknown=looks is None, values_alone=told)
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            for number, sheet in enumerate(workbook.sheets_metadata, start=1):
                if sheet.visible is not SheetVisibleEnum.Visible:
                    left_out.sheets += 1
                    continue
                opened, look = workbook.get_sheet_by_name(sheet.name), (looks or {}).get(sheet.name, Look())
                left_out.of_sheets += remarks(sheet.name, look)
                rows = _as_printed(opened, look, left_out)
                add_table(builder, sheet.name, rows, page=number, merged=_merged(opened))
        except CalamineError as error:
            raise UnreadableFile(name, _reason(error)) from error
        return builder.build(pages=len(workbook.sheet_names), notes=tuple(left_out.notes()))


@dataclass(slots=True)
class LeftOut:
    """What a workbook holds and does not show."""

    sheets: int = 0
    rows: int = 0
    columns: int = 0
    of_sheets: list[str] = field(default_factory=list)
    unknown: bool = False
    values_alone: str | None = None  # what is to be told where formats are not known

    def notes(self) -> Iterator[str]:
        """Yield what is told of it."""
        for number, what in ((self.sheets, "sheet"), (self.rows, "row"), (self.columns, "column")):
            if number:
                yield f"{counted(number, f'hidden {what}')} left out"
        yield from self.of_sheets
        if self.unknown:
            yield "which rows are hidden and how numbers are printed cannot be read"
        elif self.values_alone:
            yield self.values_alone


def _as_printed(sheet: CalamineSheet, look: Look, left_out: LeftOut) -> Iterator[Row]:
    """Yield the rows as they are printed, hidden ones and the cells of hidden columns empty; count what those hold."""
    left = sheet.start[1] if sheet.start else 0
    columns: set[int] = set()
    for number, cells in enumerate(sheet.iter_rows()):
        if number in look.hidden_rows:
            left_out.rows += any(map(cell_text, cells))
            yield []
            continue
        row: list[object] = list(cells)
        for i, cell in enumerate(cells):
            if left + i in look.hidden_columns:
                columns |= {i} if cell_text(cell) else set()
                row[i] = None
            elif (number, left + i) in look.uncomputed:
                row[i] = None
            elif (number, left + i) in look.formats and isinstance(cell, float | int):
                shown = printed(cell, look.formats[number, left + i])
                row[i] = cell if shown is None else shown
        yield row
    left_out.columns += len(columns)


def _reason(error: CalamineError) -> str:
    if "assword" in str(error) or "ncrypt" in str(error):
        return "encrypted: it opens with a password only; save it without one"
    return "no valid workbook; save it again as .xlsx"


def _merged(sheet: CalamineSheet) -> Merged:
    left = sheet.start[1] if sheet.start else 0
    across, down = dict[int, list[tuple[int, int]]](), dict[int, list[tuple[int, int]]]()
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        if top < bottom:
            down.setdefault(top, []).append((first - left, bottom))
        elif first < last:
            across.setdefault(top, []).append((first - left, last - left))
    return Merged(across, down)
