"""Slides are read as they are shown: titles head, lists keep their levels, the page is the slide."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from bot.cli import main
from corpus.errors import UnreadableFile
from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from tests.corpus.contents import rows, shapes
from tests.corpus.decks import (
    BLANK,
    CHAPTER,
    COMPARISON,
    CONTENT,
    TITLE,
    TITLE_ONLY,
    Write,
    box,
    deck,
    drawn,
    markup,
    paragraph,
    run,
    said,
    table,
)
from tests.corpus.files import archive

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
STRUCK = 'strike="sngStrike"'
FRACTION = (
    "<a14:m><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>{}</m:t></m:r></m:den></m:f></m:oMath>"
    "</a14:m>"
)


def read(*slides: tuple[int, Write], title: str = "") -> Content:
    """Return what is read of a deck of these slides."""
    return read_file(deck(*slides, title=title), "deck.pptx")


def drawing(*shapes_: str) -> Content:
    """Return what is read of one slide of shapes in PowerPoint's markup."""
    return read((BLANK, markup(*shapes_)))


def changed(data: bytes, part: str, changes: Mapping[str, str]) -> bytes:
    """Return a deck with words of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    for old, new in changes.items():
        assert old.encode() in entries[part]
        entries[part] = entries[part].replace(old.encode(), new.encode())
    return archive(entries)


def levels(*words: tuple[int, str]) -> Write:
    """Return what writes paragraphs of the given levels into the body of a slide."""

    def write(slide: Slide) -> None:
        slide.placeholders[0].text_frame.text = "Deadlines"
        frame = slide.placeholders[1].text_frame
        for i, (level, text) in enumerate(words):
            line = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            line.text, line.level = text, level

    return write


def test_a_deck_answers_with_the_number_of_the_slide(tmp_path: Path) -> None:
    """By the front door: slide 3 is where the sentence stands, hidden ones before it are counted as PowerPoint does."""

    def hidden(slide: Slide) -> None:
        slide.placeholders[0].text_frame.text = "Old deadlines"
        slide.placeholders[1].text_frame.text = "Appeals to Northfield are filed within 30 days."
        slide.element.set("show", "0")

    told = "Appeals to Northfield are filed within 180 days of the denial."
    data = deck((TITLE, said("Billing basics", "2026")), (CONTENT, hidden), (CONTENT, said("Appeals", told)))
    (tmp_path / "training.pptx").write_bytes(data)
    asked = CliRunner().invoke(main, ["ask", "--corpus", str(tmp_path), "how long to file an appeal to Northfield?"])
    assert asked.exit_code == 0, asked.output
    assert told in asked.output
    assert "30 days" not in asked.output
    assert "Billing basics" in asked.output
    assert "page 3" in asked.output
    assert read_file(data, "a.pptx").notes == ("1 hidden slide left out",)


def test_titles_head_and_bullets_are_items_of_their_level() -> None:
    """As the outline of PowerPoint has them; a slide of a chapter heads those behind it."""
    lines = [
        (0, "Appeals are filed within:"),
        (1, "120 days for Medicare"),
        (1, "180 days for others"),
        (0, "In writing"),
    ]
    content = read(
        (TITLE, said("Billing basics", "Provider relations")), (CHAPTER, said("Appeals", "")), (CONTENT, levels(*lines))
    )
    assert shapes(content) == [
        (HEADING, "Billing basics"),
        (PARAGRAPH, "Provider relations"),
        (HEADING, "Appeals"),
        (HEADING, "Deadlines"),
        *((ITEM, text) for _, text in lines),
    ]
    assert content.text.splitlines()[4:6] == ["- Appeals are filed within:", "  - 120 days for Medicare"]
    assert [(b.level, b.page) for b in content.blocks] == [
        (1, 1), (0, 1), (1, 2), (2, 3), (0, 3), (1, 3), (1, 3), (0, 3),
    ]  # fmt: skip
    assert content.pages == 3


def test_the_title_is_that_of_the_properties_or_of_the_first_slide() -> None:
    """What PowerPoint fills in is none, and a slide in another layout names itself alone."""
    first, other = (TITLE, said("Billing basics", "2026")), (CONTENT, said("Appeals", "They are free."))
    assert read(first, title="Northfield training").title == "Northfield training"
    assert read(first, title="PowerPoint Presentation").title == "Billing basics"
    assert read(other).title is None


def test_a_line_above_all_else_is_the_title_of_a_slide_that_has_none() -> None:
    """Else the slide is called as PowerPoint calls it: it is not under the title before."""
    content = read(
        (CONTENT, said("Appeals", "They are free.")),
        (BLANK, drawn((3, "Refunds are made within 60 days."), (1, "Refunds"))),
        (BLANK, drawn((3, "Checks are mailed on Friday."), (1, "They are never sent abroad."))),
        (BLANK, drawn((1, "Interest is 4 percent."))),
        (BLANK, said()),
    )
    found = [text for kind, text in shapes(content) if kind is HEADING]
    assert found == ["Appeals", "Refunds", "Slide 3", "Slide 4"]


def test_columns_that_are_compared_keep_their_heads() -> None:
    """What is in bold by the layout heads its column; a line that would head another's text too is text."""
    compared = said("Timely filing", "Medicare", "One year from the service.", "Medicaid", "95 days from the service.")
    content = read((COMPARISON, compared))
    assert [(kind, text) for kind, text in shapes(content) if kind is HEADING] == [
        (HEADING, "Timely filing"), (HEADING, "Medicare"), (HEADING, "Medicaid"),
    ]  # fmt: skip
    assert [b.level for b in content.blocks if b.kind is HEADING] == [1, 2, 2]
    bold, plain = paragraph(run("Medicare", 'b="1"')), paragraph(run("One year."))
    alone = drawing(box(paragraph(run("Filing."))), box(bold, plain))
    assert (HEADING, "Medicare") in shapes(alone)
    followed = drawing(box(bold, plain), box(paragraph(run("All plans: in writing."))))
    assert (PARAGRAPH, "Medicare") in shapes(followed)


