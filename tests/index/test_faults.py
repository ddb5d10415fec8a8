"""Full disks, damaged files and other versions: the former index stays, and the message names what mends it."""

import errno
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from index.analyzer import Analyzer
from index.disk import check, index_exists, open_index, open_writer, status
from index.disk.engine import DiskEngine
from index.disk.manifest import FORMAT
from index.disk.store import check_files
from index.disk.tables import Table, encode_table
from index.engine import Query, Term
from index.errors import (
    AnalyzerMismatchError,
    DamagedIndexError,
    IndexBusyError,
    IndexFormatError,
    IndexWriteError,
    NoIndexError,
    SearchIndexError,
)
from index.writer import DocumentRecord
from tests.index.conftest import update_in_place
from tests.index.samples import documents, passage, record_of

REPOSITORY = Path(__file__).resolve().parents[2]
RENAL = Query((Term("renal"),))


def build(path: Path, analyzer: Analyzer, *texts: str) -> None:
    """Bring the index to hold one document for each text."""
    with open_writer(path, analyzer, rebuild=True, workers=1) as writer:
        for found in documents(*texts):
            writer.replace(record_of([found]), [found])
        writer.commit()


def texts(engine: DiskEngine) -> list[str]:
    """Return the texts that are found."""
    return [hit.passage.text for hit in engine.search(RENAL, 10)]


class FailingCall:
    """Lets a function of os fail at its n-th call."""

    def __init__(self, real: Callable[..., Any], number: int, code: int) -> None:
        self._real, self._left, self._code = real, number, code
        self.failed = False

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function, or fail."""
        self._left -= 1
        if self._left == 0:
            self.failed = True
            raise OSError(self._code, os.strerror(self._code))
        return self._real(*arguments, **options)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("fsync", errno.ENOSPC),
        ("fsync", errno.EIO),
        ("replace", errno.EROFS),
        ("replace", errno.EIO),
        ("link", errno.EMFILE),
    ],
)
@pytest.mark.parametrize("large", [False, True], ids=["whole", "incremental"])
def test_a_commit_that_fails_anywhere_leaves_the_former_index(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch, name: str, code: int, *, large: bool
) -> None:
    """Each call in turn fails as a full or broken disk does: the old or the new state is served."""
    if large:  # an update then keeps the segments of the former generation
        update_in_place(monkeypatch)
    path, failed, number = tmp_path / "index", True, 0
    build(path, analyzer, "renal old", "other")
    changed = passage("d0", 0, "renal new")
    while failed:
        number += 1
        failing = FailingCall(getattr(os, name), number, code)
        with monkeypatch.context() as patch, open_writer(path, analyzer, workers=1) as writer:
            patch.setattr(os, name, failing)
            with suppress(IndexWriteError):
                writer.replace(record_of([changed]), [changed])
                writer.commit()
        failed = failing.failed
        check(path)
        assert texts(open_index(path, analyzer)) in (["renal old"], ["renal new"])
        build(path, analyzer, "renal old", "other")
    assert number > 1 or name == "link"


def test_changes_without_a_commit_are_dropped(tmp_path: Path, analyzer: Analyzer) -> None:
    """Leaving the block without a commit leaves no index, and the message says how to build one."""
    with open_writer(tmp_path / "index", analyzer) as writer:
        writer.replace(record_of(documents("renal")), documents("renal"))
    assert not index_exists(tmp_path / "index")
    with pytest.raises(NoIndexError, match="citebot index FOLDER"):
        open_index(tmp_path / "index", analyzer)


@pytest.mark.parametrize("large", [False, True], ids=["whole", "incremental"])
def test_of_changes_to_one_document_the_last_counts(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    """Put in twice within one commit, taken out again, or put back: what was said last is there, once."""
    if large:
        update_in_place(monkeypatch)
    path = tmp_path / "index"
    stays, leaves = documents("renal stays", "renal leaves")
    for wordings in (("renal old", "renal new"), ("renal newer", "renal newest")):
        with open_writer(path, analyzer, workers=1) as writer:
            for wording in wordings:
                writer.delete(stays.doc_id)
                writer.replace(record_of([stays]), documents(wording))
                writer.replace(record_of([leaves]), [leaves])
            writer.delete(leaves.doc_id)
            committed = writer.commit()
        assert (committed.documents, committed.passages) == (1, 1)
        check(path)
        assert texts(open_index(path, analyzer)) == [wordings[-1]]
        assert open_index(path, analyzer).document_frequency("renal") == 1


def test_a_second_writer_is_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    """One writer at a time, and the message names the process that writes."""
    with open_writer(tmp_path / "index", analyzer), pytest.raises(IndexBusyError, match=f"process {os.getpid()}"):
        open_writer(tmp_path / "index", analyzer)


def test_foreign_and_doubled_passages_are_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    """A document takes in only its own passages, each id once."""
    with open_writer(tmp_path / "index", analyzer) as writer:
        with pytest.raises(ValueError, match="does not belong"):
            writer.replace(DocumentRecord("a", "", "", ""), documents("renal"))
        with pytest.raises(ValueError, match="two passages"):
            writer.replace(DocumentRecord("d0", "", "", ""), documents("renal") * 2)


def index_files(path: Path) -> list[Path]:
    """Return the files of the served generation, and CURRENT."""
    folder = path / "generations" / (path / "CURRENT").read_text().strip()
    return [path / "CURRENT", folder / "manifest.json", *(folder / name for name in status(path).files)]


def damages(data: bytes) -> list[bytes]:
    """Return the content flipped in one bit at several places, cut short, emptied, and zeroed."""
    places = {0, len(data) // 3, len(data) // 2, len(data) - 1}
    flipped = [data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :] for i in places]
    return [*flipped, data[: len(data) // 2], b"", bytes(len(data))]


def test_damage_is_found_and_named(tmp_path: Path, analyzer: Analyzer) -> None:
    """One flipped bit, a cut or zeroed file anywhere: nothing is served, and the message names a file and a command."""
    path = tmp_path / "index"
    build(path, analyzer, *(f"renal block {i}" for i in range(50)))
    for file in index_files(path):
        whole = file.read_bytes()
        for damaged in damages(whole):
            file.write_bytes(damaged)
            with pytest.raises(SearchIndexError) as caught:
                open_index(path, analyzer)
            assert "citebot index" in str(caught.value)
        file.unlink()
        with pytest.raises(SearchIndexError):
            open_index(path, analyzer)
        file.write_bytes(whole)
    assert len(texts(open_index(path, analyzer))) == 10


@pytest.mark.parametrize("current", [b"", b"x\n", b"1" * 5_000 + b"\n", b"99\n", "\u00b2\n".encode()])
def test_the_command_that_is_named_mends_it(tmp_path: Path, analyzer: Analyzer, current: bytes) -> None:
    """Whatever became of CURRENT, a rebuild makes a whole index again, and nothing is left of the damaged one."""
    path = tmp_path / "index"
    build(path, analyzer, "renal old")
    (path / "CURRENT").write_bytes(current)
    with pytest.raises(DamagedIndexError, match="citebot index --rebuild"):
        open_index(path, analyzer)
    build(path, analyzer, "renal new")
    check(path)
    assert texts(open_index(path, analyzer)) == ["renal new"]
    assert len(list((path / "generations").iterdir())) == 1


def test_a_rebuild_over_a_damaged_index_that_fails_says_why(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told as such, not as the damage that was to be mended."""
    path = tmp_path / "index"
    build(path, analyzer, "renal old")
    (path / "CURRENT").write_bytes(b"")
    monkeypatch.setattr(os, "fsync", FailingCall(os.fsync, 1, errno.ENOSPC))
    with pytest.raises(IndexWriteError, match="No space left"):
        build(path, analyzer, "renal new")
    assert not list((path / "generations").iterdir())


