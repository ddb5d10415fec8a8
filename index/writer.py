"""IndexWriter and DocumentRecord: how documents get into an index that lasts.

    with open_writer(path, analyzer) as writer:
        known = {record.doc_id: record for record in writer.records()}
        writer.replace(record, passages, references)   # new or changed
        writer.delete(doc_id)                          # gone
        writer.commit()                                # acknowledged: survives kill -9 and power loss

Readers see all of a commit or nothing of it. Leaving the block without a commit leaves the index as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from corpus.model import Metadata, Passage, Reference


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What an index keeps of a document beside its passages, so that the next build can tell what changed."""

    doc_id: str
    title: str
    source: str  # file name
    collection: str
    content_hash: str = ""  # of everything the passages depend on: equal means nothing to do
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()  # fixed phrases of the ingest report
    state: Mapping[str, str] = field(default_factory=dict)  # the library's own, such as size and time of the file
    passages: int = 0  # set by the writer


@dataclass(frozen=True, slots=True)
class Commit:
    """What an acknowledged commit made of the index."""

    generation: int
    documents: int
    passages: int


class IndexWriter(Protocol):
    """Changes an index, document by document. One at a time, across processes; not safe between threads."""

    def records(self) -> Iterator[DocumentRecord]:
        """Yield the documents of the last commit by doc_id, ascending."""
        ...

    def replace(
        self, record: DocumentRecord, passages: Sequence[Passage], references: Mapping[int, Reference] | None = None
    ) -> None:
        """Put a document in, in place of what is stored under its doc_id. Raises ValueError on foreign passages."""
        ...

    def restate(self, record: DocumentRecord) -> None:
        """Keep the state of this record for its document; all else that is stored of it stays as it is."""
        ...

    def delete(self, doc_id: str) -> None:
        """Take a document out; one that is not there is no error."""
        ...

    def commit(self) -> Commit:
        """Make all changes since the last commit visible at once and lasting."""
        ...

    def close(self) -> None:
        """Let go of the index; changes that were not committed are dropped."""
        ...
