"""What `citebot index --dry-run` tells, and that it does nothing."""

import json
from pathlib import Path

from index.analyzer import Analyzer
from index.disk import open_writer
from tests.bot.index_command.running import index


def test_a_dry_run_tells_what_is_never_read(docs: Path) -> None:
    """A picture or an empty file is no file to read, where its name and its beginning tell."""
    (docs / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (docs / "letter.pages").write_bytes(b"letter")
    (docs / "empty.txt").touch()
    (docs / "README.md").write_text("What lies here.\n", "utf-8")
    result = index(docs, "--dry-run")
    assert "skipped  README.md: a README describes the folder" in result.stdout
    assert "failed  picture.png: a picture; citebot reads text" in result.stdout
    assert "failed  letter.pages: a document of Apple's Pages" in result.stdout
    assert "failed  empty.txt: empty" in result.stdout
    assert "3 to read, 0 unchanged, 0 to drop." in result.stdout
    planned = json.loads(index(docs, "--dry-run", "--json").stdout)
    assert planned["read"] == ["a.txt", "b.csv", "scan.pdf"]
    assert [failed["path"] for failed in planned["failed"]] == ["empty.txt", "letter.pages", "picture.png"]


def test_a_dry_run_fails_where_there_is_nothing_to_answer_from(docs: Path) -> None:
    """As a run does: an empty folder makes no index, and a rebuild from one replaces none."""
    empty = docs.parent / "empty"
    empty.mkdir()
    planned, run = index(empty, "--dry-run"), index(empty)
    assert (planned.returncode, run.returncode) == (1, 1)
    assert f"A run would be refused: {empty}: nothing to answer from (no files)." in planned.stdout
    assert index(docs).returncode == 1  # scan.pdf
    assert index(empty, "--dry-run", "--rebuild", "--yes").returncode == 1
    assert (
        "nothing to answer from"
        in json.loads(index(empty, "--dry-run", "--rebuild", "--yes", "--json").stdout)["refused"]
    )
    assert index(empty, "--dry-run", "--yes").returncode == 0  # what is indexed leaves, as was confirmed


def test_a_dry_run_changes_nothing(docs: Path) -> None:
    """It names what would be read and what would not, and leaves not even an empty index behind."""
    (docs / "pipe.txt").symlink_to(docs / "none.txt")
    result = index(docs, "--dry-run")
    assert "read  a.txt" in result.stdout
    assert "failed  pipe.txt: no regular file" in result.stdout
    assert result.returncode == 1
    assert not (docs.parent / "index").exists()


def test_a_dry_run_of_a_rebuild_reads_everything(docs: Path) -> None:
    """What a rebuild would read is all of it, and nothing is dropped."""
    index(docs)
    assert json.loads(index(docs, "--dry-run", "--json").stdout)["read"] == ["scan.pdf"]
    (docs / "a.txt").unlink()
    planned = json.loads(index(docs, "--dry-run", "--rebuild", "--json").stdout)
    assert (planned["read"], planned["drop"], planned["unchanged"]) == (["b.csv", "scan.pdf"], [], 0)


def test_a_dry_run_waits_for_no_writer(docs: Path) -> None:
    """While another process writes, and where nothing may be written, it tells all the same."""
    index(docs)
    with open_writer(docs.parent / "index", Analyzer()):
        result = index(docs, "--dry-run")
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 to read, 2 unchanged, 0 to drop." in result.stdout


def test_a_dry_run_cannot_keep_up_with_a_folder(docs: Path) -> None:
    """--watch is not passed over in silence."""
    refused = index(docs, "--dry-run", "--watch")
    assert (refused.returncode, "either --dry-run or --watch" in refused.stderr) == (2, True)
