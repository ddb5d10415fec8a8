"""The disk engine: follows an index on disk from commit to commit."""

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.model import Passage, Reference
from index.analyzer import Analyzer
from index.counts import Counts
from index.disk.manifest import read_newest
from index.disk.snapshot import DiskSnapshot
from index.engine import Field, Hit, Query
from index.errors import IndexReadError, SearchIndexError
from index.writer import DocumentRecord

log = logging.getLogger(__name__)

_LOOK_EVERY = 0.2  # seconds between looks for a new commit


class DiskEngine:
    """An index on disk as its last commit left it; an Engine. Safe to share between threads.

    A new commit is picked up at the next call, without a pause for questions under way. Take one `snapshot()` for a
    question that makes several calls. A new generation that cannot be read is logged; the former one stays in use.
    """

    def __init__(self, path: Path, analyzer: Analyzer) -> None:
        self._path, self._analyzer = path, analyzer
        self._switching = threading.Lock()
        self._seen = self._stamp()
        self._snapshot = _open(path, analyzer)
        self._look_at = time.monotonic() + _LOOK_EVERY

    def snapshot(self) -> DiskSnapshot:
        """Return the newest commit, as an Engine that stays as it is."""
        if time.monotonic() >= self._look_at:
            self.refresh()
        return self._snapshot

    def refresh(self) -> bool:
        """Look for a new commit now; return whether there was one. Others ask on while it is opened."""
        if not self._switching.acquire(blocking=False):
            return False
        try:
            return self._switch()
        finally:
            self._look_at = time.monotonic() + _LOOK_EVERY
            self._switching.release()

    def _switch(self) -> bool:
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        try:
            self._snapshot = snapshot = _open(self._path, self._analyzer)
        except SearchIndexError as error:
            log.error("index not usable, the former one stays in use", extra={"reason": str(error)})
            if not isinstance(error, IndexReadError):  # too many open files and the like may pass: looked at again
                self._seen = stamp
            return False
        self._seen = stamp
        generation = snapshot.store.manifest.generation
        log.info("index loaded", extra={"passages": len(snapshot), "generation": generation})
        return True

    def _stamp(self) -> tuple[int, int] | None:
        """Return what differs after each publication: CURRENT is a new file every time."""
        try:
            found = (self._path / "CURRENT").stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    @property
    def version(self) -> str:
        """Return what changes when the contents change."""
        return self.snapshot().version

    def search(self, query: Query, k: int) -> Sequence[Hit]:
        """Return at most k hits with a score above 0, best first, equal scores by passage_id."""
        return self.snapshot().search(query, k)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.snapshot())

    def document_frequency(self, term: str, field: Field = Field.TEXT) -> int:
        """Return the number of passages that hold the term."""
        return self.snapshot().document_frequency(term, field)

    def vocabulary(self) -> Counts:
        """Return every term of the text field with its document frequency, in term order; read in place."""
        return self.snapshot().vocabulary()

    def surface_forms(self) -> Counts:
        """Return every lower-cased word as printed with the document frequency of its term; read in place."""
        return self.snapshot().surface_forms()

    def passages(self, doc_id: str) -> Sequence[Passage]:
        """Return a document's passages in reading order."""
        return self.snapshot().passages(doc_id)

    def references(self, doc_id: str) -> Mapping[int, Reference]:
        """Return a document's reference list by number."""
        return self.snapshot().references(doc_id)

    def doc_ids(self) -> Iterator[str]:
        """Return the identifiers of all documents, ascending."""
        return self.snapshot().doc_ids()

    def documents(self) -> Iterator[DocumentRecord]:
        """Return what is known of all documents, by doc_id, ascending."""
        return self.snapshot().documents()


def _open(path: Path, analyzer: Analyzer) -> DiskSnapshot:
    return read_newest(path, lambda: DiskSnapshot(path, analyzer))
