"""Tables of a plain text whose cells are parted by tabs."""

from corpus.citations import read_citations
from corpus.model import BlockKind, Document
from corpus.passages import split_passages
from tests.corpus.contents import read, rows, shapes

SLINGS = """\
Slings are paid once a year.
Code\tSling\tAge\tAllowed amount
Z4101\tArm sling, cotton\t12 years and over\t$14.20
Z4102\tArm sling, cotton\tup to 11 years\t$7.10
Z4103\tShoulder sling, padded\tany\tby invoice
Ask the desk where a sling is not listed.
"""
ROWS = [
    "Code | Sling | Age | Allowed amount",
    "Z4101 | Arm sling, cotton | 12 years and over | $14.20",
    "Z4102 | Arm sling, cotton | up to 11 years | $7.10",
    "Z4103 | Shoulder sling, padded | any | by invoice",
]


def test_tabs_between_cells_are_bars() -> None:
    """A tab is shown as a blank, and "Age Allowed amount" would read as a sentence."""
    content = read(SLINGS)
    assert rows(content) == ROWS
    assert [kind for kind, _ in shapes(content) if kind is not BlockKind.TABLE_ROW] == [BlockKind.PARAGRAPH] * 2


def test_the_first_row_names_the_columns() -> None:
    """It is the context of the others, as in other tables of plain texts."""
    content = read(SLINGS)
    document = Document("d", "d.txt", "", "Slings", content.text, content.blocks)
    passages = split_passages(document, read_citations(content.text, content.blocks, None).sentences)
    assert [p.context for p in passages[1:-1]] == ["", ROWS[0], ROWS[0], ROWS[0]]


def test_an_empty_cell_stays_in_its_column() -> None:
    """So that what stands behind it keeps its place."""
    text = "Drug\tDose\tLimit\nDrug one\t5 mg\t20 mg\nDrug two\t\t40 mg\n\tas spray\t60 mg\n"
    assert rows(read(text)) == [
        "Drug | Dose | Limit",
        "Drug one | 5 mg | 20 mg",
        "Drug two |  | 40 mg",
        "| as spray | 60 mg",
    ]


def test_several_tabs_that_only_align_are_one() -> None:
    """Typists set columns below each other with as many as it takes, and indent a table with one."""
    text = "\tDescription\t\tFee\n\tCast\t\t\t$5\n\tCast, long\t\t$7\n"
    assert rows(read(text)) == ["Description | Fee", "Cast | $5", "Cast, long | $7"]
    assert rows(read("Description\tFee\nCast\t\t$5\nLong sling\t$7\n")) == [
        "Description | Fee",
        "Cast | $5",
        "Long sling | $7",
    ]


def test_a_row_in_lower_case_does_not_go_on_with_the_one_above() -> None:
    """However long that is: names of drugs are written so."""
    text = (
        "drug\thow it is given\tmost in a day\n"
        "examplamide acetate, 40 mg in 1 mL\tinto a large joint\t80 mg\n"
        "samplicaine hydrochloride, 10 mg in 1 mL\tunder the skin\t200 mg\n"
    )
    assert len(rows(read(text))) == 3


def test_a_cell_may_run_on_below_its_row() -> None:
    """What is set in with tabs alone is no row."""
    text = (
        "Appeal\tIn writing, with the record of the visit and\n\t\tthe letter of denial\n"
        "Inquiry\tBy phone, with the number of the claim at hand\n"
    )
    assert rows(read(text)) == [
        "Appeal | In writing, with the record of the visit and the letter of denial",
        "Inquiry | By phone, with the number of the claim at hand",
    ]


def test_a_name_with_a_colon_and_its_value_are_one_cell() -> None:
    """As in the head of a memo, whose subject is its title."""
    content = read("To:\tAll at the desk\nFrom:\tBilling\nSubject:\tSlings without a code\n\nThey are not paid.\n")
    assert rows(content) == ["To: All at the desk", "From: Billing", "Subject: Slings without a code"]
    assert content.title == "Slings without a code"


def test_items_with_a_tab_behind_their_mark_are_no_table() -> None:
    """Nor is one row among sentences."""
    assert rows(read("1.\tMark the side\n2.\tWait\n-\tStop aspirin\n-\tCheck the dose\n")) == []
    assert rows(read("Slings are paid once.\nDesk:\t555-0101\nCasts are paid twice.\n")) == []
