"""Passages as stored: one record each in an append-only file, read where it lies and checked when read.

    record: length of the body (u32) · number of sentences (u32) · lengths of the ids (u16 each) · CRC-32 of what
            follows (u32) · passage_id · doc_id (UTF-8) · start and end of each sentence (u32 each) · body (JSON)

The records of a document stand together, so that its passages are read in one go. A place is
(generation that wrote the file << 40) + offset, which Tantivy keeps as a number beside the postings.
What all passages of a document share is stored once, with the document.
"""

import json
import mmap
import os
import struct
import threading
import weakref
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from corpus.later import Later
from corpus.model import BlockKind, Certainty, DocumentKind, Metadata, Passage, Reference, Sentence, StoredSentences
from index.disk.files import sync_file
from index.errors import DamagedIndexError, read_error
from index.writer import DocumentRecord

_HEADER = struct.Struct("<IIHHI")
_BOUNDS = 8  # bytes of a sentence's start and end
_MOST_RECORDS = 2_048  # bytes that hold most records whole
_MAPPED_UP_TO = 128_000_000  # bytes
_OFFSET_BITS = 40
_OFFSET_MASK = (1 << _OFFSET_BITS) - 1
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of the documents table: the record, its references, and where its passages stand."""

    record: DocumentRecord
    references: Mapping[int, Reference]
    place: int  # of its first passage; the others follow


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


def encode_passage(passage: Passage, record: DocumentRecord) -> bytes:
    """Return the record of a passage of that document."""
    shared = (passage.document, passage.source, passage.collection, passage.metadata)
    own = None if shared == (record.title, record.source, record.collection, record.metadata) else _own(passage)
    body = _dump(
        (
            passage.ordinal,
            passage.start,
            passage.end,
            passage.text,
            passage.section,
            passage.context,
            passage.page,
            passage.page_label,
            passage.kind,
            _more_of(passage),
            own,
        )
    )
    passage_id, doc_id, bounds = _text_bytes(passage.passage_id), _text_bytes(passage.doc_id), passage.bounds
    content = b"".join((passage_id, doc_id, struct.pack(f"<{len(bounds)}I", *bounds), body))
    header = _HEADER.pack(len(body), len(bounds) // 2, len(passage_id), len(doc_id), zlib.crc32(content))
    return header + content


def _own(passage: Passage) -> Sequence[object]:
    return (passage.document, passage.source, passage.collection, _metadata(passage.metadata))


def _more_of(passage: Passage) -> Mapping[str, Sequence[object]]:
    """Return by number what is known of those sentences that say more than where they stand."""
    text, origin = passage.text, passage.start
    more: dict[str, Sequence[object]] = {}
    for number, s in enumerate(passage.sentences):
        # the text is left out where it is the passage's own at the span, as it should be
        in_place = origin <= s.start <= s.end and text[s.start - origin : s.end - origin] == s.text
        if s.citations or s.marks or not in_place or s.certainty is not Certainty.EXACT:
            more[str(number)] = (s.citations, s.marks, s.certainty, None if in_place else s.text)
    return more


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
        start = _HEADER.size
        end = start + self._header(offset, data)[2]
        return self._text(offset, (data if end <= len(data) else self._read(offset, end))[start:end])

    def passages(self, offset: int, document: DocumentRecord, count: int) -> Sequence[Passage]:
        """Return `count` passages of a document from the offset on, each read when it is looked at.

        Looking at them raises DamagedIndexError.
        """
        return _Passages(self, offset, document, count)

    def after(self, offset: int) -> int:
        """Return where the record behind the one at the offset begins. Raises DamagedIndexError."""
        body, sentences, passage_id, doc_id, _ = self._header(offset, self._read(offset, _HEADER.size))
        return offset + _HEADER.size + passage_id + doc_id + _BOUNDS * sentences + body

    def passage(self, offset: int, document_of: Callable[[str], DocumentRecord]) -> Passage:
        """Return the passage at the offset; its document is asked for by its doc_id.

        Raises DamagedIndexError, also when its sentences are looked at.
        """
        data = self._read(offset)
        body, sentences, id_length, doc_length, crc = self._header(offset, data)
        of_bounds = id_length + doc_length
        of_body = of_bounds + _BOUNDS * sentences
        size = _HEADER.size + of_body + body
        if size > len(data):
            data = self._read(offset, min(size, self._size))
        content = data[_HEADER.size : size]
        if size > len(data) or zlib.crc32(content) != crc:
            raise DamagedIndexError(self._path, f"the record at byte {offset} does not fit its checksum")
        try:
            passage_id = content[:id_length].decode("utf-8", "surrogatepass")
            document = document_of(content[id_length:of_bounds].decode("utf-8", "surrogatepass"))
            bounds = struct.unpack_from(f"<{2 * sentences}I", content, of_bounds)
            return _passage(passage_id, _load(content[of_body:]), document, bounds, self._path)
        except _UNREADABLE:
            raise DamagedIndexError(self._path, f"the record at byte {offset} is no passage") from None

    def _text(self, offset: int, data: bytes) -> str:
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise DamagedIndexError(self._path, f"the record at byte {offset} is no text") from None

    def _header(self, offset: int, data: bytes) -> tuple[int, int, int, int, int]:
        if len(data) < _HEADER.size:
            raise DamagedIndexError(self._path, f"no record at byte {offset} of {self._size}")
        body, sentences, passage_id, doc_id, crc = _HEADER.unpack_from(data)
        return body, sentences, passage_id, doc_id, crc

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


class _Sentences(StoredSentences):
    """The sentences of a passage: its text at their bounds, and what else is told of some of them by number."""

    __slots__ = ("_more", "_origin", "_path", "_text")

    def __init__(self, bounds: tuple[int, ...], text: str, origin: int, more: Mapping[str, Any], path: Path) -> None:
        super().__init__(bounds)
        self._text, self._origin, self._more, self._path = text, origin, more, path

    def make(self, number: int) -> Sentence:
        """Return a sentence by its number. Raises DamagedIndexError."""
        start, end = self.bounds[2 * number], self.bounds[2 * number + 1]
        printed = self._text[start - self._origin : end - self._origin]
        try:
            return _sentence(printed, start, end, self._more.get(str(number)))
        except _UNREADABLE:
            raise DamagedIndexError(self._path, "what is told of a sentence is none of it") from None


def _passage(
    passage_id: str,
    row: Any,  # noqa: ANN401 - JSON
    document: DocumentRecord,
    bounds: tuple[int, ...],
    path: Path,
) -> Passage:
    ordinal, start, end, text, section, context, page, page_label, kind, more, own = row
    passage = Passage(
        passage_id,
        document.doc_id,
        ordinal,
        text,
        start,
        end,
        document.title,
        document.source,
        document.collection,
        tuple(section),
        _Sentences(bounds, text, start, more, path),
        context,
        page,
        page_label,
        _KINDS[kind],
        document.metadata,
    )
    if own is None:
        return passage
    return passage._replace(document=own[0], source=own[1], collection=own[2], metadata=_read_metadata(own[3]))


_KINDS = {str(kind): kind for kind in BlockKind}
_CERTAINTIES: dict[str | None, Certainty] = {
    None: Certainty.EXACT,
    **{str(certainty): certainty for certainty in Certainty},
}


def _sentence(printed: str, start: int, end: int, told: Any) -> Sentence:  # noqa: ANN401 - JSON
    if told is None:
        return Sentence(printed, start, end)
    citations, marks, certainty, own = told
    pairs = tuple([(first, last) for first, last in marks]) if marks else ()
    return Sentence(printed if own is None else own, start, end, tuple(citations), _CERTAINTIES[certainty], pairs)


def encode_document(stored: StoredDocument) -> bytes:
    """Return the row of a document."""
    record = stored.record
    references = [(r.number, r.text, r.doi, r.pmid, r.url) for r in stored.references.values()]
    return _dump(
        {
            "title": record.title,
            "source": record.source,
            "collection": record.collection,
            "hash": record.content_hash,
            "metadata": _metadata(record.metadata),
            "notes": record.notes,
            "state": dict(record.state),
            "passages": record.passages,
            "references": list(zip(stored.references, references, strict=True)),
            "place": stored.place,
        }
    )


def decode_document(doc_id: str, row: bytes, path: Path) -> StoredDocument:
    """Return the document of a row. Raises DamagedIndexError."""
    try:
        body = _load(row)
        record = DocumentRecord(
            doc_id=doc_id,
            title=body["title"],
            source=body["source"],
            collection=body["collection"],
            content_hash=body["hash"],
            metadata=_read_metadata(body["metadata"]),
            notes=tuple(body["notes"]),
            state=body["state"],
            passages=body["passages"],
        )
        return StoredDocument(record, {key: Reference(*entry) for key, entry in body["references"]}, body["place"])
    except _UNREADABLE:
        raise DamagedIndexError(path, f"the row of {doc_id!r} is no document") from None


def _metadata(metadata: Metadata) -> Mapping[str, object]:
    """Return what is known, dates in ISO form."""
    dates = ("effective", "revised", "retired")
    values = {name: getattr(metadata, name) for name in Metadata.__slots__}
    known = {name: value for name, value in values.items() if value is not None}
    return {name: value.isoformat() if name in dates else value for name, value in known.items()}


def _read_metadata(row: Mapping[str, Any]) -> Metadata:
    values = dict(row)
    for name in ("effective", "revised", "retired"):
        if name in values:
            values[name] = date.fromisoformat(values[name])
    values["kind"] = DocumentKind(values["kind"])
    return Metadata(**values)


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _dump(value: object) -> bytes:
    """Return a value as compact JSON; orjson is ten times as fast, but lone surrogates are no text to it."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return _text_bytes(_encode(value))


def _load(data: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data.decode("utf-8", "surrogatepass"))


def _text_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
