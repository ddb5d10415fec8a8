"""`citebot index` with the name of one file."""

import json
from pathlib import Path

import pytest

from index.disk import status
from tests.bot.index_command.running import PLAIN, index


def test_one_file_is_brought_up_to_date_among_the_others(docs: Path) -> None:
    """What stands beside a file that is named is not looked for, so nothing of it leaves."""
    (docs / "scan.pdf").unlink()
    index(docs)
    (docs / "a.txt").write_text("The sural block is reported once.\n", "utf-8")
    (docs / "b.csv").unlink()
    where = ("--index", str(docs.parent / "index"))
    planned = json.loads(index(docs / "a.txt", *where, "--dry-run", "--json").stdout)
    assert (planned["read"], planned["drop"], planned["refused"]) == (["a.txt"], [], None)
    report = json.loads(index(docs / "a.txt", *where, "--json").stdout)
    assert (report["read"], report["dropped"], report["index"]["documents"]) == ({".txt": 1}, [], 2)
    (docs.rename(docs.parent / "moved") / "b.csv").write_text("Code\nQ1\n", "utf-8")
    moved = index(docs.parent / "moved" / "a.txt", *where, "--json")
    assert (moved.returncode, json.loads(moved.stdout)["dropped"]) == (0, [])


@pytest.mark.parametrize("indexed_again", [False, True])
def test_one_file_of_a_folder_that_moved_is_one_of_it(docs: Path, *, indexed_again: bool) -> None:
    """What it said before it is not found beside what it says now."""
    (docs / "scan.pdf").unlink()
    (docs / "payers").mkdir()
    (docs / "payers" / "c.txt").write_text("The sural block is reported once.\n", "utf-8")
    index(docs)
    moved = docs.rename(docs.parent / "moved")
    if indexed_again:
        index(moved)
    (moved / "payers" / "c.txt").write_text("The sural block is reported twice.\n", "utf-8")
    report = json.loads(index(moved / "payers" / "c.txt", "--index", str(docs.parent / "index"), "--json").stdout)
    assert (report["read"], report["index"]["documents"]) == ({".txt": 1}, 3)


@pytest.mark.parametrize("name", ["b.txt", "deeper/c.txt", "deeper/../b.txt"])
def test_one_file_below_the_first_level_is_one_of_the_folder(docs: Path, name: str) -> None:
    """It keeps its name below the indexed folder, be it changed or new, and its collection with it."""
    (docs / "scan.pdf").unlink()
    (docs / "payers" / "deeper").mkdir(parents=True)
    index(docs)
    (docs / "payers" / name).write_text("The sural block is reported once.\n", "utf-8")
    where = ("--index", str(docs.parent / "index"))
    planned = json.loads(index(docs / "payers" / name, *where, "--dry-run", "--json").stdout)
    whole = "payers/b.txt" if ".." in name else f"payers/{name}"
    assert (planned["read"], planned["drop"], planned["refused"]) == ([whole], [], None)
    report = json.loads(index(docs / "payers" / name, *where, "--json").stdout)
    assert (report["read"], report["dropped"], report["index"]["documents"]) == ({".txt": 1}, [], 3)
    assert json.loads(index(docs, "--dry-run", "--json").stdout)["unchanged"] == 3


@pytest.mark.parametrize("name", ["a.txt", "below/a.txt", "below/../a.txt"])
def test_one_file_that_is_gone_leaves(docs: Path, name: str) -> None:
    """Whoever indexes file by file takes one out by the same command; what is beside it is not looked for."""
    (docs / "below").mkdir()
    (docs / "below" / "a.txt").write_text(PLAIN, "utf-8")
    index(docs)
    (docs / name).unlink()
    (docs / "b.csv").unlink()
    where = ("--index", str(docs.parent / "index"))
    for keeping in ("--no-prune", "--rebuild"):
        kept = index(docs / name, *where, keeping)
        assert (kept.returncode, "no such file or folder" in kept.stderr) == (1, True)
    planned = json.loads(index(docs / name, *where, "--dry-run", "--json").stdout)
    gone = "a.txt" if ".." in name else name
    assert (planned["read"], planned["drop"], planned["refused"]) == ([], [gone], None)
    report = index(docs / name, *where)
    assert (report.returncode, "Dropped 1 document." in report.stdout) == (0, True)
    assert status(docs.parent / "index").documents == 2
    again = index(docs / name, *where)
    assert (again.returncode, "no such file or folder" in again.stderr) == (1, True)


