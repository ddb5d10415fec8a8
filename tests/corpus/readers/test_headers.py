"""Which row names the columns: a row of values taken for names joins the facts of two rows."""

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from corpus.tables.column_names import names_columns
from tests.corpus.contents import rows_of

PAIRS = [["Payer ID", "60054"], ["Fax", "555-0134"], ["Claims address", "Box 12, Milltown"]]
DRUGS = [["Zilretta", "not covered"], ["Synvisc", "covered once"], ["Euflexxa", "covered twice"]]


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows without a comma in a cell."""
    return "\n".join(",".join(row) for row in rows).encode()


def word_of(rows: Sequence[Sequence[str]], mark: Callable[[Table], None] = lambda _: None) -> bytes:
    """Return a Word document with one table, whose header is marked by `mark`."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    mark(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page_of(rows: Sequence[Sequence[str]], names: str = "td") -> bytes:
    """Return a page with one table, the cells of its first row as the element `names`."""
    lines = [
        "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
        for row in rows
        for tag in ("td" if row is not rows[0] else names,)
    ]
    return f"<html><body><table><tr>{'</tr><tr>'.join(lines)}</tr></table></body></html>".encode()


@pytest.mark.parametrize("rows", [PAIRS, DRUGS])
def test_pairs_are_pairs_in_every_format(rows: list[list[str]]) -> None:
    """A list of names and values has no header: its first pair stands behind no other."""
    expected = [" | ".join(row) for row in rows]
    assert rows_of(word_of(rows), "a.docx") == expected
    assert rows_of(page_of(rows), "a.html") == expected
    if "," not in str(rows[-1][-1]):
        assert rows_of(csv_of(rows), "a.csv") == expected


def bold(table: Table) -> None:
    """Set the words of the first row in bold."""
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True


def shaded(table: Table) -> None:
    """Shade the cells of the first row."""
    for cell in table.rows[0].cells:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:fill"), "D9E2F3")
        cell._tc.get_or_add_tcPr().append(shading)


def repeated(table: Table) -> None:
    """Let the first row stand at the top of each page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def styled(table: Table) -> None:
    """Give the table a style that sets its first row apart."""
    table.style = "Light Grid Accent 1"


@pytest.mark.parametrize("mark", [bold, shaded, repeated, styled])
def test_a_word_table_with_a_marked_header(mark: Callable[[Table], None]) -> None:
    """However its author marks it; the same words without a mark are a row."""
    rows = [["Injection", "Northgate"], *DRUGS]
    assert rows_of(word_of(rows, mark), "a.docx")[1] == "Injection: Synvisc | Northgate: covered once"
    assert rows_of(word_of(rows), "a.docx")[0] == "Injection | Northgate"


@pytest.mark.parametrize("mark", [bold, shaded, styled])
def test_a_marked_pair_names_nothing(mark: Callable[[Table], None]) -> None:
    """A number is no name; nor is a sentence, nor a row where all are marked."""
    assert rows_of(word_of(PAIRS, mark), "a.docx")[1] == "Fax | 555-0134"
    rows = [["Missed visit", "The first one is free, all others cost $60."], ["Late", "Over 15 minutes is missed"]]
    assert rows_of(word_of(rows, mark), "a.docx")[1] == "Late | Over 15 minutes is missed"


def test_where_all_rows_are_marked_none_is() -> None:
    """A table in bold throughout."""

    def mark(table: Table) -> None:
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].runs[0].bold = True

    assert rows_of(word_of(DRUGS, mark), "a.docx") == [" | ".join(row) for row in DRUGS]


def test_cells_of_a_page_marked_as_names() -> None:
    """What a page calls a header is one, whatever it says."""
    assert (
        rows_of(page_of([["Drug X", "Plan Y"], *DRUGS], "th"), "a.html")[0] == "Drug X: Zilretta | Plan Y: not covered"
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["Age", "Midazolam"], ["below 70 years", "2 mg"], ["70 years or older", "1 mg"]],
        [["code", "meaning"], ["0360", "Operating room"]],
        [["Steroid", "Maximum dose per session"], *[[name, "80 mg at once"] for name in ("alpha", "beta", "gamma")]],
        [
            ["Drug", "Hold before the needle"],
            *[[name, f"{hours} hours before"] for name, hours in (("alpha", 72), ("beta", 24), ("gamma", 12))],
        ],
        [["question", "answer"], ["Is it covered?", "Yes; once."]],
        [
            ["What the caller says", "Who to tell", "When"],
            ["Flashes", "Nurse", "Same day"],
            ["Itch", "Desk", "This week"],
        ],
        [
            ["Task", "Millbrook", "Harbor Point"],
            ["Records", "Ann, ext 12", "Bob, ext 3"],
            ["Forms", "Ann, ext 12", "None"],
        ],
        [["CPT", "description", "fee"], ["64490", "Facet", "212"]],
        [["What", "Sum"], ["All fees", "721.57"]],
        [["Service", "Covered?", "Prior auth"], ["Facet", "yes", "no"], ["Nerve", "no", "no"]],
        [["", "Northgate", "Summit"], ["Facet", "Yes", "No"], ["Nerve", "No", "Yes"]],
        [["drug_name", "paidBy"], ["Zilretta", "plan"], ["Synvisc", "patient"]],
        [["ICD-10", "ICD-9", "Term"], ["M54.5", "724.2", "Low back pain"]],
        [["Clinic", "Northgate", "Summit"], ["Elm", "7", "9"], ["Oak", "3", "4"], ["Ash", "1", "2"]],
    ],
)
def test_names_are_told_by_their_words_or_by_what_stands_below(rows: list[list[str]]) -> None:
    """Words above codes and figures, the words by which columns are called, an empty corner."""
    assert names_columns(rows[0], rows[1:])


@pytest.mark.parametrize(
    "rows",
    [
        PAIRS,
        DRUGS,
        [["Payer", "Northgate"], ["Fax", "555-0134"], ["Phone", "555-0199"], ["Payer ID", "60054"]],
        [["Department", "Billing"], ["Main line", "555-0134"], ["Nights", "555-0199"], ["Back office", "555-0101"]],
        [["Zilretta", "Denied", "None"], ["Synvisc", "Covered", "2"], ["Euflexxa", "Covered", "3"]],
        [
            ["Zilretta", "not covered", "once"],
            ["Synvisc", "covered", "2"],
            ["Euflexxa", "covered", "3"],
            ["Orthovisc", "covered", "3"],
        ],
        [["Aetna", "90 days", "12 months"], ["Cigna", "120 days", "6 months"], ["Humana", "30 days", "1 year"]],
        [["Facet", "Within 90 days", "Per plan"], ["Nerve", "Within 30 days", "Per visit"]],
        [["Code", "64490", "Fee"], ["Code", "64491", "Fee"]],
        [["Elm", "Covered", "Yes"], ["Oak", "Covered", "No"]],
        [["Payer", "Northgate"], ["Fee", "31.00"]],
        [["What", "Sum"], ["Payer", "Northgate"]],
    ],
)
def test_values_are_no_names(rows: list[list[str]]) -> None:
    """A number, a code, a value that stands below again, words that the values share."""
    assert not names_columns(rows[0], rows[1:])
