"""The disk writer: commits are whole, deletes are exact, one writer at a time."""

from pathlib import Path

import pytest

from corpus.model import Passage, Reference, Sentence
from index.analyzer import Analyzer
from index.disk import check, open_index, open_writer, status
from index.engine import Query, Term
from index.errors import IndexBusyError, NoIndexError
from index.writer import DocumentRecord


def passage(doc_id: str, ordinal: int, text: str) -> Passage:
    """Return a passage of one sentence."""
    sentence = Sentence(text, 0, len(text), (1,))
    return Passage(
        f"{doc_id}#{ordinal}", doc_id, ordinal, text, 0, len(text), "Title", f"{doc_id}.txt", "", (), (sentence,)
    )


def record(doc_id: str) -> DocumentRecord:
    """Return the record of a document."""
    return DocumentRecord(doc_id, "Title", f"{doc_id}.txt", "", content_hash="1")


def test_a_commit_can_be_opened_and_searched(tmp_path: Path, analyzer: Analyzer) -> None:
    """What was committed is found, with its references."""
    with open_writer(tmp_path / "index", analyzer) as writer:
        writer.replace(record("a"), [passage("a", 0, "ganglion impar block")], {1: Reference(1, "Smith")})
        committed = writer.commit()
    engine = open_index(tmp_path / "index", analyzer)
    hits = engine.search(Query((Term("ganglion"),)), 5)
    assert [hit.passage for hit in hits] == [passage("a", 0, "ganglion impar block")]
    assert engine.references("a") == {1: Reference(1, "Smith")}
    assert (committed.documents, committed.passages) == (1, 1)
    assert status(tmp_path / "index") == check(tmp_path / "index")


def test_changes_without_a_commit_are_dropped(tmp_path: Path, analyzer: Analyzer) -> None:
    """Leaving the block without a commit leaves no index."""
    with open_writer(tmp_path / "index", analyzer) as writer:
        writer.replace(record("a"), [passage("a", 0, "ganglion impar block")])
    with pytest.raises(NoIndexError, match="citebot index FOLDER"):
        open_index(tmp_path / "index", analyzer)


def test_a_second_writer_is_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    """One writer at a time, and the message names the process that writes."""
    with open_writer(tmp_path / "index", analyzer), pytest.raises(IndexBusyError, match="is writing this index"):
        open_writer(tmp_path / "index", analyzer)
