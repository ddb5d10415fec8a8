"""Several tables in one sheet: each row stands under the names of its own columns."""

import csv
import io
from collections.abc import Sequence

import pytest

from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from tests.corpus.files import xlsx

FEES = [
    ["Code", "Description", "Fee", "Modifiers"],
    ["0001A", "Vaccine", "$40", ""],
    ["62321", "Epidural", "$120", "50"],
]
CONTACTS = [["Payer", "Fax", "Deadline"], ["Alder", "800-555-0101", "90 days"], ["Birch", "800-555-0103", "1 year"]]
OF_FEES = [
    "Code: 0001A | Description: Vaccine | Fee: $40",
    "Code: 62321 | Description: Epidural | Fee: $120 | Modifiers: 50",
]
OF_CONTACTS = [
    "Payer: Alder | Fax: 800-555-0101 | Deadline: 90 days",
    "Payer: Birch | Fax: 800-555-0103 | Deadline: 1 year",
]
Rows = Sequence[Sequence[str]]


def workbook(rows: Rows) -> Content:
    """Return what is read of a workbook with these rows."""
    return read_file(xlsx({"Fees": rows}), "a.xlsx")


def values(rows: Rows) -> Content:
    """Return what is read of comma-separated values."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read_file(out.getvalue().encode(), "a.csv")


def lines(content: Content, kind: BlockKind) -> list[str]:
    """Return the text of each block of a kind."""
    return [content.text[block.start : block.end] for block in content.blocks if block.kind is kind]


@pytest.mark.parametrize("read", [workbook, values])
@pytest.mark.parametrize("title", [[], [["Payer contacts"]], [["Payer contacts"], []]])
def test_a_table_behind_an_empty_row_has_names_of_its_own(read: type, title: Rows) -> None:
    """A payer's fax number is no description of a code, however many columns the first table has."""
    content = read([*FEES, [], *title, *CONTACTS])
    assert lines(content, BlockKind.TABLE_ROW) == [*OF_FEES, *OF_CONTACTS]
    assert lines(content, BlockKind.PARAGRAPH) == [row[0] for row in title if row]


@pytest.mark.parametrize("read", [workbook, values])
@pytest.mark.parametrize("title", [[], [["Payer contacts"]], [["Payer contacts"], []]])
def test_a_narrow_table_above_a_wider_one_keeps_its_names(read: type, title: Rows) -> None:
    """The header of a sheet is that of its first table, though more columns stand further down."""
    plans = [["Plan", "Copay"], ["Alder", "$20"], ["Birch", "$25"]]
    content = read([*title, *plans, [], *FEES])
    assert lines(content, BlockKind.TABLE_ROW) == ["Plan: Alder | Copay: $20", "Plan: Birch | Copay: $25", *OF_FEES]
    assert lines(content, BlockKind.PARAGRAPH) == [row[0] for row in title if row]


@pytest.mark.parametrize("read", [workbook, values])
def test_names_and_values_above_a_table_are_no_table(read: type) -> None:
    """The head of a sheet says of the sheet what the rows below say of codes."""
    content = read([["Owner", "Billing"], ["Effective", "2026-01-01"], ["Version", "4"], [], *FEES])
    assert lines(content, BlockKind.TABLE_ROW) == OF_FEES
    assert lines(content, BlockKind.PARAGRAPH) == ["Owner Billing", "Effective 2026-01-01", "Version 4"]


@pytest.mark.parametrize("read", [workbook, values])
def test_rows_behind_an_empty_one_go_on(read: type) -> None:
    """Authors set rows apart: those that name nothing stand under the names above."""
    content = read([*FEES[:2], [], FEES[2], [], ["64490", "Facet", "$180", "50"], ["64491", "Second level", "$90", ""]])
    assert lines(content, BlockKind.TABLE_ROW) == [
        *OF_FEES,
        "Code: 64490 | Description: Facet | Fee: $180 | Modifiers: 50",
        "Code: 64491 | Description: Second level | Fee: $90",
    ]


@pytest.mark.parametrize("read", [workbook, values])
def test_words_and_values_behind_an_empty_row_name_nothing(read: type) -> None:
    """A group of rows without figures is one of the table above it."""
    grid = [["Payer", "Service", "Authorization"], ["Alder", "Imaging", "Required"]]
    content = read([*grid, [], ["Birch", "Imaging", "Not required"], ["Birch", "Surgery", "Required"]])
    assert lines(content, BlockKind.TABLE_ROW)[1:] == [
        "Payer: Birch | Service: Imaging | Authorization: Not required",
        "Payer: Birch | Service: Surgery | Authorization: Required",
    ]


@pytest.mark.parametrize("read", [workbook, values])
def test_a_short_note_behind_an_empty_row_is_no_code(read: type) -> None:
    """What stands alone below a table belongs to no column."""
    content = read([*FEES, [], ["* Fees are per unit."], ["Not in Ohio"]])
    assert lines(content, BlockKind.TABLE_ROW) == OF_FEES
    assert lines(content, BlockKind.PARAGRAPH) == ["* Fees are per unit.", "Not in Ohio"]


def test_a_code_that_stands_alone_keeps_its_name() -> None:
    """A row may have but its first cell."""
    assert lines(workbook([*FEES, [], ["64999"]]), BlockKind.TABLE_ROW)[-1] == "Code: 64999"
