"""What the Markdown reader keeps and drops."""

from pathlib import Path

import pytest

from corpus.model import BlockKind
from corpus.readers.markdown.reader import MarkdownReader
from corpus.understanding import understand

PAGE = """\
---
issuer: Example Society
---
# Nerve block

## Coding

Report the *tibial* block **once** per foot, see [the rule](https://example.org)<sup>2,3</sup>.
It is
wrapped 1.

- First item 1
- Second item
  1. Inner item

| Code | Meaning |
| --- | --- |
| `A1` | first |
| A2 | |

### Deep
Text.
"""


def test_blocks_of_a_page_in_reading_order() -> None:
    """Headings keep their level, the first one is the title, inline marks go, superscripts stay raised."""
    content = MarkdownReader().read(PAGE.encode(), "page.md")
    assert content.title == "Nerve block"
    assert [(b.kind, b.level, content.text[b.start : b.end]) for b in content.blocks] == [
        (BlockKind.HEADING, 2, "Coding"),
        (BlockKind.PARAGRAPH, 0, "Report the tibial block once per foot, see the rule²,³. It is wrapped 1."),
        (BlockKind.LIST_ITEM, 0, "First item 1"),
        (BlockKind.LIST_ITEM, 0, "Second item"),
        (BlockKind.LIST_ITEM, 1, "Inner item"),
        (BlockKind.TABLE_ROW, 0, "Code: A1 | Meaning: first"),
        (BlockKind.TABLE_ROW, 0, "Code: A2"),
        (BlockKind.HEADING, 3, "Deep"),
        (BlockKind.PARAGRAPH, 0, "Text."),
    ]


def test_script_and_tags_do_not_become_text() -> None:
    """HTML inside Markdown is not shown."""
    content = MarkdownReader().read(b"Take <b>one</b> tablet<script>alert(1)</script>.\n\n<div>hidden</div>\n", "a.md")
    assert "<" not in content.text


def test_html_in_markdown_is_read_as_a_page_is() -> None:
    """A table or a paragraph of HTML is text, a blank line within it too; what it hides is left out and told."""
    page = (
        "# Fees\n\n<table>\n<tr><th>Code</th><th>Fee</th></tr>\n\n<tr><td>Q1</td><td>$12</td></tr>\n\n</table>\n\n"
        "<p>Ask before the <b>second</b> block.<sup>2</sup></p>\n\n<!-- a draft -->\n\n"
        '<p style="display:none">Code 99999</p>\n\nOne<br>two.\n'
    )
    content = MarkdownReader().read(page.encode(), "a.md")
    assert [(b.kind, content.text[b.start : b.end]) for b in content.blocks] == [
        (BlockKind.TABLE_ROW, "Code: Q1 | Fee: $12"),
        (BlockKind.PARAGRAPH, "Ask before the second block.²"),
        (BlockKind.PARAGRAPH, "One two."),
    ]
    assert content.notes == ("1 hidden part left out",)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("The code is <s>Z4100</s> Z4101.", "1 struck-out part left out"),
        ("The code is <del>**Z4100** or <s>Z4102</s></del> Z4101.", "1 struck-out part left out"),
        ("The code is ~~Z4100~~ Z4101.", "1 struck-out part left out"),
        ('The code is <span style="display:none">Z41<b>00</b><span>2</span></span>Z4101.', "1 hidden part left out"),
        ('The code is <span style="text-decoration: line-through">Z4100</span> Z4101.', "1 struck-out part left out"),
        ("The code is <span hidden>Z4100</span>Z4101.", None),
        ("The code is <strike></strike>Z4101.", None),
    ],
)
@pytest.mark.parametrize("form", ["{}", "- {}", "| Rule |\n|---|\n| {} |"])
def test_words_that_a_line_hides_or_strikes_out_are_left_out(line: str, note: str | None, form: str) -> None:
    """A code that was struck out is none, and a hidden one would be glued to the one that is seen."""
    content = MarkdownReader().read(form.format(line).encode(), "a.md")
    assert [content.text[b.start : b.end].removeprefix("Rule: ") for b in content.blocks] == ["The code is Z4101."]
    assert content.notes == ((note,) if note else ())


def test_a_tag_that_nothing_closes_hides_nothing() -> None:
    """A key is named so, and half of a pair is left where a page was cut."""
    content = MarkdownReader().read(b"Press <del> to leave, at ~~ 5 tries</s> at most.\n", "a.md")
    assert content.text == "Press  to leave, at ~~ 5 tries at most.\n"
    assert content.notes == ()


