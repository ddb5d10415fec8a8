"""Footnotes and endnotes of Word documents are references where they can be, and said where they say something."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bot.answer import Answerer
from corpus.library import read_library
from corpus.readers.registry import read_file
from corpus.understanding import understand
from index.analyzer import Analyzer
from index.memory import MemoryEngine
from tests.corpus.files import run, word

RAISED = '<w:vertAlign w:val="superscript"/>'
SMITH = "Smith J. Pelvic pain. Pain. 2019;1:1-3."
DOE = "Doe A. Relief. Pain. 2020;2:4-6."
LINKED = [("Smith J. Pelvic pain. 2019.", "https://doi.org/10.5555/pain.1"), ("Plan list.", "https://plan.example/b")]


def call(name: int, kind: str = "footnote", more: str = "", sign: str = "") -> str:
    """Return the raised mark that calls a note."""
    return f'<w:r><w:rPr>{RAISED}</w:rPr><w:{kind}Reference w:id="{name}" {more}/><w:t>{sign}</w:t></w:r>'


def note(*texts: str) -> str:
    """Return what a note holds, its own mark first."""
    return "".join(f"<w:p><w:r><w:footnoteRef/></w:r>{run(' ' + text)}</w:p>" for text in texts)


def section(kind: str, *said: str) -> str:
    """Return the properties of a section that say how notes are numbered."""
    plan = "".join(f"<w:{tag}/>" for tag in said)
    return f"<w:p><w:pPr><w:sectPr><w:{kind}Pr>{plan}</w:{kind}Pr></w:sectPr></w:pPr></w:p>"


def lines(*blocks: str, notes: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the lines that are read of a document."""
    return read_file(word(*blocks, notes=notes), "a.docx").text.splitlines()


FIRST = f"<w:p>{run('Blocks reduce pain.')}{call(2)}</w:p>"
SECOND = f"<w:p>{run('Relief lasts for months.')}{call(1)}</w:p>"


def test_sources_in_notes_are_references_in_the_order_of_their_calls(tmp_path: Path) -> None:
    """By the front door; a note is counted where it is called, whatever its place among the notes."""
    (tmp_path / "a.docx").write_bytes(
        word(FIRST, SECOND, notes={"footnote": [note(DOE), note(SMITH, "Second edition.")]})
    )
    library = read_library(tmp_path)
    references = library.documents[0].references
    assert {number: entry.text for number, entry in references.items()} == {1: f"{SMITH} Second edition.", 2: DOE}
    answerer = Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer())
    sentence = answerer.answer("How long does relief last?").headlines[0].sentence
    assert (sentence.text, sentence.citations) == ("Relief lasts for months.[2]", (2,))


def test_a_note_that_names_no_source_stands_behind_its_paragraph_too() -> None:
    """It says what holds, and must be found."""
    assert lines(FIRST, SECOND, notes={"footnote": [note(DOE), note("Not in Ohio.")]}) == [
        "Blocks reduce pain.[1]",
        "Not in Ohio.",
        "Relief lasts for months.[2]",
        "Notes",
        "1. Not in Ohio.",
        f"2. {DOE}",
    ]


@pytest.mark.parametrize(
    "own",
    [
        f"<w:p>{run('Imaging helps in most patients [1].')}</w:p>",
        f"<w:p>{run('Imaging helps in most patients.')}{run('1', RAISED)}</w:p>",
        f"<w:p>{run('References')}</w:p><w:p>{run('1. Roe B. Imaging. Pain. 2021;3:1-2.')}</w:p>",
    ],
)
def test_notes_are_not_mixed_up_with_references_of_another_kind(own: str) -> None:
    """Where the text cites by itself its numbers stay its own, and notes stand behind what calls them, uncounted."""
    blocks = own.replace("</w:p><w:p>", "</w:p>|<w:p>").split("|")
    found = lines(FIRST, SECOND, *blocks, notes={"footnote": [note(DOE), note("Not in Ohio.")]})
    assert found[:4] == ["Blocks reduce pain.", "Not in Ohio.", "Relief lasts for months.", DOE]
    assert len(found) == 4 + len(blocks)


@pytest.mark.parametrize(
    "said",
    [
        'numFmt w:val="lowerLetter"',
        'numFmt w:val="chicago"',
        'numRestart w:val="eachPage"',
        'numRestart w:val="eachSect"',
    ],
)
def test_notes_with_letters_or_numbers_that_begin_anew_are_no_references(said: str) -> None:
    """They have no number that is theirs alone."""
    notes = {"footnote": [note(DOE), note(SMITH)]}
    assert lines(FIRST, section("footnote", said), notes=notes) == ["Blocks reduce pain.", SMITH]


