"""A generation while it is written: beside the one that is served, seen by nobody, removed unless it is published."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from corpus.model import Passage, Reference
from index.analyzer import Analyzer
from index.disk.analysis import BulkAnalyzer, Counted
from index.disk.counting import Vocabulary, changed_tables
from index.disk.documents import StoredDocument, encode_document
from index.disk.encoding import encode_text
from index.disk.files import checksum, link_file, sync_folder, write_file
from index.disk.manifest import CollectionCounts, FileSum, Manifest, generation_folder, write_manifest
from index.disk.pool import AnalysisPool
from index.disk.postings import Postings, carry_over
from index.disk.records import RecordFile, RecordWriter, generation_of, offset_of, record_file
from index.disk.store import DOCUMENTS, POSTINGS, Store
from index.disk.tables import encode_table
from index.errors import DamagedIndexError
from index.fields import field_parts
from index.writer import DocumentRecord


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is in a generation."""

    documents: int
    passages: int
    deleted: int  # passages that still take room among the postings


class Draft:
    """One generation to be. `former` is what it starts from; None begins with nothing."""

    def __init__(self, path: Path, number: int, former: Store | None, analyzer: Analyzer, workers: int | None) -> None:
        self.number, self.former = number, former
        self._path, self._analyzer = path, analyzer
        self._pool = AnalysisPool(analyzer, workers)  # of its own: it tells each word once
        self._taking_out = BulkAnalyzer(analyzer)
        self._folder = generation_folder(path, number)
        if self._folder.exists():
            shutil.rmtree(self._folder)
        self._folder.mkdir()
        if former:
            carry_over(former.folder / POSTINGS, self._folder / POSTINGS)
        self._changed: dict[str, StoredDocument | None] = {}
        self._counted = Counted()
        self._postings = Postings(self._folder / POSTINGS, self._pool, self._counted, count_terms=former is not None)
        self._records = RecordWriter(self._folder, number)
        self._own: RecordFile | None = None
        self._documents, self._passages, self._files = _counts(former)

    def add(self, record: DocumentRecord, passages: Sequence[Passage], references: Mapping[int, Reference]) -> None:
        """Add a document that is not there."""
        place, lengths = self._records.append(passages, record)
        self._postings.add(passages, place, lengths)
        stored = StoredDocument(replace(record, passages=len(passages)), dict(references), place)
        self._changed[record.doc_id] = stored
        self._count(stored, 1)

    def remove(self, doc_id: str) -> None:
        """Take a document out, if it is there."""
        stored = self._stored(doc_id)
        if stored is None:
            return
        self._postings.delete(doc_id)
        self._counted.subtract(self._taking_out.analyze([field_parts(p) for p in self.passages(stored)]))
        self._changed[doc_id] = None
        self._count(stored, -1)

    def restate(self, record: DocumentRecord) -> None:
        """Keep another state of a document, if it is there: all that is searched or shown stays as it was written."""
        if stored := self._stored(record.doc_id):
            kept = replace(stored.record, state=record.state)
            self._changed[record.doc_id] = replace(stored, record=kept)

    def _stored(self, doc_id: str) -> StoredDocument | None:
        if doc_id in self._changed:
            return self._changed[doc_id]
        return self.former.document(doc_id) if self.former else None

    def _count(self, stored: StoredDocument, sign: int) -> None:
        self._documents[stored.record.collection] += sign
        self._passages[stored.record.collection] += sign * stored.record.passages
        self._files[record_file(generation_of(stored.place))] += sign

    def passages(self, stored: StoredDocument) -> Sequence[Passage]:
        """Return the passages of a document of this generation."""
        if generation_of(stored.place) != self.number:
            return self.former.passages(stored) if self.former else ()
        records = self._own or self._records.so_far()
        return records.passages(offset_of(stored.place), stored.record, stored.record.passages)

    def documents(self) -> Iterator[StoredDocument]:
        """Yield the documents of this generation by doc_id."""
        kept = self.former.documents() if self.former else iter(())
        added = (stored for stored in self._changed.values() if stored)
        yield from (stored for stored in kept if stored.record.doc_id not in self._changed)
        yield from sorted(added, key=lambda stored: encode_text(stored.record.doc_id))

    def finish(self) -> Totals:
        """End the postings and the records, and check that they agree. Raises DamagedIndexError."""
        self._postings.flush()
        self._pool.close()
        with ThreadPoolExecutor(1) as beside:  # Tantivy writes its segment without Python
            committed = beside.submit(self._postings.finish)
            self._prepare()
            held, passages = committed.result(), sum(self._passages.values())
        if held != passages:
            raise DamagedIndexError(self._folder / POSTINGS, f"{held} passages where {passages} were written")
        deleted = _slots(self._folder / POSTINGS) - held
        self._totals = Totals(sum(self._documents.values()), passages, deleted)
        return self._totals

    def _prepare(self) -> None:
        """Do what needs no postings: the records, and words and terms in the order of their tables."""
        self._records.finish()
        own = self._folder / record_file(self.number)
        self._own, self._own_sum = RecordFile(own), _sum(own, None)
        if self.former is None:
            self._vocabulary = Vocabulary(self._postings.words)

    def seal(self) -> Manifest:
        """Write everything that is not yet written, sync it, and return the manifest."""
        with ThreadPoolExecutor() as beside:  # one file is synced while the next is made
            for written in [beside.submit(write_file, self._folder / name, data) for name, data in self._tables()]:
                written.result()
            self._link_records()
            manifest = self._manifest()
            write_manifest(self._folder, manifest)
            [*beside.map(sync_folder, (self._folder / POSTINGS, self._folder, self._folder.parent))]
        return manifest

    def abandon(self, *, keep_files: bool) -> None:
        """Let go of everything, and remove what was written unless it is served."""
        self._records.abandon()
        self._postings.abandon()
        self._pool.close()
        if not keep_files:
            self.remove_files()

    def remove_files(self) -> None:
        """Remove the files of a draft that will not be published."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _tables(self) -> Iterator[tuple[str, bytes]]:
        """Yield the tables, each with its name."""
        rows = {doc_id: encode_document(stored) if stored else None for doc_id, stored in self._changed.items()}
        passages = self._totals.passages
        if self.former:
            self.former.check_tables()
            yield DOCUMENTS, self.former.changed_documents(rows)
            yield from changed_tables(self.former, self._counted, self._postings.words, passages, self._analyzer)
            return
        yield DOCUMENTS, encode_table(sorted((doc_id, row) for doc_id, row in rows.items() if row))
        yield from self._vocabulary.tables(self._postings.vocabularies, passages)

    def _link_records(self) -> None:
        """Take over the files of records that documents of this generation stand in."""
        for name, documents in self._files.items():
            if documents and name != record_file(self.number) and self.former:
                link_file(self.former.folder / name, self._folder / name)

    def _manifest(self) -> Manifest:
        totals = self._totals
        return Manifest(
            generation=self.number,
            analyzer=self._analyzer.fingerprint,
            engine=f"tantivy {version('tantivy')}",
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            documents=totals.documents,
            passages=totals.passages,
            deleted=totals.deleted,
            collections={
                name: CollectionCounts(documents, self._passages[name])
                for name, documents in sorted(self._documents.items())
                if documents
            },
            records={name: documents for name, documents in sorted(self._files.items()) if documents},
            files=self._sums(),
        )

    def _sums(self) -> Mapping[str, FileSum]:
        """Return size and checksum of every file; those taken over are known already."""
        known = self.former.manifest.files if self.former else {}
        own = record_file(self.number)
        if not self._files[own]:
            (self._folder / own).unlink()
        others = {name: _sum(self._folder / name, known.get(name)) for name in _names(self._folder) if name != own}
        return others | {own: self._own_sum} if self._files[own] else others


def _counts(former: Store | None) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return documents and passages by collection, and documents by file of records."""
    if former is None:
        return Counter(), Counter(), Counter()
    collections = former.manifest.collections.items()
    documents = Counter({name: counts.documents for name, counts in collections})
    passages = Counter({name: counts.passages for name, counts in collections})
    return documents, passages, Counter(former.manifest.records)


def _names(folder: Path) -> list[str]:
    """Return the names of a generation's files, Tantivy's lock files and lists left out."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith("."))
    return [file.relative_to(folder).as_posix() for file in files]


def _sum(file: Path, known: FileSum | None) -> FileSum:
    size = file.stat().st_size
    # the tables and Tantivy's list of segments are written anew under the same name
    if known and known.size == size and file.stat().st_nlink > 1:
        return known
    return FileSum(size, checksum(file))


def _slots(postings: Path) -> int:
    """Return how many passages take room in Tantivy's segments, deleted ones too."""
    return sum(segment["max_doc"] for segment in json.loads((postings / "meta.json").read_bytes())["segments"])
