"""The database of the state: opened, refused in words, brought up to date, whole after a crash."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text

from bot.state.claims import Place
from bot.state.errors import StateError
from bot.state.schema import forgotten, installations, leases, schema_version
from bot.state.store import open_state, state_url

PLACE = Place("T1", "C1", "7.0", None, "U1", "mention")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "expected sqlite:///FILE"),
        ("nodriver://x/y", "expected sqlite:///FILE"),
        ("postgresql+psycopg://u:planted@127.0.0.1:1/x?password=planted", "Connection refused. Check that the server"),
        ("sqlite:////proc/none/s.db", "/proc/none: No such file or directory. Give the account .* the right to write"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_without_its_password(url: str, told: str) -> None:
    """The system's reason, and what mends it."""
    with pytest.raises(StateError, match=told) as caught:
        open_state(url)
    assert ":planted" not in str(caught.value)
    assert "=planted" not in str(caught.value)
    assert "Error" not in str(caught.value)


def test_a_damaged_file_is_told_from_one_that_may_not_be_written(tmp_path: Path) -> None:
    """The one wants a backup, the other rights."""
    damaged, folder = tmp_path / "state.sqlite", tmp_path / "folder"
    damaged.write_text("junk " * 100)
    with pytest.raises(StateError, match=r"state.sqlite: .* damaged, or no SQLite file. Put a backup in its place"):
        open_state(f"sqlite:///{damaged}")
    folder.mkdir()
    with pytest.raises(StateError, match=r"folder: .*: Is a directory. Give the account that runs citebot the right"):
        open_state(f"sqlite:///{folder}")


def test_a_server_says_what_it_refuses(state_database: str) -> None:
    """Its own words, without the help that follows them."""
    url = make_url(state_database)
    if url.get_backend_name() == "sqlite":
        return
    with pytest.raises(StateError, match=r'cannot be opened: FATAL: +database "nowhere" does not exist. Check that'):
        open_state(url.set(database="nowhere").render_as_string(hide_password=False))


def test_a_home_folder_is_meant_by_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the path of a file of SQLite's too."""
    monkeypatch.setenv("HOME", str(tmp_path))
    open_state("sqlite:///~/state.sqlite").close()
    assert (tmp_path / "state.sqlite").is_file()


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Questions may be kept in it."""
    open_state(state_url(None, tmp_path / "new folder")).close()
    assert (tmp_path / "new folder" / "state.sqlite").stat().st_mode & 0o077 == 0


def test_a_crash_loses_no_claim(tmp_path: Path) -> None:
    """A state that was never closed opens again with all that was written."""
    url = state_url(None, tmp_path)
    open_state(url).claims.take(PLACE)
    again = open_state(url)
    assert not again.claims.take(PLACE)
    with again.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    again.close()


def test_connections_are_kept_for_all_who_work(state_database: str) -> None:
    """Sixteen answer, eight see to clicks, and two stewards: to open one for each statement would cost more than it."""
    state = open_state(state_database)
    opened: list[object] = []
    event.listen(state.engine, "connect", lambda connection, _: opened.append(connection))
    for _ in range(2):
        with ExitStack() as held:
            for _ in range(26):
                held.enter_context(state.engine.connect())
    assert len(opened) <= 26
    state.close()


def test_the_log_is_emptied_into_the_file(tmp_path: Path) -> None:
    """What was forgotten is in neither; what is known stays, and a writer is waited for as before."""
    state = open_state(state_url(None, tmp_path))
    state.claims.take(PLACE)
    assert (tmp_path / "state.sqlite-wal").stat().st_size
    state.write_back()
    assert not (tmp_path / "state.sqlite-wal").stat().st_size
    assert not state.claims.take(PLACE)
    with state.engine.connect() as connection:
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
    state.close()


def test_a_state_of_an_earlier_version_is_brought_up_to_date(state_database: str) -> None:
    """What it holds stays; the tables that came later are there."""
    first = open_state(state_database)
    first.claims.take(PLACE)
    with first.engine.begin() as connection:
        leases.drop(connection)
        forgotten.drop(connection)
        installations.drop(connection)
        connection.execute(schema_version.update().values(version=1))
    first.close()
    second = open_state(state_database)
    assert not second.claims.take(PLACE)
    assert second.leases.take("anything", 1.0)
    second.forget("T1", "U1")
    second.close()
