"""Tables with merged cells and headers of several rows: each row answers with whole column names."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answer import Answerer
from corpus.library import read_library
from corpus.readers.registry import read_file
from corpus.readers.tables import Cell, column_names, header_of, laid_out, table_rows
from index.analyzer import Analyzer
from index.memory import MemoryEngine
from tests.corpus.contents import rows_of
from tests.corpus.files import xlsx

EXPECTED = [
    "Code: Q1001 | Drug: tibicaine | Payment Facility: 12 | Payment Office: 19",
    "Code: Q1002 | Drug: tibicaine | Payment Facility: 14 | Payment Office: 21",
]
PAGE = """<table>
<tr><th colspan="4">Fees of 2026</th></tr>
<tr><th rowspan="2">Code</th><th rowspan="2">Drug</th><th colspan="2">Payment</th></tr>
<tr><th>Facility</th><th>Office</th></tr>
<tr><td>Q1001</td><td rowspan="2">tibicaine</td><td>12</td><td>19</td></tr>
<tr><td>Q1002</td><td>14</td><td>21</td></tr></table>"""


def word_table() -> bytes:
    """Return a Word document with the same table."""
    document: Document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    texts = [
        ["Code", "Drug", "Payment", ""],
        ["", "", "Facility", "Office"],
        ["Q1001", "tibicaine", "12", "19"],
        ["Q1002", "", "14", "21"],
    ]
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    for (top, left), (bottom, right) in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((2, 1), (3, 1))):
        table.cell(top, left).merge(table.cell(bottom, right))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_page_with_merged_cells() -> None:
    """A title over all columns is said once; a cell over several rows is said in each."""
    assert rows_of(PAGE.encode(), "a.html") == ["Fees of 2026", *EXPECTED]


def test_finer_names_tell_the_row_above_them_to_be_of_names() -> None:
    """The name of the first column stands beside both rows; no word of them need be a usual one."""
    page = """<html><table><tr><td rowspan="2">Vaccine</td><td colspan="2">Storage</td><td>Life</td></tr>
    <tr><td>Heat</td><td>Light</td><td>(days)</td></tr><tr><td>Fluvina</td><td>cold</td><td>none</td><td>28</td></tr>
    <tr><td>Tetravac</td><td>cool</td><td>any</td><td>1</td></tr></table>"""
    assert rows_of(page.encode(), "a.html") == [
        "Vaccine: Fluvina | Storage Heat: cold | Storage Light: none | Life (days): 28",
        "Vaccine: Tetravac | Storage Heat: cool | Storage Light: any | Life (days): 1",
    ]
    group = page.replace("Tetravac", "Fluvina").replace('rowspan="2"', 'rowspan="3"').replace("<td>Fluvina</td>", "", 1)
    assert rows_of(group.encode(), "a.html")[0].startswith("Vaccine | Storage")


def test_a_word_table_with_merged_cells() -> None:
    """The columns stay the columns."""
    assert rows_of(word_table(), "a.docx") == EXPECTED


def test_a_workbook_with_merged_names() -> None:
    """A name over several columns stands before each; a title over all is a title."""
    rows: Sequence[Sequence[str | float]] = [
        ["", "Fees of 2026"],
        ["", "", "", "Payment", ""],
        ["", "Code", "Drug", "Facility", "Office"],
        ["", "Q1001", "tibicaine", 12.0, 19.0],
        ["", "Q1002", "tibicaine", 14.0, 21.0],
    ]
    assert rows_of(xlsx({"Fees": rows}, ["B1:E1", "D2:E2"]), "a.xlsx") == EXPECTED


def test_a_workbook_with_names_of_two_rows_that_are_merged_in_part() -> None:
    """What stands in the upper row alone, or above a finer name without being merged, names its column too."""
    sheet: Sequence[Sequence[str | float]] = [
        ["Fees of 2026"],
        ["Code", "Description", "Facility", "", "Office"],
        ["", "", "Rate ($)", "Units (max)", "Rate ($)"],
        ["64450", "Block", 45.5, 2, 88.25],
        ["64999", "Unlisted", "", 1, "By report"],
        ["20610", "Joint", 31, 4, 62.1],
    ]
    content = read_file(xlsx({"Fees": sheet}, ["C2:D2"]), "f.xlsx")
    assert [content.text[b.start : b.end] for b in content.blocks] == [
        "Fees",
        "Fees of 2026",
        "Code: 64450 | Description: Block | Facility Rate ($): 45.5 | Facility Units (max): 2 | Office Rate ($): 88.25",
        "Code: 64999 | Description: Unlisted | Facility Units (max): 1 | Office Rate ($): By report",
        "Code: 20610 | Description: Joint | Facility Rate ($): 31 | Facility Units (max): 4 | Office Rate ($): 62.1",
    ]


def test_a_workbook_with_cells_merged_over_rows() -> None:
    """A merged cell is said in each of its rows, in the header too; a row that is empty but for one stays out."""
    rows: Sequence[Sequence[str | float]] = [
        ["Code", "Drug", "Payment", ""],
        ["", "", "Facility", "Office"],
        ["Q1001", "tibicaine", 12.0, 19.0],
        ["Q1002", "", 14.0, 21.0],
        ["", "", "", ""],
    ]
    assert rows_of(xlsx({"Fees": rows}, ["A1:A2", "B1:B2", "C1:D1", "B3:B5"]), "a.xlsx") == EXPECTED


@pytest.mark.parametrize(("name", "data"), [("fees.html", PAGE.encode()), ("fees.docx", word_table())])
def test_a_row_answers_what_a_code_is(tmp_path: Path, name: str, data: bytes) -> None:
    """By the front door."""
    (tmp_path / name).write_bytes(data)
    library = read_library(tmp_path)
    answer = Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer()).answer("Q1002?")
    assert answer.headlines[0].sentence.text == EXPECTED[1]


def test_spans_of_a_hostile_page_are_bounded() -> None:
    """A cell over a thousand million columns is no table's."""
    page = '<table><tr><td colspan="999999999">a</td><td>b</td></tr><tr><td colspan="9999" rowspan="9999">c</td></tr>'
    assert rows_of(f"{page * 50}</table>".encode(), "a.html")


@given(
    st.lists(
        st.lists(
            st.builds(Cell, st.text("ab1", max_size=3), st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=5
        ),
        max_size=8,
    )
)
@example([[Cell("1", across=2, down=3)], [], [], [Cell("", True), Cell("1", True, down=2), Cell("111", True)], []])
def test_no_table_is_too_odd(rows: list[list[Cell]]) -> None:
    """Whatever its spans, every cell with words is said."""
    laid = laid_out(rows)
    assert len(laid) == len(rows)
    filled = [row for row in laid if any(cell.text for cell in row)]
    told = " ".join(table_rows(laid)) + " ".join(column_names(header_of(filled)))  # names of empty columns too
    assert all(cell.text in told for row in rows for cell in row)
