"""Worker processes: a crash, a hang or a glutton costs one file."""

import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from corpus.understanding import Understood
from corpus.workers import ReadingPool


def write(folder: Path, count: int) -> list[str]:
    """Write small documents and return their names."""
    names = [f"{i:03}.txt" for i in range(count)]
    for i, name in enumerate(names):
        (folder / name).write_text(f"Block number {i} is reported once.\n")
    return names


def test_one_bad_file_among_many_costs_itself(tmp_path: Path) -> None:
    """Every good file is read, the bad one is named with its reason (I13)."""
    names = write(tmp_path, 40)
    (tmp_path / "017.txt").write_bytes(bytes(range(256)) * 9)
    with ReadingPool(tmp_path, workers=2) as pool:
        outcomes = dict(pool.read(names))
    assert sorted(outcomes) == names
    assert [name for name, outcome in outcomes.items() if not isinstance(outcome, Understood)] == ["017.txt"]
    assert "binary data" in str(outcomes["017.txt"])


def test_a_reader_that_is_killed_costs_its_file(tmp_path: Path) -> None:
    """A worker that dies is replaced, and the files after it are read."""
    names = write(tmp_path, 3)
    os.mkfifo(tmp_path / "hang.txt")
    with ReadingPool(tmp_path, workers=1, seconds=60) as pool:

        def kill() -> None:
            while not pool._workers or pool._workers[0].name != "hang.txt":
                time.sleep(0.01)
            os.kill(pool._workers[0].process.pid, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        outcomes = dict(pool.read(["hang.txt", *names]))
        thread.join()
    assert "crashed" in str(outcomes["hang.txt"])
    assert all(isinstance(outcomes[name], Understood) for name in names)


def test_a_reader_that_ends_between_two_files_costs_none(tmp_path: Path) -> None:
    """As where memory runs out elsewhere: nothing was being read, so another one takes its place."""
    names = write(tmp_path, 3)
    with ReadingPool(tmp_path, workers=1) as pool:
        outcomes = dict(pool.read(names[:1]))
        psutil.Process(pool._workers[0].process.pid).kill()
        pool._workers[0].process.wait(20)
        outcomes |= dict(pool.read(names[1:]))
    assert [name for name in names if not isinstance(outcomes[name], Understood)] == []


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    """A reader that hangs is ended at its limit; the others go on."""
    names = write(tmp_path, 3)
    os.mkfifo(tmp_path / "hang.txt")
    with ReadingPool(tmp_path, workers=1, seconds=12) as pool:
        outcomes = dict(pool.read(["hang.txt", *names]))
    assert outcomes["hang.txt"] == "not read within 12 seconds; split it"
    assert all(isinstance(outcomes[name], Understood) for name in names)


def test_a_glutton_is_stopped(tmp_path: Path) -> None:
    """A file that needs more memory than allowed is named; the next one is read."""
    names = write(tmp_path, 1)
    (tmp_path / "huge.txt").write_text("word " * 60_000_000)
    with ReadingPool(tmp_path, workers=1, megabytes=500) as pool:
        outcomes = dict(pool.read(["huge.txt", *names]))
    assert "500 MB" in str(outcomes["huge.txt"])
    assert isinstance(outcomes[names[0]], Understood)


def test_a_reader_has_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a worker holds none of our tokens."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted")
    names = write(tmp_path, 1)
    with ReadingPool(tmp_path, workers=1) as pool:
        outcomes = dict(pool.read(names))
        environment = Path(f"/proc/{pool._workers[0].process.pid}/environ").read_bytes()
    assert isinstance(outcomes[names[0]], Understood)
    assert b"planted" not in environment
