"""A folder into an index, again and again: only what changed is read, what is gone cannot be found."""

import os
import time
from pathlib import Path

import pytest

from corpus.folder import scan
from index.analyzer import Analyzer
from index.build import BuildReport, update
from index.disk import open_index, open_writer
from index.engine import Query, Term
from index.planning import TooManyGoneError

ANALYZER = Analyzer()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of twelve documents, each with a word of its own, last changed a minute ago."""
    root = tmp_path / "docs"
    root.mkdir()
    for i in range(12):
        write(root / f"{i:02}.txt", f"The block called word{i} is reported once 1.\n")
    return root


def write(path: Path, text: str, age: float = 60) -> None:
    """Write a file that was last changed some seconds ago."""
    path.write_text(text)
    then = time.time() - age
    os.utime(path, (then, then))


def run(folder: Path, *, confirmed: bool = False, prune: bool = True) -> BuildReport:
    """Update the index beside the folder."""
    with open_writer(folder.parent / "index", ANALYZER, workers=1) as writer:
        return update(scan(folder), writer, confirmed=confirmed, prune=prune)


def found(folder: Path, word: str) -> list[str]:
    """Return the documents that hold a word."""
    engine = open_index(folder.parent / "index", ANALYZER)
    (term,) = ANALYZER.terms(word)
    return [hit.passage.doc_id for hit in engine.search(Query((Term(term),)), 20)]


def test_a_second_run_reads_nothing(folder: Path) -> None:
    """Unchanged files are not opened again."""
    assert run(folder).read.total() == 12
    for name in folder.iterdir():
        name.chmod(0o000)
    again = run(folder)
    assert (again.read.total(), again.unchanged.total(), again.failed) == (0, 12, [])


def test_a_changed_file_says_what_it_says_now(folder: Path) -> None:
    """The new words are found, the old ones are not."""
    run(folder)
    write(folder / "03.txt", "The block called novelty is reported twice.\n")
    assert run(folder).read.total() == 1
    assert found(folder, "novelty") == ["03.txt"]
    assert found(folder, "word3") == []


def test_a_changed_sidecar_is_a_change(folder: Path) -> None:
    """A new reference list or new metadata has the document read again."""
    run(folder)
    write(folder / "03.meta.toml", 'issuer = "Example"\n')
    assert run(folder).read.total() == 1


def test_a_touched_file_is_not_read_again(folder: Path) -> None:
    """A new time on the same content is no change."""
    run(folder)
    os.utime(folder / "03.txt")
    assert run(folder).read.total() == 0


def test_a_file_that_is_gone_leaves(folder: Path) -> None:
    """Its words are not found any more; with --no-prune they are kept."""
    run(folder)
    (folder / "03.txt").unlink()
    assert run(folder, prune=False).dropped == []
    assert found(folder, "word3") == ["03.txt"]
    assert run(folder).dropped == ["03.txt"]
    assert found(folder, "word3") == []


def test_an_empty_folder_does_not_empty_the_index(folder: Path) -> None:
    """More than a tenth leaves only when someone says so (I14)."""
    run(folder)
    for path in list(folder.iterdir())[:5]:
        path.unlink()
    with pytest.raises(TooManyGoneError, match=r"5 of 12 indexed documents .* --prune --yes"):
        run(folder)
    assert found(folder, "block") != []
    assert len(run(folder, confirmed=True).dropped) == 5


def test_a_file_that_broke_is_named_and_leaves(folder: Path) -> None:
    """What it said before is not what it says now; the others are untouched."""
    run(folder)
    (folder / "03.txt").write_bytes(bytes(range(256)) * 9)
    report = run(folder)
    assert [remark.path for remark in report.failed] == ["03.txt"]
    assert found(folder, "word3") == []
    assert found(folder, "word4") == ["04.txt"]


def test_the_same_input_gives_the_same_passages(folder: Path, tmp_path: Path) -> None:
    """Two builds agree in every passage."""
    run(folder)
    first = open_index(folder.parent / "index", ANALYZER)
    with open_writer(tmp_path / "again", ANALYZER, workers=1) as writer:
        update(scan(folder), writer)
    second = open_index(tmp_path / "again", ANALYZER)
    assert [first.passages(d) for d in first.doc_ids()] == [second.passages(d) for d in second.doc_ids()]


def test_the_report_counts_citations_and_references(folder: Path) -> None:
    """What was cited and what could be resolved is told."""
    write(
        folder / "00.txt",
        "It works well in most feet 1. It is safe in nearly all of them 2.\nReferences\n1. Doe J. Feet. 2020.\n",
    )
    report = run(folder)
    assert report.resolved == 1
    assert report.citations + report.uncertain >= 2
