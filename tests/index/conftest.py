"""The engines that the conformance suite runs against: one more is one more line in ENGINES."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.engine import Engine
from index.memory import MemoryEngine
from tests.index.samples import REFERENCES, by_document, record_of

Build = Callable[[Path, Sequence[Passage], Analyzer], Engine]
EngineFactory = Callable[[Sequence[Passage]], Engine]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The one analyzer."""
    return Analyzer()


def _memory(path: Path, passages: Sequence[Passage], analyzer: Analyzer) -> Engine:
    return MemoryEngine(passages, analyzer, dict.fromkeys(by_document(passages), REFERENCES))


def _disk(path: Path, passages: Sequence[Passage], analyzer: Analyzer) -> Engine:
    """Bring the index to hold exactly these passages: by an update, where there is one already."""
    wanted = by_document(passages)
    with open_writer(path, analyzer, workers=1) as writer:
        for record in list(writer.records()):
            if record.doc_id not in wanted:
                writer.delete(record.doc_id)
        for found in wanted.values():
            writer.replace(record_of(found), found, REFERENCES)
        writer.commit()
    return open_index(path, analyzer)


LARGE = "disk, read and searched as an index of a million passages is"
IN_PLACE = "disk, updated without being written anew, as a large one is"
ENGINES: dict[str, Build] = {"memory": _memory, "disk": _disk, LARGE: _disk, IN_PLACE: _disk}


def update_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an update keep the segments of the former generation, whatever the size and the deletions."""
    monkeypatch.setattr("index.disk.writer._ALWAYS_WHOLE", 0)
    monkeypatch.setattr("index.disk.writer._MAX_DELETED", 9.0)


@pytest.fixture(params=ENGINES)
def make_engine(
    request: pytest.FixtureRequest, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> EngineFactory:
    """Return what makes an engine of passages; made again, the same index holds the new passages and no other."""
    build = ENGINES[request.param]
    if request.param == LARGE:
        for limit in ("records._MAPPED_UP_TO", "snapshot._AT_ONCE", "snapshot._PASSAGES_KEPT"):
            monkeypatch.setattr(f"index.disk.{limit}", 0)
    if request.param == IN_PLACE:
        update_in_place(monkeypatch)
    return lambda passages: build(tmp_path / "index", passages, analyzer)
