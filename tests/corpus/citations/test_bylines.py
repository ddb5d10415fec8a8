"""Numbers behind the names of authors, and what looks like names and cites."""

import pytest

from corpus.citations import read_citations
from corpus.model import Block, BlockKind


def paragraphs(*texts: str) -> list[list[int]]:
    """Return the numbers that are shown with the sentences of each paragraph of a document."""
    text = "\n".join(texts)
    starts = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
    blocks = [Block(BlockKind.PARAGRAPH, at, at + len(t)) for at, t in zip(starts, texts, strict=True)]
    return [[n for s in found for n in s.cited] for found in read_citations(text, blocks, None).sentences]


@pytest.mark.parametrize(
    "byline",
    [
        ["Jo Abara¹, Mia van Ito¹,², and Lee K. Park MD²"],
        ["Jo Abara,1 Mia Ito,1 Lee Park,2 Ann Roe3"],
        ["Jo Abara¹, Mia Ito²", "¹Department of Nursing, Northgate Hospital", "²School of Medicine, Westlake"],
        ["Jo Abara1,2,", "Mia Ito1,3 and", "Lee Park2,3"],
    ],
)
def test_numbers_of_authors_lead_to_where_they_work(byline: list[str]) -> None:
    """A byline cites nothing, and what the text cites begins at one."""
    text = ["Relief lasts for months.¹ It is safe in most.²,³", "Pain returns within a year.⁴"]
    title = "Relief after a block of the knee in those above sixty years of age"
    assert paragraphs(title, *byline, *text) == [[] for _ in (title, *byline)] + [[1, 2, 3], [4]]


@pytest.mark.parametrize(
    "cited", [["Deep Vein Thrombosis¹, Lung Embolism²"], ["Covered: Knee Pain¹, Hip Pain¹"], ["Knee Pain¹"]]
)
def test_subjects_that_begin_with_capitals_cite(cited: list[str]) -> None:
    """Their numbers neither repeat nor lead to places of work, or a colon introduces them."""
    first, *_ = paragraphs(*cited, "Relief lasts for months.³")
    assert first
