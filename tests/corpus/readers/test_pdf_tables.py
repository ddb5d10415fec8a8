"""Tables of PDF pages, ruled, shaded or set with blanks alone: each row answers under the names of its columns."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answerer
from corpus.library import read_library
from corpus.model import BlockKind
from corpus.readers.registry import read_file
from corpus.tables.column_names import names_columns
from index.analyzer import Analyzer
from index.memory import MemoryEngine
from tests.browser import browse
from tests.corpus.files import Rule, Text, assembled, pdf

SIZE = 10.0
NAMES = ("Code", "Service", "Facility", "Office")
FEES = (
    ("Q1001", "Injection of the tibial nerve", "85.10", "214.00"),
    ("Q1002", "Injection of the sural nerve", "1,048.20", "64.25"),
    ("Q1003", "Block of the ankle", "7.00", "9.50"),
)


def blocks_of(data: bytes, name: str = "a.pdf") -> list[tuple[str, str]]:
    """Return kind and text of each block of a file."""
    content = read_file(data, name)
    return [(block.kind.name, content.text[block.start : block.end]) for block in content.blocks]


def rows_of(data: bytes, name: str = "a.pdf") -> list[str]:
    """Return the rows of the tables of a file."""
    return [text for kind, text in blocks_of(data, name) if kind == BlockKind.TABLE_ROW.name]


def typed(rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 700.0, pitch: float = 18.0) -> list[Text]:
    """Return the words of rows, each cell with its lines below each other; an empty cell has none."""
    return [
        (SIZE, left, top - pitch * i - 11 * n, line)
        for i, row in enumerate(rows)
        for left, cell in zip(lefts, row, strict=False)
        for n, line in enumerate(cell.split("\n"))
        if line
    ]


def ruled(edges: Sequence[float], heights: Sequence[float]) -> list[Rule]:
    """Return the rulings of a grid."""
    level = [(edges[0], y, edges[-1], y) for y in heights]
    return level + [(x, heights[0], x, heights[-1]) for x in edges]


def test_rows_set_with_blanks_alone() -> None:
    """The names of the columns come from the first row; no price is read beside another row's code."""
    page = typed([NAMES, *FEES], [72, 130, 330, 400])
    assert rows_of(pdf([page])) == [
        f"Code: {code} | Service: {service} | Facility: {facility} | Office: {office}"
        for code, service, facility, office in FEES
    ]


@pytest.mark.parametrize(
    ("matrix", "rotate"),
    [
        (b"0 1 -1 0 612 0", 0),
        (b"0 1 -1 0 612 0", 90),
        (b"-1 0 0 -1 612 792", 180),
        (b"0 -1 1 0 0 792", 0),
        (b"0 -1 1 0 0 792", 270),
    ],
)
@pytest.mark.parametrize("rules", [[], ruled([68, 126, 326, 396, 460], [640, 658, 676, 694, 712])])
def test_a_table_across_the_page_is_read_as_one_that_is_upright(rules: list[Rule], matrix: bytes, rotate: int) -> None:
    """Wide tables are turned by a quarter, whether the page is shown so or not: its words tell which way is up."""
    page = typed([NAMES, *FEES], [72, 130, 330, 400])
    assert rows_of(pdf([page], rules=[rules], matrix=matrix, rotate=rotate)) == [
        f"Code: {code} | Service: {service} | Facility: {facility} | Office: {office}"
        for code, service, facility, office in FEES
    ]


def test_wrapped_cells_stay_in_their_row() -> None:
    """A cell of several lines is one; the cell beside it may be lower, higher or set in its middle."""
    long = "Ask before the second one, and send the pain scale"
    page = [
        *typed([["Service", "Rule", "Holds"]], [72, 200, 420]),
        (SIZE, 72, 676, "Epidural steroid"),
        (SIZE, 72, 665, "injection"),
        (SIZE, 200, 676, "Ask before the second one, and send"),
        (SIZE, 200, 665, "the pain scale of the day of the first"),
        (SIZE, 420, 676, "90 days"),
        (SIZE, 72, 632, "Nerve block"),  # in the middle of the cell beside it
        (SIZE, 200, 638, "Two blocks with relief of at least"),
        (SIZE, 200, 627, "half of it are to be shown"),
        (SIZE, 420, 632, "180 days"),
    ]
    assert rows_of(pdf([page])) == [
        f"Service: Epidural steroid injection | Rule: {long} of the day of the first | Holds: 90 days",
        "Service: Nerve block | Rule: Two blocks with relief of at least half of it are to be shown | Holds: 180 days",
    ]


