"""Killed at any moment, the index is what was last acknowledged, or the round that was under way: never a mix."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.analyzer import Analyzer
from index.disk import check, open_index, open_writer
from tests.index.crash_child import texts_after

KILLS = int(os.environ.get("CRASH_KILLS", "8"))  # 200 in the measured run
REPOSITORY = Path(__file__).resolve().parents[2]


def texts_of(path: Path, analyzer: Analyzer) -> dict[str, list[str]]:
    """Return every passage's text, after reading every byte of the index."""
    check(path)
    engine = open_index(path, analyzer)
    state = {doc_id: [p.text for p in engine.passages(doc_id)] for doc_id in engine.doc_ids()}
    assert len(engine) == sum(map(len, state.values()))
    return state


def run_and_kill(path: Path, first: int, mode: str, seconds: float) -> int:
    """Start a writer, let it acknowledge at least one commit, kill it, and return the last round it acknowledged."""
    command = [sys.executable, "-m", "tests.index.crash_child", str(path), str(first), mode]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as child:
        assert child.stdout
        acknowledged = [child.stdout.readline()]
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        acknowledged += child.stdout.readlines()
    complete = [line for line in acknowledged if line.endswith("\n")]
    assert complete, "the writer ended before its first commit"
    return int(complete[-1])


def kill_again_and_again(path: Path, analyzer: Analyzer, mode: str, kills: int) -> int:
    """Kill writers one after the other, compare what each left with what it acknowledged, and return the last round."""
    chosen, last = random.Random(20), 0
    for _ in range(kills):
        acknowledged = run_and_kill(path, last + 1, mode, chosen.uniform(0, 0.15))
        assert acknowledged > last
        found = texts_of(path, analyzer)
        last = acknowledged if found == texts_after(acknowledged) else acknowledged + 1
        assert found == texts_after(last), f"neither round {acknowledged} nor the next"
    return last


@pytest.mark.parametrize("mode", ["honest", "in_place"])
def test_nothing_acknowledged_is_lost(tmp_path: Path, analyzer: Analyzer, mode: str) -> None:
    """After each kill -9 the contents are those of the last acknowledged commit or the next, and writing goes on."""
    last = kill_again_and_again(tmp_path / "index", analyzer, mode, KILLS)
    assert last >= KILLS
    assert len(list((tmp_path / "index" / "generations").iterdir())) <= 3  # what a killed writer began, at most
    with open_writer(tmp_path / "index", analyzer):
        assert len(list((tmp_path / "index" / "generations").iterdir())) == 1


@pytest.mark.parametrize("mode", ["early", "partial"])
def test_a_lossy_writer_is_caught(tmp_path: Path, analyzer: Analyzer, mode: str) -> None:
    """The control: a writer that acknowledges too early, or leaves documents out, fails the same check."""
    with open_writer(tmp_path / "index", analyzer) as writer:
        writer.commit()
    with pytest.raises(AssertionError):
        kill_again_and_again(tmp_path / "index", analyzer, mode, 12)
