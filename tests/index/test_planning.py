"""What is read of a folder and what may leave, as a plan tells before anything is done."""

from pathlib import Path

import pytest

from corpus.folder import Folder, Remark
from index.freshness import freshness
from index.planning import OtherFolderError, TooManyGoneError, plan
from index.writer import DocumentRecord


def _records(root: Path, *names: str) -> list[DocumentRecord]:
    return [DocumentRecord(name, name, name, "", state={"root": str(root)}) for name in names]


@pytest.mark.parametrize(
    ("indexed", "gone", "refused"), [(2, 1, False), (2, 2, True), (20, 2, False), (20, 3, True), (40, 4, False)]
)
def test_a_tenth_may_leave_unasked(tmp_path: Path, indexed: int, gone: int, *, refused: bool) -> None:
    """And one always: a person deletes that many by hand."""
    names = tuple(f"{number:02}.txt" for number in range(indexed))
    folder, records = Folder(tmp_path, names[gone:]), _records(tmp_path, *names)
    planned = plan(folder, records)
    assert planned.gone == names[:gone]
    assert isinstance(planned.refused, TooManyGoneError) is refused
    assert plan(folder, records, confirmed=True).refused is None
    assert plan(folder, records, prune=False).gone == ()
    assert plan(folder, records, prune=False).refused is None


def test_what_stands_below_a_folder_that_cannot_be_read_is_not_gone(tmp_path: Path) -> None:
    """Only what stands beside it is."""
    folder = Folder(tmp_path, (), refused=(Remark("ward/old", "cannot be read"),))
    records = _records(tmp_path, "ward/old/a.txt", "ward/old/b/c.txt", "ward/older.txt")
    assert plan(folder, records).gone == ("ward/older.txt",)


def test_another_folder_is_told_only_while_it_is_there(tmp_path: Path) -> None:
    """One that is gone may have moved, and what leaves then is counted as ever."""
    here, former = tmp_path / "here", tmp_path / "former"
    here.mkdir()
    former.mkdir()
    names = ("a.txt", "b.txt", "c.txt")
    assert isinstance(plan(Folder(here, ()), _records(former, *names)).refused, OtherFolderError)
    former.rmdir()
    assert isinstance(plan(Folder(here, ()), _records(former, *names)).refused, TooManyGoneError)


def test_files_that_were_never_indexed_do_not_make_answers_out_of_date(tmp_path: Path) -> None:
    """They are counted apart from those that changed and those that are gone."""
    (tmp_path / "new.txt").write_text("A new text.\n", "utf-8")
    found = freshness(_records(tmp_path))
    assert found is None
    (tmp_path / "a.txt").write_text("A text.\n", "utf-8")
    found = freshness(_records(tmp_path, "a.txt", "b.txt"))
    assert found
    assert (found.changed, found.gone, found.unknown, found.is_behind) == (1, 1, 1, True)
    (tmp_path / "b.txt").write_text("A text.\n", "utf-8")
    found = freshness(_records(tmp_path, "b.txt"))
    assert found
    assert (found.changed, found.gone, found.unknown) == (1, 0, 2)


@pytest.mark.parametrize("root", ["", "docs"])
def test_nothing_is_said_of_a_folder_that_is_not_known(root: str) -> None:
    """An index of another program names none, or one from where that was run."""
    assert freshness(_records(Path(root), "a.txt")) is None