def test_second_lines_that_are_printed_after_a_whole_row_belong_to_it() -> None:
    """A program that prints line by line prints the ends of several cells beside each other."""
    rows = [["Mod", "Meaning", "Paid", "Limit"], ["AA", "Done by the physician", "100%", "One case"]]
    rows += [["AD", "More than four", "3 units", "One if there"]]
    page = [
        *typed(rows, [72, 120, 330, 420]),
        (SIZE, 120, 652, "cases at a time"),
        (SIZE, 420, 652, "at induction"),
        *typed([["QK", "Direction of two or three", "50%", "Seven steps"]], [72, 120, 330, 420], 636),
    ]
    assert rows_of(pdf([page])) == [
        "Mod: AA | Meaning: Done by the physician | Paid: 100% | Limit: One case",
        "Mod: AD | Meaning: More than four cases at a time | Paid: 3 units | Limit: One if there at induction",
        "Mod: QK | Meaning: Direction of two or three | Paid: 50% | Limit: Seven steps",
    ]


def test_rulings_part_what_blanks_do_not() -> None:
    """Close columns, empty cells and codes below each other are told apart by the lines around them."""
    rows = [
        ["Service", "Codes", "Plan A", "Plan B"],
        ["Sleep study", "Q1101,\nQ1102", "", "N"],
        ["Mask", "Q1103", "Y", "N"],
    ]
    edges, heights = [70, 132, 170, 207, 250], [714, 695, 668, 650]
    places = [(700, rows[0]), (684, rows[1]), (656, rows[2])]
    page = [text for y, row in places for text in typed([row], [edge + 3 for edge in edges], y)]
    assert rows_of(pdf([page], rules=[ruled(edges, heights)])) == [
        "Service: Sleep study | Codes: Q1101, Q1102 | Plan B: N",
        "Service: Mask | Codes: Q1103 | Plan A: Y | Plan B: N",
    ]


def test_rulings_within_a_form_are_where_it_is_drawn() -> None:
    """Programs draw a table's lines in a form that the page moves into its place."""
    lines = ruled([0, 62, 100, 137, 180], [64, 45, 18, 0])
    drawn = b"".join(b"%g %g m %g %g l S\n" % line for line in lines)
    words = [["Service", "Codes", "Plan A", "Plan B"], ["Sleep study", "Q1101", "", "N"], ["Mask", "Q1103", "Y", "N"]]
    texts = [
        text for y, row in zip((700, 684, 656), words, strict=True) for text in typed([row], [73, 135, 173, 210], y)
    ]
    shown = b"".join(b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (*text[:3], text[3].encode()) for text in texts)
    content = b"q 1 0 0 1 70 650 cm /Lines Do Q\n" + shown
    form = b"<< /Type /XObject /Subtype /Form /BBox [-9 -9 300 300] /Length %d >>\nstream\n%s\nendstream"
    resources = b"<< /Font << /F1 4 0 R >> /XObject << /Lines 5 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /Resources %s >>" % resources
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            form % (len(drawn), drawn),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    )
    assert rows_of(data) == [
        "Service: Sleep study | Codes: Q1101 | Plan B: N",
        "Service: Mask | Codes: Q1103 | Plan A: Y | Plan B: N",
    ]


def test_merged_headers_name_each_of_their_columns() -> None:
    """A cell that rulings draw over two columns stands before the names of both."""
    level = [(70, 720, 300, 720), (140, 700, 300, 700), (70, 680, 300, 680), (70, 660, 300, 660), (70, 640, 300, 640)]
    upright = [(70, 720, 70, 640), (140, 720, 140, 640), (220, 700, 220, 640), (300, 720, 300, 640)]
    page = [
        (SIZE, 75, 696, "Service"),
        (SIZE, 190, 706, "Payment"),
        *typed([["", "Facility", "Office"], ["Block", "12", "19"], ["Patch", "14", "21"]], [75, 145, 225], 686, 20),
    ]
    assert rows_of(pdf([page], rules=[[*level, *upright]])) == [
        "Service: Block | Payment Facility: 12 | Payment Office: 19",
        "Service: Patch | Payment Facility: 14 | Payment Office: 21",
    ]


def test_rows_below_a_boxed_header_belong_to_it() -> None:
    """Boxes around the header, or around every other row, draw a table as much as boxes around all."""
    lefts = [72, 130, 330, 400]
    page = typed([NAMES, *FEES], lefts)
    header = ruled([68, 126, 326, 396, 460], [711, 693])
    banded = [*header, *ruled([68, 126, 326, 396, 460], [675, 657])]
    plain = rows_of(pdf([page]))
    assert rows_of(pdf([page], rules=[header])) == plain
    assert rows_of(pdf([page], rules=[banded])) == plain


