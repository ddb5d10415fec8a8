"""Tables that are drawn with the characters for boxes, in plain texts and in the code of Markdown."""

import pytest

from corpus.citations import read_citations
from corpus.model import BlockKind, Document
from corpus.passages import split_passages
from corpus.readers.markdown.reader import MarkdownReader
from tests.corpus.contents import read, rows

COPAYS = """\
┌──────────────┬────────────┬──────────────────────────┐
│ Plan         │ Copay      │ Prior authorization      │
├──────────────┼────────────┼──────────────────────────┤
│ Silver HMO   │ $40        │ Needed for imaging and   │
│              │            │ for surgery              │
│ Gold PPO     │ $20        │ Not needed               │
│              │ $30        │ Needed                   │
└──────────────┴────────────┴──────────────────────────┘
"""
ROWS = [
    "Plan | Copay | Prior authorization",
    "Silver HMO | $40 | Needed for imaging and for surgery",
    "Gold PPO | $20 | Not needed",
    "| $30 | Needed",
]
LIMITS = """\
╔═══════╦═════════════════╗
║ Plan  ║ Limit           ║
╠═══════╬═════════════════╣
║ Aetna ║ 120 days from   ║
║ PPO   ║ the date of the ║
║       ║ service         ║
╟───────╫─────────────────╢
║ Cigna ║ 90 days         ║
╚═══════╩═════════════════╝
"""


def test_rows_have_no_frame() -> None:
    """Cells as printed with plain bars; what a line had no room for goes on, a second value is a row of its own."""
    content = read(f"The copays are these.\n{COPAYS}Call the plan where in doubt.\n")
    assert rows(content) == ROWS
    assert [b.kind for b in content.blocks if b.kind is not BlockKind.TABLE_ROW] == [BlockKind.PARAGRAPH] * 2


def test_the_first_row_names_the_columns() -> None:
    """It is the context of the others, as in other tables of plain texts."""
    content = read(COPAYS.replace("│              │ $30        │ Needed                   │\n", ""))
    document = Document("d", "d.txt", "", "Copays", content.text, content.blocks)
    passages = split_passages(document, read_citations(content.text, content.blocks, None).sentences)
    assert [p.context for p in passages] == ["", ROWS[0], ROWS[0]]
    assert [p.text for p in passages] == ROWS[:3]


def test_rows_between_rules_are_whole() -> None:
    """All of their cells may be wrapped."""
    assert rows(read(LIMITS)) == [
        "Plan | Limit",
        "Aetna PPO | 120 days from the date of the service",
        "Cigna | 90 days",
    ]


def test_a_table_without_an_outer_frame_is_one() -> None:
    """As terminals print it."""
    assert rows(read("  Name  │ Age limit\n────────┼──────────\n Botox  │ 18\n Prolia │ 21\n"))[1:] == [
        "Botox | 18",
        "Prolia | 21",
    ]


def test_the_frame_of_a_remark_is_left_out() -> None:
    """What stands in it is text."""
    content = read("┌────────────────────┐\n│ Never bill a block │\n│ twice in one week. │\n└────────────────────┘\n")
    assert [content.text[b.start : b.end] for b in content.blocks] == ["Never bill a block twice in one week."]


def test_rows_of_figures_are_no_wrapped_ones() -> None:
    """A rule may part sections of several rows, whose codes fill their columns."""
    table = """\
┌───────┬─────┐
│ Code  │ Fee │
├───────┼─────┤
│ 64430 │ 120 │
│ 64450 │ 130 │
├───────┼─────┤
│ Total │ 250 │
└───────┴─────┘
"""
    assert rows(read(f"The fees are these.\n{table}")) == ["Code | Fee", "64430 | 120", "64450 | 130", "Total | 250"]


def test_rules_between_sections_make_no_rows_of_them() -> None:
    """Where one line of a section is a row, the others are too."""
    table = """\
┌──────────────┬─────────┐
│ Plan         │ Network │
├──────────────┼─────────┤
│ Silver Value │ Midwest │
│ Bronze Value │ Midwest │
│ Gold         │ West    │
│ Tin          │ Midwest │
├──────────────┼─────────┤
│ Aetna PPO    │ East    │
└──────────────┴─────────┘
"""
    assert rows(read(f"The plans are these.\n{table}"))[1:4] == [
        "Silver Value | Midwest",
        "Bronze Value | Midwest",
        "Gold | West",
    ]


def test_a_first_cell_without_words_keeps_its_place() -> None:
    """Where a table has no outer frame, the bar behind it is none."""
    table = """\
 Drug        │ Dose  │ Price
─────────────┼───────┼──────
 Lidocaine   │ 5 mL  │ $3
             │ 10 mL │ $6
"""
    assert rows(read(f"The prices are these.\n{table}"))[1:] == ["Lidocaine | 5 mL | $3", "| 10 mL | $6"]


def test_names_and_items_in_a_frame_stand_apart() -> None:
    """However narrow it is, what begins as a name or an item is no second line of the one above."""
    drugs = "┌─────────────┐\n│ Lidocaine   │\n│ Bupivacaine │\n│ Ropivacaine │\n└─────────────┘\n"
    items = "╔══════════════════╗\n║ - Consent signed ║\n║ - Site marked    ║\n╚══════════════════╝\n"
    content = read(f"We use these drugs.\n{drugs}Check these.\n{items}")
    assert [content.text[b.start : b.end] for b in content.blocks] == [
        "We use these drugs.",
        "Lidocaine |",
        "Bupivacaine |",
        "Ropivacaine |",
        "Check these.",
        "Consent signed",
        "Site marked",
    ]
    assert not [b for b in content.blocks if b.kind is BlockKind.HEADING]


def test_a_row_whose_last_cell_is_empty_is_one() -> None:
    """As in a list to be filled in."""
    table = """\
┌────────────────┬──────┐
│ Item           │ Done │
├────────────────┼──────┤
│ Consent Signed │      │
│ Site Marked    │      │
└────────────────┴──────┘
"""
    assert rows(read(f"Check these.\n{table}")) == ["Item | Done", "Consent Signed |", "Site Marked |"]


def test_a_table_within_a_cell_is_part_of_its_table() -> None:
    """Its frame is left out, its cells are kept."""
    table = """\
┌────────┬──────────────────────┐
│ Plan   │ Copays               │
├────────┼──────────────────────┤
│ Gold   │ ┌────────┬─────────┐ │
│        │ │ Office │ $20     │ │
│        │ └────────┴─────────┘ │
│ Silver │ none                 │
└────────┴──────────────────────┘
"""
    found = rows(read(f"The copays are these.\n{table}"))
    assert [row.strip(" |") for row in found] == ["Plan | Copays", "Gold", "Office | $20", "Silver | none"]


def test_the_code_of_markdown_holds_such_tables() -> None:
    """They are rows there as well."""
    content = MarkdownReader().read(f"# Copays\n\n```\nprint copays\n{COPAYS}```\n".encode(), "note.md")
    assert rows(content) == ROWS
    assert content.text.startswith("print copays")


@pytest.mark.parametrize("text", ["├── claims\n│   └── appeals\n", "Home │ Claims\n", "│ Denied │ ───> │ Appeal │\n"])
def test_other_drawings_are_kept(text: str) -> None:
    """Trees of folders, and a bar alone, are no tables."""
    content = read(text)
    assert [content.text[b.start : b.end] for b in content.blocks] == [line.strip() for line in text.splitlines()]
