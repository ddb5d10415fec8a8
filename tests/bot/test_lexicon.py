"""The owner's lexicon in the corpus folder."""

from pathlib import Path

from bot.desk import open_desk
from bot.model import Status


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
