"""A Word document is read as Word shows it: changes accepted, no word lost in a wrapper, none kept that is struck."""

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
from tests.corpus.files import run, word

FRACTION = "<m:f><m:num><m:r><m:t>{}</m:t></m:r></m:num><m:den><m:r><m:t>{}</m:t></m:r></m:den></m:f>"
FRACTION_BAR = '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>'  # without one: "n over k"
RAISED = "<m:sSup><m:e><m:r><m:t>{}</m:t></m:r></m:e><m:sup><m:r><m:t>{}</m:t></m:r></m:sup></m:sSup>"
AUTHOR = 'w:id="1" w:author="a"'


def read(*blocks: str, styles: str = "") -> Content:
    """Return what is read of a document of these blocks."""
    return read_file(word(*blocks, styles=styles), "a.docx")


def lines(content: Content) -> list[str]:
    """Return the text line by line."""
    return content.text.splitlines()


@pytest.mark.parametrize(
    ("wrapped", "told"),
    [
        (f"<w:ins {AUTHOR}>{run('not ')}</w:ins>", ("1 tracked change taken as accepted",)),
        (f"<w:moveTo {AUTHOR}>{run('not ')}</w:moveTo>", ("1 tracked change taken as accepted",)),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('not ')}</w:sdtContent></w:sdt>", ()),
        (f'<w:fldSimple w:instr="X">{run("not ")}</w:fldSimple>', ()),
        (f'<w:hyperlink w:anchor="x">{run("not ")}</w:hyperlink>', ()),
        (f'<w:smartTag w:element="x"><w:customXml w:element="y">{run("not ")}</w:customXml></w:smartTag>', ()),
        (f"<w:bdo><w:dir>{run('not ')}</w:dir></w:bdo>", ()),
        (
            f'<w:hyperlink w:anchor="x"><w:ins {AUTHOR}>{run("not ")}</w:ins></w:hyperlink>',
            ("1 tracked change taken as accepted",),
        ),
    ],
)
def test_no_word_is_lost_in_a_wrapper(wrapped: str, told: tuple[str, ...]) -> None:
    """Insertions, content controls, fields and links hold words of the sentence; "not" above all."""
    content = read(f"<w:p>{run('Impar blocks are ')}{wrapped}{run('covered.')}</w:p>")
    assert lines(content) == ["Impar blocks are not covered."]
    assert content.notes == told


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_what_a_tracked_change_takes_away_is_gone(tag: str) -> None:
    """Words that were deleted or moved elsewhere are not valid any more."""
    gone = f"<w:{tag} {AUTHOR}><w:r><w:t>LT</w:t><w:delText>LT</w:delText></w:r></w:{tag}>"
    content = read(f"<w:p>{run('Append modifier 50')}{gone}{run('.')}</w:p>")
    assert lines(content) == ["Append modifier 50."]
    assert content.notes == ("1 tracked change taken as accepted",)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    """The mark at its end is what parts two paragraphs."""
    deleted = f"<w:pPr><w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr>"
    content = read(f"<w:p>{deleted}{run('Impar blocks ')}{run('are ')}</w:p>", f"<w:p>{run('not covered.')}</w:p>")
    assert lines(content) == ["Impar blocks are not covered."]


def row(*cells: str, form: str = "") -> str:
    """Return a row of a table."""
    return f"<w:tr>{form}{''.join(f'<w:tc><w:p>{cell}</w:p></w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table of two columns."""
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def test_rows_and_cells_that_were_deleted_are_gone_and_wrapped_ones_are_not() -> None:
    """The other cells keep their columns."""
    header = row(run("Code"), run("Fee"))
    deleted = row(run("Q1"), run("$10"), form=f"<w:trPr><w:del {AUTHOR}/></w:trPr>")
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{row(run('Q2'), run('$20'))}</w:sdtContent></w:sdt>"
    half = row(run("Q3"), run("$30")).replace("<w:tc>", f"<w:tc><w:tcPr><w:cellDel {AUTHOR}/></w:tcPr>", 1)
    assert lines(read(table(header, deleted, wrapped, half))) == ["Code: Q2 | Fee: $20", "Fee: $30"]