def test_a_look_at_an_index_that_is_just_replaced_is_no_damage(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The generation that is being read is removed by a commit: its successor is read, and nobody told to rebuild."""
    path = tmp_path / "index"
    build(path, analyzer, "renal old")
    commits = iter(["renal new", "renal newer"])

    def replaced_before(folder: Path, *arguments: Any) -> None:
        if text := next(commits, None):
            build(path, analyzer, text)
        check_files(folder, *arguments)

    monkeypatch.setattr("index.disk.check_files", replaced_before)
    assert check(path).generation == 3


def test_a_damaged_record_is_not_shown(tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an index is too large to be read through at opening, each record is checked when it is shown."""
    monkeypatch.setattr("index.disk.store.CHECKED_AT_OPENING", 0)
    path = tmp_path / "index"
    build(path, analyzer, "renal block 64999")
    file = next(file for file in index_files(path) if file.name.startswith("records"))
    file.write_bytes(file.read_bytes().replace(b"64999", b"64998"))
    with pytest.raises(DamagedIndexError, match="does not fit its checksum"):
        open_index(path, analyzer).search(RENAL, 1)
    with pytest.raises(DamagedIndexError, match=r"records-1\.dat"):
        check(path)


def test_a_reader_keeps_the_former_index_when_the_new_one_is_damaged(
    tmp_path: Path, analyzer: Analyzer, caplog: pytest.LogCaptureFixture
) -> None:
    """A running bot answers on from what it has, and says so in the log, once."""
    path = tmp_path / "index"
    build(path, analyzer, "renal old")
    engine = open_index(path, analyzer)
    build(path, analyzer, "renal new")
    index_files(path)[1].write_bytes(b"{}")
    assert not engine.refresh()
    assert not engine.refresh()
    assert texts(engine) == ["renal old"]
    assert caplog.text.count("not usable") == 1


@pytest.mark.parametrize("change", [{"format": FORMAT + 1}, {"analyzer": "0-other"}])
def test_another_version_is_refused(tmp_path: Path, analyzer: Analyzer, change: dict[str, Any]) -> None:
    """An index of another format or analyzer is not guessed at; the message says how to rebuild."""
    path = tmp_path / "index"
    build(path, analyzer, "renal")
    manifest = index_files(path)[1]
    body = {**json.loads(manifest.read_bytes()), **change}
    if "analyzer" in change:
        from index.disk.manifest import _digest  # noqa: PLC0415 - only to forge a manifest

        body["sha256"] = _digest({key: value for key, value in body.items() if key != "sha256"})
    manifest.write_text(json.dumps(body))
    with pytest.raises((IndexFormatError, AnalyzerMismatchError), match="citebot index --rebuild"):
        open_index(path, analyzer)


def test_a_table_with_wild_numbers_is_refused(tmp_path: Path) -> None:
    """Offsets and lengths that point outside the file are errors of the index, never of Python."""
    data = encode_table([("a", b"1"), ("b", b"22")])
    head, offsets = 16, len(data) - 3 * 8  # of two entries, and the end of the second
    read = set[tuple[int, int]]()
    for i in range(len(data)):
        for bit in (1, 0x80):
            file = tmp_path / "table"
            file.write_bytes(data[:i] + bytes([data[i] ^ bit]) + data[i + 1 :])
            try:
                table = Table(file)
                list(table.items())
                table.get("a")
            except DamagedIndexError:
                continue
            read.add((i, bit))
    assert not [i for i, _ in read if i < head]
    assert not [i for i, bit in read if i >= offsets and bit == 0x80]


def test_questions_go_on_while_the_index_changes(tmp_path: Path, analyzer: Analyzer) -> None:
    """Eight threads ask through 25 commits: each answer is that of one commit, and none fails."""
    path = tmp_path / "index"
    build(path, analyzer, *["renal 0"] * 5)
    engine, stop, seen = open_index(path, analyzer), threading.Event(), list[set[str]]()

    def ask() -> None:
        while not stop.is_set():
            engine.refresh()
            snapshot = engine.snapshot()
            hits = snapshot.search(RENAL, 9)
            found = {p.text for hit in hits for p in snapshot.passages(hit.passage.doc_id)}
            seen.append(found | {hit.passage.text for hit in hits} | {str(len(hits))})

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    with open_writer(path, analyzer, workers=1) as writer:
        for number in range(1, 26):
            for found in documents(*[f"renal {number}"] * 5):
                writer.replace(record_of([found]), [found])
            writer.commit()
    stop.set()
    for thread in threads:
        thread.join()
    assert all(len(answer) == 2 and "5" in answer for answer in seen)
    engine.refresh()
    assert texts(engine) == ["renal 25"] * 5


def test_open_files_do_not_pile_up(tmp_path: Path, analyzer: Analyzer) -> None:
    """A reader through 30 commits holds no more files open than at first."""
    path = tmp_path / "index"
    build(path, analyzer, "renal")
    engine = open_index(path, analyzer)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - /proc has no Path form that is plainer
    for number in range(30):
        build(path, analyzer, f"renal {number}")
        assert engine.refresh()
        assert texts(engine) == [f"renal {number}"]
    assert len(os.listdir("/proc/self/fd")) <= before + 10  # noqa: PTH208 - see above


def test_a_large_index_keeps_what_did_not_change(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update that is not written anew: the old passage is gone everywhere, and counts are exact all the same."""
    update_in_place(monkeypatch)
    path = tmp_path / "index"
    build(path, analyzer, "renal outdated", "renal stent", "nerve")
    with open_writer(path, analyzer, workers=1) as writer:
        changed = passage("d0", 0, "renal current")
        writer.replace(record_of([changed]), [changed])
        writer.delete("d2")
        writer.commit()
    engine = open_index(path, analyzer)
    assert (status(path).deleted, len(engine)) == (2, 2)
    assert texts(engine) == ["renal current", "renal stent"]
    assert list(engine.search(Query((Term("outdat"), Term("nerv"))), 9)) == []
    assert dict(engine.vocabulary()) == {"current": 1, "renal": 2, "stent": 1}
    assert dict(engine.surface_forms()) == {"current": 1, "renal": 2, "stent": 1}
    assert (engine.document_frequency("renal"), engine.document_frequency("nerv")) == (2, 0)
    assert len(status(path).records) == 2
    monkeypatch.undo()
    with open_writer(path, analyzer, workers=1) as writer:
        writer.delete("d1")
        writer.commit()
    assert (status(path).deleted, len(status(path).records)) == (0, 1)
