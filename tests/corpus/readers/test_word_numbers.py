"""The numbers that Word prints before the items of its lists are counted as Word counts them."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from corpus.library import read_library
from corpus.numerals import roman
from corpus.readers.registry import read_file
from tests.corpus.files import run, word


def plan(name: int, *levels: str, more: str = "") -> str:
    """Return a plan of lists with the texts that its levels print, in figures from 1."""
    told = (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, text in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(told)}</w:abstractNum>'


def listed(name: int, follows: int, more: str = "") -> str:
    """Return a list that follows a plan."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{follows}"/>{more}</w:num>'


def item(words: str, name: int, level: int = 0) -> str:
    """Return an item of a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr>{run(words)}</w:p>"


def lines(*blocks: str, numbering: str, styles: str = "") -> list[str]:
    """Return the lines that are read of a document."""
    return read_file(word(*blocks, styles=styles, numbering=numbering), "a.docx").text.splitlines()


def test_levels_count_on_and_begin_anew_below_the_next_item() -> None:
    """ "1.2" is the second item below the first."""
    numbering = plan(90, "%1.", "%1.%2") + listed(91, 90)
    blocks = [item(words, 91, level) for words, level in (("a", 0), ("b", 1), ("c", 1), ("d", 0), ("e", 1))]
    assert lines(*blocks, numbering=numbering) == ["1. a", "  1.1 b", "  1.2 c", "2. d", "  2.1 e"]


def test_lists_of_one_plan_go_on_unless_they_say_where_to_begin() -> None:
    """As Word has it: a copied list goes on, one that was told to begin anew does."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = plan(90, "[%1]") + listed(91, 90) + listed(92, 90) + listed(93, 90, anew)
    blocks = [item("x", name) for name in (91, 91, 92, 93, 93, 91)]
    found = ["[1] x", "[2] x", "[3] x", "[5] x", "[6] x", "[7] x"]
    assert lines(*blocks, numbering=numbering) == found


def test_a_list_may_begin_elsewhere_or_have_levels_of_its_own() -> None:
    """By its plan, or by itself."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="7"/><w:lvlText w:val="(%1)"/></w:lvl>'
    own = f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>'
    numbering = (
        plan(90, "%1.").replace('w:val="1"', 'w:val="3"', 1) + plan(95, "%1.") + listed(91, 90) + listed(96, 95, own)
    )
    blocks = [item("a", 91), item("b", 91), item("c", 96), item("d", 96)]
    assert lines(*blocks, numbering=numbering) == ["3. a", "4. b", "(7) c", "(8) d"]


@pytest.mark.parametrize("form", ["bullet", "lowerLetter", "ordinal"])
def test_bullets_and_letters_are_no_figures(form: str) -> None:
    """Nor is a number of which a part is a letter."""
    numbering = plan(90, "%1.", "%1.%2").replace('w:val="decimal"', f'w:val="{form}"', 1) + listed(91, 90)
    assert lines(item("a", 91), item("b", 91, 1), numbering=numbering) == ["- a", "  - b"]


@pytest.mark.parametrize(("form", "numerals"), [("lowerRoman", ("iii", "iv", "v")), ("upperRoman", ("III", "IV", "V"))])
def test_roman_numerals_are_printed(form: str, numerals: Sequence[str]) -> None:
    """Contracts refer to them; a level that is numbered the legal way has figures for them."""
    numbering = plan(90, "%1.", "%1.%2").replace('w:val="decimal"', f'w:val="{form}"', 1) + listed(91, 90)
    numbering = numbering.replace('<w:start w:val="1"/>', '<w:start w:val="3"/>', 1)
    blocks = [item("a", 91), item("b", 91), item("c", 91), item("d", 91, 1)]
    first, second, third = numerals
    assert lines(*blocks, numbering=numbering) == [f"{first}. a", f"{second}. b", f"{third}. c", f"  {third}.1 d"]
    second_level = '<w:lvl w:ilvl="1">'
    assert second_level in numbering
    legal = numbering.replace(second_level, f"{second_level}<w:isLgl/>")
    assert lines(*blocks, numbering=legal)[-1] == "  5.1 d"


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (90, "xc"), (1_994, "mcmxciv"), (0, ""), (4_000, "")],
)
def test_numbers_in_roman_numerals(number: int, numeral: str) -> None:
    """Beyond the thousands there are none."""
    assert roman(number) == numeral


def test_a_style_may_number_its_paragraphs() -> None:
    """By a style below it, on the level that stands for it, with a plan that another style has; an item may opt out."""
    second = '<w:lvlText w:val="%1.%2"/>'
    levels = plan(90, "%1.", "%1.%2").replace(second, f'<w:pStyle w:val="Sub"/>{second}')
    linked = plan(95, more='<w:numStyleLink w:val="Plan"/>')
    numbering = levels + linked + listed(91, 90) + listed(96, 95)
    numbered = '<w:pPr><w:numPr><w:numId w:val="96"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="numbering" w:styleId="Plan">{numbered.replace("96", "91")}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Base">{numbered}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Base"/></w:style>'
    )
    out = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    blocks = [
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run("x")}</w:p>'
        for style, more in (("Base", ""), ("Sub", ""), ("Sub", out), ("Sub", ""), ("Base", ""))
    ]
    assert lines(*blocks, styles=styles, numbering=numbering) == ["1. x", "  1.1 x", "x", "  1.2 x", "2. x"]


def test_items_in_cells_have_their_number_and_are_counted_once() -> None:
    """In a table of one column they are items, in another they stand in their cell."""
    numbering = plan(90, "%1.") + listed(91, 90)
    cells = [f"<w:tc>{item(words, 91)}</w:tc>" for words in ("a", "b", "c", "d", "e")]
    grid = "<w:tblPr/><w:tblGrid/>"
    column = f"<w:tbl>{grid}<w:tr>{cells[0]}</w:tr><w:tr>{cells[1]}</w:tr></w:tbl>"
    wide = f"<w:tbl>{grid}<w:tr>{cells[2]}{cells[3]}</w:tr></w:tbl>"
    assert lines(column, wide, item("e", 91), numbering=numbering) == ["1. a", "2. b", "3. c | 4. d", "5. e"]


@pytest.mark.parametrize(
    "broken", ["", plan(90), '<w:num w:numId="91"/>', listed(91, 90), listed(91, 90) + plan(90, "%9")]
)
def test_a_list_without_a_plan_has_no_numbers(broken: str) -> None:
    """What is broken costs the numbers alone."""
    assert lines(item("a", 91, 3), numbering=broken)[0].endswith("a")


def test_references_that_word_numbers_are_found(tmp_path: Path) -> None:
    """By the front door."""
    document = docx.Document()
    document.add_paragraph("Ganglion blocks reduce pelvic pain in most patients [1].")
    document.add_paragraph("Relief lasts for three months on average [2].")
    document.add_heading("References", 1)
    document.add_paragraph("Smith J. Pelvic pain. Pain. 2019;1:1-3.", style="List Number")
    document.add_paragraph("Doe A. Relief of pain. Pain. 2020;2:4-6.", style="List Number")
    out = io.BytesIO()
    document.save(out)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    references = read_library(tmp_path).documents[0].references
    assert {number: entry.text[:5] for number, entry in references.items()} == {1: "Smith", 2: "Doe A"}