def test_what_is_no_tag_of_html_is_text() -> None:
    """Forms print their fields in angle brackets, within a line or on one of its own."""
    content = MarkdownReader().read(b"Enter the <payer id> in box 33.\n\n<group number>\n\n<p>or <NPI></p>\n", "a.md")
    found = [content.text[b.start : b.end] for b in content.blocks]
    assert found == ["Enter the <payer id> in box 33.", "<group number>", "or <NPI>"]


@pytest.mark.parametrize("row", ["64490 | 64490 | 64490", "none | none | none"])
def test_a_value_of_all_columns_heads_no_rows(row: str) -> None:
    """Each column keeps it."""
    page = f"| Old code | New code | Fee code |\n|---|---|---|\n| {row} |\n| 1 | 2 | 3 |\n"
    value = row.split(" | ", maxsplit=1)[0]
    expected = f"Old code: {value} | New code: {value} | Fee code: {value}"
    assert MarkdownReader().read(page.encode(), "a.md").text.splitlines()[0] == expected


def test_a_paragraph_in_bold_is_a_heading() -> None:
    """Lists of frequent questions set their questions in bold; a bold word in a paragraph heads nothing."""
    page = b"# Scans\n\n**Is fasting needed?**\n\nNo.\n\n**Note** the time.\n"
    content = MarkdownReader().read(page, "page.md")
    headings = [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Is fasting needed?"]


def test_a_line_in_bold_heads_what_stands_right_below_it() -> None:
    """In one paragraph, if that is a sentence or the line asks for it; a name keeps its value."""
    page = b"**By Fax**\n555-0133\n\n**Late visits**\nTen minutes are given [3].\n\n**Who pays?**\nThe plan\n"
    content = MarkdownReader().read(page, "page.md")
    assert content.text.splitlines()[0] == "By Fax 555-0133"
    headings = [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Late visits", "Who pays?"]


TUBES = "Tubes in the Ears of Young Children"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"# POLICY\n\n# {TUBES}\n\nText.\n", TUBES),
        ("# Clinical Review\n# Ear Tubes\n## Coding\nText.\n", "Ear Tubes"),
        ("POLICY\n======\n\nEar Tubes\n===\n\n# Coding\nText.\n", "Ear Tubes"),
        ("# POLICY\n# Covered Services\nText.\n# Coding\nText.\n", "POLICY"),
        (f"# POLICY\n## {TUBES}\nText.\n", "POLICY"),
        (f"# POLICY\nText.\n# {TUBES}\nText.\n", "POLICY"),
        (f"# Ears\n# {TUBES}\nText.\n", "Ears"),
        (f"# POLICY\n# {TUBES}\n", "POLICY"),
    ],
)
def test_a_label_of_its_kind_is_not_the_title(page: str, title: str) -> None:
    """As in plain text, and only where both are headings of the first level; the label stays in the text."""
    content = MarkdownReader().read(page.encode(), "page.md")
    assert content.title == title
    label, _, _ = page.partition("\n")
    assert content.title == label.removeprefix("# ") or content.text.startswith(f"{label.removeprefix('# ')}\n")


SECTIONS = "# Coverage\n\nThe sling is covered.\n\n# Coding\n\nIts code is Z4101.\n"


@pytest.mark.parametrize(
    ("page", "title", "headings"),
    [
        (f"---\ntitle: Sling policy\n---\n\n{SECTIONS}", "Sling policy", ["Coverage", "Coding"]),
        (f"This handbook is for billing.\n\n{SECTIONS}", "doc", ["Coverage", "Coding"]),
        ("## Coverage\n\nIt is covered.\n\n# Appendix\n\nThe list is old.\n", "doc", ["Coverage", "Appendix"]),
        ("It is covered.\n\n# Appendix\n\nThe list is old.\n", "doc", ["Appendix"]),
        ("---\ntitle: Slings\n---\n# Sling policy\n\n## Coding\n\nZ4101.\n", "Slings", ["Sling policy", "Coding"]),
    ],
)
def test_a_heading_that_does_not_name_the_document_stays_one(
    tmp_path: Path, page: str, title: str, headings: list[str]
) -> None:
    """Where front matter names it, or text stands above the first of several: its section would stand under none."""
    (tmp_path / "doc.md").write_text(page)
    understood = understand(tmp_path, "doc.md")
    document = understood.document
    assert document.title == title
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.HEADING] == headings
    assert understood.passages[-1].section == tuple(headings[-2:] if title == "Slings" else headings[-1:])


