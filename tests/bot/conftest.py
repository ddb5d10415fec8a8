"""A folder with one document, a judged collection, and workers on the databases that the state must work on."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.state.store import State, open_state
from tests.clock import Clock

DOCUMENT = """\
Tibial nerve block
Coding
The tibial nerve block is reported with Q1234 once per foot 1. It is reviewed every year.
References
1. Doe J. Blocks of the foot. J Foot 2020;1:1-2. doi:10.1000/foot
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "tibial.txt").write_text(DOCUMENT, "utf-8")
    return corpus


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A judged collection of two records and one query."""
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write('{"id": "a", "title": "Block", "text": "The ganglion impar block is 64999."}\n')
        file.write('{"id": "b", "title": "Other", "text": "The stent is renal."}\n')
    (tmp_path / "queries.jsonl").write_text('{"id": "1", "text": "renal stent"}\n', "utf-8")
    (tmp_path / "qrels.tsv").write_text("1\tb\t1\n", "utf-8")
    return tmp_path


@dataclass
class Workers:
    """Opens states on one database, as several processes do."""

    url: str
    clock: Clock = field(default_factory=Clock)
    opened: list[State] = field(default_factory=list)

    def __call__(self) -> State:
        """Return one more worker's state."""
        self.opened.append(open_state(self.url, self.clock))
        return self.opened[-1]


@pytest.fixture
def worker(state_database: str) -> Iterator[Workers]:
    """Workers on one database."""
    workers = Workers(state_database)
    yield workers
    for state in workers.opened:
        state.close()
