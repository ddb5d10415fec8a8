"""Which reader takes which file: what the bytes are comes first, then the name."""

import importlib
from pathlib import PurePath

from corpus.errors import UnreadableFile
from corpus.model import Content
from corpus.readers import Reader
from corpus.readers.archives import check_archive
from corpus.readers.refused import by_beginning, by_name, by_parts
from corpus.readers.run_in import with_run_in_headings

# format -> module and class; a reader is imported when its format turns up, since each brings a library of its own
_READERS = {
    "pdf": ("corpus.readers.pdf.reader", "PdfReader"),
    "word": ("corpus.readers.word.reader", "WordReader"),
    "slides": ("corpus.readers.slides.reader", "SlidesReader"),
    "workbook": ("corpus.readers.workbook.reader", "WorkbookReader"),
    "csv": ("corpus.readers.delimited", "CsvReader"),
    "html": ("corpus.readers.web.reader", "WebReader"),
    "mail": ("corpus.readers.mail.reader", "MailReader"),
    "markdown": ("corpus.readers.markdown.reader", "MarkdownReader"),
    "text": ("corpus.readers.plain.reader", "TextReader"),
}
_BY_SUFFIX = {
    ".csv": "csv",
    ".eml": "mail",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".text": "text",
    ".tsv": "csv",
    ".txt": "text",
    ".xhtml": "html",
}
PLAIN_SUFFIXES = tuple(suffix for suffix, form in _BY_SUFFIX.items() if form in {"markdown", "text"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office files before 2007, and encrypted ones since
_OLE_DIRECTORY = 200_000  # bytes in which the names of streams are looked for, from each end
BEGINNING = 1024  # bytes that tell the format; PDF readers allow "%PDF-" anywhere in them


def read_file(data: bytes, name: str) -> Content:
    """Return the content of a file. Raises UnreadableFile, also for a format that we do not read."""
    if not data.strip():
        raise UnreadableFile(name, "empty")
    module, reader = _READERS[format_of(data, name)]
    instance: Reader = getattr(importlib.import_module(module), reader)()
    try:
        return with_run_in_headings(instance.read(data, name))
    except (UnreadableFile, MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - readers are other people's code fed with anyone's bytes
        # the error's own words may hold the file's text, so only its kind is told
        raise UnreadableFile(name, f"damaged in a way its reader does not know ({type(error).__name__})") from None


def refusal_of(beginning: bytes, name: str) -> str | None:
    """Return why a file that begins like this is not read, where its beginning and its name tell; else None."""
    if beginning.startswith((b"PK", _OLE)):  # what is in it decides
        return None
    if not beginning:
        return "empty"
    try:
        format_of(beginning, name)
    except UnreadableFile as error:
        return error.reason
    return None


def format_of(data: bytes, name: str) -> str:
    """Return the name of a file's format. Raises UnreadableFile for one that is not read, naming what to convert to."""
    if b"%PDF-" in data[:BEGINNING]:
        return "pdf"
    if data.startswith(b"PK"):
        return _in_archive(data, name)
    if data.startswith(_OLE):
        return _in_ole(data, name)
    if reason := by_beginning(data):
        raise UnreadableFile(name, reason)
    if data[:BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return _by_name(name)


def _by_name(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _BY_SUFFIX:
        raise UnreadableFile(name, by_name(name))
    return _BY_SUFFIX[suffix]


def _in_archive(data: bytes, name: str) -> str:
    names = check_archive(data, name)
    if "word/document.xml" in names:
        return "word"
    if any(n.startswith(("xl/workbook", "xl/worksheets/")) for n in names):
        return "workbook"
    if any(n.startswith("ppt/") for n in names):
        return "slides"
    if "content.xml" in names and name.lower().endswith(".ods"):
        return "workbook"
    raise UnreadableFile(name, by_parts(names, name))


def _in_ole(data: bytes, name: str) -> str:
    directory = data[:_OLE_DIRECTORY] + data[-_OLE_DIRECTORY:]

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in directory

    if holds("EncryptedPackage"):
        raise UnreadableFile(name, "encrypted: it opens with a password only; save it without one")
    if holds("Workbook") or holds("Book"):
        return "workbook"
    if holds("WordDocument"):
        raise UnreadableFile(name, "Word before 2007 (.doc); save it as .docx")
    if holds("PowerPoint Document"):
        raise UnreadableFile(name, "PowerPoint before 2007 (.ppt); save it as .pptx")
    if holds("__properties_version1.0"):
        raise UnreadableFile(name, "an e-mail of Outlook (.msg); save it as .eml or .pdf")
    raise UnreadableFile(name, "an Office file before 2007; save it as .docx, .xlsx or .pdf")
