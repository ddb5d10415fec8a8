"""Rows that leave out what stands above them are found under it; marks behind some rows are no groups."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answerer
from bot.model import Answer, Status
from corpus.library import read_library
from corpus.tables.row_groups import names_above
from index.analyzer import Analyzer
from index.memory import MemoryEngine
from tests.corpus.files import xlsx

GROUPED = [
    ["Payer", "Code", "Authorization", "Units"],
    ["Alder Health", "64450", "required", "4"],
    ["", "64451", "not required", "6"],
    ["Birch Mutual", "64450", "not required", "3"],
    ["", "64451", "required", "5"],
]
CSV = "\n".join(",".join(row) for row in GROUPED).encode()
MARKDOWN = "\n".join(f"| {' | '.join(row)} |" for row in (GROUPED[0], ["---"] * len(GROUPED[0]), *GROUPED[1:])).encode()


def ask(folder: Path, name: str, data: bytes, question: str) -> Answer:
    """Return the answer from one document."""
    (folder / name).write_bytes(data)
    library, analyzer = read_library(folder), Analyzer()
    return Answerer(MemoryEngine(library.passages, analyzer, library.references), analyzer).answer(question)


@pytest.mark.parametrize(
    ("name", "data"),
    [("fees.csv", CSV), ("fees.md", MARKDOWN), ("fees.xlsx", xlsx({"Fees": GROUPED}, ["A2:A3", "A4:A5"]))],
)
@pytest.mark.parametrize(("payer", "units"), [("alder", "6"), ("birch", "5")])
def test_a_row_answers_for_the_group_above_it(tmp_path: Path, name: str, data: bytes, payer: str, units: str) -> None:
    """Merged or left empty, the payer's name holds for the rows below."""
    answer = ask(tmp_path, name, data, f"{payer} 64451 auth")
    assert answer.headlines[0].sentence.text.endswith(f"Units: {units}")


def test_what_no_group_names_is_not_found(tmp_path: Path) -> None:
    """A payer that is not listed has no row."""
    assert ask(tmp_path, "fees.csv", CSV, "cedar 64451 auth").status is Status.NOT_FOUND


def test_a_row_stays_word_for_word(tmp_path: Path) -> None:
    """What stands above is shown as its lead-in."""
    passage = ask(tmp_path, "fees.csv", CSV, "alder 64451 auth").passages[0].passage
    assert passage.text == "Code: 64451 | Authorization: not required | Units: 6"
    assert passage.context == "Payer: Alder Health"


def test_groups_within_groups() -> None:
    """A new outer group ends the inner one."""
    rows = ["Payer: A | Plan: P | Code: 1", "Code: 2", "Plan: Q | Code: 3", "Payer: B | Code: 4", "Code: 5"]
    assert names_above(rows) == ["", "Payer: A | Plan: P", "Payer: A", "", "Payer: B"]


def test_a_column_that_is_empty_at_first() -> None:
    """The first row need not fill the last columns."""
    assert names_above(["Payer: A | Code: 1", "Code: 2 | Note: x"]) == ["", "Payer: A"]


def test_a_total_is_not_that_of_the_last_row() -> None:
    """It adds up those above; the rows below it still go on with their group."""
    rows = ["Payer: A | Service: block | Fee: 3", "Service: tray | Fee: 1", "Service: Subtotal | Fee: 4"]
    assert names_above([*rows, "Service: gel | Fee: 2"]) == ["", "Payer: A", "", "Payer: A"]
    assert names_above([rows[0], "Service: Total knee | Fee: 9", "Service: Total: | Fee: 12"]) == ["", "Payer: A", ""]