def test_notes_begin_where_the_document_says_and_those_with_signs_are_not_counted() -> None:
    """A sign that somebody chose is shown as it is."""
    custom = call(3, more='w:customMarkFollows="1"', sign="*")
    signed = f"<w:p>{run('Imaging helps')}{custom}</w:p>"
    notes = {"footnote": [note(DOE), note(SMITH), note("Or not.")]}
    assert lines(FIRST, signed, SECOND, section("footnote", 'numStart w:val="4"'), notes=notes) == [
        "Blocks reduce pain.[4]",
        "Imaging helps*",
        "Or not.",
        "Relief lasts for months.[5]",
        "Notes",
        f"4. {SMITH}",
        f"5. {DOE}",
    ]


def test_endnotes_are_the_references_where_there_are_both() -> None:
    """Their numbers would be the same."""
    both = f"<w:p>{run('Blocks reduce pain.')}{call(1)}{call(1, 'endnote')}</w:p>"
    assert lines(both, notes={"footnote": [note("Not in Ohio.")], "endnote": [note(SMITH)]}) == [
        "Blocks reduce pain.[1]",
        "Not in Ohio.",
        "Notes",
        f"1. {SMITH}",
    ]


def test_a_note_to_an_item_stands_behind_its_list() -> None:
    """The items keep what leads them in."""
    item = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    blocks = [
        f"<w:p>{item}{run(word)}{mark}</w:p>" for word, mark in (("One", call(1)), ("Two", call(2)), ("Three", ""))
    ]
    found = lines(
        *blocks, f"<w:p>{run('After.')}</w:p>", notes={"footnote": [note("Not in Ohio."), note("Nor in Utah.")]}
    )
    assert found[:6] == ["- One[1]", "- Two[2]", "- Three", "Not in Ohio.", "Nor in Utah.", "After."]


def test_notes_are_shown_as_word_shows_them_and_those_that_are_missing_cost_nothing() -> None:
    """A call that was deleted does not count either."""
    deleted = f'<w:p>{run("Old.")}<w:del w:id="9">{call(3)}</w:del></w:p>'
    struck = f"<w:p>{run('$100 ', '<w:strike/>')}{run('$212 since 2026.')}</w:p>"
    found = lines(
        deleted, FIRST, f"<w:p>{run('Lost.')}{call(8)}</w:p>", notes={"footnote": [note(DOE), struck, note("Gone")]}
    )
    assert found == ["Old.", "Blocks reduce pain.[1]", "Lost.", "Notes", "1. $212 since 2026."]


CELLS = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("Ohio", "not covered"))
IN_NOTE = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{CELLS}</w:tr></w:tbl>"


def test_a_table_within_a_note_is_read() -> None:
    """Its words were lost."""
    assert lines(FIRST, notes={"footnote": [note(SMITH), note("By state:") + IN_NOTE]})[1:4] == [
        "By state:",
        "Ohio",
        "not covered",
    ]


def test_what_in_a_note_is_not_as_it_was_is_told() -> None:
    """As it is of the text."""
    changed = f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>Ohio</w:delText></w:r></w:del>{run("Iowa.")}'
    hidden = f"{run('Draft', '<w:vanish/>')}</w:p>"
    content = read_file(word(FIRST, notes={"footnote": [note(SMITH), changed + hidden]}), "a.docx")
    assert content.notes == (
        "in footnotes: 1 tracked change taken as accepted",
        "in footnotes: 1 hidden part left out",
    )


def test_an_entry_of_the_references_leads_where_its_link_does(tmp_path: Path) -> None:
    """Word keeps the address apart from the words."""
    document: Document = docx.Document()
    document.add_paragraph("Relief lasts for months [1], but it is not covered [2].")
    document.add_heading("References", 1)
    for number, (printed, address) in enumerate(LINKED, start=1):
        paragraph = document.add_paragraph(f"[{number}] ")
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(paragraph.add_run(printed)._r)
        paragraph._p.append(link)
    document.save(str(tmp_path / "a.docx"))
    references = understand(tmp_path, "a.docx").document.references
    assert [(reference.text, reference.url) for reference in references.values()] == LINKED
