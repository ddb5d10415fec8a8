"""The parts of an .xlsx, read by expat, which keeps nothing of what it has read."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

Attributes = Mapping[str, str]
TakesText = Callable[[str], None]
Tags = Mapping[str, Callable[[Attributes], TakesText | None]]  # what takes an element, and perhaps its text then


class _Doctype(Exception):
    """A part declares entities: no program that writes workbooks does."""


BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    _Doctype,
)


def read_part(book: zipfile.ZipFile, part: str, tags: Tags) -> None:
    """Hand the attributes of each element to what takes its tag, and the text of those that ask for it.

    Most cells of a sheet are passed over without a call for their text. Raises one of BROKEN.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        take = tags.get(name.rpartition(":")[2])
        wants = take(attributes) if take else None
        if wants:
            _collect(parser, wants)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    with book.open(part) as file:
        parser.ParseFile(file)


def _collect(parser: expat.XMLParserType, wants: TakesText) -> None:
    """Give what stands up to the next end of an element."""
    found: list[str] = []

    def end(_: str) -> None:
        parser.CharacterDataHandler = parser.EndElementHandler = None
        wants("".join(found))

    parser.CharacterDataHandler = found.append
    parser.EndElementHandler = end


def _refuse(*_: object) -> None:
    raise _Doctype


def related_parts(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield the identifier, the kind and the name of each part that a part leads to; none where it leads to none."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in book.namelist():
        return
    found: list[Attributes] = []
    read_part(book, listed, {"Relationship": found.append})
    for one in found:
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one["Target"]))
            yield one["Id"], one.get("Type", "").rpartition("/")[2], target[1:]
