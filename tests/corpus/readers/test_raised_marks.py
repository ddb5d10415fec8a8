"""Marks that stand raised behind a word are no part of it: what it says is found."""

from pathlib import Path

import pytest

from corpus.readers.registry import read_file
from tests.answering import answerer_over, first
from tests.corpus.files import pdf, run, word

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


SYMBOLS = """<html><body><h1>Tests and scans</h1>
<p>The eGFR is told in mL/min/1.73m<sup>2</sup> of the body.</p>
<p>The laboratory tells the vitamin B<sup>12</sup> of each sample.</p>
<p>Thyroid ablation with <sup>131</sup>I is planned by the nuclear clinic.</p>
<p>Diabetes is followed by HbA1<sup>c</sup> each quarter.</p>
<p>Relapses are judged by M<sup>c</sup>Donald each year.</p>
<p>Referrals are asked for by the HMO<sup>2</sup> alone.</p>
</body></html>"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("eGFR per m²", "The eGFR is told in mL/min/1.73m² of the body."),
        ("vitamin B12", "The laboratory tells the vitamin B¹² of each sample."),
        ("131I", "Thyroid ablation with ¹³¹I is planned by the nuclear clinic."),
        ("HbA1c", "Diabetes is followed by HbA1ᶜ each quarter."),
        ("McDonald", "Relapses are judged by MᶜDonald each year."),
        ("HMO referrals", "Referrals are asked for by the HMO² alone."),
    ],
)
def test_a_raised_part_of_a_symbol_is_found(tmp_path: Path, question: str, told: str) -> None:
    """What is raised behind capitals may be part of the name or a mark: both are terms."""
    assert first(answerer_over(tmp_path, {"tests.html": SYMBOLS}).answer(question)) == told


def test_an_ordinal_in_several_raised_runs_is_no_footnote() -> None:
    """Word parts a run wherever somebody typed later."""
    up = '<w:vertAlign w:val="superscript"/>'
    runs = [run("The 2"), run("n", up), run("d", up), run(" unit of 62323"), run("a", up), run(" is denied.")]
    assert read_file(word(f"<w:p>{''.join(runs)}</w:p>"), "a.docx").text.strip() == "The 2nd unit of 62323ᵃ is denied."


def test_small_print_below_the_line_of_a_pdf_is_not_raised() -> None:
    """The c of HbA1c and the 2 of CO2 are as small as a footnote's letter; only that one stands above the line."""
    marks = [("HbA1", 27.5, "c", -2.0), ("62323", 30.7, "a", 4.0), ("CO", 16.5, "2", -2.0)]
    page = []
    for i, (before, right, mark, lift) in enumerate(marks):
        y = 700.0 - 20 * i
        page += [
            (11.0, 72.0, y, before),
            (6.5, 72.0 + right, y + lift, mark),
            (11.0, 80.0 + right, y, "is billed alone."),
        ]
    text = read_file(pdf([page]), "a.pdf").text
    assert [word for word in text.split() if not word.strip(".").isalpha()] == ["HbA1c", "62323ᵃ", "CO2"]


def test_the_pages_of_a_raised_source_are_raised() -> None:
    """So the number before them stays a citation that its form tells."""
    up = '<w:vertAlign w:val="superscript"/>'
    page = "<p>The block helped in two trials.<sup>1(p557),2</sup> It was safe.</p>"
    runs = [run("The block helped in two trials."), run("1(p5", up), run("57),2", up), run(" It was safe.")]
    told = "The block helped in two trials.¹⁽ᵖ⁵⁵⁷⁾,² It was safe."
    assert read_file(page.encode(), "a.html").text.strip() == told
    assert read_file(word(f"<w:p>{''.join(runs)}</w:p>"), "a.docx").text.strip() == told