def test_blocks_within_content_controls_and_text_boxes_are_read() -> None:
    """A text box stands behind the paragraph that it is tied to, once, though Word keeps it in two forms."""
    boxed = f"<w:txbxContent><w:p>{run('Call extension 7788.')}</w:p><w:p>{run('Ask for Ann.')}</w:p></w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wp:inline>{boxed}</wp:inline></w:drawing></mc:Choice>'
    drawn = f"<v:shape><v:textbox>{boxed}</v:textbox></v:shape>"
    forms = f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict>{drawn}</w:pict></mc:Fallback></mc:AlternateContent>"
    content = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('Appeal within 45 days.')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p>{run('Denials are final.')}<w:r>{forms}</w:r></w:p>",
        f"<w:p><w:r><w:pict>{drawn.replace('7788', '7799')}</w:pict></w:r></w:p>",
    )
    assert lines(content) == [
        "Appeal within 45 days.",
        "Denials are final.",
        "Call extension 7788.",
        "Ask for Ann.",
        "Call extension 7799.",
        "Ask for Ann.",
    ]


def test_a_content_control_that_nobody_filled_in_says_nothing() -> None:
    """ "Click here to enter text" is Word's, not the author's."""
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Choose an item.')}</w:sdtContent></w:sdt>"
    assert lines(read(f"<w:p>{run('Payer: ')}{empty}</w:p>")) == ["Payer:"]


