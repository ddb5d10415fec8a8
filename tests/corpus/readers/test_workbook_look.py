"""A workbook is read as it is printed: hidden sheets, rows and columns are left out, numbers keep their format."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import read_library
from corpus.model import Content
from corpus.readers.registry import read_file
from corpus.readers.workbook.number_formats import printed
from tests.corpus.contents import rows
from tests.corpus.files import archive, xlsx

SHEET = "xl/worksheets/sheet1.xml"
ROWS: Sequence[Sequence[str | float]] = [
    ["Revenue code", "Service", "Fee", "Draft", "Share"],
    [360.0, "Operating room", 1212.5, 7.0, 0.2],
    [361.0, "Minor surgery", 99.0, 8.0, 0.155],
    [490.0, "Ambulatory surgery", 1100.0, 9.0, 0.1],
]
STYLES = (
    '<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="0000"/>'
    '<numFmt numFmtId="165" formatCode="&quot;$&quot;#,##0.00"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="164"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs></styleSheet>'
)


def dressed(data: bytes, changes: Mapping[str, Mapping[str, str]], **parts: str) -> bytes:
    """Return a workbook with words of its parts replaced, and further parts below xl/."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entries = {name: book.read(name).decode() for name in book.namelist()}
    for name, replaced in changes.items():
        for old, new in replaced.items():
            assert old in entries[name]
            entries[name] = entries[name].replace(old, new)
    entries |= {f"xl/{name}{'' if name.endswith('.rels') else '.xml'}": text for name, text in parts.items()}
    return archive({name: text.encode() for name, text in entries.items()})


def formatted() -> bytes:
    """Return the sheet with formats on its codes, fees and shares."""
    styles = {
        f'r="{column}{row}"': f'r="{column}{row}" s="{s}"'
        for row in (2, 3, 4)
        for column, s in zip("ACE", "123", strict=True)
    }
    return dressed(xlsx({"Fees": ROWS}), {SHEET: styles}, styles=STYLES)


def test_numbers_are_shown_as_the_sheet_prints_them() -> None:
    """Codes keep their zeros, amounts their sign, shares are percentages; a number without a format stays as it is."""
    assert rows(read_file(formatted(), "fees.xlsx"))[:2] == [
        "Revenue code: 0360 | Service: Operating room | Fee: $1,212.50 | Draft: 7 | Share: 20%",
        "Revenue code: 0361 | Service: Minor surgery | Fee: $99.00 | Draft: 8 | Share: 16%",
    ]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    """Nobody who opens the workbook sees them."""
    data = xlsx({"Fees": ROWS, "Old": ROWS, "Draft": ROWS})
    sheet = {
        '<row r="3">': '<row r="3" hidden="1">',
        "<sheetData>": '<cols><col min="4" max="4" hidden="1"/></cols><sheetData>',
    }
    book = {'name="Old"': 'name="Old" state="hidden"', 'name="Draft"': 'name="Draft" state="veryHidden"'}
    (tmp_path / "fees.xlsx").write_bytes(dressed(data, {SHEET: sheet, "xl/workbook.xml": book}))
    library = read_library(tmp_path)
    assert [passage.text for passage in library.passages] == [
        "Revenue code: 360 | Service: Operating room | Fee: 1212.5 | Share: 0.2",
        "Revenue code: 490 | Service: Ambulatory surgery | Fee: 1100 | Share: 0.1",
    ]
    assert [note.reason for note in library.notes] == [
        "2 hidden sheets left out",
        "1 hidden row left out",
        "1 hidden column left out",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: {"<sheetData>": '<cols><col min="x" max="2" hidden="1"/></cols><sheetData>'}},
        {SHEET: {"<worksheet": '<!DOCTYPE d [<!ENTITY a "b">]><worksheet'}},
    ],
)
def test_a_look_that_cannot_be_read_is_told(changes: Mapping[str, Mapping[str, str]]) -> None:
    """The values are read all the same; no entity is ever expanded (I6)."""
    content = read_file(dressed(xlsx({"Fees": ROWS}), changes), "fees.xlsx")
    assert len(rows(content)) == len(ROWS) - 1
    assert content.notes == ("which rows are hidden and how numbers are printed cannot be read",)


UNCOMPUTED = "formula without a value left out; open and save the workbook in Excel or LibreOffice"
FEE = '<c r="C3"><v>99.0</v></c>'
COMPUTED_LATER = {"xl/workbook.xml": {"</sheets>": '</sheets><calcPr calcId="1" fullCalcOnLoad="1"/>'}}
RULE = '<extLst><ext><x14:cfRule xmlns:x14="x" xmlns:xm="y"><xm:f>C3</xm:f></x14:cfRule></ext></extLst></worksheet>'


