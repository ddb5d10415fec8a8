"""A folder with one document, the databases that the state must work on, and workers on them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.state.store import State, open_state
from tests.clock import Clock

POSTGRES = "POSTGRES_FOR_TESTS"  # set by tests/servers.sh
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


@pytest.fixture(params=["sqlite", "postgresql"])
def state_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: a SQLite file, and a real PostgreSQL where there is one."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'state.sqlite'}"
        return
    url = os.environ.get(POSTGRES)
    if not url:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{POSTGRES} is not set; in CI the tests run under tests/servers.sh")
        pytest.skip(f"no PostgreSQL: run the tests as tests/servers.sh COMMAND, which sets {POSTGRES}")
    name = f"t{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**9}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


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
