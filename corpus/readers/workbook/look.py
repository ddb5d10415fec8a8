"""How an .xlsx looks: which rows and columns it hides, in which format it prints its numbers, what it does not tell.

Calamine gives the values alone: where a formula has none, or an error, it gives an empty cell.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.folder import escaped
from corpus.plurals import counted
from corpus.readers.workbook.beside import beside_cells
from corpus.readers.workbook.parts import BROKEN, Attributes, Tags, TakesText, read_part, related_parts
from corpus.readers.workbook.styles import format_codes

_BOOK = "xl/workbook.xml"
_ON = frozenset({"1", "true"})
_MOST_COLUMNS = 16_384
_ERROR = "e"  # the type of a cell whose value is one
_TEXT = "str"  # that of a formula whose value is text, perhaps none
_UNCOMPUTED = "without a value left out; open and save the workbook in Excel or LibreOffice"
_ERRORS = "with an error (such as #N/A) left out; mend"


@dataclass(slots=True)
class Look:
    """How one sheet looks; rows and columns are counted from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)  # the code, by row and column
    uncomputed: set[tuple[int, int]] = field(default_factory=set)  # formulas that no program has computed yet
    errors: set[tuple[int, int]] = field(default_factory=set)  # cells with an error in place of a value
    beside: tuple[str, ...] = ()  # how many there are of what is not read

    def shown(self, cells: set[tuple[int, int]]) -> int:
        """Return how many of some cells are not hidden."""
        return sum(row not in self.hidden_rows and column not in self.hidden_columns for row, column in cells)


def looks_of(data: bytes) -> Mapping[str, Look] | None:
    """Return how each sheet looks by its name, {} for a file that is no .xlsx; None where a part cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if _BOOK not in book.namelist():
                return {}
            codes, zeros = format_codes(book), _is_to_be_computed(book)
            return {name: _look(book, part, codes, zeros=zeros) for name, part in _sheets(book)}
    except BROKEN:
        return None


def remarks(sheet: str, look: Look) -> Iterator[str]:
    """Yield what a sheet holds that is not read, or is nothing that could be, with what mends it."""
    told = f'sheet "{escaped(sheet)}":'
    if uncomputed := look.shown(look.uncomputed):
        yield f"{told} {counted(uncomputed, 'formula')} {_UNCOMPUTED}"
    if errors := look.shown(look.errors):
        yield f"{told} {counted(errors, 'cell')} {_ERRORS} {'its formula' if errors == 1 else 'their formulas'}"
    for what in look.beside:
        yield f"{told} {what} not read; put into cells what is to be found"


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and that of its part."""
    parts = {identifier: part for identifier, _, part in related_parts(book, _BOOK)}
    if not parts:
        raise LookupError
    names: list[tuple[str, str]] = []
    read_part(book, _BOOK, {"sheet": lambda a: names.append((a["name"], _related(a)))})
    yield from ((name, parts[related]) for name, related in names if related in parts)


def _is_to_be_computed(book: zipfile.ZipFile) -> bool:
    """Return whether the program that wrote it left the computing to Excel: its zeros are none."""
    said: list[Attributes] = []
    read_part(book, _BOOK, {"calcPr": said.append})
    return any(one.get("fullCalcOnLoad") in _ON for one in said)


def _related(sheet: Attributes) -> str:
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _look(book: zipfile.ZipFile, part: str, codes: Sequence[str], *, zeros: bool) -> Look:
    cells = _Cells(codes, Look(beside=tuple(beside_cells(book, part))), zeros=zeros)
    read_part(book, part, cells.tags())
    return cells.look


class _Cells:
    """Follows the cells of a sheet; where `zeros` is set, formulas whose value is 0 are not computed yet."""

    def __init__(self, codes: Sequence[str], look: Look, *, zeros: bool) -> None:
        self.look = look
        self._codes = codes
        self._no_values = ("", "0") if zeros else ("",)
        self._row = self._column = -1
        self._kind = ""  # of the cell, "" outside of one

    def tags(self) -> Tags:
        """Return what takes which element."""
        return {
            "col": self._hidden,
            "row": self._begin_row,
            "c": self._cell,
            "f": self._formula,
            "v": self._value,
            "extLst": self._end,
        }

    def _hidden(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _ON:
            last = min(int(attributes["max"]), _MOST_COLUMNS)
            self.look.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _ON:
            self.look.hidden_rows.add(self._row)

    def _cell(self, attributes: Attributes) -> None:
        self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
        self._kind = attributes.get("t", "n")
        style = int(attributes.get("s", "0"))
        if self._kind == _ERROR:
            self.look.errors.add((self._row, self._column))
        if style < len(self._codes) and self._codes[style] and self._kind == "n":
            self.look.formats[self._row, self._column] = self._codes[style]

    def _formula(self, _: Attributes) -> None:
        if self._kind not in {_ERROR, ""}:
            self.look.uncomputed.add((self._row, self._column))

    def _value(self, _: Attributes) -> TakesText | None:
        if (self._row, self._column) not in self.look.uncomputed:
            return None
        if self._kind == _TEXT:
            self._computed()
            return None
        return lambda text: None if text.strip() in self._no_values else self._computed()

    def _end(self, _: Attributes) -> None:
        self._kind = ""  # the formulas of rules for colours and entries come behind the cells

    def _computed(self) -> None:
        self.look.uncomputed.discard((self._row, self._column))


def _column(place: str) -> int:
    """Return the column of a place such as "AB12"."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1