def fees(cell: str, *, book: Mapping[str, Mapping[str, str]] | None = None, old: str = "", new: str = "") -> Content:
    """Return what is read where the fee of minor surgery is this cell, and the sheet's markup is replaced."""
    changes = {SHEET: {FEE: cell} | ({old: new} if old else {}), **(book or {})}
    return read_file(dressed(xlsx({"Fees": ROWS}), changes), "fees.xlsx")


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>", "<v>\n</v>"])
def test_a_formula_that_nobody_computed_is_told(tmp_path: Path, value: str) -> None:
    """By the front door: programs write formulas without their values, which Excel computes when it opens them."""
    data = dressed(xlsx({"Old": ROWS, "Fees": ROWS}), {SHEET: {FEE: f'<c r="C3"><f>SUM(C2,C4)</f>{value}</c>'}})
    (tmp_path / "fees.xlsx").write_bytes(data)
    assert [note.reason for note in read_library(tmp_path).notes] == [f'sheet "Old": 1 {UNCOMPUTED}']


def test_a_zero_that_waits_to_be_computed_is_no_value() -> None:
    """A program that computes nothing writes 0 and asks Excel to compute all: "Fee: 0" would be a wrong answer."""
    zero = '<c r="C3"><f>SUM(C2,C4)</f><v>0</v></c>'
    later = fees(zero, book=COMPUTED_LATER)
    assert rows(later)[1] == "Revenue code: 361 | Service: Minor surgery | Draft: 8 | Share: 0.155"
    assert later.notes == (f'sheet "Fees": 1 {UNCOMPUTED}',)
    assert "Fee: 0 " in rows(fees(zero))[1]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C3"><f>SUM(C2,C4)</f><v>99</v></c>',
        '<c r="C3" t="str"><f>IF(A3,"","x")</f><v></v></c>',
        '<c r="C3" s="0"/>',
    ],
)
def test_what_has_a_value_is_not_told(cell: str) -> None:
    """No text is a value too, and an empty cell holds no formula; nor is a rule that colours cells one."""
    assert fees(cell, book=COMPUTED_LATER, old="</worksheet>", new=RULE).notes == ()


def test_errors_are_told_and_what_is_hidden_is_not_told_twice() -> None:
    """An error says nothing of a fee; nobody misses one in a hidden row."""
    error = '<c r="C3" t="e"><f>A9</f><v>#N/A</v></c>'
    told = ('sheet "Fees": 1 cell with an error (such as #N/A) left out; mend its formula',)
    assert fees(error).notes == told
    assert fees(error, old='<row r="3">', new='<row r="3" hidden="1">').notes == ("1 hidden row left out",)


def test_several_errors_are_told_as_several() -> None:
    """As many formulas are to be mended."""
    errors = '<c r="C3" t="e"><f>A9</f><v>#N/A</v></c><c r="D3" t="e"><f>A9</f><v>#N/A</v></c>'
    told = 'sheet "Fees": 2 cells with an error (such as #N/A) left out; mend their formulas'
    assert fees(errors).notes == (told,)


def related(*kinds: str) -> str:
    """Return what leads from a sheet to a part of each kind."""
    one = '<Relationship Id="{0}" Type="http://x/relationships/{0}" Target="../{0}.xml"/>'
    return f"<Relationships>{''.join(map(one.format, kinds))}</Relationships>"


def beside(**parts: str) -> tuple[str, ...]:
    """Return the notes on a workbook whose sheet leads to these parts."""
    data = dressed(xlsx({"Fees": ROWS}), {}, **parts, **{"worksheets/_rels/sheet1.xml.rels": related(*parts)})
    return read_file(data, "fees.xlsx").notes


def test_comments_and_text_boxes_are_told() -> None:
    """They say who thinks what of a cell, and are no row of a table; a comment with replies stands in two parts."""
    comment, reply = '<comment ref="B2"><text/></comment>', '<threadedComment ref="B2"/>'
    notes = beside(
        comments=f'<comments>{comment}<comment ref="B3"/></comments>',
        threadedComment=f"<ThreadedComments>{reply}{reply}</ThreadedComments>",
        drawing='<d xmlns:a="a"><sp><a:t>Not in</a:t><a:t>Ohio</a:t></sp><sp><a:t> </a:t></sp><pic/></d>',
    )
    assert notes == (
        'sheet "Fees": 2 comments on cells not read; put into cells what is to be found',
        'sheet "Fees": 1 text box not read; put into cells what is to be found',
    )


def test_a_broken_part_beside_a_sheet_costs_nothing_else() -> None:
    """What is hidden stays so."""
    assert beside(comments='<comments><comment ref="B2"/>') == (
        'sheet "Fees": 1 comment on a cell not read; put into cells what is to be found',
    )


