"""What all tests share."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from tests.browser import chromium
from tests.slack_server.record import FOLDER
from tests.slack_types.check import count, is_installed, problems

REPOSITORY = Path(__file__).resolve().parent.parent
POSTGRES = "POSTGRES_FOR_TESTS"  # set by tests/servers.sh

settings.register_profile("citebot", deadline=None)  # what takes long on a busy machine is no fault of the code
settings.load_profile("citebot")


def pytest_configure(config: pytest.Config) -> None:
    """Have the workers keep the Slack payloads of all tests in one folder."""
    if not hasattr(config, "workerinput") and is_installed():
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="payloads-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Check every payload that the tests emitted against Slack's own types."""
    folder = Path(os.environ.get(FOLDER, ""))
    if hasattr(session.config, "workerinput") or not os.environ.pop(FOLDER, None):
        return
    emitted = count(folder)
    found = problems(folder) if emitted else ""
    shutil.rmtree(folder)
    if not emitted:
        return
    told = found or f"{emitted} Slack payloads fit the types of @slack/types"
    session.config.get_terminal_writer().line(f"\n{told}", red=bool(found))
    if found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real collections beside the checkout; without it the test is skipped, in CI it fails."""
    path = REPOSITORY.parent / "shared"
    if not path.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing; in CI the collections must be there")
        pytest.skip("no ../shared beside the checkout")
    return path


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


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def needs_chromium() -> None:
    """Skip the test where there is no Chromium; in CI it fails."""
    if chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium; in CI .ci/run installs it")
        pytest.skip("no Chromium: apt-get install chromium")