def test_table_goes_on_behind_a_page_and_a_heading() -> None:
    """The names of the columns hold on the next page, and below a heading between the rows."""
    first = typed([NAMES, *FEES], [72, 130, 330, 400])
    second = [
        (14.0, 72.0, 720.0, "Other blocks"),
        *typed([["Q1009", "Block of the wrist", "5.00", "6.00"], FEES[0]], [72, 130, 330, 400]),
    ]
    assert rows_of(pdf([first, second]))[3:] == [
        "Code: Q1009 | Service: Block of the wrist | Facility: 5.00 | Office: 6.00",
        "Code: Q1001 | Service: Injection of the tibial nerve | Facility: 85.10 | Office: 214.00",
    ]


def test_table_with_columns_of_its_own_takes_no_names_from_above() -> None:
    """As many columns in other places are another table, whose cells nothing names."""
    first = typed([NAMES, *FEES], [72, 130, 330, 400])
    other = typed(
        [["Q2001", "Call", "555-0142", "8 to 5"], ["Q2002", "Fax", "555-0143", "9 to 4"]], [90, 190, 270, 480]
    )
    second = [(14.0, 72.0, 720.0, "Whom to ask"), *other]
    assert rows_of(pdf([first, second]))[3:] == [
        "Q2001 | Call | 555-0142 | 8 to 5",
        "Q2002 | Fax | 555-0143 | 9 to 4",
    ]


def test_name_of_a_group_is_the_context_of_its_rows(tmp_path: Path) -> None:
    """A line between rows heads those below it: a question with its words finds them, and it is no cell."""
    rows = [
        NAMES,
        FEES[0],
        ["Ultrasound guidance"],
        ["Q1011", "Each needle", "3.00", "4.00"],
        ["Q1012", "Each hour", "5.00", "6.00"],
    ]
    (tmp_path / "fees.pdf").write_bytes(pdf([typed(rows, [72, 130, 330, 400])]))
    library = read_library(tmp_path)
    found = {p.sentences[0].text: p.context for p in library.passages}
    assert "Ultrasound guidance" in found
    assert found["Code: Q1011 | Service: Each needle | Facility: 3.00 | Office: 4.00"] == "Ultrasound guidance"
    answer = Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer()).answer(
        "code for ultrasound guidance of each needle"
    )
    assert "Q1011" in answer.headlines[0].sentence.text


def test_bold_first_row_names_two_columns_and_a_plain_one_is_a_pair() -> None:
    """Of two columns nothing but its print tells a header from a row."""
    rows = [["Drug", "Held before"], ["warfarin", "five days"], ["apixaban", "two days"], ["heparin", "six hours"]]
    page = typed(rows, [72, 200])
    assert rows_of(pdf([page]))[0] == "Drug | Held before"
    assert rows_of(pdf([page], bold=["Drug", "Held before"])) == [
        f"Drug: {drug} | Held before: {time}" for drug, time in rows[1:]
    ]


def test_pairs_with_a_colon_read_as_they_are_printed() -> None:
    """A name with its own colon stands before its value without a bar."""
    page = typed([["Phone:", "555-0142"], ["Fax:", "555-0143"], ["Hours:", "8 to 5"]], [72, 200])
    assert rows_of(pdf([page])) == ["Phone: 555-0142", "Fax: 555-0143", "Hours: 8 to 5"]


def test_codes_with_long_descriptions_are_rows() -> None:
    """Numbers of one to three digits count paragraphs; a code stands for what is said beside it."""
    words = "Injection of the nerve of the foot and the ankle with or without guidance on each day of it"
    page = typed([["20101", words], ["20102", f"{words}, repeated"], ["20103", f"{words}, other foot"]], [72, 120])
    assert rows_of(pdf([page]))[1] == f"20102 | {words}, repeated"


def test_prose_is_no_table() -> None:
    """Two columns of prose, items behind tab stops, numbered paragraphs and marked words stay what they are."""
    left = [f"the left column goes on in line {i}" for i in "abcdef"]
    right = [f"the right one says more in line {i}" for i in "abcdef"]
    columns = [
        (SIZE, x, 700.0 - 12 * i, line) for x, lines in ((72.0, left), (320.0, right)) for i, line in enumerate(lines)
    ]
    items = typed([["-", "Say which side"], ["-", "Say which level"], ["-", "Say what was given"]], [72, 100])
    words = "The plan pays one block of each level on one day and no other one is paid for"
    numbered = typed([[f"4.{i}", f"{words} {i}."] for i in range(1, 5)], [72, 110])
    assert {kind for kind, _ in blocks_of(pdf([columns]))} == {"PARAGRAPH"}
    across = sorted(columns, key=lambda text: (-text[2], text[1]))  # as a scanner's text layer may have them
    assert {kind for kind, _ in blocks_of(pdf([across]))} == {"PARAGRAPH"}
    assert [kind for kind, _ in blocks_of(pdf([items]))] == ["LIST_ITEM"] * 3
    assert "TABLE_ROW" not in {kind for kind, _ in blocks_of(pdf([numbered]))}