def test_a_sum_shows_no_more_digits_than_a_sheet_holds() -> None:
    """0.1 and 0.2 are 0.3."""
    content = read_file(xlsx({"Fees": [["Code", "Fee"], ["Q1", 0.1 + 0.2]]}), "fees.xlsx")
    assert rows(content) == ["Code: Q1 | Fee: 0.3"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (2134.0, "00000", "02134"),
        (123456789.0, "000-00-0000", "123-45-6789"),
        (5551234567.0, r"\(000\) 000-0000", "(555) 123-4567"),
        (0.0725, "0.00%", "7.25%"),
        (-5.5, "#,##0.00_);[Red](#,##0.00)", "(5.50)"),
        (-5.5, "0.00", "-5.50"),
        (99.995, "0.00", "100.00"),
        (1234.5, '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_)', "$1,234.50"),
        (0.0, '0;-0;"none"', "none"),
        (12.0, '0 "units"', "12 units"),
        (3.0, "[$€-407]0.0#", "€3.0"),
        (5.0, ";;;", ""),
        (5.0, "General", None),
        (5.0, "m/d/yyyy", None),
        (0.5, "# ?/?", None),
        (5.0, "[h]:mm", None),
        (5.0, "[<10]0.0", None),
    ],
)
def test_codes_of_formats(value: float, code: str, text: str | None) -> None:
    """Zeros, signs, sections and literal words; what is not known leaves the number as it is."""
    assert printed(value, code) == text


@given(st.floats(), st.text('0#?.,;%$"\\_*-[]() dE/', max_size=12))
def test_no_code_is_too_odd(value: float, code: str) -> None:
    """Whatever the code, there is a text or none."""
    assert isinstance(printed(value, code), str | None)


def open_document(sheet: str) -> bytes:
    """Return an .ods of sheets in its markup."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{office}:manifest:1.0"/>'.encode(),
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


def open_row(*cells: str, more: str = "") -> str:
    """Return a row of an .ods."""
    told = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in cells
    )
    return f"<table:table-row{more}>{''.join(told)}</table:table-row>"


VALUES_ALONE = "values alone are read: 00100 may stand as 100, 20% as 0.2, no comment; save it as .xlsx"


def test_a_workbook_of_which_values_alone_are_read_is_told(tmp_path: Path) -> None:
    """Of .xls and .ods nothing tells how a number is printed: 00100 may be 100."""
    sheet = f'<table:table table:name="Fees">{open_row("Code", "Fee")}</table:table>'
    (tmp_path / "a.ods").write_bytes(open_document(sheet))
    assert [note.reason for note in read_library(tmp_path).notes] == [VALUES_ALONE]


@pytest.mark.parametrize("hidden", ["collapse", "filter"])
def test_hidden_rows_and_columns_of_an_open_document_are_left_out_and_told(tmp_path: Path, hidden: str) -> None:
    """By the front door; a row or a column may stand for several, and the rest of the sheet be hidden too."""
    out = f' table:visibility="{hidden}"'
    empty = '<table:table-cell table:number-columns-repeated="4"/>'
    sheet = (
        '<table:table-column table:number-columns-repeated="2"/>'
        f'<table:table-column{out} table:number-columns-repeated="1"/><table:table-column/>'
        f'<table:table-row table:number-rows-repeated="2">{empty}</table:table-row>'
        f"<table:table-header-rows>{open_row('Code', 'Service', 'Draft', 'Fee')}</table:table-header-rows>"
        f"{open_row('Q1', 'Block', 'x', '$10')}{open_row('Q2', 'Scan', 'y', '$20', more=out)}"
        f"{open_row('Q3', 'Image', 'z', '$30')}"
        f'<table:table-row{out} table:number-rows-repeated="1048000">{empty}</table:table-row>'
    )
    other = f'<table:table table:name="Other">{open_row("Q4", "Old", "o", "$40")}</table:table>'
    data = open_document(f'<table:table table:name="Fees">{sheet}</table:table>{other}')
    (tmp_path / "fees.ods").write_bytes(data)
    library = read_library(tmp_path)
    assert [passage.text for passage in library.passages] == [
        "Code: Q1 | Service: Block | Fee: $10",
        "Code: Q3 | Service: Image | Fee: $30",
        "Q4 | Old | o | $40",
    ]
    assert [note.reason for note in library.notes] == [
        "1 hidden row left out",
        "1 hidden column left out",
        VALUES_ALONE,
    ]


def test_an_open_document_whose_look_cannot_be_read_is_told() -> None:
    """The values are read all the same."""
    wrong = '<table:table-column table:number-columns-repeated="x"/>'
    sheet = f'<table:table table:name="Fees">{wrong}{open_row("Q1", "Block")}</table:table>'
    content = read_file(open_document(sheet), "a.ods")
    assert rows(content) == ["Q1 | Block"]
    assert content.notes == ("which rows are hidden and how numbers are printed cannot be read",)
