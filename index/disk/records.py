"""Files of records: written once, read where they lie, and checked when read.

The records of a document stand together, so that its passages are read in one go. A place is
(generation that wrote the file << 40) + offset, which Tantivy keeps as a number beside the postings.
"""

import mmap
import os
import threading
import weakref
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from corpus.later import Later
from corpus.model import Passage
from index.disk.encoding import UNREADABLE, decode_text
from index.disk.files import sync_file
from index.disk.passage_records import HEADER, Header, content_size, decode_passage, encode_passage
from index.errors import DamagedIndexError, read_error
from index.writer import DocumentRecord

_MOST_RECORDS = 2_048  # bytes that hold most records whole
_MAPPED_UP_TO = 128_000_000  # bytes
_OFFSET_BITS = 40
_OFFSET_MASK = (1 << _OFFSET_BITS) - 1


def record_file(generation: int) -> str:
    """Return the name of the file of records that a generation wrote."""
    return f"records-{generation}.dat"


def place(generation: int, offset: int) -> int:
    """Return where a record stands, as one number."""
    return (generation << _OFFSET_BITS) | offset


def generation_of(at: int) -> int:
    """Return the generation whose file holds the record."""
    return at >> _OFFSET_BITS


def offset_of(at: int) -> int:
    """Return the byte at which the record begins in its file."""
    return at & _OFFSET_MASK


class RecordWriter:
    """Appends records to a new file."""

    def __init__(self, folder: Path, generation: int) -> None:
        self._generation, self._offset = generation, 0
        self._path = folder / record_file(generation)
        self._file = self._path.open("wb")

    def append(self, passages: Sequence[Passage], record: DocumentRecord) -> tuple[int, list[int]]:
        """Write the passages of a document; return the place of the first and the length of each."""
        encoded = [encode_passage(passage, record) for passage in passages]
        first = place(self._generation, self._offset)
        self._file.write(b"".join(encoded))
        lengths = [len(item) for item in encoded]
        self._offset += sum(lengths)
        return first, lengths

    def so_far(self) -> "RecordFile":
        """Return what was appended up to now."""
        self._file.flush()
        return RecordFile(self._path)

    def finish(self) -> None:
        """Sync and close the file."""
        sync_file(self._file)
        self._file.close()

    def abandon(self) -> None:
        """Close the file; it will be removed."""
        with suppress(OSError):  # a full disk does not take what is still in the buffer
            self._file.close()


class RecordFile:
    """A finished file of records. Safe to share between threads.

    A small file is mapped. A large one is read: around each record that is asked for, a map would bring in sixteen
    pages that are not.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDONLY)
        self._size = os.fstat(self._file).st_size
        self._map: mmap.mmap | None = None
        if 0 < self._size <= _MAPPED_UP_TO:
            self._map = mmap.mmap(self._file, 0, access=mmap.ACCESS_READ)
            os.close(self._file)  # a map holds the file by itself
        else:
            weakref.finalize(self, os.close, self._file)

    def passage_id(self, offset: int) -> str:
        """Return the id of the passage at the offset, unchecked: for ordering."""
        data = self._read(offset)
        end = HEADER.size + self._header(offset, data)[2]
        whole = data if end <= len(data) else self._read(offset, end)
        try:
            return decode_text(whole[HEADER.size : end])
        except UnicodeDecodeError:
            raise DamagedIndexError(self._path, f"the record at byte {offset} is no text") from None

    def passages(self, offset: int, document: DocumentRecord, count: int) -> Sequence[Passage]:
        """Return `count` passages of a document from the offset on, each read when it is looked at.

        Looking at them raises DamagedIndexError.
        """
        return _Passages(self, offset, document, count)

    def after(self, offset: int) -> int:
        """Return where the record behind the one at the offset begins. Raises DamagedIndexError."""
        return offset + HEADER.size + content_size(self._header(offset, self._read(offset, HEADER.size)))

    def passage(self, offset: int, document_of: Callable[[str], DocumentRecord]) -> Passage:
        """Return the passage at the offset; its document is asked for by its doc_id.

        Raises DamagedIndexError, also when its sentences are looked at.
        """
        data = self._read(offset)
        header = self._header(offset, data)
        size = HEADER.size + content_size(header)
        if size > len(data):
            data = self._read(offset, min(size, self._size))
        content = data[HEADER.size : size]
        if size > len(data) or zlib.crc32(content) != header[-1]:
            raise DamagedIndexError(self._path, f"the record at byte {offset} does not fit its checksum")
        try:
            return decode_passage(content, header, document_of, self._path)
        except UNREADABLE:
            raise DamagedIndexError(self._path, f"the record at byte {offset} is no passage") from None

    def _header(self, offset: int, data: bytes) -> Header:
        if len(data) < HEADER.size:
            raise DamagedIndexError(self._path, f"no record at byte {offset} of {self._size}")
        return HEADER.unpack_from(data)

    def _read(self, offset: int, length: int = _MOST_RECORDS) -> bytes:
        """Return the bytes from the offset on, fewer at the end of the file. Raises SearchIndexError."""
        try:
            return self._map[offset : offset + length] if self._map else os.pread(self._file, length, offset)
        except OverflowError:
            raise DamagedIndexError(self._path, f"no record at byte {offset} of {self._size}") from None
        except OSError as error:
            raise read_error(self._path, error) from error


class _Passages(Later[Passage]):
    """The passages of a document, whose records stand one after the other."""

    __slots__ = ("_document", "_file", "_lock", "_offsets")

    def __init__(self, file: RecordFile, offset: int, document: DocumentRecord, count: int) -> None:
        super().__init__(count)
        self._file, self._document = file, document
        self._offsets, self._lock = [offset], threading.Lock()

    def make(self, number: int) -> Passage:
        """Return a passage by its number."""
        with self._lock:
            while len(self._offsets) <= number:
                self._offsets.append(self._file.after(self._offsets[-1]))
        return self._file.passage(self._offsets[number], lambda _: self._document)
