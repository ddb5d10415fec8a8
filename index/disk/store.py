"""One generation of an index on disk, read: documents, passages, counts. Postings are index.disk.snapshot's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from corpus.model import Passage
from index.disk.documents import StoredDocument, decode_document
from index.disk.files import checksum
from index.disk.manifest import FileSum, Manifest, generation_folder, read_manifest
from index.disk.records import RecordFile, generation_of, offset_of, record_file
from index.disk.tables import CountTable, Table
from index.errors import DamagedIndexError, read_error
from index.writer import DocumentRecord

DOCUMENTS, TERMS, HEADINGS, WORDS = "documents.table", "terms.table", "headings.table", "words.table"
POSTINGS = "tantivy"
CHECKED_AT_OPENING = 64_000_000  # bytes; what a larger index holds beyond is checked when read, or by `check`

_DOCUMENTS_KEPT = 8_000


class Store:
    """What a finished generation holds. Immutable; safe to share between threads."""

    def __init__(self, path: Path, analyzer: str | None = None) -> None:
        self.path = path
        self.manifest = read_manifest(path, analyzer)
        self.folder = generation_folder(path, self.manifest.generation)
        check_files(self.folder, self.manifest, CHECKED_AT_OPENING)
        try:
            self._open()
        except OSError as error:
            raise read_error(self.folder, error) from error

    def _open(self) -> None:
        """Open every file now: a later commit takes their names away, not their contents."""
        self._documents = Table(self.folder / DOCUMENTS)
        self.terms = CountTable(self.folder / TERMS)
        self.headings = CountTable(self.folder / HEADINGS)
        self.words = CountTable(self.folder / WORDS)
        # not a bound method: in a cycle with itself the store would keep its files open after it was let go
        self._document = lru_cache(maxsize=_DOCUMENTS_KEPT)(partial(_read_document, self._documents, self.folder))
        self._records = {
            int(name[len("records-") : -len(".dat")]): RecordFile(self.folder / name)
            for name in self.manifest.files
            if name.startswith("records-")
        }

    def document(self, doc_id: str) -> StoredDocument | None:
        """Return a document by its identifier."""
        return self._document(doc_id)

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Yield the documents as stored, by doc_id."""
        return self._documents.items()

    def documents(self) -> Iterator[StoredDocument]:
        """Yield the documents by doc_id, ascending."""
        return (decode_document(doc_id, row, self.folder / DOCUMENTS) for doc_id, row in self.rows())

    def changed_documents(self, rows: Mapping[str, bytes | None]) -> bytes:
        """Return the table of documents with some rows changed, None for those that are no more."""
        return self._documents.changed(rows)

    def check_tables(self) -> None:
        """Compare the tables with their checksums: what is copied from them must not be damaged."""
        tables = {name: self.manifest.files[name] for name in (DOCUMENTS, TERMS, HEADINGS, WORDS)}
        check_files(self.folder, replace(self.manifest, files=tables))

    def doc_ids(self) -> Iterator[str]:
        """Yield the identifiers of the documents, ascending."""
        return (doc_id for doc_id, _ in self.rows())

    def passages(self, document: StoredDocument) -> Sequence[Passage]:
        """Return the passages of a document in the order they were given, each read when it is looked at.

        Raises DamagedIndexError, also when they are looked at.
        """
        if not document.record.passages:
            return ()
        records = self._file(document.place)
        return records.passages(offset_of(document.place), document.record, document.record.passages)

    def passage(self, place: int) -> Passage:
        """Return the passage at a place. Raises DamagedIndexError."""
        return self._file(place).passage(offset_of(place), self._record_of)

    def _record_of(self, doc_id: str) -> DocumentRecord:
        document = self.document(doc_id)
        if document is None:
            raise DamagedIndexError(self.folder / DOCUMENTS, "a passage belongs to none of its documents")
        return document.record

    def passage_id(self, place: int) -> str:
        """Return the id of the passage at a place."""
        return self._file(place).passage_id(offset_of(place))

    def _file(self, place: int) -> RecordFile:
        records = self._records.get(generation_of(place))
        if records is None:
            raise DamagedIndexError(self.folder, f"no {record_file(generation_of(place))}")
        return records


def _read_document(table: Table, folder: Path, doc_id: str) -> StoredDocument | None:
    row = table.get(doc_id)
    return None if row is None else decode_document(doc_id, row, folder / DOCUMENTS)


def check_files(folder: Path, manifest: Manifest, budget: int | None = None) -> None:
    """Compare the files with the manifest: every size, and checksums smallest file first within the budget of bytes.

    Raises DamagedIndexError or IndexReadError, which name the file.
    """
    left = manifest.size if budget is None else budget
    for name, expected in sorted(manifest.files.items(), key=lambda item: (item[1].size, item[0])):
        left -= expected.size
        try:
            _check_file(folder / name, expected, in_full=left >= 0)
        except OSError as error:
            raise read_error(folder / name, error) from error


def _check_file(file: Path, expected: FileSum, *, in_full: bool) -> None:
    size = file.stat().st_size
    if size != expected.size:
        raise DamagedIndexError(file, f"{size} bytes instead of {expected.size}")
    if in_full and checksum(file) != expected.crc32:
        raise DamagedIndexError(file, "its checksum does not fit")