@pytest.mark.parametrize("last", ["Total,71.57", "Supply tray,31.00"])
def test_a_last_row_without_a_code_has_none(tmp_path: Path, last: str) -> None:
    """Each row of such a table has a code of its own, so that of the row above is not meant."""
    data = f"Code,Service,Fee\nX6232,Epidural block,20.50\nX6445,Foot block,20.07\n,{last}\n".encode()
    service, fee = last.split(",")
    answer = ask(tmp_path, "fees.csv", data, f"{service.lower()} fee for X6445")
    assert not any(fee in headline.sentence.text for headline in answer.headlines)
    contexts = [passage.context for passage in read_library(tmp_path).passages]
    assert len(contexts) == 3
    assert not [context for context in contexts if "X6445" in context]


def test_a_name_over_rows_ends_a_group() -> None:
    """What stands over the rows below is said instead."""
    assert names_above(["Payer: A | Code: 1", "Other codes", "Code: 2"]) == ["", "", ""]


@pytest.mark.parametrize(
    "rows",
    [
        ["Change: new | Code: 1", "Code: 2", "Change: new | Code: 3", "Code: 4"],  # a mark
        ["Code: 1", "Change: new | Code: 2", "Code: 3"],  # nothing stands above the first
        ["mask | 1", "2"],  # no names of columns
        ["Payer: A | Code: 1", "Drug: B | Dose: 2"],  # another table
    ],
)
def test_rows_that_do_not_go_on(rows: list[str]) -> None:
    """An empty cell is empty for a reason."""
    assert names_above(rows) == [""] * len(rows)


@given(st.lists(st.lists(st.sampled_from(["A: 1", "A: 2", "B: 1", "B: 3", "C: 1", "x", ""]), max_size=4)))
def test_only_cells_from_above_are_carried(rows: list[list[str]]) -> None:
    """Whatever the rows, nothing is made up and nothing is said twice."""
    found = names_above([" | ".join(row) for row in rows])
    assert len(found) == len(rows)
    for number, names in enumerate(found):
        carried = names.split(" | ") if names else []
        assert all(any(cell in row for row in rows[:number]) for cell in carried)
        assert not {cell[0] for cell in carried} & {cell[0] for cell in rows[number] if ": " in cell}


HEADED = [
    ["Code", "Description", "Units"],
    ["INJECTIONS – SPINE", "", ""],
    ["62323", "Lumbar injection", "4"],
    ["64490", "Facet injection", "6"],
    ["INJECTIONS – JOINT", "", ""],
    ["20610", "Large joint", "2"],
]
REPEATED = [[row[0]] * len(row) if not row[1] else row for row in HEADED]  # as programs turn such rows into Markdown


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("fees.xlsx", xlsx({"Fees": HEADED}, ["A2:C2", "A5:C5"])),
        ("fees.md", "\n".join(f"| {' | '.join(r)} |" for r in (REPEATED[0], ["---"] * 3, *REPEATED[1:])).encode()),
    ],
)
def test_a_row_that_is_merged_over_all_columns_heads_the_rows_below_it(tmp_path: Path, name: str, data: bytes) -> None:
    """It is no value of the first column."""
    (tmp_path / name).write_bytes(data)
    rows = [passage for passage in read_library(tmp_path).passages if "Units" in passage.text]
    assert [(row.text.split(" | ")[0], row.context) for row in rows] == [
        ("Code: 62323", "INJECTIONS – SPINE"),
        ("Code: 64490", "INJECTIONS – SPINE"),
        ("Code: 20610", "INJECTIONS – JOINT"),
    ]
    texts = [passage.text for passage in read_library(tmp_path).passages]
    assert "INJECTIONS – SPINE" in texts


def test_a_row_that_is_merged_over_some_columns_keeps_their_names(tmp_path: Path) -> None:
    """What two columns share is no name of a group."""
    rows = [*HEADED[:1], ["62323", "see the list", ""], *HEADED[3:4]]
    (tmp_path / "fees.xlsx").write_bytes(xlsx({"Fees": rows}, ["B2:C2"]))
    assert "Code: 62323 | Description: see the list" in [p.text for p in read_library(tmp_path).passages]
