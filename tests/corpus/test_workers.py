"""What a hostile file costs: itself."""

import time
from collections import deque
from pathlib import Path

import psutil
import pytest

from corpus.understanding import Understood
from corpus.workers import PROGRAM, Outcome, ReadingPool

# a worker that misbehaves by the name of the file, as a parser in C++ would; all else is read as ever
HOSTILE = """
import os, time
import corpus.workers
read = corpus.workers.understand
def misbehave(root, name):
    if name.startswith("hang"):
        time.sleep(600)
    if name.startswith("crash"):
        os.abort()
    if name.startswith("greedy"):
        bytearray(50_000_000_000)
    if name.startswith("raise"):
        raise KeyError("words of the file")
    return read(root, name)
corpus.workers.understand = misbehave
"""


def read_all(root: Path, *names: str, seconds: float = 30.0) -> dict[str, Outcome]:
    """Return what became of each file, read by workers that misbehave."""
    for name in names:
        (root / name).write_text(f"The block of {name} is reported once for each foot.\n", "utf-8")
    with ReadingPool(root, workers=2, seconds=seconds, megabytes=1_500, program=HOSTILE + PROGRAM) as pool:
        return dict(pool.read(names))


def test_a_crash_a_hang_and_a_glutton_cost_themselves(tmp_path: Path) -> None:
    """Each is named with its own reason, and every other file is read (I4, I13)."""
    good = [f"good{i}.txt" for i in range(6)]
    bad = ("crash.txt", "hang.txt", "greedy.txt", "raise.txt")
    outcomes = read_all(tmp_path, bad[0], *good[:3], *bad[1:3], *good[3:], bad[3], seconds=12.0)
    assert all(isinstance(outcomes[name], Understood) for name in good)
    assert "crashed" in str(outcomes["crash.txt"])
    assert outcomes["hang.txt"] == "not read within 12 seconds; split it"
    assert outcomes["greedy.txt"] == "needs more than 1500 MB of memory"
    assert "KeyError" in str(outcomes["raise.txt"])
    assert "words of the file" not in str(outcomes["raise.txt"])


def test_no_worker_outlives_its_pool(tmp_path: Path) -> None:
    """Leaving the pool ends its processes, also one that hangs."""
    (tmp_path / "hang.txt").write_text("x", "utf-8")
    before = {child.pid for child in psutil.Process().children()}
    with ReadingPool(tmp_path, workers=1, seconds=60, program=HOSTILE + PROGRAM) as pool:
        pool._hand_out(deque(["hang.txt"]))
        started = {child.pid for child in psutil.Process().children()} - before
        assert started
    assert not any(psutil.pid_exists(pid) for pid in started)


def test_a_worker_whose_parent_is_gone_ends_itself(tmp_path: Path) -> None:
    """A run that was killed leaves no process behind, however long its file would hang."""
    (tmp_path / "hang.txt").write_text("x", "utf-8")
    program = "import corpus.workers\ncorpus.workers._GRACE = 0.0\n" + HOSTILE + PROGRAM
    pool = ReadingPool(tmp_path, workers=1, seconds=1.0, program=program)
    worker = pool._started()
    worker.pipe.send("hang.txt")
    began = time.monotonic()
    assert worker.process.wait(timeout=20) < 0
    assert time.monotonic() - began < 20
    worker.pipe.close()


def test_workers_know_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes over a reader finds no token in its environment."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted")
    worker = ReadingPool(tmp_path, workers=1)._started()
    worker.pipe.send("none.txt")
    worker.pipe.recv()
    assert "SLACK_BOT_TOKEN" not in psutil.Process(worker.process.pid).environ()
    worker.pipe.close()
    worker.process.wait(timeout=20)
