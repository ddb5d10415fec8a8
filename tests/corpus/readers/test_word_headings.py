"""Headings and titles of Word documents that no style makes: lines in bold, centred ones at the top."""

import pytest

from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from tests.corpus.files import run, word


def read(*blocks: str) -> Content:
    """Return what is read of a document of these blocks."""
    return read_file(word(*blocks), "a.docx")


@pytest.mark.parametrize(
    "line",
    [
        "Most adults recover within weeks 3",
        "Relief lasted for some weeks³",
        "Relief lasted for some weeks [2, 3]",
        "Do not bill both codes on one day",
        "NEVER INJECT INTO A VESSEL",
    ],
)
def test_a_line_in_bold_that_cites_or_warns_heads_nothing(line: str) -> None:
    """It is what is to be quoted, with its number."""
    content = read(f"<w:p>{run(line, '<w:b/>')}</w:p>", f"<w:p>{run('The second one is denied.')}</w:p>")
    assert [b.kind for b in content.blocks] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize("line", ["Never Events", "Do Not Bill Both Codes", "Care of the Adult in Phase 3", "Phase 3"])
def test_a_line_in_bold_with_a_number_or_a_never_may_be_a_heading(line: str) -> None:
    """Names are written in capitals."""
    content = read(f"<w:p>{run(line, '<w:b/>')}</w:p>", f"<w:p>{run('The second one is denied.')}</w:p>")
    assert [b.kind for b in content.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_line_in_bold_heads_what_stands_below_it() -> None:
    """Authors set headings without a style; words in bold that open a sentence, or are one, head nothing."""
    bold = "<w:b/>"
    content = read(
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + run("Claims") + "</w:p>",
        f"<w:p>{run('Timely ', bold)}{run('filing', bold)}</w:p>",
        f"<w:p>{run('Claims are due within 120 days.')}</w:p>",
        f"<w:p>{run('Note:', bold)}{run(' the primary EOB is due too.')}</w:p>",
        f"<w:p>{run('Claims are never sent twice.', bold)}</w:p>",
        f"<w:p>{run('Payer ID: 60054', bold)}</w:p>",
        f"<w:p>{run('TWO CLAIMS A DAY ARE NOT PAID', bold)}</w:p>",
        f"<w:p>{run('The second one is denied.')}</w:p>",
    )
    assert [(b.kind, b.level, content.text[b.start : b.end]) for b in content.blocks] == [
        (BlockKind.HEADING, 1, "Claims"),
        (BlockKind.HEADING, 2, "Timely filing"),
        (BlockKind.PARAGRAPH, 0, "Claims are due within 120 days."),
        (BlockKind.PARAGRAPH, 0, "Note: the primary EOB is due too."),
        (BlockKind.PARAGRAPH, 0, "Claims are never sent twice."),
        (BlockKind.PARAGRAPH, 0, "Payer ID: 60054"),
        (BlockKind.PARAGRAPH, 0, "TWO CLAIMS A DAY ARE NOT PAID"),
        (BlockKind.PARAGRAPH, 0, "The second one is denied."),
    ]


CENTRED = '<w:pPr><w:jc w:val="center"/></w:pPr>'
LARGE = '<w:b/><w:sz w:val="32"/>'


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ([("Knee imaging policy", CENTRED, "<w:b/>")], "Knee imaging policy"),
        ([("Riverside Clinic", CENTRED, "<w:b/>"), ("Knee Imaging", CENTRED, LARGE)], "Knee Imaging"),
        ([("Riverside Clinic", CENTRED, "<w:b/>"), ("Imaging Policy", CENTRED, "<w:b/>")], "Imaging Policy"),
        ([("Knee imaging", CENTRED, "<w:b/>"), ("Effective March 1, 2026", CENTRED, LARGE)], "Knee imaging"),
        ([("Knee imaging", "", "<w:b/>")], None),
        ([("Knee imaging", CENTRED, "")], None),
        ([("Imaging is done here.", "", ""), ("Knee imaging", CENTRED, "<w:b/>")], None),
        ([("Call us today, and not tomorrow.", CENTRED, "<w:b/>")], None),
    ],
)
def test_a_centred_line_in_bold_at_the_top_names_the_document(
    top: list[tuple[str, str, str]], title: str | None
) -> None:
    """Without the style "Title" the larger of several does, or the one that tells its kind."""
    paragraphs = [f"<w:p>{place}{run(text, form)}</w:p>" for text, place, form in top]
    assert read(*paragraphs, f"<w:p>{run('Knees are imaged twice.')}</w:p>").title == title
