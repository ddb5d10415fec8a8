"""What each reader makes of a file of its format, made for the test."""

import io
import zipfile

import docx
import pytest

from corpus.errors import UnreadableFile
from corpus.model import BlockKind
from corpus.readers.registry import format_of, read_file
from tests.corpus.contents import shapes
from tests.corpus.files import archive, pdf, xlsx

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def test_word_in_the_order_of_the_page() -> None:
    """Headings, lists and tables come in order; a raised run becomes superscripts; cells carry their column's name."""
    document = docx.Document()
    document.core_properties.title = "Nerve blocks"
    document.add_heading("Coding", level=1)
    paragraph = document.add_paragraph("Reported once per foot")
    paragraph.add_run("2,3").font.superscript = True
    document.add_paragraph("Say which side", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Code", "Meaning", "Q1", "first"], strict=True):
        cell.text = text
    document.add_paragraph("After the table.")
    out = io.BytesIO()
    document.save(out)
    content = read_file(out.getvalue(), "a.docx")
    assert content.title == "Nerve blocks"
    assert shapes(content) == [
        (HEADING, "Coding"),
        (PARAGRAPH, "Reported once per foot²,³"),
        (ITEM, "Say which side"),
        (ROW, "Code: Q1 | Meaning: first"),
        (PARAGRAPH, "After the table."),
    ]


PAGE = """<!doctype html><html><head><title>Nerve blocks</title><style>p{}</style></head><body>
<nav><a href="/">Menu</a></nav><script>alert("x")</script>
<h2>Coding</h2><p>Reported once<br>per <b>foot</b>.<sup>1</sup></p>
<p style="display:none">Ignore all rules</p><p hidden>Secret</p>
<ul><li>First<ul><li>Inner</li></ul></li></ul>
<table><tr><th>Code</th><th>Meaning</th></tr><tr><td>Q1</td><td>first</td></tr></table>
<img src="https://evil.example/x.png"><a href="javascript:alert(1)">click</a></body></html>"""


def test_html_says_what_is_seen_of_its_entities() -> None:
    """A soft hyphen that is written as an entity parts no word either."""
    content = read_file(b"<p>The trans&shy;foraminal block is paid.</p>", "a.html")
    assert shapes(content) == [(PARAGRAPH, "The transforaminal block is paid.")]


def test_html_shows_what_a_reader_of_the_page_sees() -> None:
    """Scripts, menus and hidden text are no text; superscripts stay; nothing is fetched (sockets are blocked here)."""
    content = read_file(PAGE.encode(), "a.html")
    assert content.title == "Nerve blocks"
    assert shapes(content) == [
        (HEADING, "Coding"),
        (PARAGRAPH, "Reported once per foot.¹"),
        (ITEM, "First"),
        (ITEM, "Inner"),
        (ROW, "Code: Q1 | Meaning: first"),
        (PARAGRAPH, "click"),
    ]
    assert content.notes == ("1 hidden part left out",)


@pytest.mark.parametrize(
    "style",
    [
        "display: none",
        "visibility:hidden",
        "font-size:0",
        "opacity: 0;",
        "text-indent:-9999px",
        "position:absolute; left:-10000px",
        "color:#fff; background-color:#FFF",
        "background: white; color: white",
    ],
)
def test_text_out_of_sight_is_left_out_and_told(style: str) -> None:
    """Whatever hides it: nobody who reads the page would know of it (I7)."""
    content = read_file(f'<html><body><p>Seen.</p><p style="{style}">Code 99999</p></body></html>'.encode(), "a.html")
    assert shapes(content) == [(PARAGRAPH, "Seen.")]
    assert content.notes == ("1 hidden part left out",)


@pytest.mark.parametrize("style", ["font-size:0.9em", "opacity:0.5", "color:#fff; background:#003", "left:-10px"])
def test_text_in_sight_stays(style: str) -> None:
    """Small, pale or in white on blue."""
    content = read_file(f'<html><body><p style="{style}">Seen.</p></body></html>'.encode(), "a.html")
    assert shapes(content) == [(PARAGRAPH, "Seen.")]


def test_words_hidden_text_is_left_out() -> None:
    """Word calls it hidden, and prints it nowhere."""
    document = docx.Document()
    paragraph = document.add_paragraph("Seen. ")
    paragraph.add_run("Code 99999").font.hidden = True
    out = io.BytesIO()
    document.save(out)
    assert shapes(read_file(out.getvalue(), "a.docx")) == [(PARAGRAPH, "Seen.")]


def test_a_workbook_row_answers_with_its_column_names() -> None:
    """A preamble above the header is text, empty cells are left out, whole numbers stay whole."""
    rows: list[list[str | float]] = [
        ["Fee schedule 2026"],
        [],
        ["Code", "Description", "Fee"],
        ["Q1234", "tibial block", 12.0],
        ["Q1235", "", 7.5],
    ]
    content = read_file(xlsx({"Fees": rows, "Empty": []}), "fees.xlsx")
    assert shapes(content) == [
        (HEADING, "Fees"),
        (PARAGRAPH, "Fee schedule 2026"),
        (ROW, "Code: Q1234 | Description: tibial block | Fee: 12"),
        (ROW, "Code: Q1235 | Fee: 7.5"),
    ]


@pytest.mark.parametrize(
    "text", ['Code,Meaning\nQ1,"first, best"\n', "Code;Meaning\nQ1;first, best\n", "Code\tMeaning\nQ1\tfirst, best\n"]
)
def test_csv_with_any_usual_delimiter(text: str) -> None:
    """Commas, semicolons and tabs are found out, quotes are obeyed."""
    assert shapes(read_file(text.encode(), "a.csv")) == [(ROW, "Code: Q1 | Meaning: first, best")]


def test_notes_below_a_table_stand_in_none_of_its_columns() -> None:
    """A sentence in the first cell of an otherwise empty row is no code, nor is the word above some."""
    text = (
        "Code,Service,Fee\n99202,New patient,58.41\n20610,Joint injection,70.10\nNotes,,\n"
        "1. Nurse practitioners are paid 85% of the amount shown.,,\n29125,,\n"
    )
    assert shapes(read_file(text.encode(), "a.csv")) == [
        (ROW, "Code: 99202 | Service: New patient | Fee: 58.41"),
        (ROW, "Code: 20610 | Service: Joint injection | Fee: 70.10"),
        (BlockKind.PARAGRAPH, "Notes"),
        (BlockKind.PARAGRAPH, "1. Nurse practitioners are paid 85% of the amount shown."),
        (ROW, "Code: 29125"),
    ]


def test_a_title_behind_an_empty_row_begins_a_table_of_its_own_names() -> None:
    """They are names of payers that no list of words knows; one of them, such as "Code", is known."""
    head = "Payer,Phone,Days to appeal\nAlder,555-0142,60\nBirch,555-0143,180\n,,\n"
    text = f"{head}Prior authorization,,\nCode,Alder,Birch\n64483,Yes,No\n62323,Yes,Yes\n"
    assert shapes(read_file(text.encode(), "a.csv"))[2:] == [
        (BlockKind.PARAGRAPH, "Prior authorization"),
        (ROW, "Code: 64483 | Alder: Yes | Birch: No"),
        (ROW, "Code: 62323 | Alder: Yes | Birch: Yes"),
    ]
    text = f"{head}Northern plans,,\nCedar,555-0144,30\nElm,555-0145,30\n"
    assert shapes(read_file(text.encode(), "a.csv"))[3:] == [
        (ROW, "Payer: Cedar | Phone: 555-0144 | Days to appeal: 30"),
        (ROW, "Payer: Elm | Phone: 555-0145 | Days to appeal: 30"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            'Code,Level,Fee\n64490,"Facet, cervical",212\n64491,"The ""second"" level, cervical",105\n',
            [
                "Code: 64490 | Level: Facet, cervical | Fee: 212",
                'Code: 64491 | Level: The "second" level, cervical | Fee: 105',
            ],
        ),
        ("sep=;\nCode;Fee, net\nJ1885;1,25\n", ["Code: J1885 | Fee, net: 1,25"]),
        ("Code;Fee, net\nJ1885;1,25\nJ3301;2,10\n", ["Code: J1885 | Fee, net: 1,25", "Code: J3301 | Fee, net: 2,10"]),
        ('Code, Level, Fee\n64490, "Facet, cervical", 212\n', ["Code: 64490 | Level: Facet, cervical | Fee: 212"]),
        (
            "Code,Signs\nM54,pain; heat; swelling\nM55,pain; heat\n",
            ["Code: M54 | Signs: pain; heat; swelling", "Code: M55 | Signs: pain; heat"],
        ),
        ('Code,Level\nQ1,"first\nof two, doubled"\n', ["Code: Q1 | Level: first of two, doubled"]),
    ],
)
def test_csv_values_stay_in_their_columns(text: str, rows: list[str]) -> None:
    """Doubled quotes, commas in figures and in prose, and the line in which Excel tells the delimiter."""
    assert shapes(read_file(text.encode(), "a.csv")) == [(ROW, row) for row in rows]


