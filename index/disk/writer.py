"""The writer: each commit is built beside the generation that is served, checked, and published by one rename."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.model import Passage, Reference
from index.analyzer import Analyzer
from index.disk.draft import Draft, Totals
from index.disk.files import exclusive_lock
from index.disk.manifest import Manifest, current_generation, publish, remove_others
from index.disk.store import Store
from index.errors import DamagedIndexError, IndexWriteError, NoIndexError, SearchIndexError
from index.writer import Commit, DocumentRecord

log = logging.getLogger(__name__)

_ALWAYS_WHOLE = 5_000  # passages; below, each commit that deletes writes the postings anew: exact counts, no leftovers
_MAX_DELETED = 0.1  # share of deleted passages that may stay in the statistics and on the disk of a larger index


class DiskWriter:
    """Changes an index on disk; an IndexWriter and a context manager."""

    def __init__(self, path: Path, analyzer: Analyzer, *, rebuild: bool = False, workers: int | None = None) -> None:
        self._path, self._analyzer, self._workers = path, analyzer, workers
        self._rebuild = rebuild
        self._draft: Draft | None = None
        self._former: Store | None = None
        with ExitStack() as held:
            self._begin(held)
            self._held = held.pop_all()

    def _begin(self, held: ExitStack) -> None:
        try:
            (self._path / "generations").mkdir(parents=True, exist_ok=True)
            held.enter_context(exclusive_lock(self._path / "LOCK"))
            served = self._served()
            remove_others(self._path, served)
        except OSError as error:
            raise self._not_written(error.strerror or "cannot be opened") from error
        self._former = None if self._rebuild or served is None else Store(self._path, self._analyzer.fingerprint)
        self._number = (served or 0) + 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def records(self) -> Iterator[DocumentRecord]:
        """Yield the documents of the last commit by doc_id, ascending; none before the first commit of a rebuild."""
        return (stored.record for stored in self._former.documents()) if self._former else iter(())

    def replace(
        self, record: DocumentRecord, passages: Sequence[Passage], references: Mapping[int, Reference] | None = None
    ) -> None:
        """Put a document in, in place of what is stored under its doc_id. Raises ValueError on foreign passages."""
        if foreign := next((p.passage_id for p in passages if p.doc_id != record.doc_id), None):
            raise ValueError(f"passage {foreign!r} does not belong to document {record.doc_id!r}")
        if len({p.passage_id for p in passages}) != len(passages):
            raise ValueError(f"document {record.doc_id!r} has two passages of one id")
        with self._writing() as draft:
            draft.remove(record.doc_id)
            draft.add(record, sorted(passages, key=lambda p: p.ordinal), references or {})

    def restate(self, record: DocumentRecord) -> None:
        """Keep the state of this record for its document; one that is not there is no error."""
        with self._writing() as draft:
            draft.restate(record)

    def delete(self, doc_id: str) -> None:
        """Take a document out; one that is not there is no error."""
        with self._writing() as draft:
            draft.remove(doc_id)

    def commit(self) -> Commit:
        """Make all changes since the last commit visible at once and lasting. Raises IndexWriteError."""
        if self._draft or self._former is None:
            with self._writing() as draft:
                self._publish(draft)
        manifest = self._manifest()
        return Commit(manifest.generation, manifest.documents, manifest.passages)

    def close(self) -> None:
        """Let go of the index; changes that were not committed are dropped."""
        self._drop()
        self._held.close()

    @contextmanager
    def _writing(self) -> Iterator[Draft]:
        """Give the draft; if it cannot be written, drop it with all changes since the last commit."""
        try:
            if self._draft is None:
                self._draft = self._new_draft(self._number, self._former)
            yield self._draft
        except (OSError, ValueError, SearchIndexError) as error:
            self._drop()
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise self._not_written(reason) from error

    def _publish(self, draft: Draft) -> None:
        totals = draft.finish()
        if totals.deleted and (draft.former is None or _too_many_deleted(totals)):
            draft = self._written_anew(draft)
        manifest = draft.seal()
        publish(self._path, manifest.generation)
        self._draft, self._former = None, Store(self._path)
        self._number = manifest.generation + 1
        log.info("index committed", extra={"documents": manifest.documents, "passages": manifest.passages})

    def _written_anew(self, draft: Draft) -> Draft:
        """Return a draft of the same documents with nothing of the deleted ones in it."""
        self._draft = anew = self._new_draft(draft.number + 1, None)
        for stored in draft.documents():
            anew.add(stored.record, draft.passages(stored), stored.references)
        anew.finish()
        draft.remove_files()
        return anew

    def _new_draft(self, number: int, former: Store | None) -> Draft:
        return Draft(self._path, number, former, self._analyzer, self._workers)

    def _manifest(self) -> Manifest:
        if self._former is None:
            raise NoIndexError(self._path)
        return self._former.manifest

    def _drop(self) -> None:
        if self._draft is None:
            return
        draft, self._draft = self._draft, None
        served = self._served()
        draft.abandon(keep_files=draft.number == served)
        if draft.number == served:  # the rename went through before something failed
            self._number = served + 1
            self._former = Store(self._path) if self._former else None

    def _not_written(self, reason: str) -> IndexWriteError:
        try:
            has_former = self._served() is not None
        except SearchIndexError:  # it is there, readable or not
            has_former = True
        return IndexWriteError(self._path, reason, has_former=has_former)

    def _served(self) -> int | None:
        """Return the generation that is served; none where nothing tells which, and all is made anew."""
        try:
            return current_generation(self._path)
        except NoIndexError:
            return None
        except DamagedIndexError:
            if self._rebuild:
                return None
            raise


def _too_many_deleted(totals: Totals) -> bool:
    return totals.passages <= _ALWAYS_WHOLE or totals.deleted > _MAX_DELETED * totals.passages
