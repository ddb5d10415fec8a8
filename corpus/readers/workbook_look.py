"""How an .xlsx looks: which rows and columns it hides, and in which format it prints its numbers.

Calamine gives the values alone. Only attributes are read here, by expat, which keeps nothing of what it has read.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from corpus.readers.number_formats import BUILT_IN

_BOOK = "xl/workbook.xml"
_RELATED = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_ON = frozenset({"1", "true"})
_MOST_COLUMNS = 16_384
_Attributes = Mapping[str, str]


@dataclass(slots=True)
class Look:
    """How one sheet looks; rows and columns are counted from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)  # the code, by row and column


class _Doctype(Exception):
    """A part declares entities: no program that writes workbooks does."""


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    _Doctype,
)


def looks_of(data: bytes) -> Mapping[str, Look] | None:
    """Return how each sheet looks by its name, {} for a file that is no .xlsx; None where a part cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if _BOOK not in book.namelist():
                return {}
            codes = _codes(book)
            return {name: _look(book, part, codes) for name, part in _sheets(book)}
    except _BROKEN:
        return None


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and that of its part."""
    parts: dict[str, str] = {}
    _read(book, _RELATED, {"Relationship": lambda a: parts.update({a["Id"]: posixpath.join("/xl", a["Target"])[1:]})})
    names: list[tuple[str, str]] = []
    _read(book, _BOOK, {"sheet": lambda a: names.append((a["name"], _related(a)))})
    yield from ((name, posixpath.normpath(parts[related])) for name, related in names if related in parts)


def _related(sheet: _Attributes) -> str:
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _codes(book: zipfile.ZipFile) -> list[str]:
    """Return the code of the number format for each style of a cell, "" for those that print numbers as they are."""
    if _STYLES not in book.namelist():
        return []
    own: dict[int, str] = {}
    found: list[str] = []
    of_cells = False

    def begin(_: _Attributes) -> None:
        nonlocal of_cells
        of_cells = True

    def end(_: _Attributes) -> None:
        nonlocal of_cells
        of_cells = False

    def style(attributes: _Attributes) -> None:
        if of_cells:
            number = int(attributes.get("numFmtId", "0"))
            found.append(own.get(number, BUILT_IN.get(number, "")))

    tags: dict[str, Callable[[_Attributes], object]] = {
        "numFmt": lambda a: own.update({int(a["numFmtId"]): a["formatCode"]}),
        "cellXfs": begin,
        "cellStyles": end,
        "xf": style,
    }
    _read(book, _STYLES, tags)
    return found


def _look(book: zipfile.ZipFile, part: str, codes: list[str]) -> Look:
    look = Look()
    row = column = -1

    def columns(attributes: _Attributes) -> None:
        if attributes.get("hidden") in _ON:
            last = min(int(attributes["max"]), _MOST_COLUMNS)
            look.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def begin_row(attributes: _Attributes) -> None:
        nonlocal row, column
        row = int(attributes["r"]) - 1 if "r" in attributes else row + 1
        column = -1
        if attributes.get("hidden") in _ON:
            look.hidden_rows.add(row)

    def cell(attributes: _Attributes) -> None:
        nonlocal column
        column = _column(attributes["r"]) if "r" in attributes else column + 1
        style = int(attributes.get("s", "0"))
        if style < len(codes) and codes[style] and attributes.get("t", "n") == "n":
            look.formats[row, column] = codes[style]

    _read(book, part, {"col": columns, "row": begin_row, "c": cell})
    return look


def _column(place: str) -> int:
    """Return the column of a place such as "AB12"."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1


def _read(book: zipfile.ZipFile, part: str, tags: Mapping[str, Callable[[_Attributes], object]]) -> None:
    """Hand the attributes of each element to what takes its tag."""

    def start(name: str, attributes: dict[str, str]) -> None:
        take = tags.get(name.rpartition(":")[2])
        if take:
            take(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    with book.open(part) as file:
        parser.ParseFile(file)


def _refuse(*_: object) -> None:
    raise _Doctype
