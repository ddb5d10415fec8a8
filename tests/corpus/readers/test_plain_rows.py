"""What stands in a plain text and is none of it: rules, numbers of lines, heads and feet of pages, cut words."""

import pytest

from corpus.citations import read_citations
from corpus.model import BlockKind, Content
from tests.corpus.contents import read, shapes

HEAD = "Northgate Health Plan\nMedical Policy 7.01.112\nPage {} of 3\n\n"
PAGES = [
    "Description\nDry needling is the insertion of needles into trigger points without an\ninjection of any drug.\n\n",
    "Coverage\nNeedling is investigational. Use 20560 for\none or two muscles in a row, and its units are\n\n",
    "limited by the number of muscles, not by that of needles.\n\nThe note names each of the muscles.\n",
]
GOING_ON = (
    "Needling is investigational. Use 20560 for one or two muscles in a row, and its units are limited by "
    "the number of muscles, not by that of needles."
)
DRAFT = [
    "Nerve conduction studies, a draft",
    "",
    "The studies are reported by their number. Code 95907 covers",
    "one or two of them, and 95908 covers three or four. A limb is",
    "tested on both sides only where the report says why [1].",
    "",
    "Studies without a physician in the room are not paid [2].",
]


def lines(content: Content) -> list[str]:
    """Return the text of each block."""
    return [content.text[block.start : block.end] for block in content.blocks]


@pytest.mark.parametrize("between", ["", "\f"])
def test_heads_of_pages_are_left_out(between: str) -> None:
    """What recurs beside the number of the page is no heading, and a sentence goes on behind it."""
    content = read(between.join(HEAD.format(i) + page for i, page in enumerate(PAGES, start=1)))
    assert lines(content) == [
        "Description",
        "Dry needling is the insertion of needles into trigger points without an injection of any drug.",
        "Coverage",
        GOING_ON,
        "The note names each of the muscles.",
    ]


def test_feet_of_pages_in_one_line_are_left_out() -> None:
    """The page may stand beside the name of the plan."""
    foot = "NORTHGATE HEALTH PLAN                MP-17                Page {}\n\n"
    content = read("".join(page + foot.format(i) for i, page in enumerate(PAGES, start=1)))
    assert not any("NORTHGATE" in line for line in lines(content))


@pytest.mark.parametrize("line", ["See the form on page 2", "Page 4"])
def test_a_page_that_is_named_once_is_text(line: str) -> None:
    """Pages that do not count up are none of the file's own."""
    assert any(
        line in found for found in lines(read(f"Coverage of needles\n\nIt is covered.\n\n{line}\n\nIt is paid.\n"))
    )


def test_a_line_of_the_text_beside_a_page_is_kept() -> None:
    """Only what is alike beside several pages is theirs, from the page outwards: no codes, nor what stands inside."""
    pages = [[f"Code 6448{i}", "Not covered", f"Item {'abc'[i]}"] for i in range(3)]
    content = read("It is so.\n\n" + "".join(f"{chr(10).join(page)}\nPage {i}\n\n" for i, page in enumerate(pages, 1)))
    assert lines(content) == ["It is so.", *(line for page in pages for line in page)]


def test_numbers_of_lines_are_left_out() -> None:
    """A draft is read as the text that it is; no number of a line is shown."""
    numbered = "\n".join(f"{i:>3}  {line}".rstrip() for i, line in enumerate(DRAFT, start=1))
    assert lines(read(numbered)) == lines(read("\n".join(DRAFT)))


def test_items_that_count_up_keep_their_numbers() -> None:
    """A list whose items are printed without a stop is no draft."""
    items = [f"{i} Item {'abcdefgh'[i]} of the kit" for i in range(1, 8)]
    assert lines(read("\n".join(items))) == items


def test_rules_are_no_text() -> None:
    """They part paragraphs, and underline headings; the borders of a table part none of its rows."""
    table = "+-------+--------+\n| Code  | Rate   |\n+=======+========+\n| 64483 | 250.10 |\n+-------+--------+\n"
    content = read(f"APPEALS\n=======\n\nFirst level\n-----------\n{'File it within a year. ' * 5}\n* * *\n{table}\n")
    assert [(b.kind, content.text[b.start : b.end]) for b in content.blocks[-3:]] == [
        (BlockKind.PARAGRAPH, ("File it within a year. " * 5).strip()),
        (BlockKind.TABLE_ROW, "| Code  | Rate   |"),
        (BlockKind.TABLE_ROW, "| 64483 | 250.10 |"),
    ]
    assert [lines(content)[i] for i, b in enumerate(content.blocks) if b.kind is BlockKind.HEADING] == ["First level"]


def test_words_cut_at_the_end_of_a_line_are_whole() -> None:
    """Where the document or English knows them; other hyphens stay."""
    content = read(
        "The ablation of nerves is covered after two diag-\nnostic blocks with relief for a day, and long-\n"
        "term opioids do not matter at all. The codes are\nnamed in policy 7.\n\nA long-term plan is diagnostic.\n"
    )
    assert lines(content)[0] == (
        "The ablation of nerves is covered after two diagnostic blocks with relief for a day, and long-term opioids do "
        "not matter at all. The codes are named in policy 7."
    )


@pytest.mark.parametrize(
    "cited",
    ["[\n3,\n4,\n6]. It", "[3,4\n,6\n]. It", "\n[\n3\n,\n4\n,\n6\n]\n. It", "[\n3–\n4,\n6]. It", "\n[3, 4, 6]. It"],
)
def test_a_bracket_that_a_copied_page_cuts_is_a_citation(cited: str) -> None:
    """Pages set each link of a bracket on a line of its own when they are copied; the sentence goes on behind them."""
    content = read(
        "The block lowers the scores of pain of most of the people who have had one before, in any season of the "
        f"year {cited} lasts for a month.\n"
    )
    (sentence, following), *_ = read_citations(content.text, content.blocks, None).sentences
    assert sentence.citations == (3, 4, 6)
    assert content.text[following.start : following.end] == "It lasts for a month."


def test_entries_in_brackets_keep_their_lines() -> None:
    """A number in brackets above an entry, or before it, is no citation of the line above it."""
    entries = "References\n[\n1\n]\nAbara K. Relief. Pain. 2011;3:4-9.\n[2] Ito M. Nerves. 2012.\n"
    content = read(f"Relief lasts for a month [1].\n\n{entries}")
    assert lines(content)[-2:] == ["Abara K. Relief. Pain. 2011;3:4-9.", "[2] Ito M. Nerves. 2012."]


def test_a_sentence_that_a_copy_broke_goes_on_however_long_its_lines_are() -> None:
    """Copies of pages in two columns hold lines of any length; a sentence begins with no small letter."""
    first = (
        "Although trials have long been held to be the best source of data on what a treatment does, " * 2
        + "other data"
    )
    second = (
        "sources.2-4 In this review they are described from the view of the clinic, and so is what they cannot tell."
    )
    assert shapes(read(f"{first}\n{second}\n")) == [(BlockKind.PARAGRAPH, f"{first} {second}")]
    item = (
        "Gowns are worn by everybody who enters the room of somebody with an infection of the skin, " * 2 + "and gloves"
    )
    rows = [item, "mRNA vaccines are stored in the freezer"]
    assert [text for _, text in shapes(read("\n".join(rows) + "\n"))] == rows
