"""A folder into an index: what is read again, what leaves, what a killed run leaves behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.folder import Folder, Remark, scan
from index.analyzer import Analyzer
from index.build import BuildReport, update
from index.disk import index_exists, open_index, open_writer
from index.fingerprints import content_hash
from index.planning import TooManyGoneError, plan

OLD = 1_700_000_000  # a time long gone: files written just now are looked at twice


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of twelve documents."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for i in range(12):
        write(folder / f"d{i:02}.txt", f"Block number {i} is reported with Q{1000 + i}, once for each foot.")
    return folder


def write(path: Path, text: str, when: int = OLD) -> None:
    """Write a file that looks as old as `when`."""
    path.write_text(text + "\n", "utf-8")
    os.utime(path, (when, when))


def build(folder: Path, *, confirmed: bool = False, prune: bool = True) -> BuildReport:
    """Bring the index beside the folder up to it."""
    with open_writer(folder.parent / "index", Analyzer(), workers=1) as writer:
        return update(scan(folder), writer, confirmed=confirmed, prune=prune)


def ids(folder: Path) -> list[str]:
    """Return the documents of the index beside a folder."""
    return list(open_index(folder.parent / "index", Analyzer()).doc_ids())


def test_only_what_changed_is_read_again(docs: Path) -> None:
    """New and changed files are read, equal ones are not, also where only their time is new."""
    assert build(docs).read.total() == 12
    write(docs / "d00.txt", "Block number 0 is reported with Q2000, once for each foot.")
    write(docs / "new.txt", "A new document about the sural nerve block.")
    os.utime(docs / "d01.txt", (OLD + 5, OLD + 5))
    report = build(docs)
    assert (report.read.total(), report.unchanged.total()) == (2, 11)
    assert build(docs).read.total() == 0


def test_progress_counts_the_files_that_are_read(docs: Path) -> None:
    """Files that are passed over and files beside a document are none of those that there are to read."""
    (docs / "broken.txt").symlink_to(docs / "none.txt")
    (docs / "d00.references.json").write_text("{", "utf-8")
    seen: list[tuple[int, int]] = []
    with open_writer(docs.parent / "index", Analyzer(), workers=1) as writer:
        update(scan(docs), writer, progress=lambda _report, done, total: seen.append((done, total)))
    assert seen == [(done, 12) for done in range(1, 13)]


def test_one_current_version_of_a_document(docs: Path) -> None:
    """After the commit nothing of the old version is found (I11)."""
    build(docs)
    write(docs / "d00.txt", "The sural block replaced it.", OLD + 1)
    build(docs)
    engine = open_index(docs.parent / "index", Analyzer())
    assert [p.text for p in engine.passages("d00.txt")] == ["The sural block replaced it."]
    assert engine.document_frequency("q1000") == 0


def test_what_stands_beside_a_document_counts_as_its_content(docs: Path) -> None:
    """A new sidecar, or new defaults of the folder, have the documents read again."""
    build(docs)
    write(docs / "d00.meta.toml", 'title = "Zero"')
    assert build(docs).read.total() == 1
    write(docs / "folder.meta.toml", 'payer = "Plan"')
    assert build(docs).read.total() == 12


def test_a_size_and_time_that_stayed_are_not_believed_of_young_files(docs: Path) -> None:
    """A file that was changed within the clock's grain of being read is found by its content."""
    file = docs / "d00.txt"
    now = int(time.time())
    write(file, "The tibial block is paid.", now)
    build(docs)
    write(file, "The sacral block is paid.", now)
    assert build(docs).read.total() == 1


