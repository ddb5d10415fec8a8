"""Rows of figures are known without their table."""

import pytest

from corpus.model import BlockKind
from corpus.readers.figures import is_figures, only_amounts, only_figures
from corpus.readers.registry import read_file
from tests.corpus.contents import shapes
from tests.corpus.files import pdf


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nausea 12 (4.1%) 9", True),
        ("Nausea 12 9", False),  # too few
        ("Nausea 12 – 9", True),  # a dash stands where there is no figure
        ("Nausea and vomiting 12 9 7", False),  # half of it is words
        ("Nausea, vomiting 12 9 7", True),
        ("Nausea 12 9 7 mg", False),  # ends in a unit
        ("99213, 99214, 99215, 99216, 99217", False),  # a list of codes
        ("a b c d e f g h 1 2 3 4 5 6 7 8 9 10 11 12 13", True),
        ("a b c d e f g h i 1 2 3 4 5 6 7 8 9 10 11 12 13 14", False),  # so many words are a sentence
        ("a b c d e f g h 5-HT 1 2 3 4 5 6 7 8 9 10 11 12 13 14", True),  # what is no word is not counted
    ],
)
def test_a_row_of_figures(line: str, *, expected: bool) -> None:
    """Three at least, most of what it holds, and at its end."""
    assert is_figures(line) is expected


@pytest.mark.parametrize("text", ["12", "$1,250.50", "(4.1%)", "4-6", "4–6", "1/2", "±3", "12*", "3 – 4"])
def test_figures_alone(text: str) -> None:
    """Numbers, amounts, ranges, and dashes among them."""
    assert only_figures(text)


@pytest.mark.parametrize("text", ["95800,", "95800-", "95800–", "95800/", "12 mg", "–", "a", ""])
def test_what_goes_on_or_holds_words_is_no_figure_alone(text: str) -> None:
    """Nor is a dash."""
    assert not only_figures(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("4.10", True), ("1,250 3.5", True), ("99213", False), ("4.10 99213", False), ("4.1 mg", False)],
)
def test_amounts_have_decimals_or_thousands(text: str, *, expected: bool) -> None:
    """No code has."""
    assert only_amounts(text) is expected


def test_pdf_counts_with_their_shares_are_rows() -> None:
    """As tables of trials print them; they are no text that goes on from line to line."""
    lines = ("The events of both groups are listed", "Nausea 12 (4.1%) 9 (3.0%)", "Vomiting 10 (3.4%) 8 (2.7%)")
    content = read_file(pdf([[(11.0, 72.0, 700.0 - 14 * i, line) for i, line in enumerate(lines)]]), "trial.pdf")
    assert [kind for kind, *_ in shapes(content)][1:] == [BlockKind.TABLE_ROW] * 2