def test_one_file_of_a_folder_that_is_gone_stays(docs: Path) -> None:
    """The folder may not be mounted."""
    index(docs)
    docs.rename(docs.parent / "elsewhere")
    result = index(docs / "a.txt", "--index", str(docs.parent / "index"))
    assert (result.returncode, "no such file or folder" in result.stderr) == (1, True)


def test_one_file_does_not_take_the_place_of_a_folder_unasked(docs: Path) -> None:
    """A rebuild from one file, or one of another folder, is refused with what does it all the same."""
    (docs / "scan.pdf").unlink()
    index(docs)
    where = ("--index", str(docs.parent / "index"))
    refused = index(docs / "a.txt", *where, "--rebuild")
    assert (refused.returncode, "would hold this file alone, without 1 of the" in refused.stderr) == (1, True)
    assert "this file alone" in index(docs / "a.txt", *where, "--rebuild", "--dry-run").stdout
    (docs.parent / "other").mkdir()
    (docs.parent / "other" / "c.txt").write_text(PLAIN, "utf-8")
    other = index(docs.parent / "other" / "c.txt", *where)
    assert (other.returncode, f"the index was built from {docs}" in other.stderr) == (1, True)
    assert status(docs.parent / "index").documents == 2
    assert index(docs / "a.txt", *where, "--rebuild", "--yes").returncode == 0
    assert status(docs.parent / "index").documents == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("README.md", "a README describes the folder"),
        ("lexicon.txt", "the owner's lexicon"),
        ("payers/.draft.md", "hidden files"),
        (".trash/c.txt", "hidden files"),
        ("a.meta.toml", "stands beside documents"),
        ("out.txt", "a link that leads out of the folder"),
    ],
)
def test_one_file_that_the_folder_passes_over_is_none_of_its_documents(docs: Path, name: str, told: str) -> None:
    """Named alone it would answer until the folder is indexed the next time."""
    (docs / "scan.pdf").unlink()
    index(docs)
    (docs / name).parent.mkdir(exist_ok=True)
    if name == "out.txt":
        (docs.parent / "elsewhere.txt").write_text(PLAIN, "utf-8")
        (docs / name).symlink_to(docs.parent / "elsewhere.txt")
    else:
        (docs / name).write_text(
            'title = "Foot"\n' if name.endswith(".toml") else "blue sheet = tibial block\n", "utf-8"
        )
    where = ("--index", str(docs.parent / "index"))
    report = json.loads(index(docs / name, *where, "--json").stdout)
    assert [remark["path"] for remark in report["skipped"]] == [name]
    assert told in report["skipped"][0]["reason"]
    assert (report["read"], report["failed"], report["index"]["documents"]) == ({}, [], 2)
    planned = json.loads(index(docs / name, *where, "--dry-run", "--json").stdout)
    assert (planned["read"], planned["drop"], planned["skipped"]) == ([], [], report["skipped"])


def test_a_readme_that_is_indexed_alone_stays_a_document(tmp_path: Path) -> None:
    """It was meant, as nothing else is there to be described."""
    (tmp_path / "docs").mkdir()
    readme = tmp_path / "docs" / "README.md"
    where = ("--index", str(tmp_path / "index"))
    for said in ("The sural block is reported once.\n", "The sural block is reported twice.\n"):
        readme.write_text(said, "utf-8")
        report = json.loads(index(readme, *where, "--json").stdout)
        assert (report["read"], report["index"]["documents"]) == ({".md": 1}, 1)
