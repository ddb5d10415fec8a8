"""The owner's lexicon in the corpus folder."""

from pathlib import Path

import pytest

from bot.desk import open_desk
from bot.model import Status
from corpus.line_files import LineFileError


def test_the_owner_adds_names_of_the_same_thing(tmp_path: Path) -> None:
    """A house name leads to the documents' own, is shown, and the file is no document."""
    (tmp_path / "a.md").write_text("# Fees\n\nThe zygapophysial injection is billed with 64493.\n", "utf-8")
    (tmp_path / "b.md").write_text("# Beds\n\nThe recovery room has nine beds and a window.\n", "utf-8")
    (tmp_path / "lexicon.txt").write_text("# ours\nblue sheet = zygapophysial injection\n", "utf-8")
    desk = open_desk(tmp_path, lambda _line: None)
    answer = desk.answerer.answer("code for the blue sheet")
    assert desk.documents == 2
    assert answer.status is Status.ANSWERED
    assert "64493" in answer.headlines[0].sentence.text
    assert ("blue sheet", "zygapophysial injection", "synonym") in {(r.found, r.used, r.why) for r in answer.repairs}


def test_an_owners_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    """The line and what was expected are told; without, the bot would not start and nobody would know why."""
    (tmp_path / "a.txt").write_text("The zygapophysial injection is reported with Q1234.\n", "utf-8")
    (tmp_path / "lexicon.txt").write_bytes(b"# ours\nna\xefve = plain\n")
    with pytest.raises(LineFileError, match=r"lexicon\.txt, line 2: expected text in UTF-8"):
        open_desk(tmp_path, print)


def test_only_the_folders_own_file_is_the_owners(tmp_path: Path) -> None:
    """A document of that name further down is a document."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "lexicon.txt").write_text("The sural block is reported with Q1234.\n", "utf-8")
    assert open_desk(tmp_path, print).documents == 1
