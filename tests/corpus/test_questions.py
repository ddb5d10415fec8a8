"""Lists of questions and answers in every format: a question heads its answer, so that the answer is what is shown."""

import io
from pathlib import Path

import docx
import pytest

from bot.answer import Answerer
from corpus.library import read_library
from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from index.analyzer import Analyzer
from index.memory import MemoryEngine

ASKED = ("Can we bill a telehealth visit with modifier 95?", "Who signs the ABN?")
TOLD = ("Yes, with place of service 10 at home.", "The patient, before the service. Keep it for 5 years.")
PAIRS = list(zip(ASKED, TOLD, strict=True))


def page(form: str) -> bytes:
    """Return a web page with each pair in a form of HTML."""
    return ("<h1>Billing</h1>" + "".join(form.format(q=asked, a=told) for asked, told in PAIRS)).encode()


def markdown(form: str) -> bytes:
    """Return a text in Markdown with each pair in a form."""
    return ("# Billing\n\n" + "".join(form.format(q=asked, a=told) for asked, told in PAIRS)).encode()


def word(*, label: str = "", bold: bool = False, broken: bool = False) -> bytes:
    """Return a Word document with each pair in two paragraphs, or in one with a line break."""
    document = docx.Document()
    document.add_heading("Billing", 1)
    for asked, told in PAIRS:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(label + asked)
        run.bold = bold
        if broken:
            run.add_break()
            paragraph.add_run(told)
        else:
            document.add_paragraph(told)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


FORMS = {
    "paragraphs.html": page("<p>{q}</p><p>{a}</p>"),
    "labels.html": page("<p>Q: {q}</p><p>A: {a}</p>"),
    "bold.html": page("<p class=x><b><span>{q}</span></b> </p><p>{a}</p>"),
    "break.html": page("<p><strong>{q}</strong><br>{a}</p>"),
    "terms.html": page("<dl><dt>{q}</dt><dd>{a}</dd></dl>"),
    "folded.html": page("<details><summary>{q}</summary>{a}</details>"),
    "labels.md": markdown("Q: {q}\n\nA: {a}\n\n"),
    "bold.md": markdown("**{q}**\n\n{a}\n\n"),
    "break.md": markdown("**{q}**  \n{a}\n\n"),
    "wrapped.md": markdown("**{q}**\n{a}\n\n"),
    "labels.docx": word(label="Q: "),
    "bold.docx": word(bold=True),
    "break.docx": word(bold=True, broken=True),
}


def headings(content: Content) -> list[str]:
    """Return the headings that were read."""
    return [content.text[block.start : block.end] for block in content.blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize("name", FORMS)
def test_a_question_is_answered_with_its_answer(tmp_path: Path, name: str) -> None:
    """The sentence that stands first is not the question again."""
    (tmp_path / name).write_bytes(FORMS[name])
    library = read_library(tmp_path)
    analyzer = Analyzer()
    answerer = Answerer(MemoryEngine(library.passages, analyzer, library.references), analyzer)
    for question, told in (("who signs the abn?", "The patient, before"), ("telehealth modifier?", "Yes, with place")):
        headline = answerer.answer(question).headlines[0]
        assert headline.sentence.text.removeprefix("A: ").startswith(told)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("last.html", "<p>Claims go out daily.</p><p>Any questions?</p>"),
        ("several.html", "<p>Is it covered?</p><p>Is it billed?</p>"),
        ("within.html", "<p>Is it covered? Call the payer.</p>"),
        ("stressed.html", "<p><b>Payer ID: 60054</b></p><p>Claims go out daily.</p>"),
        ("part.html", "<p><b>Claims</b> go out<br>daily.</p><p>No mail.</p>"),
        ("item.html", "<ul><li><b>Cover Sheet</b></li><li>Notes</li></ul>"),
    ],
)
def test_what_heads_nothing_stays_in_the_text(name: str, body: str) -> None:
    """A question without an answer below it is no heading, nor is one word of a sentence or a fact in bold."""
    assert headings(read_file(f"<title>T</title>{body}".encode(), name)) == []


def test_a_line_of_a_page_that_is_all_in_bold_is_a_heading() -> None:
    """As in Word and Markdown, below the heading before it; one with its fact behind a line break says it whole."""
    page = b"<h2>Appeals</h2><p><b>Where to Send</b></p><p>By mail.</p><p><b>By Fax</b><br>555-0133</p>"
    content = read_file(page, "a.html")
    assert [(block.kind, block.level) for block in content.blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert "By Fax 555-0133" in content.text


def test_questions_stand_side_by_side() -> None:
    """Below the heading of their list, none below the one before it."""
    content = read_file(FORMS["paragraphs.html"], "a.html")
    assert [block.level for block in content.blocks if block.kind is BlockKind.HEADING] == [1, 2, 2]
