"""Analysis in several processes: the same terms, and a process that dies is an error of the index."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import DiskEngine, open_index, open_writer
from index.disk.analysis import Analysis, BulkAnalyzer
from index.disk.pool import AnalysisPool
from tests.index.samples import documents, record_of

_PARTS = [("Renal block", "\nM53.3 and 64999, the IT Unit's"), ("", "\nrenal ﬁne")]


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnalysisPool]:
    """Return a pool that starts its one other process at once."""
    monkeypatch.setattr("index.disk.pool._HERE_FIRST", 0)
    pool = AnalysisPool(Analyzer(), 2)
    yield pool
    pool.close()


def elsewhere(pool: AnalysisPool) -> "Future[Analysis]":
    """Return an analysis that another process makes, as soon as one is ready."""
    while (found := pool.submit(_PARTS)).done():
        time.sleep(0.01)
    return found


def test_another_process_finds_the_same_terms(pool: AnalysisPool) -> None:
    """What comes back from another process is what this one would have found."""
    assert elsewhere(pool).result() == BulkAnalyzer(Analyzer()).analyze(_PARTS)


def test_a_process_that_dies_is_told(pool: AnalysisPool) -> None:
    """A process that is killed costs the batch, with a message that quotes nothing of it."""
    elsewhere(pool).result()
    pool._processes[0][0].kill()
    with pytest.raises(ChildProcessError, match=r"^a process that analysed passages has ended$"):
        elsewhere(pool).result()


def test_a_build_in_several_processes_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages keep their order, and counts and words are those of a build in one process."""
    monkeypatch.setattr("index.disk.pool._HERE_FIRST", 0)
    monkeypatch.setattr("index.disk.pool._MANY", 2)
    given = documents(*(f"Renal block{i % 7}s M53.{i % 9} {'stent ' * (i % 5)}" for i in range(2_000)))
    engines = [_built(tmp_path / str(workers), given, workers) for workers in (1, 3)]
    alone, several = ((dict(e.vocabulary()), dict(e.surface_forms()), len(e)) for e in engines)
    assert alone == several


def _built(path: Path, given: Sequence[Passage], workers: int) -> DiskEngine:
    with open_writer(path, Analyzer(), workers=workers) as writer:
        for found in given:
            writer.replace(record_of([found]), [found])
        writer.commit()
    return open_index(path, Analyzer())
