"""What the Markdown reader keeps and drops."""

from corpus.model import BlockKind
from corpus.readers.markdown import MarkdownReader

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
    assert content.notes == ("1 hidden parts left out",)


def test_what_is_no_tag_of_html_is_text() -> None:
    """Forms print their fields in angle brackets, within a line or on one of its own."""
    content = MarkdownReader().read(b"Enter the <payer id> in box 33.\n\n<group number>\n\n<p>or <NPI></p>\n", "a.md")
    found = [content.text[b.start : b.end] for b in content.blocks]
    assert found == ["Enter the <payer id> in box 33.", "<group number>", "or <NPI>"]


def test_a_paragraph_in_bold_is_a_heading() -> None:
    """Lists of frequent questions set their questions in bold; a bold word in a paragraph heads nothing."""
    page = b"# Scans\n\n**Is fasting needed?**\n\nNo.\n\n**Note** the time.\n"
    content = MarkdownReader().read(page, "page.md")
    headings = [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Is fasting needed?"]