STYLES = """
<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>
<w:style w:type="character" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
<w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    "form", ["<w:strike/>", '<w:dstrike w:val="1"/>', '<w:rStyle w:val="Old"/>', '<w:rStyle w:val="Older"/>']
)
def test_struck_out_words_are_left_out_and_told(form: str) -> None:
    """A fee that is struck out is none, be it by a style."""
    content = read(f"<w:p>{run('The fee is ')}{run('$100 ', form)}{run('$212.')}</w:p>", styles=STYLES)
    assert lines(content) == ["The fee is $212."]
    assert content.notes == ("1 struck-out part left out",)


@pytest.mark.parametrize(
    "form", ['<w:strike w:val="0"/>', '<w:rStyle w:val="Older"/><w:strike w:val="false"/>', '<w:rStyle w:val="Round"/>']
)
def test_words_that_are_not_struck_out_stay(form: str) -> None:
    """Nearest counts: a run may take back what its style says."""
    content = read(f"<w:p>{run('The fee is ')}{run('$212', form)}{run('.')}</w:p>", styles=STYLES)
    assert lines(content) == ["The fee is $212."]
    assert content.notes == ()


def test_numbers_that_a_style_raises_are_superscripts() -> None:
    """As those that are raised by themselves."""
    raised = run("2,3", '<w:rStyle w:val="Mark"/>')
    assert lines(read(f"<w:p>{run('It lasts for months.')}{raised}</w:p>", styles=STYLES)) == [
        "It lasts for months.²,³"
    ]


@pytest.mark.parametrize(
    ("inserted", "expected"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "BMI ≥ 40"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "BMI ✓ 40"),
        ('<w:r><w:sym w:font="Calibri" w:char="2265"/></w:r>', "BMI ≥ 40"),
        ("<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>", "BMI ≥ 40"),
        ("<m:oMathPara><m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath></m:oMathPara>", "BMI ≥ 40"),
        (f"<m:oMath>{FRACTION.format('1', '2')}</m:oMath>", "BMI 1/2 40"),
        (f"{run('1')}<m:oMath>{FRACTION.format('1', '2')}</m:oMath>", "BMI 1 1/2 40"),
        (f"<m:oMath><m:r><m:t>1</m:t></m:r>{FRACTION.format('1', '2')}</m:oMath>", "BMI 1 1/2 40"),
        (f"<m:oMath>{RAISED.format('m', '2')}</m:oMath>", "BMI m² 40"),
    ],
)
def test_signs_and_plain_formulas_are_text(inserted: str, expected: str) -> None:
    """A threshold without its sign would be another."""
    content = read(f"<w:p>{run('BMI ')}{inserted}{run(' 40')}</w:p>")
    assert lines(content) == [expected]
    assert content.notes == ()


@pytest.mark.parametrize(
    ("inserted", "told"),
    [
        ('<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>', "1 sign not read"),
        ('<w:r><w:sym w:font="Symbol" w:char="x"/></w:r>', "1 sign not read"),
        (f"<m:oMath>{FRACTION.format('dose', 'weight + 2')}</m:oMath>", "1 formula not read"),
        (f"<m:oMath>{FRACTION.format('1', '2').replace('<m:f>', FRACTION_BAR)}</m:oMath>", "1 formula not read"),
        (f"<m:oMath>{RAISED.format('1.02', 'n')}</m:oMath>", "1 formula not read"),
        ("<m:oMath><m:rad><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad></m:oMath>", "1 formula not read"),
    ],
)
def test_other_signs_and_formulas_are_told(inserted: str, told: str) -> None:
    """A formula written in a row would be another one."""
    content = read(f"<w:p>{run('Give ')}{inserted}{run('mg')}</w:p>")
    assert lines(content) == ["Give mg"]
    assert content.notes == (told,)


def test_a_table_of_contents_is_no_text() -> None:
    """Its lines only repeat the headings; Word keeps it in a content control."""
    entry = f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{run("Appeals 12")}</w:p>'
    contents = f"<w:sdt><w:sdtPr/><w:sdtContent>{entry}</w:sdtContent></w:sdt>"
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    assert lines(read(contents, f"<w:p>{run('Appeal within 45 days.')}</w:p>", styles=styles)) == [
        "Appeal within 45 days."
    ]


def test_a_table_within_a_cell_is_read_beside_the_other_cells() -> None:
    """Its rows keep what they are about; in a table of one column they stand alone."""
    inner = table(row(run("Level"), run("Days")), row(run("First appeal"), run("120 days")))
    holder = f"<w:tc><w:p>{run('as follows')}</w:p>{inner}<w:p/></w:tc>"
    outer = table(row(run("Topic"), run("Rule")), f"<w:tr><w:tc><w:p>{run('Appeals')}</w:p></w:tc>{holder}</w:tr>")
    assert lines(read(outer)) == [
        "Topic: Appeals | Rule: as follows",
        "Topic: Appeals | Level: First appeal | Days: 120 days",
    ]
    alone = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{holder}</w:tr></w:tbl>"
    content = read(alone)
    assert [block.kind for block in content.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE_ROW]
    assert lines(content) == ["as follows", "Level: First appeal | Days: 120 days"]


def test_an_inserted_not_and_a_citation_in_a_control_are_answered(tmp_path: Path) -> None:
    """By the front door."""
    inserted = f"<w:ins {AUTHOR}>{run('not ')}</w:ins>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('[4]')}</w:sdtContent></w:sdt>"
    data = word(f"<w:p>{run('Impar blocks are ')}{inserted}{run('covered without imaging ')}{control}{run('.')}</w:p>")
    (tmp_path / "policy.docx").write_bytes(data)
    library = read_library(tmp_path)
    engine = MemoryEngine(library.passages, Analyzer(), library.references)
    answer = Answerer(engine, Analyzer()).answer("Are impar blocks covered?")
    assert answer.headlines[0].sentence.text == "Impar blocks are not covered without imaging [4]."
    assert answer.headlines[0].sentence.citations == (4,)


OFFICE = "urn:schemas-microsoft-com:office:office"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"


@pytest.mark.parametrize(
    ("element", "what"),
    [
        ('<w:r><w:commentReference w:id="0"/></w:r>', "comment"),
        (f'<w:r><w:object><o:OLEObject xmlns:o="{OFFICE}"/></w:object></w:r>', "embedded object"),
        (f'<w:r><w:drawing><d:relIds xmlns:d="{DRAWN}/diagram"/></w:drawing></w:r>', "SmartArt diagram"),
        (f'<w:r><w:drawing><c:chart xmlns:c="{DRAWN}/chart"/></w:drawing></w:r>', "chart"),
    ],
)
def test_what_is_not_read_is_told(tmp_path: Path, element: str, what: str) -> None:
    """By the front door; one in a deletion is gone with it."""
    text, gone = run("Impar blocks are covered."), f"<w:del {AUTHOR}>{element}</w:del>"
    (tmp_path / "a.docx").write_bytes(word(f"<w:p>{text}{element}{gone}</w:p>"))
    library = read_library(tmp_path)
    assert [note.reason for note in library.notes] == [
        "1 tracked change taken as accepted",
        f"1 {what} not read; put into the text what is to be found",
    ]


def test_a_document_within_a_document_is_told() -> None:
    """Programs that convert pages put the whole of one there."""
    content = read("<w:altChunk/>", f"<w:p>{run('Impar blocks are covered.')}</w:p>")
    assert content.notes == ("1 embedded document not read; put into the text what is to be found",)


HEAD = "Larkmoor Health Plan, effective 01/15/2026"


def headed(head: str, foot: str) -> bytes:
    """Return a document with a running header, a footer and two sections that share them."""
    document = docx.Document()
    document.add_paragraph("Impar blocks are covered.")
    document.sections[0].header.paragraphs[0].text = head
    document.sections[0].footer.paragraphs[0].text = foot
    document.add_section()
    document.add_paragraph("Not in Ohio.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_headers_and_footers_are_told_as_those_of_a_pdf() -> None:
    """They are on the page and not searched; whoever misses them sees which."""
    content = read_file(headed(HEAD, "Not valid in Ohio"), "a.docx")
    assert lines(content) == ["Impar blocks are covered.", "Not in Ohio."]
    assert content.notes == (f"left out as running heads: “{HEAD}”; “Not valid in Ohio”",)


def test_a_footer_that_only_counts_the_pages_is_not_told() -> None:
    """Nobody looks for it."""
    assert read_file(headed("", "Page 1 of 3"), "a.docx").notes == ()


def picture(width: float, height: float) -> str:
    """Return a run with a picture, its measures in inches."""
    size = f'<wp:extent cx="{width * 914_400:.0f}" cy="{height * 914_400:.0f}"/>'
    return (
        f'<w:r><w:drawing><wp:inline>{size}<a:graphic xmlns:a="{DRAWN}/main"><a:graphicData><p:pic '
        f'xmlns:p="{DRAWN}/picture"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


@pytest.mark.parametrize(
    ("element", "told"),
    [
        (picture(5, 3), ("1 large picture not read; put into the text what is to be found",)),
        (picture(2, 1), ()),
        (picture(6, 0.5), ()),
    ],
)
def test_a_picture_that_may_be_a_table_is_told(element: str, told: tuple[str, ...]) -> None:
    """A logo or a line in colour is passed over."""
    assert read(f"<w:p>{run('Impar blocks are covered.')}{element}</w:p>").notes == told


BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    "printed",
    [
        ["CO-16: Send the missing note", "CO-50: Appeal with the scan"],
        ["Denials and what to do:", "CO-16: Send the missing note", "CO-50: Appeal with the scan"],
        ["CO-16 – Send the missing note", "CO-50 – Appeal with the scan"],
        ["1. Send the missing note", "2. Appeal with the scan"],
        ["Bring to the visit:", "• the card of the plan", "• the last scan"],
        ["Front desk phone: 555-0144", "Fax: 555-0133", "Open: 8 to 4"],
    ],
)
def test_items_and_labels_on_lines_of_a_paragraph_are_lines_of_their_own(printed: list[str]) -> None:
    """A line is begun anew within it; as one sentence they would give what belongs to another code."""
    content = read(f"<w:p>{BREAK.join(map(run, printed))}</w:p>")
    assert lines(content) == printed


@pytest.mark.parametrize(
    "printed",
    [
        ["The block is given once", "and lasts for weeks."],
        ["Note: the block is given once", "and lasts for weeks."],
        ["CO-16: Send the missing note", "by fax.", "CO-50: Appeal with the scan"],
    ],
)
def test_a_line_that_is_begun_anew_in_a_sentence_does_not_end_it(printed: list[str]) -> None:
    """Where one of them goes on, all are one paragraph."""
    assert lines(read(f"<w:p>{BREAK.join(map(run, printed))}</w:p>")) == [" ".join(printed)]


def test_a_line_of_its_own_keeps_its_citation() -> None:
    """Raised numbers stay with it."""
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    content = read(f"<w:p>{run('Hip: a block helps.')}{raised}{BREAK}{run('Knee: it does not.')}</w:p>")
    assert lines(content) == ["Hip: a block helps.²", "Knee: it does not."]