def test_marked_words_and_boxes_to_tick_are_no_cells() -> None:
    """A box that touches the words in it marks them; one of a letter's height is to be ticked."""
    page = [(SIZE, 72.0, 700.0 - 14 * i, "The block is paid once a day, and not twice.") for i in range(3)]
    right = 72 + 198.4
    marked = ruled([72, right], [712, 696, 682, 668])
    ticked = [rule for y in (698, 684, 670) for rule in ruled([50, 58], [y + 8, y])]
    assert rows_of(pdf([page], rules=[[*marked, *ticked]])) == []


def test_range_over_two_lines_has_no_blank() -> None:
    """A range of codes that a cell breaks behind its dash is one again."""
    page = typed(
        [["Service", "Codes", "Plan"], ["Knee", "Q1101-\nQ1109", "Y"], ["Hip", "Q1110-\nQ1119", "N"]],
        [72, 200, 300],
        pitch=36,
    )
    assert rows_of(pdf([page])) == [
        "Service: Knee | Codes: Q1101-Q1109 | Plan: Y",
        "Service: Hip | Codes: Q1110-Q1119 | Plan: N",
    ]


WORD = st.text("abcdefghiklnoprstuv", min_size=2, max_size=5)
CELL = st.lists(WORD, min_size=1, max_size=3).map(" ".join)  # narrower than a column


@settings(max_examples=60)
@given(
    st.integers(3, 5).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=3, max_size=6)
    ),
    st.booleans(),
)
def test_any_table_is_read_cell_by_cell(rows: list[list[str]], boxed: bool) -> None:
    """Whatever stands in its cells, a table reads the same with rulings and without, the first row too."""
    width = len(rows[0])
    lefts = [40 + i * (520 / width) for i in range(width + 1)]
    heights = [713 - 18 * i for i in range(len(rows) + 1)]
    data = pdf([typed(rows, lefts)], rules=[ruled([x - 4 for x in lefts], heights)] if boxed else [])
    names, *others = rows
    expected = [
        " | ".join(f"{name}: {cell}" if name != cell else cell for name, cell in zip(names, row, strict=True))
        for row in others
    ]
    bare = [" | ".join(row) for row in rows]
    assert rows_of(data) == (expected if names_columns(names, others) else bare)


PAGE = """<!doctype html><html><head><style>{style} td, th {{ padding: 4px 9px }}
td, th {{ text-align: left; vertical-align: {align} }}
table {{ border-collapse: collapse; width: 640px }}</style></head><body><p>What each plan asks for is listed here.</p>
<table><thead><tr><th>Service</th><th>Rule</th><th>Holds</th><th>Fee</th></tr></thead><tbody>
<tr><td>Steroid injection into the epidural space of the lumbar spine</td><td>Ask before the second one, and send
the pain scale of the day before the first one and of the week after it</td><td>90 days</td><td>$85.10</td></tr>
<tr><td>Nerve block</td><td>None</td><td></td><td>$1,048.20</td></tr>
<tr><td>Ablation</td><td>Two blocks with relief of eighty percent, on days of their own, are to be shown</td>
<td>180 days from the letter of the plan on</td><td>$7</td></tr></tbody></table>
<p>The plan answers by letter.</p></body></html>"""


@pytest.mark.parametrize(
    "style",
    ["", "td, th { border: 1px solid #999 }", "tr:nth-child(even) td { background: #ddd }", "th { background: #ddd }"],
)
@pytest.mark.usefixtures("needs_chromium")
@pytest.mark.parametrize("align", ["top", "middle"])
def test_printed_page_reads_as_the_page_does(style: str, align: str, tmp_path: Path) -> None:
    """A table that a browser prints has the rows that its HTML has, however it is drawn."""
    page = PAGE.format(style=style, align=align)
    source, printed = tmp_path / "a.html", tmp_path / "a.pdf"
    source.write_text(page, encoding="utf-8")
    browse(source, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    assert rows_of(printed.read_bytes()) == rows_of(page.encode(), "a.html")
