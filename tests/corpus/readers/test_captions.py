"""Lines that name the table below them in a text without markup: they head its rows, and answer nothing."""

from pathlib import Path

import pytest

from corpus.model import BlockKind
from tests.answering import answerer_over, first
from tests.corpus.contents import read, shapes

RULES = """\
Who calls and when
The technologist calls within 30 minutes, and the nurse who takes the call reads the result back.
- with the name
- with the time
{caption}
Test | Call if below | Call if above
Potassium | 2.8 | 6.2
Sodium | 120 | 158
Afterwards
Calls are kept in the log of the laboratory for two years and are read by the supervisor each month.
"""


def kind_of(line: str) -> BlockKind:
    """Return what a line is above the rows of a table."""
    return next(kind for kind, text in shapes(read(RULES.format(caption=line))) if text in line)


@pytest.mark.parametrize(
    "line",
    [
        "Table 1. Adult limits",
        "Table 2: limits of newborns, up to 28 days, at night",
        "Limits for adults",
        "3. Call table for a result of 2.0 to 3.0",
        "Exhibit A Adult limits",
    ],
)
def test_a_line_that_names_a_table_is_a_heading(line: str) -> None:
    """Also in sentence case, and behind the items of a list."""
    assert kind_of(line) is BlockKind.HEADING


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("3. Look for the result below", BlockKind.LIST_ITEM),
        ("The table below is that of adults.", BlockKind.PARAGRAPH),
        ("Call within 30 minutes, or 60 minutes where the patient is no inpatient", BlockKind.PARAGRAPH),
    ],
)
def test_what_says_something_above_a_table_is_text(line: str, kind: BlockKind) -> None:
    """A step of a list, a sentence, a rule."""
    assert kind_of(line) is kind


def test_the_rows_of_two_tables_are_told_by_what_stands_above_them(tmp_path: Path) -> None:
    """Names of tables are looked for with their rows, and are no answer themselves."""
    newborns = "Table 2. Newborn limits\nTest | Call if below | Call if above\nPotassium | 3.0 | 7.0\nAfterwards"
    text = RULES.format(caption="Table 1. Adult limits").replace("Afterwards", newborns)
    answerer = answerer_over(tmp_path, {"calls.txt": text})
    assert first(answerer.answer("newborn potassium call?")) == "Potassium | 3.0 | 7.0"
    assert first(answerer.answer("adult potassium call?")) == "Potassium | 2.8 | 6.2"