def test_numbered_items_have_the_numbers_that_are_shown() -> None:
    """Counted on by level, in figures or Roman numerals; letters are none, and a bullet between ends the count."""

    def numbered(form: str, text: str, level: int = 0, more: str = "") -> str:
        return paragraph(run(text), form=f'<a:pPr lvl="{level}"><a:buAutoNum type="{form}"{more}/></a:pPr>')

    bullet = paragraph(run("f"), form='<a:pPr><a:buChar char="-"/></a:pPr>')
    content = drawing(
        box(
            numbered("arabicPeriod", "a"),
            numbered("romanLcParenR", "b", 1),
            numbered("romanLcParenR", "c", 1),
            numbered("arabicPeriod", "d"),
            numbered("romanUcParenBoth", "e", 1, ' startAt="4"'),
            bullet,
            numbered("arabicPeriod", "g"),
            numbered("alphaLcPeriod", "h"),
        )
    )
    assert content.text.splitlines()[1:] == [
        "1. a", "  i) b", "  ii) c", "2. d", "  (IV) e", "- f", "1. g", "- h",
    ]  # fmt: skip


def test_a_paragraph_may_have_no_bullet_in_a_list() -> None:
    """By itself, where its layout has one."""

    def write(slide: Slide) -> None:
        levels((0, "Northfield pays on Friday."), (0, "Checks are mailed."))(slide)
        bare = parse_xml(f"<a:buNone {nsdecls('a')}/>")
        slide.placeholders[1].text_frame.paragraphs[0]._p.get_or_add_pPr().insert(0, bare)

    assert [kind for kind, _ in shapes(read((CONTENT, write)))] == [HEADING, PARAGRAPH, ITEM]


def test_citations_that_are_raised_stay_so() -> None:
    """A lowered figure is none, nor is the end of an ordinal."""
    raised, lowered = 'baseline="30000"', 'baseline="-25000"'
    cited = paragraph(run("Relief lasts for months."), run("2", raised), run(",3", raised))
    other = paragraph(run("SpO"), run("2", lowered), run(" on the 2"), run("n", raised), run("d", raised), run(" day"))
    content = drawing(box(cited, other))
    assert [text for kind, text in shapes(content) if kind is PARAGRAPH] == [
        "Relief lasts for months.²,³",
        "SpO2 on the 2nd day",
    ]


def test_lines_and_formulas_within_a_paragraph_are_read() -> None:
    """PowerPoint keeps a shape with a formula in two forms; one that cannot be written in a row is told."""
    text = paragraph(run("Give "), FRACTION.format(2), run(" tablet"), "<a:br/>", run("at night."))
    forms = f'<mc:AlternateContent><mc:Choice Requires="a14">{box(text)}</mc:Choice><mc:Fallback>'
    content = drawing(f"{forms}{box(paragraph(run('Give tablet')))}</mc:Fallback></mc:AlternateContent>")
    assert content.text.splitlines()[1:] == ["Give 1/2 tablet at night."]
    assert content.notes == ()
    other = drawing(box(paragraph(run("Give "), FRACTION.format("x + 1"), run("mg"))))
    assert other.notes == ("1 formula not read; write on the slide what is to be found",)


def test_a_table_answers_row_by_row() -> None:
    """Under the names of its columns, merged cells in each of their places."""
    content = read((TITLE_ONLY, table([["Code", "Service", "Fee"], ["Q1", "Block", "$10"], ["Q2", "Scan", "$20"]])))
    assert rows(content) == ["Code: Q1 | Service: Block | Fee: $10", "Code: Q2 | Service: Scan | Fee: $20"]
    assert {b.page for b in content.blocks} == {1}

    def merged(slide: Slide) -> None:
        table([["Code", "Fee", ""], ["", "Office", "Facility"], ["Q1", "$10", "$12"]])(slide)
        cells = slide.shapes[-1].table  # type: ignore[attr-defined]
        cells.cell(0, 1).merge(cells.cell(0, 2))
        cells.cell(0, 0).merge(cells.cell(1, 0))

    assert rows(read((TITLE_ONLY, merged))) == ["Code: Q1 | Fee Office: $10 | Fee Facility: $12"]


