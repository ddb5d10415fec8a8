"""Texts in narrow columns: sentences and words that a short line cuts."""

import pytest

from corpus.model import BlockKind
from tests.corpus.contents import read, shapes

NARROW = """A foot injection is covered after
six weeks of conservative care that
did not help. Two blocks are needed
before an ablation, and each has to
bring at least 80% relief. Imaging
is part of it and is not paid by
itself.
"""


def test_a_column_of_a_page_is_joined_though_its_lines_are_short() -> None:
    """As it is copied out of a PDF; lines of a list that differ in length were not wrapped."""
    assert shapes(read(NARROW)) == [(BlockKind.PARAGRAPH, " ".join(NARROW.split("\n")).strip())]
    listed = "Bring to the visit:\nthe card of your health plan\na list of all the drugs that you take\nkeys\nshoes\n"
    assert len(read(listed).blocks) == len(listed.splitlines())


@pytest.mark.parametrize(
    ("line", "rest"),
    [("Screening must be docu-", "mented before the trial."), ("It is given in the outpa-", "tient clinic.")],
)
def test_a_word_that_is_cut_goes_on_below_however_short_its_line(line: str, rest: str) -> None:
    """Else a sentence would end in half a word."""
    assert read(f"{line}\n{rest}\n").text.strip() == f"{line[:-1]}{rest}"