def test_a_file_that_is_rewritten_while_it_is_indexed_is_read_again(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of its content is of the moment in which it was read, or the next run would call it unchanged."""

    def rewritten(root: Path, name: str) -> str:
        if name == "d03.txt" and not changed:
            changed.append(name)
            write(docs / name, "Block number 3 is reported with Q3000, once for each foot.")
        return content_hash(root, name)

    changed: list[str] = []
    monkeypatch.setattr("index.build.content_hash", rewritten)
    assert [remark.path for remark in build(docs).failed] == ["d03.txt"]
    assert build(docs).read.total() == 1
    passages = open_index(docs.parent / "index", Analyzer()).passages("d03.txt")
    assert ["Q3000" in passage.text for passage in passages] == [True]


def test_documents_leave_with_their_files(docs: Path) -> None:
    """One of twelve leaves unasked; with --no-prune it stays."""
    build(docs)
    (docs / "d00.txt").unlink()
    assert build(docs, prune=False).dropped == []
    assert build(docs).dropped == ["d00.txt"]
    assert "d00.txt" not in ids(docs)


def test_an_unmounted_disk_does_not_empty_the_index(docs: Path) -> None:
    """More than a tenth leaves only when confirmed, and a refusal changes nothing (I14)."""
    build(docs)
    for i in range(2):
        (docs / f"d{i:02}.txt").unlink()
    write(docs / "new.txt", "A new document about the sural nerve block.")
    with pytest.raises(TooManyGoneError, match=r"2 of 12 .* --prune --yes"):
        build(docs)
    assert len(ids(docs)) == 12
    assert build(docs, confirmed=True).dropped == ["d00.txt", "d01.txt"]
    assert len(ids(docs)) == 11


def test_a_folder_that_cannot_be_looked_into_has_lost_nothing(docs: Path) -> None:
    """What stands in a folder without permission is not gone."""
    inner = docs / "inner"
    inner.mkdir()
    write(inner / "a.txt", "The sural block is covered.")
    build(docs)
    folder = scan(docs)
    hidden = Folder(folder.root, folder.documents[:-1], refused=(Remark("inner", "may not be read"),))
    with open_writer(docs.parent / "index", Analyzer(), workers=1) as writer:
        assert plan(hidden, list(writer.records())).gone == ()


def test_a_bad_file_costs_itself(docs: Path) -> None:
    """One of many fails by name; the others are indexed (I13)."""
    (docs / "bad.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    report = build(docs)
    assert [remark.path for remark in report.failed] == ["bad.pdf"]
    assert len(ids(docs)) == 12


def test_a_file_that_broke_is_named_and_leaves(docs: Path) -> None:
    """What it said before is not what it says now; the others are untouched."""
    build(docs)
    (docs / "d03.txt").write_bytes(bytes(range(256)) * 9)
    assert [remark.path for remark in build(docs).failed] == ["d03.txt"]
    assert ids(docs) == [f"d{i:02}.txt" for i in range(12) if i != 3]


def test_the_report_counts_citations_and_references(docs: Path) -> None:
    """What was cited and what could be resolved is told."""
    text = "It works well in most feet 1. It is safe in nearly all of them 2.\nReferences\n1. Doe J. Feet. 2020.\n"
    write(docs / "d00.txt", text)
    report = build(docs)
    assert report.resolved == 1
    assert report.citations + report.uncertain >= 2


def test_nothing_to_read_makes_no_index(tmp_path: Path) -> None:
    """A folder of unreadable files leaves no empty index that answers nothing."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    build(folder)
    assert not index_exists(tmp_path / "index")


def test_the_same_folder_makes_the_same_passages(docs: Path, tmp_path: Path) -> None:
    """Identifiers and texts do not depend on the run."""
    build(docs)
    again = tmp_path / "again" / "docs"
    again.parent.mkdir()
    again.mkdir()
    for file in docs.iterdir():
        write(again / file.name, file.read_text("utf-8").strip(), OLD + 7)
    build(again)
    one, two = (open_index(folder.parent / "index", Analyzer()) for folder in (docs, again))
    assert [one.passages(name) for name in ids(docs)] == [two.passages(name) for name in ids(again)]


KILLED = """
import sys
from pathlib import Path
from corpus.folder import scan
from index.analyzer import Analyzer
from index.build import update
from index.disk import open_writer
root = Path(sys.argv[1])
with open_writer(root.parent / "index", Analyzer(), workers=1) as writer:
    print("begun", flush=True)
    update(scan(root), writer, progress=lambda report, done, total: print(done, flush=True))
"""


@pytest.mark.parametrize("after", [1, 8, 20])
def test_a_killed_run_leaves_the_last_good_state(docs: Path, after: int) -> None:
    """After kill -9 the old index answers, and the next run finishes the work."""
    build(docs)
    for i in range(60):
        write(docs / f"n{i:02}.txt", f"New block {i} is reported with Z{1000 + i} in every clinic of the plan.")
    run = subprocess.Popen([sys.executable, "-c", KILLED, str(docs)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    assert all(run.stdout.readline() for _ in range(after))  # else it broke off by itself
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert len(ids(docs)) in {12, 72}
    build(docs)
    assert len(ids(docs)) == 72


def test_an_unchanged_folder_is_known_by_sizes_and_times(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run opens none of the files, so that a large folder costs little more than walking it."""
    monkeypatch.setattr(
        "index.fingerprints._JUST_WRITTEN", 0
    )  # these files are young, which is no reason to doubt them here
    build(docs)
    read, opened = Path.read_bytes, list[Path]()

    def noted(path: Path) -> bytes:
        opened.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert build(docs).unchanged.total() == 12
    assert not [path for path in opened if path.is_relative_to(docs)]