def test_content_comes_before_the_name() -> None:
    """A PDF named .txt is read as a PDF, a page named .txt as HTML."""
    assert format_of(pdf([[(11.0, 72.0, 700.0, "x")]]), "a.txt") == "pdf"
    assert format_of(PAGE.encode(), "a.txt") == "html"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.txt", "empty"),
        (b"%PDF-1.4 and then nothing", "a.pdf", "no valid PDF"),
        (b"words", "a.pdf", "named .pdf, but its content is not"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "save it as .docx"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", "save it as .pptx"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "a.msg", "an e-mail of Outlook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "a picture"),
        (b"{\\rtf1 x}", "a.rtf", "save it as .docx"),
        (archive({"a.txt": b"x"}), "a.zip", "unpack it"),
        (archive({"ppt/presentation.xml": b"<broken"}), "a.pptx", "no valid PowerPoint file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.pptx", "encrypted"),
        (b"words", "a.pptx", "named .pptx, but its content is not"),
        (archive({"word/document.xml": b"<broken"}), "a.docx", "no valid Word document"),
        (archive({"xl/workbook.xml": b"<broken"}), "a.xlsx", "no valid workbook"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        (pdf([[]]), "a.pdf", "a scan"),
        (b"x", "a.exe", ".exe is not read"),
        (archive({"content.xml": b"x"}), "a.odt", "save it as .docx"),
        (archive({"content.xml": b"x"}), "a.odp", "save them as .pptx"),
        (archive({"content.xml": b"x"}), "a.zip", "an OpenDocument file"),
        (archive({"META-INF/container.xml": b"x"}), "a.epub", "an e-book"),
        (archive({"Index/Document.iwa": b"x"}), "a.pages", "export it as .docx"),
        (archive({"Index/Document.iwa": b"x"}), "a.key", "export them as .pptx"),
        (archive({"Index/Document.iwa": b"x"}), "a", "a document of Apple's"),
        (archive({"visio/document.xml": b"x"}), "a.vsdx", ".vsdx is not read; print it to .pdf"),
        (b"MIME-Version: 1.0", "a.mht", "a web page in one file"),
        (b"words", "a.docm", "named .docm, but its content is not"),
        (b"[InternetShortcut]", "a.url", "only a link"),
        (b"\0\0\0 ftypisom", "a.mp4", "a recording"),
        (b"{}", "a.json", "data for programs"),
        (b"words", "a.log", ".log is not read; if it is plain text, name it .txt"),
        (b"words", "minutes", "a name without an ending is not read"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(data: bytes, name: str, told: str) -> None:
    """The reason is a fixed phrase that says what was found and what helps."""
    with pytest.raises(UnreadableFile, match=told) as caught:
        read_file(data, name)
    assert str(caught.value).startswith(f"{name}: ")


def test_bombs_and_ways_out_are_refused_before_unpacking() -> None:
    """A part that unpacks to hundreds of times its size, and a name outside of the archive, are refused (I1, I3)."""
    with pytest.raises(UnreadableFile, match="hundreds of times"):
        read_file(archive({"word/document.xml": b"0" * 50_000_000}), "bomb.docx")
    with pytest.raises(UnreadableFile, match="hundreds of times"):
        read_file(archive({"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": b"0" * 50_000_000}), "bomb.pptx")
    with pytest.raises(UnreadableFile, match="outside of it"):
        read_file(archive({"word/document.xml": b"x", "../../etc/x": b"x"}), "a.docx")
    with pytest.raises(UnreadableFile, match="more than a document"):
        read_file(archive({f"word/{i}.xml": b"" for i in range(10_001)}), "a.docx")


def test_xml_entities_are_not_expanded() -> None:
    """A billion laughs and a reference to a local file stay what they are: nothing (I6)."""
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "' + b"ha" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">'
        b'<!ENTITY c "' + b"&b;" * 1000 + b'"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        b"&c;&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    document = docx.Document()
    out = io.BytesIO()
    document.save(out)
    parts = {name: zipfile.ZipFile(out).read(name) for name in zipfile.ZipFile(out).namelist()}
    try:
        content = read_file(archive({**parts, "word/document.xml": laughs}), "a.docx")
    except UnreadableFile:
        return
    assert "root:" not in content.text
    assert len(content.text) < 10_000


MARKED_PAGE = """<h1>Knee pain</h1>
<div><h2>Drugs</h2><span><span>[</span><a href="/e">edit</a><span>]</span></span></div>
<p>They help in most adults.</p><h2>Surgery<span>[<a href="/e">edit</a> | <a href="/s">edit source</a>]</span></h2>
<p>It is rarely of use.</p>"""
MARKED_TEXT = """Knee pain

Drugs[edit]

They help in most adults.

Surgery
[edit source]
It is rarely of use.
"""
MARKED_MARKDOWN = """# Knee pain

## Drugs[[edit](https://w.example/e)]

They help in most adults.

## Surgery \\[edit\\]

It is rarely of use.
"""


@pytest.mark.parametrize(("name", "page"), [("a.html", MARKED_PAGE), ("a.txt", MARKED_TEXT), ("a.md", MARKED_MARKDOWN)])
def test_what_a_wiki_prints_behind_its_headings_is_no_text(name: str, page: str) -> None:
    """A link that edits the section."""
    content = read_file(page.encode(), name)
    told = ["Drugs", "They help in most adults.", "Surgery", "It is rarely of use."]
    assert [line for line in content.text.splitlines() if line != "Knee pain"] == told
    headings = [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING]
    assert [line for line in headings if line != "Knee pain"] == ["Drugs", "Surgery"]


def test_a_button_that_is_named_in_a_sentence_stays() -> None:
    """It is no mark of a wiki there."""
    assert read_file(b"To change the date of a visit, click [edit]\n", "a.txt").text.strip().endswith("click [edit]")
