"""A page is read as it is seen: rules of its own sheets heeded, blocks kept apart, nothing kept that is struck out."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from corpus.library import read_library
from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from corpus.understanding import understand
from index.analyzer import Analyzer
from index.memory import MemoryEngine

HIDDEN = ("1 hidden part left out",)


def read(body: str, head: str = "") -> Content:
    """Return what is read of a page."""
    page = f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>"
    return read_file(page.encode(), "a.html")


def lines(content: Content) -> list[str]:
    """Return the text line by line."""
    return content.text.splitlines()


@pytest.mark.parametrize(
    "sheet",
    [
        ".gone{display:none}",
        "#one { visibility : hidden; color: red }",
        "em, p.gone{DISPLAY:NONE!important}",
        "@import url(x.css); /* .seen{} */ body > .gone { display: none }",
        "p::before{display:none} [x{{ ,.gone{display:none}",
        ".gone{display:block} p{display:none!important} .seen{display:block!important}",
        "p{display:none} .seen{display:block}",
        "@media print{p{display:block}} .gone{display:none",
        "/* told */ .gone{display:none} /* never closed .gone{display:block}",
    ],
)
def test_what_a_sheet_of_the_page_hides_is_left_out_and_told(sheet: str) -> None:
    """The closest rule counts, and of equal ones the last; what cannot be read of a sheet costs itself alone."""
    content = read('<p class="seen">Seen.</p><p class="gone" id="one">Code 99999</p>', f"<style>{sheet}</style>")
    assert lines(content) == ["Seen."]
    assert content.notes == HIDDEN


@pytest.mark.parametrize(
    "head",
    [
        "<style>.gone{display:none} .gone{display:block}</style>",
        "<style>#one{display:block} .gone{display:none}</style>",
        "<style>.tab{display:none} .tab.gone{display:flex}</style>",
        "<style>@media print{.gone{display:none}} @supports (x:y){@media print{.gone{display:none}}}</style>",
        "<style>@keyframes in{from{visibility:hidden} to{visibility:visible}} .gone{color:red}</style>",
        "<style>/* .gone{display:none} */</style>",
        '<style media="print">.gone{display:none}</style>',
        "<noscript><style>.gone{display:none}</style></noscript>",
        "<style>body{visibility:hidden}</style>",
        "<style>.gone:hover{display:none} .gone::after{display:none}</style>",
        "<style>.gone:not(.a, .tab){display:none}</style>",
    ],
)
def test_what_no_sheet_hides_on_a_screen_stays(head: str) -> None:
    """A later or closer rule shows it again; print, missing scripts and a pointer are no screen."""
    content = read('<p class="gone tab" id="one">Seen.</p>', head)
    assert lines(content) == ["Seen."]
    assert content.notes == ()


@pytest.mark.parametrize(
    ("rule", "style", "seen"),
    [
        ("p{display:none}", "display:block", True),
        ("p{display:none!important}", "display:block", False),
        ("p{display:block}", "display:none", False),
        ("p{display:block!important}", "display:none", True),
        ("p{display:block}", "color:#fff; background:#fff", False),
    ],
)
def test_the_style_of_an_element_counts_before_the_sheets(rule: str, style: str, seen: bool) -> None:
    """Unless the sheet calls its rule important."""
    content = read(f'<div>Always.</div><p style="{style}">Now.</p>', f"<style>{rule}</style>")
    assert lines(content) == (["Always.", "Now."] if seen else ["Always."])


def test_parts_within_hidden_parts_are_no_trouble() -> None:
    """Inner ones go first."""
    content = read(
        '<nav><p hidden>a</p></nav><div style="display:none"><p class="x">b</p><del>c</del></div><p>Seen.</p>',
        "<style>.x{display:none}</style>",
    )
    assert lines(content) == ["Seen."]
    assert content.notes == ("2 hidden parts left out",)


@pytest.mark.parametrize(
    "old",
    [
        "<del>$5</del>",
        "<s>$5</s>",
        "<strike><b>$5</b></strike>",
        '<span style="text-decoration: line-through">$5</span>',
        '<span class="old">$5</span>',
    ],
)
def test_struck_out_words_are_left_out_and_told(old: str) -> None:
    """A price that is struck out is none."""
    content = read(f"<p>Each costs {old}<ins>$6</ins>.</p>", "<style>.old{text-decoration-line:line-through}</style>")
    assert lines(content) == ["Each costs $6."]
    assert content.notes == ("1 struck-out part left out",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<details><summary>Is it covered?</summary>No, it is not.</details>", ["Is it covered?", "No, it is not."]),
        ("<fieldset><legend>Payer</legend>Northgate</fieldset>", ["Payer", "Northgate"]),
        ("<select><option>One</option><option>Two</option></select>", ["One", "Two"]),
        ("<a href='#'><h3>Appeals</h3><p>Within 45 days.</p></a>tail", ["Appeals", "Within 45 days.", "tail"]),
        ("<my-card>Lead in<div>Fee: $5</div></my-card>", ["Lead in", "Fee: $5"]),
        ("<span>one</span><b>two</b>", ["onetwo"]),
        ("<p>In 1990<a href='#r2'>2</a><a href='#r3'>3</a>.</p>", ["In 1990[2][3]."]),
        ("<p>It lasts.<span><a href='#r2'>2</a></span> See box <a href='#b'>4</a>.</p>", ["It lasts.[2] See box 4."]),
        ("<p>Codes G<a href='#a'>2</a>7 and <b><a href='#a'>64</a></b>.</p>", ["Codes G27 and 64."]),
        ("<table><tr><th>Fee</th></tr><tr><td>a</td><td><div>Q1</div>$5</td></tr></table>", ["Fee: a | Q1 $5"]),
    ],
)
def test_what_stands_in_blocks_of_its_own_is_not_run_together(body: str, expected: list[str]) -> None:
    """A question and its answer above all."""
    assert lines(read(body)) == expected


def test_tables_that_lay_out_hold_blocks_and_tables() -> None:
    """The inner table is one, with its caption above its rows."""
    rows = "<tr><th>Code</th><th>Fee</th></tr><tr><td>Q1</td><td>$5</td></tr>"
    inner = f"Duck claims are slow.<table><caption>Fees of Northgate</caption>{rows}</table>"
    content = read(f"<table><tr><td>Menu item</td><td>{inner}</td></tr></table>")
    assert [(block.kind, content.text[block.start : block.end]) for block in content.blocks] == [
        (BlockKind.PARAGRAPH, "Menu item"),
        (BlockKind.PARAGRAPH, "Duck claims are slow."),
        (BlockKind.TABLE_ROW, "Fees of Northgate"),
        (BlockKind.TABLE_ROW, "Code: Q1 | Fee: $5"),
    ]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("<ol><li>One</li><li>Two</li></ol>", ["1. One", "2. Two"]),
        ("<ol start=4><li>Four</li><li value='9'>Nine</li><li>Ten</li></ol>", ["4. Four", "9. Nine", "10. Ten"]),
        ("<ol reversed><li>Two</li><li>One</li></ol>", ["2. Two", "1. One"]),
        ("<ol reversed start='5'><li>Five</li><li>Four</li></ol>", ["5. Five", "4. Four"]),
        ("<ol type=a><li>One</li></ol>", ["- One"]),
        ("<ol start=x><li>One<ul><li>Inner</li></ul></li><li>Two</li></ol>", ["1. One", "  - Inner", "2. Two"]),
        ("<ul><li>One<ol><li>Inner</li></ol></li><li>Two</li></ul>", ["- One", "  1. Inner", "- Two"]),
        ("<ol><li><p>One</p><p>More.</p></li><li></li><li>Three</li></ol>", ["1. One", "More.", "3. Three"]),
        ("<ol><li>[1] One</li><li><span>2.</span> Two</li></ol>", ["- [1] One", "- 2. Two"]),
        ("<ol><div><li>Odd</li></div></ol><li>Stray</li>", ["- Odd", "- Stray"]),
    ],
)
def test_items_of_a_numbered_list_have_the_number_that_the_page_prints(listed: str, expected: list[str]) -> None:
    """Unless they print one themselves."""
    assert lines(read(listed)) == expected


def test_references_in_a_numbered_list_are_found(tmp_path: Path) -> None:
    """By the front door."""
    entries = "<li>Smith J. Neck pain. Pain. 2019;1:1-3.</li><li>Doe A. Relief of neck. Pain. 2020;2:4-6.</li>"
    (tmp_path / "a.html").write_text(
        "<h1>Trigger blocks</h1><p>Trigger blocks reduce neck pain in most patients [1].</p>"
        f"<p>Neck relief lasts for five months on average [2].</p><h2>References</h2><ol>{entries}</ol>"
    )
    references = read_library(tmp_path).documents[0].references
    assert {number: entry.text[:5] for number, entry in references.items()} == {1: "Smith", 2: "Doe A"}


def test_hidden_and_struck_out_words_answer_nothing(tmp_path: Path) -> None:
    """By the front door."""
    (tmp_path / "a.html").write_text(
        "<style>.gone{display:none}</style><p class='gone'>Walrus claims need form W-9.</p>"
        "<p>Tiger claims cost <del>$5</del> $6 each.</p>"
    )
    library = read_library(tmp_path)
    answerer = Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer())
    assert answerer.answer("Which form do walrus claims need?").status == "not_found"
    assert answerer.answer("What do tiger claims cost?").headlines[0].sentence.text == "Tiger claims cost $6 each."


def test_menus_at_the_edges_of_a_page_are_no_text() -> None:
    """What its head and its foot say in words is."""
    content = read(
        "<header><ul><li><a href='/'>Home</a></li></ul><a href='/b'>Billing</a> | <a href='/v'>Visits</a>"
        "<h1><a href='/f'>Fees</a></h1></header><div role='navigation'><a href='/x'>Forms</a></div><p>It is $5.</p>"
        "<footer><p><a href='/c'>Contact</a></p><p>© 2026 Riverside. All rights.</p><p>Call 555-0100.</p></footer>"
    )
    assert [content.text[b.start : b.end] for b in content.blocks] == ["Fees", "It is $5.", "Call 555-0100."]


PREP = "Stop iron tablets seven days before."


@pytest.mark.parametrize(
    "links",
    [
        "<p><strong>Learn more:</strong> <a href='/a'>Iron and diet</a></p>",
        "<p>Related: <a href='/b'>When is it covered?</a> | <a href='/c'>Codes</a></p>",
        "<h2>Related articles</h2><ul><li><a href='/d'>Is it safe?</a></li><li><a href='/e'>Diet</a></li></ul>",
        "<h3><a href='#see'>See also</a></h3><p><a href='/f'>Polyps</a></p>",
        "<p><b>You may also like</b></p><a href='/x'><div>Fasting: how long?</div></a>",
        "<h3>Recommended for you</h3><h4><a href='/x'>Fasting</a></h4><p><a href='/x'>Read more</a></p>",
        "<p><a href='/h'>Read more</a></p>",
        "<h2>On this page</h2><ol><li><a href='#a'>Before the visit</a></li></ol>",
    ],
)
def test_links_that_only_lead_elsewhere_are_no_text(links: str) -> None:
    """The words of a link are a title of something else, and answer nothing; they stay in sight."""
    content = read(f"<p>{PREP}</p>{links}<h2><a href='#c'>Contact</a></h2><p>Call us.</p>")
    assert [content.text[b.start : b.end] for b in content.blocks] == [PREP, "Contact", "Call us."]
    assert len(lines(content)) > len(content.blocks)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Learn more about diet in our <a href='/g'>guide</a>.</p>",
        "<h2>Related services</h2><p><a href='/g'>Imaging</a></p>",
        "<h2>See also</h2><p>Ask the nurse.</p>",
        "<h2>Contents</h2>",
        "<p><a href='/g'>Fees of 2026</a></p>",
    ],
)
def test_links_among_other_words_are_text(body: str) -> None:
    """So is what stands below a heading that only may head links."""
    whole = read(body)
    assert " ".join(whole.text[b.start : b.end] for b in whole.blocks) == " ".join(whole.text.split())


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("<a href='https://plan.example/list'>Plan list</a>", "https://plan.example/list"),
        ("Plan <b><a href='https://plan.example/list'>list</a></b>. 2018.", "https://plan.example/list"),
        ("<a href='http://plan.example/list'>Plan list</a>", None),
        ("<a href='https://plan.example/a'>Plan</a> <a href='https://plan.example/b'>list</a>", None),
        ("<a href='#top'>Plan list</a>", None),
    ],
)
def test_an_entry_of_the_references_leads_where_its_link_does(tmp_path: Path, entry: str, address: str | None) -> None:
    """A page shows no address; of several none is guessed to be the right one."""
    page = f"<p>It is covered [1].</p><h2>References</h2><ol><li>{entry}</li></ol>"
    (tmp_path / "a.html").write_text(page)
    assert understand(tmp_path, "a.html").document.references[1].url == address


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("<p><b>Where to Send</b></p><p>By mail.</p>", ["Where to Send"]),
        ("<div><span style='font-weight: 700'>Late visits</span><br>Ten minutes are given.</div>", ["Late visits"]),
        ("<details><summary>Late visits</summary>Ten minutes are given.</details>", ["Late visits"]),
        ("<dl><dt>Who pays?</dt><dd>The plan.</dd><dt>DME</dt><dd>Equipment.</dd></dl>", ["Who pays?"]),
        ("<p><b>By Fax</b><br>555-0133</p>", []),
        ("<p><b>Payer ID: 60054</b></p><p>Claims go out daily.</p>", []),
        ("<p><b>Claims</b> go out<br>daily.</p><p>No mail.</p>", []),
        ("<ul><li><b>Cover Sheet</b></li><li>Notes</li></ul>", []),
    ],
)
def test_what_a_page_sets_apart_heads_what_stands_below(body: str, headings: list[str]) -> None:
    """A line in bold, as in Word and Markdown, what a reader opens, a term that asks; a name keeps its value."""
    content = read(body)
    assert [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING] == headings
