"""Zip archives (.docx, .xlsx): stopped before unpacking where they are bombs or lead out of their folder."""

import io
import zipfile

from corpus.errors import UnreadableFile

_MAX_ENTRIES = 10_000
_MAX_BYTES = 1_000_000_000  # unpacked, all together
_MAX_RATIO = 200  # unpacked to packed, of entries above a megabyte
_MEGABYTE = 1_000_000


def check_archive(data: bytes, name: str) -> frozenset[str]:
    """Return the names in a zip archive. Raises UnreadableFile for what is none, a bomb, or names outside of it."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableFile(name, "damaged: its archive cannot be opened; save it again") from error
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_BYTES:
        raise UnreadableFile(name, "refused: it would unpack to more than a document holds")
    for entry in entries:
        if entry.file_size > _MEGABYTE and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile(name, "refused: a part of it unpacks to hundreds of times its size")
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
            raise UnreadableFile(name, "refused: a part of it names a place outside of it")
    return frozenset(entry.filename for entry in entries)