@pytest.mark.parametrize(
    "above",
    ["", "---\ntitle: sling  policy\n---\n", "---\nissuer: Plan\n---\n", "<!-- draft -->\n\n", "Home > Policies\n\n"],
)
def test_the_one_heading_above_all_others_is_the_title(above: str) -> None:
    """Also below a line of the page around it, and where front matter says the same."""
    content = MarkdownReader().read(f"{above}# Sling policy\n\nText.\n\n## Coding\n\nText.\n".encode(), "doc.md")
    assert content.title == "Sling policy"
    assert "Sling policy" not in content.text


@pytest.mark.parametrize("mark", ["REVISED: 07-01-25 PAGE {} OF 2", "## Page {}"])
def test_heads_of_pages_within_markdown_are_left_out(mark: str) -> None:
    """Programs turn a PDF into Markdown page by page; the first head is kept, as it names and dates the document."""
    page = "WESTLAKE COUNTY\nTreatment protocol: BURNS Ref. No. 44" + "\n \n" * 3 + mark + "\n\n{}\n\n"
    text = page.format(1, "1. Cool the burn with water for\n") + page.format(
        2, "twenty minutes and cover it.\n\n2. Call."
    )
    content = MarkdownReader().read(text.encode(), "44.md")
    items = [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == ["Cool the burn with water for twenty minutes and cover it.", "Call."]
    assert content.text.count("BURNS") == 1
    assert "Page" not in content.text
    assert ("REVISED: 07-01-25" in content.text) is mark.startswith("REVISED")


def test_rows_of_a_table_that_name_pages_stay() -> None:
    """A table of contents tells the pages of others."""
    content = MarkdownReader().read(
        b"| Part | Where |\n| --- | --- |\n| Doses | page 2 |\n| Stock | page 3 |\n", "a.md"
    )
    assert "Doses" in content.text
    assert "Stock" in content.text


@pytest.mark.parametrize("above", ["- Print the article.", "1. Print the article.", "Print the article."])
def test_a_table_right_below_text_is_a_table(above: str) -> None:
    """Exports set no empty line between a list and the table below it; its codes stay beside their subject."""
    table = "| Subject | Codes | \n|---|---|\n| Lavage of the knee | 29871 |\n"
    content = MarkdownReader().read(f"# Articles\n\n{above}\n{table}".encode(), "a.md")
    assert content.text.splitlines()[-1] == "Subject: Lavage of the knee | Codes: 29871"
    assert content.blocks[-1].kind is BlockKind.TABLE_ROW


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("<u>Late claims</u>", True),
        ('<span style="text-decoration:underline;">Late claims</span> ', True),
        ("<u>Late</u> claims are not paid", False),
        ("<u>[Late claims](https://example.org)</u>", False),
    ],
)
def test_an_underlined_line_is_a_heading(line: str, *, heads: bool) -> None:
    """Exports of word processors underline the headings that were not styled as such."""
    content = MarkdownReader().read(f"# Claims\n\n{line}\n\nThe plan pays none after a year.\n".encode(), "a.md")
    assert (content.blocks[0].kind is BlockKind.HEADING) is heads


@pytest.mark.parametrize("item", ["-", "-\n\n  ```\n  CO-16\n  ```", "1.\n2. Second"])
def test_items_without_text_of_their_own_leave_the_text_below_a_list_alone(item: str) -> None:
    """An empty item, or one that holds code alone, ends with its list; the file was refused as damaged."""
    content = MarkdownReader().read(f"# Recall\n\n{item}\n\nCall the patient.\n".encode(), "page.md")
    last = content.blocks[-1]
    assert (last.kind, content.text[last.start : last.end]) == (BlockKind.PARAGRAPH, "Call the patient.")


def test_a_dash_alone_below_text_underlines_nothing() -> None:
    """Copies of web pages have one for each bullet that they lost: the sentences above it were a heading."""
    page = b"Rinse the eye.\nTell your supervisor.\n-\nForms\n\n- Form A\n-\n  Form B\n"
    content = MarkdownReader().read(page, "page.md")
    assert [(b.kind, content.text[b.start : b.end]) for b in content.blocks] == [
        (BlockKind.PARAGRAPH, "Rinse the eye. Tell your supervisor."),
        (BlockKind.HEADING, "Forms"),
        (BlockKind.LIST_ITEM, "Form A"),
        (BlockKind.LIST_ITEM, "Form B"),
    ]


