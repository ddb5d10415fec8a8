"""Tables of a plain text that are drawn with blanks alone."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import BlockKind
from corpus.readers.plain.columns import stretches
from tests.corpus.contents import read, rows

WARD = """\
FEVER ON THE WARD

Ibuprofen is given by age:

  Age             Dose      How often
  3-5 months      50 mg     three times a day
  1-3 years       100 mg    three times a day
  10-11 years     300 mg    three times a day

No child is given more than 30 mg/kg in a day, whatever the age, and none below three months.
"""


def test_rows_below_each_other_are_a_table_as_printed() -> None:
    """Each row is one, its blanks kept, and the last one heads nothing."""
    content = read(WARD)
    assert rows(content) == [
        "Age             Dose      How often",
        "3-5 months      50 mg     three times a day",
        "1-3 years       100 mg    three times a day",
        "10-11 years     300 mg    three times a day",
    ]
    assert [b.kind for b in content.blocks].count(BlockKind.HEADING) == 1


def test_a_wrapped_cell_stays_in_its_row() -> None:
    """Lines below a cell, or at the margin in lower case, go on with the row above."""
    text = """\
Denial   Meaning               What to do
CO-4     Modifier missing or   Send a corrected claim
         does not fit          within 30 days
CO-16    Lacks information. Read the remark code and send
  the claim anew.
CO-18    Exact duplicate       Check the status first
"""
    assert rows(read(text.replace("  the claim", "the claim"))) == [
        "Denial   Meaning               What to do",
        "CO-4   Modifier missing or does not fit   Send a corrected claim within 30 days",
        "CO-16   Lacks information. Read the remark code and send the claim anew.",
        "CO-18    Exact duplicate       Check the status first",
    ]


def test_a_line_right_above_rows_names_them() -> None:
    """It is a row of one cell, and no text."""
    text = """\
Measure the wound after it was closed, and write its length down.

  Simple repair, arms and legs
    12001   2.5 cm or less
    12002   2.6 to 7.5 cm
  Simple repair, face
    12011   2.5 cm or less
    12013   2.6 to 5.0 cm
"""
    assert rows(read(text)) == [
        "Simple repair, arms and legs",
        "12001   2.5 cm or less",
        "12002   2.6 to 7.5 cm",
        "Simple repair, face",
        "12011   2.5 cm or less",
        "12013   2.6 to 5.0 cm",
    ]


def test_a_heading_in_capitals_is_no_row() -> None:
    """It heads the table as it heads other text."""
    assert rows(read("CODES OF THE LAB\n81002   dipstick\n81025   pregnancy test\n")) == [
        "81002   dipstick",
        "81025   pregnancy test",
    ]


def test_figures_may_be_set_flush_right_and_rules_are_left_out() -> None:
    """Columns of sums end below each other."""
    text = "Visit            Fee\n-----            ---\nFirst         120.00\nFurther        85.50\n"
    assert rows(read(text)) == ["Visit            Fee", "First         120.00", "Further        85.50"]


def test_a_rule_across_the_table_parts_none_of_its_rows() -> None:
    """Below the names of the columns, and above a sum."""
    names, *values = ["Visit            Fee", "First         120.00", "Further        85.50"]
    text = "\n".join(["FEES", "", names, "-" * 20, *values, "=" * 20, "Both          205.50", ""])
    assert rows(read(text)) == [names, *values, "Both          205.50"]


def test_two_blanks_behind_a_full_stop_make_no_table() -> None:
    """Typists of old left two."""
    text = "The drain is kept for two days.  It is then removed.\nThe nurse records the amount.  It may be warm.\n"
    assert rows(read(text)) == []


def test_items_whose_text_is_set_off_are_no_table() -> None:
    """A bullet is no cell."""
    assert rows(read("-   Stop aspirin\n-   Check the side\n1.  Mark it\n2.  Wait\n")) == []


WORD = st.text("abcdefgh", min_size=1, max_size=6)
CELL = st.lists(WORD, min_size=1, max_size=3).map(" ".join)


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=6)))
def test_any_table_is_found_again_row_by_row(table: list[list[str]]) -> None:
    """Whatever its cells are, with the text around it untouched."""
    widths = [max(map(len, column)) + 2 for column in zip(*table, strict=True)]
    lines = ["  " + "".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in table]
    above, below = "Some text stands above it.", "And some stands below it."
    first, last = stretches([above, "", *lines, "", below])
    assert (first.lines, first.table) == ([above, ""], [line.strip() for line in lines])
    assert (last.lines, last.table) == (["", below], [])


@given(st.lists(st.text("ab .-:19", max_size=24), max_size=12))
def test_no_line_is_lost(lines: list[str]) -> None:
    """Letters and figures come out as often as they went in."""
    kept = "".join(character for part in stretches(lines) for row in (*part.lines, *part.table) for character in row)
    told = "".join("" if not any(map(str.isalnum, line)) else line for line in lines)
    for letter in "ab19":
        assert kept.count(letter) == told.count(letter)


def test_rows_that_were_pasted_with_the_same_gap_are_a_table() -> None:
    """Their cells need not stand below each other; lines with other gaps, or another number of cells, are none."""
    pasted = "Weight   Dose   Repeat\nUnder 50 kg   1 g   every 4 hours\n120 kg and over   3 g   every 4 hours\n"
    assert (
        rows(read(f"Before the cut the drug runs in.\n{pasted}Nothing is given beyond a day.\n"))
        == pasted.split("\n")[:-1]
    )
    assert not rows(
        read("Weight   Dose   Repeat\nThe drug runs in    before the cut, and it is   repeated later on.\n")
    )
