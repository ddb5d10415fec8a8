"""Limits of a real system at build, update and opening: the last good state stays, and the message names a command."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.analyzer import Analyzer
from index.disk import check, index_exists, open_index, open_writer
from index.engine import Query, Term
from index.errors import SearchIndexError
from tests.index.samples import by_document, documents, record_of

REPOSITORY = Path(__file__).resolve().parents[2]
MANY = 400  # documents of an update that must not fit
PAGE = 4_096

# Runs in a process of its own, so that a limit ends with it; prints the project's own error, and fails on any other.
CHILD = """
import resource, sys
from pathlib import Path
from index.analyzer import Analyzer
from index.errors import SearchIndexError
from tests.index.test_limits import opened, written
kind, limit, work, path = sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
analyzer = Analyzer()
analyzer.terms("imports take no file of the limit")
import index.disk.writer, tantivy
if kind != "none":
    resource.setrlimit(getattr(resource, kind), (limit, limit))
try:
    written(path, analyzer, "renal new") if work == "write" else opened(path, analyzer)
except SearchIndexError as error:
    print(error)
else:
    print("done")
"""


def written(path: Path, analyzer: Analyzer, text: str, count: int = MANY) -> None:
    """Bring the index to hold `count` documents of a text, with a word of its own each."""
    with open_writer(path, analyzer, workers=1) as writer:
        for found in by_document(documents(*(f"{text} block{i} " + f"word{i} " * 60 for i in range(count)))).values():
            writer.replace(record_of(found), found)
        writer.commit()


def opened(path: Path, analyzer: Analyzer) -> list[str]:
    """Return the first two words of each passage that is found."""
    hits = open_index(path, analyzer).search(Query((Term("renal"),)), 5)
    return [" ".join(hit.passage.text.split()[:2]) for hit in hits]


def limited(kind: str, limit: int, work: str, path: Path) -> str:
    """Return what a process under a limit says."""
    command = [sys.executable, "-c", CHILD, kind, str(limit), work, str(path)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def unharmed(path: Path, analyzer: Analyzer) -> None:
    """Check that the former index is whole and served."""
    check(path)
    assert opened(path, analyzer) == ["renal old"] * 3


def told(message: str) -> None:
    """Check that a message says what state is left, and what to do."""
    assert re.search(r"the former index is unchanged. Mend this and run again|citebot index", message), message


@pytest.mark.parametrize("limit", [1, PAGE, 5 * PAGE, 16 * PAGE])
def test_a_file_that_may_not_grow(tmp_path: Path, analyzer: Analyzer, limit: int) -> None:
    """At whatever byte files may grow no further, an update fails as a whole and the former index is served."""
    written(tmp_path / "index", analyzer, "renal old", 3)
    told(limited("RLIMIT_FSIZE", limit, "write", tmp_path / "index"))
    unharmed(tmp_path / "index", analyzer)
    written(tmp_path / "index", analyzer, "renal new")
    assert opened(tmp_path / "index", analyzer) == ["renal new"] * 5


def test_a_first_build_that_may_not_grow(tmp_path: Path) -> None:
    """A first build that fails leaves no index."""
    message = limited("RLIMIT_FSIZE", PAGE, "write", tmp_path / "index")
    assert re.search(r"not written \(.*\)\. Mend this and run again", message), message
    assert not index_exists(tmp_path / "index")


def test_too_few_open_files(tmp_path: Path, analyzer: Analyzer) -> None:
    """However few files a process may open, writing and opening succeed or say why; the index stays whole."""
    path, refused = tmp_path / "index", 0
    written(path, analyzer, "renal old", 3)
    for work in ("write", "open"):
        for files in range(6, 18, 3):
            said = limited("RLIMIT_NOFILE", files, work, path)
            if said != "done":
                refused += 1
                told(said)
                unharmed(path, analyzer)
            elif work == "write":
                written(path, analyzer, "renal old", 3)
            check(path)
    assert refused


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Callable[[str], None]:
    """Have a function of this module run on a disk of 400 kB; skipped where this machine does not let us mount one.

    It is mounted for that process alone: the system drops it with the process, however a run of the tests ends. One
    that is left behind, read-only, cannot be cleaned away by the next run.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = 'mount -t tmpfs -o size=400k tmpfs "$0" && exec "$@"'
    apart = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mounting, str(folder)]
    try:
        may_mount = subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        may_mount = False
    if not may_mount:
        pytest.skip("needs the right to mount a file system")

    def run(function: str) -> None:
        program = f"import sys; from pathlib import Path; from {__name__} import *; {function}(Path(sys.argv[1]))"
        command = [*apart, sys.executable, "-c", program, str(folder)]
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        assert not any(folder.iterdir())  # it was there for nobody else

    return run


def test_a_disk_that_is_full(on_small_disk: Callable[[str], None]) -> None:
    """An update that the disk has no room for fails as a whole; the former index is served from the full disk."""
    on_small_disk("fill")


def fill(disk: Path) -> None:
    """Update an index on a disk that is too small for it."""
    analyzer = Analyzer()
    written(disk / "index", analyzer, "renal old", 3)
    told(limited("none", 0, "write", disk / "index"))
    unharmed(disk / "index", analyzer)
    (disk / "rest").write_bytes(b"")
    written(disk / "index", analyzer, "renal newer", 3)  # it has left room for a small one


def test_a_disk_that_is_read_only(on_small_disk: Callable[[str], None]) -> None:
    """A read-only index is served, and a writer is told so."""
    on_small_disk("only_read")


def only_read(disk: Path) -> None:
    """Update an index on a disk that takes nothing any more."""
    analyzer, path = Analyzer(), disk / "index"
    written(path, analyzer, "renal old", 3)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    message = limited("none", 0, "write", path)
    told(message)
    assert os.strerror(errno.EROFS) in message
    unharmed(path, analyzer)


@pytest.mark.parametrize("code", [errno.EIO, errno.EMFILE, errno.EACCES])
def test_a_file_that_cannot_be_opened(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Each file in turn cannot be opened: an error of ours that names a file and a command, or the right answer."""
    path = tmp_path / "index"
    written(path, analyzer, "renal old", 3)
    real, left, failed = Path.open, 0, True

    def failing(self: Path, *arguments: object, **options: object) -> object:
        nonlocal left, failed
        left -= 1
        if left == 0:
            failed = True
            raise OSError(code, os.strerror(code), str(self))
        return real(self, *arguments, **options)  # type: ignore[call-overload]

    number = 0
    while failed:
        number += 1
        left, failed = number, False
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", failing)
            try:
                assert opened(path, analyzer) == ["renal old"] * 3
            except SearchIndexError as error:
                told(str(error))
    assert number > 3


def test_a_reader_that_could_not_read_a_commit_reads_it_later(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many open files at the moment of a commit: the former index answers, and the new one once that has passed."""
    path = tmp_path / "index"
    written(path, analyzer, "renal old", 3)
    engine = open_index(path, analyzer)
    written(path, analyzer, "renal new", 3)

    def failing(self: Path, *arguments: object, **options: object) -> object:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        assert not engine.refresh()
    assert engine.search(Query((Term("old"),)), 1)
    assert engine.refresh()
    assert engine.search(Query((Term("new"),)), 1)