def test_what_is_struck_out_or_hidden_is_left_out_and_told() -> None:
    """A shape of the selection pane may be hidden."""
    content = drawing(
        box(paragraph(run("The fee is "), run("$100 ", STRUCK), run("$212."))),
        box(paragraph(run("Draft.")), more=' hidden="1"'),
    )
    assert content.text.splitlines()[1:] == ["The fee is $212."]
    assert content.notes == ("1 hidden part left out", "1 struck-out part left out")


def test_groups_are_read_in_their_place() -> None:
    """A group within a group too."""
    head = '<p:nvGrpSpPr><p:cNvPr id="5" name="G"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    inner = f"<p:grpSp>{head}{box(paragraph(run('Two.')))}</p:grpSp>"
    group = f"<p:grpSp>{head}{inner}{box(paragraph(run('Three.')))}</p:grpSp>"
    content = drawing(box(paragraph(run("One."))), group, box(paragraph(run("Four."))))
    assert content.text.splitlines()[1:] == ["One.", "Two.", "Three.", "Four."]


def test_what_is_shown_and_not_read_is_told() -> None:
    """Charts, diagrams, large pictures; what the speaker says and what others remarked."""

    def write(slide: Slide) -> None:
        slide.placeholders[0].text_frame.text = "Figures"
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["2025"]
        data.add_series("Claims", (1.0,))
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(1), Inches(1), Inches(3), Inches(3), data)
        for size in (4, 1):
            picture = io.BytesIO()
            Image.new("RGB", (9, 9)).save(picture, "PNG")
            slide.shapes.add_picture(picture, Inches(1), Inches(1), Inches(size), Inches(size))
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = "Ask Ann whether this still holds."
        diagram = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
        named = '<p:nvGraphicFramePr><p:cNvPr id="8" name="D"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        markup(f"<p:graphicFrame>{named}<p:xfrm/><a:graphic>{diagram}</a:graphic></p:graphicFrame>")(slide)

    content = read((TITLE_ONLY, write))
    assert content.text == "Figures\n"
    assert content.notes == (
        "1 chart not read; write on the slide what is to be found",
        "1 large picture not read; write on the slide what is to be found",
        "1 SmartArt diagram not read; write on the slide what is to be found",
        "the speaker's notes of 1 slide not read; write on the slide what is to be found",
    )


def test_feet_are_told_and_dates_and_numbers_of_slides_are_not() -> None:
    """As running heads of a page are."""

    def place(kind: str, words: str) -> str:
        filled = f'<p:nvPr><p:ph type="{kind}" idx="10"/></p:nvPr>'
        return box(paragraph(run(words))).replace("<p:nvPr/>", filled)

    content = drawing(
        box(paragraph(run("Checks are mailed."))),
        place("ftr", "Northfield Health, confidential"),
        place("sldNum", "1"),
        place("dt", "3/1/2026"),
    )
    assert content.text.splitlines()[1:] == ["Checks are mailed."]
    assert content.notes == ("left out as running heads: “Northfield Health, confidential”",)


def test_a_slide_show_is_read_as_a_deck() -> None:
    """A .ppsx is the same file with another type."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml"
    data = changed(
        deck((CONTENT, said("Appeals", "They are free."))),
        "[Content_Types].xml",
        {f"{kind}.presentation.main+xml": f"{kind}.slideshow.main+xml"},
    )
    assert "They are free." in read_file(data, "show.ppsx").text


@pytest.mark.parametrize(
    "part",
    ["ppt/presentation.xml", "[Content_Types].xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/slide1.xml"],
)
def test_a_broken_deck_is_refused_with_what_to_do(part: str) -> None:
    """Be it cut off, or without a part."""
    data = deck((CONTENT, said("Appeals", "They are free.")))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    entries[part] = entries[part][:200]
    with pytest.raises(UnreadableFile, match="no valid PowerPoint file"):
        read_file(archive(entries), "a.pptx")
    del entries[part]
    with pytest.raises(UnreadableFile, match="no valid PowerPoint file"):
        read_file(archive(entries), "a.pptx")
    with pytest.raises(UnreadableFile, match="its archive cannot be opened"):
        read_file(data[: len(data) // 2], "a.pptx")


def test_entities_of_a_slide_are_not_expanded() -> None:
    """A billion laughs and a reference to a local file stay what they are: nothing (I6)."""
    doctype = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = deck((CONTENT, said("Appeals", "They are free.")))
    name = "ppt/slides/slide1.xml"
    data = changed(data, name, {"<p:sld ": f"{doctype}<p:sld ", "They are free.": "They are free &a;&x;."})
    try:
        content = read_file(data, "a.pptx")
    except UnreadableFile:
        return
    assert "root:" not in content.text
    assert "ha" not in content.text
