"""Retired and superseded documents: flagged, ranked below, never hidden."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.desk import open_desk
from bot.provenance import asked_day, out_of_force, place, standing, this_day
from bot.terminal import styled_lines
from corpus.library import read_library
from corpus.model import Metadata
from tests.corpus.files import xlsx

TODAY = date(2026, 1, 1)


def test_what_is_known_is_shown_in_one_line() -> None:
    """Issuer, dates and flags; a date ahead is no retirement yet."""
    known = Metadata(issuer="Plan", effective=date(2020, 1, 1), retired=date(2025, 1, 1), superseded_by="b.txt")
    assert standing(known, TODAY) == "Plan, effective 2020-01-01, RETIRED 2025-01-01, SUPERSEDED by b.txt"
    ahead = Metadata(retired=date(2027, 1, 1))
    assert standing(ahead, TODAY) == "retires 2027-01-01"
    assert not out_of_force(Metadata(retired=date(2999, 1, 1)))
    assert standing(Metadata(), TODAY) == "undated"
    assert standing(Metadata(effective=TODAY), TODAY) == "effective 2026-01-01"
    assert standing(Metadata(revised=TODAY), TODAY) == "revised 2026-01-01"
    assert standing(Metadata(retired=TODAY), TODAY) == "RETIRED 2026-01-01"


def test_a_retired_document_is_below_the_one_in_force_and_flagged(tmp_path: Path) -> None:
    """The newer code stands first although the old document says it more often; the old one is shown with its flag."""
    (tmp_path / "new.txt").write_text("The tibial nerve block is reported with Q2222 since this year.\n")
    (tmp_path / "old.txt").write_text("The tibial nerve block code is Q1111. This tibial block code is Q1111.\n")
    (tmp_path / "old.meta.toml").write_text("retired = 2020-01-01\n")
    answer = open_desk(tmp_path, print).answerer.answer("tibial nerve block code")
    assert [shown.passage.doc_id for shown in answer.passages] == ["new.txt", "old.txt"]
    assert any("RETIRED 2020-01-01" in line for _, line in styled_lines(answer))


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("what was the maximum of botox in 2024?", "155"),
        ("maximum of botox", "200"),
        ("maximum of botox in 2025", "200"),
        ("maximum of botox in 2099", "200"),
    ],
)
def test_a_past_year_asks_for_what_held_then(tmp_path: Path, question: str, units: str) -> None:
    """The document that was in force at its end stands first, with its flag."""
    texts = {"155": ("effective = 2024-01-01\nretired = 2025-01-01\n"), "200": "effective = 2025-01-01\n"}
    for number, sidecar in texts.items():
        (tmp_path / f"{number}.txt").write_text(f"The maximum of botox is {number} units every 12 weeks.\n")
        (tmp_path / f"{number}.meta.toml").write_text(sidecar)
    answer = open_desk(tmp_path, print).answerer.answer(question)
    assert units in answer.headlines[0].sentence.text


def test_what_held_on_a_day_that_is_asked_about() -> None:
    """Neither what came later, nor what had ended; of a superseded document without a date nobody knows."""
    day = date(2024, 12, 31)
    assert out_of_force(Metadata(effective=date(2025, 1, 1)), day)
    assert out_of_force(Metadata(retired=date(2024, 6, 1)), day)
    assert out_of_force(Metadata(superseded_by="b.txt"), day)
    assert not out_of_force(Metadata(retired=date(2025, 1, 1), superseded_by="b.txt"), day)
    assert out_of_force(Metadata(retired=day), day)
    assert not out_of_force(Metadata(effective=day), day)


def test_a_document_is_out_of_force_from_the_day_on_which_it_is_retired() -> None:
    """And where another one supersedes it, whenever that was."""
    assert out_of_force(Metadata(retired=this_day()))
    assert out_of_force(Metadata(superseded_by="b.txt"))
    assert not out_of_force(Metadata(effective=this_day(), revised=this_day()))


def test_the_latest_past_year_is_asked_about() -> None:
    """What holds this year is in force."""
    assert asked_day("the maximum in 2021 and in 2023, and not in 2022") == date(2023, 12, 31)
    assert asked_day(f"the maximum in {this_day().year}") is None


def test_a_document_is_retired_whatever_else_its_sidecar_says(tmp_path: Path) -> None:
    """A slip in one key is told with the nearest right one, and takes no other away."""
    (tmp_path / "old.txt").write_text("The tibial nerve block code is Q1111.\n")
    (tmp_path / "old.meta.toml").write_text("retired = 2020-01-01\nefective = 2019-01-01\n")
    result = CliRunner().invoke(main, ["ask", "--corpus", str(tmp_path), "tibial nerve block code"])
    assert "RETIRED 2020-01-01" in result.stdout
    assert result.stderr == "citebot: not read: old.meta.toml: efective: no such key; did you mean effective?\n"


def test_a_text_that_is_repeated_is_shown_once(tmp_path: Path) -> None:
    """A paragraph that stands in every chapter leaves room for the others; its first place is named."""
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.txt").write_text("The tibial nerve block is reported with Q2222 once per foot.\n")
    (tmp_path / "e.txt").write_text("The tibial nerve block needs a note on the side.\n")
    answer = open_desk(tmp_path, print).answerer.answer("tibial nerve block code")
    assert [shown.passage.doc_id for shown in answer.passages] == ["a.txt", "e.txt"]


def test_a_repeated_text_is_named_where_it_stands_first_wherever_it_is_found(tmp_path: Path) -> None:
    """Its other place may have the headings that the question names."""
    text = "The tibial nerve block is reported with Q2222 once per foot.\n"
    (tmp_path / "a.md").write_text(f"# Forms\n\n{text}")
    (tmp_path / "b.md").write_text(f"# Tibial nerve block code\n\n{text}")
    answer = open_desk(tmp_path, print).answerer.answer("tibial nerve block code")
    assert [shown.passage.doc_id for shown in answer.passages] == ["a.md"]


def test_a_sheet_is_known_by_its_name(tmp_path: Path) -> None:
    """It has no page, and its number counts hidden sheets as well."""
    (tmp_path / "fees.xlsx").write_bytes(xlsx({"Blocks": [["Code", "Fee"], ["64999", "20.50"], ["64998", "31.00"]]}))
    passage = read_library(tmp_path).passages[0]
    assert place(passage).endswith(" › Blocks")