def _rows(page: str) -> list[str]:
    content = MarkdownReader().read(page.encode(), "page.md")
    return [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.TABLE_ROW]


def test_line_breaks_within_cells_leave_a_row_whole() -> None:
    """Programs that turn pages into Markdown leave them in; the second line stood under the name of the first cell."""
    page = """\
| Potassium | Before surgery | After |
| --- | --- | --- |
| 3.0-3.4 | Replace 40 mEq.
Recheck in 4 hours | Same day
or next |
| 3.5-5.0 | Go ahead | None |
"""
    assert _rows(page) == [
        "Potassium: 3.0-3.4 | Before surgery: Replace 40 mEq. Recheck in 4 hours | After: Same day or next",
        "Potassium: 3.5-5.0 | Before surgery: Go ahead | After: None",
    ]


def test_rows_that_end_without_a_bar_take_nothing_from_below() -> None:
    """A row that lacks its last bar, or a cell, is a row by itself, and a text below the table is no part of it."""
    page = "| Code | Fee |\n| --- | --- |\n| A1 | 10\n| A2 | 20 |\n| A3 |\nAll fees are for 2026 | 2027.\n"
    assert _rows(page)[:3] == ["Code: A1 | Fee: 10", "Code: A2 | Fee: 20", "Code: A3"]


@pytest.mark.parametrize("title", ["| Tube list | Tube list | Tube list |", "|  |  |  |"])
def test_names_of_columns_below_a_title_over_all_of_them(title: str) -> None:
    """Markdown has no merged cells, and programs repeat a title in each column, or leave the head empty."""
    page = f"""\
{title}
| --- | --- | --- |
| Test | Tube | Turnaround time |
| Ferritin | Gold | 2 days |
| Send-out tests | Send-out tests | Send-out tests |
| Zinc | Royal blue | 5 days |
"""
    assert [row for row in _rows(page) if row != "Tube list"] == [
        "Test: Ferritin | Tube: Gold | Turnaround time: 2 days",
        "Send-out tests",
        "Test: Zinc | Tube: Royal blue | Turnaround time: 5 days",
    ]


def _blocks(page: str) -> list[tuple[BlockKind, str]]:
    content = MarkdownReader().read(page.encode(), "page.md")
    return [(b.kind, content.text[b.start : b.end]) for b in content.blocks]


def test_lines_behind_bullets_are_items() -> None:
    """Markdown knows no bullet but its own signs: a pasted list was one sentence. Code keeps its signs."""
    page = "Bring:\n  • The card\n\t• Both sides\n● A list of drugs\n\n```\n• as typed\n```\n"
    assert _blocks(page) == [
        (BlockKind.PARAGRAPH, "Bring:"),
        (BlockKind.LIST_ITEM, "The card"),
        (BlockKind.LIST_ITEM, "Both sides"),
        (BlockKind.LIST_ITEM, "A list of drugs"),
        (BlockKind.PARAGRAPH, "• as typed"),
    ]


PASTED = """\
Lost badges

Tell the guard at once, who blocks the badge and writes down when it was last seen.

2  WHO PAYS

The first badge is free, and each further one costs twelve dollars.
"""


def test_headings_of_a_text_that_marks_none() -> None:
    """A page that was pasted into a Markdown file has headings as a plain text has."""
    headings = [text for kind, text in _blocks(PASTED) if kind is BlockKind.HEADING]
    assert headings == ["Lost badges", "2  WHO PAYS"]


@pytest.mark.parametrize("marked", ["## Badges\n\n", "**Badges**\n\n", "<h2>Badges</h2>\n\n"])
def test_where_some_headings_are_marked_all_are(marked: str) -> None:
    """Short lines of a text that marks its headings are what they are in Markdown: paragraphs."""
    assert (BlockKind.PARAGRAPH, "2  WHO PAYS") in _blocks(marked + PASTED)


def test_who_signs_a_letter_in_markdown_heads_nothing() -> None:
    """As in a plain text."""
    lines = (
        "Dear Colleague,",
        "The clinic is closed on Friday, and opens again on Monday.",
        "Sincerely,",
        "Ann Bell",
        "PS: The phone stays on for all of the days on which it is closed.",
    )
    assert all(kind is BlockKind.PARAGRAPH for kind, _ in _blocks("\n\n".join(lines)))
