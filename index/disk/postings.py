"""Feeds passages to Tantivy: analysed in batches, added in order, deleted by document."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tantivy

from corpus.model import Passage
from index.disk import schema
from index.disk.analysis import Analysis, Counted
from index.disk.files import link_file, write_file
from index.disk.pool import AnalysisPool, Pending
from index.engine import Field
from index.fields import field_parts

_BATCH = 64  # passages: so few keep Tantivy busy from the first on
_AHEAD = 32  # batches on their way for each process; more would only take memory
_HEAP = 768_000_000  # bytes at most before Tantivy writes a segment: few segments make fast questions
_OWN_FILES = ("meta.json", ".managed.json")  # Tantivy's, replaced at each of its commits


@dataclass(slots=True)
class _Batch:
    """Passages on their way."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    entries: list[tantivy.Document] = field(default_factory=list)  # that lack their terms


class Postings:
    """The Tantivy side of one generation while it is written."""

    def __init__(self, folder: Path, pool: AnalysisPool, counted: Counted, *, count_terms: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.words: dict[str, str] = {}  # as printed, of the passages that were added, with their joined terms
        self.vocabularies: Mapping[Field, Sequence[tuple[str, int]]] = {}  # once finished, see `finish`
        self._pool, self._counted, self._count_terms = pool, counted, count_terms
        self._index = schema.create(folder)
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        self._finished = False
        self._open = _Batch()
        self._waiting: set[str] = set()  # documents whose passages have not reached Tantivy
        self._running: deque[tuple[Pending, Sequence[tantivy.Document]]] = deque()

    def add(self, passages: Sequence[Passage], first_place: int, lengths: Sequence[int]) -> None:
        """Add a document's passages, whose records stand one after the other from `first_place`."""
        place = first_place
        self._waiting.update(passage.doc_id for passage in passages[:1])  # they are one document's
        for passage, length in zip(passages, lengths, strict=True):
            self._open.parts.append(field_parts(passage))
            self._open.entries.append(_entry(passage, place))
            place += length
            if len(self._open.parts) >= _BATCH:
                self._submit()

    def delete(self, doc_id: str) -> None:
        """Take out all passages of a document that were added so far."""
        if doc_id in self._waiting:
            self.flush()
        self._writer.delete_documents_by_term(schema.DOCUMENT, schema.stored_key(doc_id))

    def finish(self) -> int:
        """Commit what was flushed, wait for Tantivy's merges, and return how many passages it holds.

        Where terms are not counted as they come, `vocabularies` then tells how many passages hold each stored term,
        deleted ones counted.
        """
        self._writer.commit()
        self._finished = True
        self._writer.wait_merging_threads()
        self._index.reload()
        searcher = self._index.searcher()
        if not self._count_terms:
            self.vocabularies = {field: searcher.terms_with_prefix(field.value, "") for field in Field}
        return int(searcher.num_docs)

    def abandon(self) -> None:
        """Let go of Tantivy's files without a commit."""
        self._running.clear()
        if not self._finished:
            self._writer.rollback()

    def _submit(self) -> None:
        self._running.append((self._pool.submit(self._open.parts), self._open.entries))
        self._open = _Batch()
        while self._running and (self._running[0][0].analysis or len(self._running) > _AHEAD * self._pool.workers):
            self._take()

    def flush(self) -> None:
        """Hand everything that was added over to Tantivy."""
        if self._open.parts:
            self._submit()
        while self._running:
            self._take()
        self._waiting.clear()

    def _take(self) -> None:
        pending, entries = self._running.popleft()
        self._write(self._pool.result(pending), entries)

    def _write(self, analysis: Analysis, entries: Sequence[tantivy.Document]) -> None:
        if self._count_terms:
            self._counted.add(analysis)
        self.words.update(analysis.words)
        for entry, text, heading in zip(entries, analysis.texts, analysis.headings, strict=True):
            entry.add_text(Field.TEXT.value, text)
            entry.add_text(Field.HEADING.value, heading)
            self._writer.add_document(entry)


def _entry(passage: Passage, place: int) -> tantivy.Document:
    entry = tantivy.Document()  # filled field by field: given by name, Tantivy would try several types for each
    entry.add_text(schema.DOCUMENT, schema.stored_key(passage.doc_id))
    entry.add_text(schema.COLLECTION, schema.stored_key(passage.collection))
    entry.add_integer(schema.PLACE, place)
    if passage.metadata.effective is not None:
        entry.add_integer(schema.EFFECTIVE, schema.stored_date(passage.metadata.effective))
    return entry


def carry_over(former: Path, folder: Path) -> None:
    """Begin a generation's postings with those of the former one: segments by a second name, Tantivy's lists copied."""
    folder.mkdir(parents=True)
    for file in former.iterdir():
        if file.name in _OWN_FILES:
            write_file(folder / file.name, file.read_bytes())
        elif not file.name.startswith("."):
            link_file(file, folder / file.name)
