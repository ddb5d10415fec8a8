"""`citebot status` and `doctor` on what changed in the folder since it was indexed."""

import json
import subprocess
from pathlib import Path

from tests.bot.index_command.running import PLAIN, index
from tests.command_line import PROGRAM


def _status(docs: Path, *options: str) -> str:
    command = [*PROGRAM, "status", "--index", str(docs.parent / "index"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def _doctor(docs: Path) -> str:
    command = [*PROGRAM, "doctor", "--index", str(docs.parent / "index")]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=docs.parent).stdout


def test_a_folder_that_is_as_indexed_is_said_to_be(docs: Path) -> None:
    """A file that could not be read is counted, but out of date is nothing."""
    index(docs)
    assert f"{docs}: 1 not in the index (new, or not readable)." in _status(docs)
    told = "What is new is taken up, and what cannot be read is named, by: citebot index"
    assert told in _status(docs)  # the next run will not read it either
    assert "up to date" not in _status(docs) + _doctor(docs)
    (docs / "scan.pdf").unlink()
    assert f"{docs} is as indexed" in _status(docs)


def test_what_changed_since_is_counted_with_what_mends_it(docs: Path) -> None:
    """By status and by doctor; the command that they name does away with it."""
    (docs / "scan.pdf").unlink()
    index(docs)
    (docs / "a.txt").write_text(PLAIN.replace("once", "twice"), "utf-8")
    (docs / "b.csv").unlink()
    (docs / "c.txt").write_text(PLAIN, "utf-8")
    told = f"{docs}: 1 changed, 1 gone, 1 not in the index (new, or not readable). Bring the index up to date with: "
    assert told in _status(docs)
    command = _doctor(docs).partition(told)[2].splitlines()[0]
    assert json.loads(_status(docs, "--json"))["folder"] == {"folder": str(docs), "changed": 1, "gone": 1, "unknown": 1}
    assert command.startswith("citebot ")
    subprocess.run([*PROGRAM, *command.split()[1:]], capture_output=True, check=True, timeout=120)
    assert f"{docs} is as indexed" in _status(docs)


def test_nothing_is_said_of_a_folder_that_is_not_there(docs: Path) -> None:
    """It may be mounted only where the index is built."""
    index(docs)
    docs.rename(docs.parent / "elsewhere")
    assert json.loads(_status(docs, "--json"))["folder"] is None
    assert "gone" not in _status(docs) + _doctor(docs)


def test_a_folder_that_moved_is_known_where_it_was_indexed_last(docs: Path) -> None:
    """Nothing of it is read anew, and still it is the folder that the index is compared with."""
    (docs / "scan.pdf").unlink()
    index(docs)
    moved = docs.rename(docs.parent / "moved")
    report = json.loads(index(moved, "--json").stdout)
    assert (report["read"], report["unchanged"], report["dropped"]) == ({}, {".txt": 1, ".csv": 1}, [])
    assert f"{moved} is as indexed" in _status(docs, "--verify")
    (moved / "b.csv").unlink()
    where = ("--index", str(docs.parent / "index"))
    assert json.loads(index(moved / "b.csv", *where, "--json").stdout)["dropped"] == ["b.csv"]
    assert f"{moved} is as indexed" in _status(docs)
