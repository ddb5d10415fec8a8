"""Analysis in several processes: the same terms in the same order, whatever becomes of the processes."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import DiskEngine, open_index, open_writer
from index.disk.analysis import BulkAnalyzer
from index.disk.pool import AnalysisPool, Pending
from tests.index.samples import documents, record_of

_PARTS = [("Renal block", "\nM53.3 and 64999, the IT Unit's"), ("", "\nrenal ﬁne")]


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnalysisPool]:
    """Return a pool that starts its one other process at once."""
    monkeypatch.setattr("index.disk.pool._HERE_FIRST", 0)
    pool = AnalysisPool(Analyzer(), 2)
    yield pool
    pool.close()


def elsewhere(pool: AnalysisPool) -> Pending:
    """Return a batch that another process has, as soon as one is ready."""
    while (found := pool.submit(_PARTS)) not in (pool._helpers[0].work or ()):
        time.sleep(0.01)
    return found


def test_another_process_finds_the_same_terms(pool: AnalysisPool) -> None:
    """What comes back from another process is what this one would have found, the words it had not met included."""
    found = elsewhere(pool)
    analyzed = BulkAnalyzer(Analyzer()).analyze(_PARTS)
    assert (pool.result(found).texts, pool.result(found).headings) == (analyzed.texts, analyzed.headings)


def test_a_process_that_dies_costs_nothing(pool: AnalysisPool) -> None:
    """What it was working at is done here, and so is all that follows."""
    expected = pool.result(elsewhere(pool)).texts
    found = elsewhere(pool)
    pool._helpers[0].process.kill()
    assert pool.result(found).texts == expected
    assert pool.result(pool.submit(_PARTS)).texts == expected


def test_a_process_that_cannot_be_started_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for another process, this one builds alone."""
    monkeypatch.setattr("index.disk.pool._HERE_FIRST", 0)
    monkeypatch.setattr("corpus.processes.sys.executable", str(tmp_path / "missing"))
    pool = AnalysisPool(Analyzer(), 2)
    assert pool.result(pool.submit(_PARTS)).texts == BulkAnalyzer(Analyzer()).analyze(_PARTS).texts
    pool.close()


def test_a_build_in_several_processes_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vocabulary, words and passages are those of a build in one process."""
    monkeypatch.setattr("index.disk.pool._HERE_FIRST", 0)
    monkeypatch.setattr("index.disk.postings._BATCH", 2)
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
