"""Which documents may leave an index, by an update, a rebuild or another folder in the place of the first."""

import json
from pathlib import Path

import pytest

from index.disk import status
from tests.bot.index_command.running import PLAIN, index


def test_too_many_gone_is_refused_in_one_line(docs: Path) -> None:
    """The message names the command that does it all the same; --yes does."""
    for i in range(10):
        (docs / f"c{i}.txt").write_text(f"Block {i} is reported once.\n", "utf-8")
    (docs / "scan.pdf").unlink()
    assert index(docs).returncode == 0
    for i in range(10):
        (docs / f"c{i}.txt").unlink()
    refused = index(docs, "--prune")
    assert refused.returncode == 1
    assert "--prune --yes" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert index(docs, "--prune", "--yes").returncode == 0


@pytest.mark.parametrize("count", [1, 5])
def test_another_folder_does_not_take_the_place_of_the_first(tmp_path: Path, count: int) -> None:
    """An index holds one folder: the message says which, and how to have both."""
    policies, other = tmp_path / "policies", tmp_path / "other"
    for folder, word in ((policies, "tibial"), (other, "sural")):
        folder.mkdir()
        for i in range(count):
            (folder / f"{word}{i}.txt").write_text(f"The {word} block {i} is covered.\n", "utf-8")
    assert index(policies).returncode == 0
    for options in ((), ("--rebuild",)):
        refused = index(other, *options)
        assert refused.returncode == 1
        assert f"{other}: the index was built from {policies}, and an index holds one folder" in refused.stderr
        assert f"citebot index {tmp_path} --index {tmp_path / 'index'}\n" in refused.stderr
        assert "--index" in refused.stderr
        assert "--yes" in refused.stderr
        planned = index(other, *options, "--dry-run")
        assert f"A run would be refused: {other}: the index was built from {policies}" in planned.stdout
        assert planned.returncode == 1
        told = json.loads(index(other, *options, "--dry-run", "--json").stdout)["refused"]
        assert told.startswith(f"{other}: the index was built from")
    assert index(other, "--no-prune").returncode == 0
    assert index(other, "--yes").returncode == 0
    assert status(tmp_path / "index").documents == count
    assert json.loads(index(other, "--dry-run", "--json").stdout)["refused"] is None


def test_the_folder_above_takes_in_what_was_indexed(docs: Path, tmp_path: Path) -> None:
    """To index a folder that holds both is what is advised, so it is not refused: nothing is lost by it."""
    (docs / "scan.pdf").unlink()
    above = tmp_path / "above"
    above.mkdir()
    policies, other = docs.rename(above / "policies"), above / "other"
    other.mkdir()
    (other / "sural.txt").write_text("The sural block is covered.\n", "utf-8")
    where = ("--index", str(tmp_path / "index"))
    assert index(policies, *where).returncode == 0
    assert f"such as: citebot index {above}" in index(other, *where).stderr
    assert index(above, *where, "--rebuild", "--dry-run").returncode == 0
    taken_in = index(above, *where, "--json")
    assert (taken_in.returncode, json.loads(taken_in.stdout)["index"]["documents"]) == (0, 3)
    assert index(policies, *where).returncode == 1  # without the other


def test_the_folder_above_loses_no_more_than_an_update(docs: Path, tmp_path: Path) -> None:
    """Where several of the documents that were indexed are not below it any more, it asks as ever."""
    (docs / "scan.pdf").unlink()
    (tmp_path / "above").mkdir()
    policies = docs.rename(tmp_path / "above" / "policies")
    where = ("--index", str(tmp_path / "index"))
    assert index(policies, *where).returncode == 0
    for file in policies.iterdir():
        file.unlink()
    (policies / "new.txt").write_text("The sural block is covered.\n", "utf-8")
    refused = index(policies.parent, *where)
    assert (refused.returncode, "2 of 2 indexed documents are not there" in refused.stderr) == (1, True)


def test_a_folder_that_moved_is_the_same_folder(docs: Path) -> None:
    """Its documents are where they were in it, so that nothing is lost; what then leaves is told as ever."""
    (docs / "scan.pdf").unlink()
    index(docs)
    moved = docs.rename(docs.parent / "moved")
    assert json.loads(index(moved, "--json").stdout)["unchanged"] == {".txt": 1, ".csv": 1}
    for file in moved.iterdir():
        file.unlink()
    assert "2 of 2 indexed documents are not there any more" in index(moved).stderr


def test_a_rebuild_loses_no_more_than_an_update(docs: Path) -> None:
    """A folder of which half is not mounted is refused by --rebuild as well; a damaged index has nothing to lose."""
    (docs / "scan.pdf").unlink()
    for name in ("c.txt", "d.txt"):
        (docs / name).write_text(PLAIN, "utf-8")
    index(docs)
    for name in ("a.txt", "c.txt", "d.txt"):
        (docs / name).unlink()
    refused = index(docs, "--rebuild")
    assert (refused.returncode, "3 of 4 indexed documents" in refused.stderr) == (1, True)
    assert status(docs.parent / "index").documents == 4
    (docs.parent / "index" / "CURRENT").write_text("damaged")
    assert index(docs, "--rebuild").returncode == 0
    assert status(docs.parent / "index").documents == 1


def test_a_rebuild_cannot_keep_what_is_gone(docs: Path) -> None:
    """Options that contradict each other are wrong usage."""
    refused = index(docs, "--rebuild", "--no-prune")
    assert (refused.returncode, "--no-prune" in refused.stderr) == (2, True)


def test_a_rebuild_from_nothing_keeps_the_former_index_and_says_so(docs: Path, tmp_path: Path) -> None:
    """A folder that is empty, perhaps not mounted, makes no index; that is a failure, not a success without words."""
    (docs / "scan.pdf").unlink()
    index(docs)
    (docs / "a.txt").rename(tmp_path / "a.txt")
    (docs / "b.csv").rename(tmp_path / "b.csv")
    result = index(docs, "--rebuild", "--yes")
    assert result.returncode == 1
    assert "the former index is unchanged" in result.stderr
    assert status(tmp_path / "index").documents == 2
