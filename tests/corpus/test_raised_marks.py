"""Marks that stand raised behind a word are no part of it: what it says is found."""

from pathlib import Path

import pytest

from tests.answering import answerer_over, first
from tests.corpus.files import run, word

PAGE = """<html><body><h1>Blocks</h1>
<p>Report the block with 62321<sup>1</sup> for necks. Relief lasted longest in women<sup>2,3</sup> with burns.</p>
<table><tr><th>Code<th>Fee</tr><tr><td>62323<sup>a</sup><td>$120<sup>b</sup></tr><tr><td>64490<sup>1</sup><td>$180</tr>
</table><p>The area was 10 cm<sup>2</sup> on the 2<sup>nd</sup> day.</p></body></html>"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("62321", "Report the block with 62321¹ for necks."),
        ("relief in women", "Relief lasted longest in women²,³ with burns."),
        ("fee for 62323", "Code: 62323ᵃ | Fee: $120ᵇ"),
        ("fee for 64490", "Code: 64490¹ | Fee: $180"),
        ("how many cm2 was the area?", "The area was 10 cm² on the 2nd day."),
    ],
)
def test_a_word_with_a_raised_mark_is_found(tmp_path: Path, question: str, told: str) -> None:
    """A code that cites was "not found", and one with a footnote read as another code."""
    assert first(answerer_over(tmp_path, {"blocks.html": PAGE}).answer(question)) == told


def test_letters_of_footnotes_stay_raised_in_word(tmp_path: Path) -> None:
    """A letter is as small there as it is printed."""
    raised = run("a", '<w:vertAlign w:val="superscript"/>')
    paragraph = f"<w:p>{run('Report blocks of the neck with 62323')}{raised}{run(' alone.')}</w:p>"
    (tmp_path / "a.docx").write_bytes(word(paragraph))
    assert first(answerer_over(tmp_path).answer("62323")) == "Report blocks of the neck with 62323ᵃ alone."
