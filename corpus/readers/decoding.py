"""Bytes to text: UTF-8, UTF-16, else Windows-1252, or a refusal that names the first bad byte."""

import codecs
import re
import unicodedata

from corpus.errors import UnreadableFile
from corpus.readers.invisible import without_invisible

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v")
_LINE_ENDS = re.compile("\r\n|[\r\f\v\u2028\u2029]")
_MAX_CONTROL_SHARE = 0.005  # a text with more control characters than this is no text
_MAX_HIGH_SHARE = 0.15  # Western prose in Windows-1252 holds far fewer bytes above 0x7F


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text as it is seen, with line ends as "\\n", and notes on how it was read.

    Raises UnreadableFile if it is no text.
    """
    text, notes = _decode(data, name)
    controls = sum(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in text[:100_000])
    if controls > _MAX_CONTROL_SHARE * max(len(text[:100_000]), 1):
        raise UnreadableFile(name, "binary data, expected text; convert it to .txt, .md, .docx or .pdf")
    return without_invisible(_LINE_ENDS.sub("\n", text)), notes


def _decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name), ()
    if b"\0" in data:
        return _without_bom(data, name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _windows(data, error.start, name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            name, f"begins like {encoding} but byte {error.start} does not fit; save it as UTF-8"
        ) from None


def _without_bom(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Read UTF-16 that lost its mark: in Western text every other byte is zero."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    pairs = max(len(data[:4000]) // 2, 1)
    for share, encoding in ((odd / pairs, "utf-16-le"), (even / pairs, "utf-16-be")):
        if share > 0.4 and len(data) % 2 == 0:
            return _strict(data, encoding, name), (f"read as {encoding} without a byte order mark",)
    raise UnreadableFile(name, "binary data, expected text; convert it to .txt, .md, .docx or .pdf")


def _windows(data: bytes, first_bad: int, name: str) -> tuple[str, tuple[str, ...]]:
    high = sum(byte > 0x7F for byte in data)
    if high <= _MAX_HIGH_SHARE * len(data):
        try:
            return data.decode("cp1252"), (f"not UTF-8 (byte {first_bad}), read as Windows-1252",)
        except UnicodeDecodeError:
            pass
    raise UnreadableFile(name, f"neither UTF-8 (byte {first_bad} does not fit) nor Windows-1252; save it as UTF-8")
