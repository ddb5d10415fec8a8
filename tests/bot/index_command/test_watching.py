"""`citebot index --watch`."""

import json
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.command_line import PROGRAM

_LONGEST = 60.0  # seconds, after which a line that does not come is given up


class Watching:
    """A run that keeps up with a folder."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def report(self) -> Any:
        """Return what the next update did."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def line(self) -> str:
        """Return the next line of what was done."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def told(self) -> str:
        """Return the next line to a person."""
        assert self._process.stderr is not None
        return self._process.stderr.readline()

    def interrupted(self) -> int:
        """Return the exit status after Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait()


@contextmanager
def watching(folder: Path, *options: str, form: str = "--json") -> Iterator[Watching]:
    """Watch a folder, with the index beside it."""
    command = [*PROGRAM, "index", str(folder), "--index", str(folder.parent / "index"), "--watch"]
    command += [*options, *([form] if form else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        too_late = threading.Timer(_LONGEST, process.kill)
        too_late.start()
        try:
            yield Watching(process)
        finally:
            too_late.cancel()
            process.kill()


def add_document(folder: Path) -> None:
    """Put a document into a folder that is watched as soon as that is said, or a little later."""
    time.sleep(1)
    (folder / "new.txt").write_text("The sural block is covered.\n", "utf-8")


def test_watching_keeps_up_with_the_folder(docs: Path) -> None:
    """A document that is put into the folder is indexed without being asked for."""
    (docs / "scan.pdf").unlink()
    with watching(docs) as run:
        assert run.report()["read"]
        add_document(docs)
        assert run.report()["read"] == {".txt": 1}
        assert run.interrupted() == 0


def test_a_change_is_one_line(docs: Path) -> None:
    """With its time; what could not be read before is not told again, and what fails now is."""
    with watching(docs, form="") as run:
        while not run.line().startswith("The index in"):
            pass
        add_document(docs)
        assert re.fullmatch(r"\d\d:\d\d:\d\d read new.txt; 3 documents, 1 not readable\n", run.line())
        (docs / "new.txt").write_bytes(b"")
        assert re.fullmatch(r"[\d:]{8} dropped new.txt; 2 documents, 2 not readable\n", run.line())
        assert run.line() == "         new.txt: empty\n"


def test_watching_waits_for_the_first_document(tmp_path: Path) -> None:
    """A folder that is empty today is told of, and indexed when something is put into it."""
    folder = tmp_path / "docs"
    folder.mkdir()
    with watching(folder) as run:
        assert run.report()["read"] == {}
        assert "nothing to answer from (no files)" in run.told()
        assert "Watching" in run.told()
        add_document(folder)
        assert run.report()["read"] == {".txt": 1}


def test_watching_goes_on_where_the_folder_is_taken_away_and_comes_back(docs: Path) -> None:
    """A share that is mounted anew, or a folder put in the place of another, is kept up with like the one before."""
    (docs / "scan.pdf").unlink()
    with watching(docs, "--yes") as run:
        assert run.report()["read"]
        assert "Watching" in run.told()
        time.sleep(1)  # until it watches
        docs.rename(docs.parent / "elsewhere")
        assert "no such file or folder" in run.told()
        (docs.parent / "elsewhere").rename(docs)
        assert run.report()["unchanged"] == {".txt": 1, ".csv": 1}
        add_document(docs)
        assert run.report()["read"] == {".txt": 1}
