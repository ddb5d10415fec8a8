"""What the reader of PDFs makes of pages, made for the test."""

import pytest

from corpus.model import BlockKind
from corpus.readers.registry import read_file
from tests.corpus.contents import shapes
from tests.corpus.files import pdf

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def page(number: int, *lines: str) -> list[tuple[float, float, float, str]]:
    """Return a page with a running head, a footer with its number, and lines of text."""
    body = [(11.0, 72.0, 700.0 - 14 * i, line) for i, line in enumerate(lines)]
    return [(9.0, 72.0, 760.0, "Policy manual, revised 2025"), *body, (9.0, 300.0, 30.0, f"II-{number}")]


def test_pdf_pages_labels_and_running_lines() -> None:
    """Each block knows its page and printed label; heads and footers are no text."""
    data = pdf([page(i, f"The tibial block number {i} is reported once per foot and day.") for i in range(1, 5)])
    content = read_file(data, "manual.pdf")
    assert [(b.page, b.page_label) for b in content.blocks] == [(1, "II-1"), (2, "II-2"), (3, "II-3"), (4, "II-4")]
    assert "revised 2025" not in content.text
    assert content.pages == 4


def test_pdf_rows_of_figures_at_the_edges_of_pages_are_kept() -> None:
    """A head whose page number changes sides runs through the pages; rows of numbers do not, however alike."""
    heads = [f"{i} Policy manual of the plan" if i % 2 else f"Policy manual of the plan {i}" for i in range(1, 5)]
    pages = [
        [
            (9.0, 72.0, 760.0, head),
            (11.0, 72.0, 700.0, f"Page {i} tells of blocks."),
            (11.0, 72.0, 90.0, f"{i},144 19{i}.5"),
        ]
        for i, head in enumerate(heads, start=1)
    ]
    content = read_file(pdf(pages), "a.pdf")
    assert "Policy manual" not in content.text
    assert all(f"{i},144 19{i}.5" in content.text for i in range(1, 5))


def test_pdf_facts_at_the_edges_of_pages_are_kept() -> None:
    """Sheets in one form have their facts at one place: what is of the page's body stays, and other numbers."""
    facts = [("J3304", 32), ("J7325", 48), ("J0585", 400), ("J7312", 7)]
    pages = [
        [
            (9.0, 72.0, 770.0, f"Drug sheets of the plan, {i}/4"),
            *[
                (12.0, 72.0, 700.0 - 18 * row, line)
                for row, line in enumerate(
                    [
                        f"The drug {code} is given by a specialist.",
                        f"HCPCS code: {code}",
                        f"Maximum units per visit: {units}",
                        "Prior authorization: required for all members",
                    ]
                )
            ],
            (9.0, 72.0, 30.0, f"Valid for code {code}"),
        ]
        for i, (code, units) in enumerate(facts, start=1)
    ]
    content = read_file(pdf(pages), "sheets.pdf")
    assert content.text.count("Prior authorization: required for all members") == 4
    for code, units in facts:
        assert f"HCPCS code: {code}" in content.text
        assert f"Maximum units per visit: {units}" in content.text
        assert f"Valid for code {code}" in content.text
    assert "Drug sheets" not in content.text


def test_pdf_running_lines_may_count_or_change_with_a_chapter() -> None:
    """Numbers of a running line stay, count up, or begin anew with a chapter; Roman ones count too."""
    labels = ["i", "ii", "iii", "iv", "I-1", "I-2", "I-3", "II-1", "II-2"]
    pages = [
        [
            (9.0, 72.0, 760.0, "Policy manual, revised 7/1/2025"),
            (11.0, 72.0, 700.0, f"Block number {'abcdefghi'[i]} is reported once."),
            (11.0, 72.0, 686.0, "Say which side it was."),
            (9.0, 300.0, 30.0, f"Chapter {label}"),
        ]
        for i, label in enumerate(labels)
    ]
    content = read_file(pdf(pages), "a.pdf")
    assert "revised" not in content.text
    assert "Chapter" not in content.text


def test_pdf_odd_numbers_at_the_edges_do_no_harm() -> None:
    """A number sign is no number, and a number may be longer than any that is counted with."""
    body = [(11.0, 72.0, 700.0 - 14 * i, "The block is reported once for each foot, with the side.") for i in range(30)]
    pages = [[*body, (9.0, 72.0, 30.0, foot)] for foot in ("Suite # 5", "Suite 5 5", "Suite # 7", "9" * 4400)]
    assert "Suite # 7" in read_file(pdf(pages), "a.pdf").text


def test_pdf_says_which_running_lines_it_left_out() -> None:
    """A note names the lines that run through the pages; bare page numbers go without saying."""
    data = pdf([page(i, f"The tibial block number {i} is reported once per foot and day.") for i in range(1, 5)])
    assert read_file(data, "manual.pdf").notes == ("left out as running heads: “Policy manual, revised 2025”",)


def test_pdf_page_numbers_go_with_two_pages_too() -> None:
    """A line that says which page of how many it is stands in no sentence, nor does a footer that ends so."""
    for foot in ("Page {} of 2", "Pain rules, page {} of 2", "{}"):
        pages = [
            [
                (
                    11.0,
                    72.0,
                    700.0,
                    "The trial must last five days and the patient has to be seen by a psychologist who finds no",
                ),
                (9.0, 72.0, 30.0, foot.format(1)),
            ],
            [
                (11.0, 72.0, 740.0, "reason against an implant."),
                (11.0, 72.0, 726.0, "A second trial needs a new authorization."),
                (9.0, 72.0, 30.0, foot.format(2)),
            ],
        ]
        content = read_file(pdf(pages), "a.pdf")
        assert "finds no reason against an implant." in content.text


FIRST = "The trial must last five days and the patient has to be seen by a psychologist who finds no"
SECOND = "reason against an implant."


def two_pages(*edges: tuple[float, float, str]) -> str:
    """Return what is read of two pages through which a sentence goes on, with lines at the edges of both."""
    around = [(size, 72.0, y, words) for size, y, words in edges]
    above, below = [line for line in around if line[2] > 400], [line for line in around if line[2] < 400]
    last = [(11.0, 72.0, 88.0 - 14 * i, line) for i, line in enumerate(("It is done once.", FIRST))]
    next_ = [(11.0, 72.0, 714.0 - 14 * i, line) for i, line in enumerate((SECOND, "A second one is not paid."))]
    return read_file(pdf([[*above, *last, *below], [*above, *next_, *below]]), "a.pdf").text


def test_pdf_small_print_of_two_pages_parts_no_sentence() -> None:
    """What both have at the same place stays where they begin and end, as nothing tells it from a fact."""
    head, foot, number = (
        (9.0, 770.0, "Northfield Health"),
        (8.0, 40.0, "Call 800-555-0100."),
        (8.0, 30.0, "MP-17, rev. 2"),
    )
    text = two_pages(head, foot, number)
    assert f"{FIRST} {SECOND}" in text
    assert text.startswith("Northfield Health\n")
    assert all(text.count(line) == 1 for _, _, line in (head, foot, number))


@pytest.mark.parametrize(
    "line",
    [
        (11.0, 770.0, "Prior authorization: required"),  # in the print of the text
        (14.0, 770.0, "Drug sheet"),  # a title
        (9.0, 730.0, "Paid once a year"),  # right above the text
    ],
)
def test_pdf_what_may_be_the_text_of_two_pages_is_kept_on_both(line: tuple[float, float, str]) -> None:
    """Sheets in one form say much alike."""
    assert two_pages(line).count(line[2]) == 2


def test_pdf_page_number_of_a_single_page_goes() -> None:
    """A page that is the only one says so in no sentence."""
    lines = [(11.0, 72.0, 700.0, "The trial must last five days"), (11.0, 72.0, 686.0, "Page 1 of 1")]
    assert "Page" not in read_file(pdf([lines]), "a.pdf").text


@pytest.mark.parametrize(
    ("many", "told"), [(1, "1 page of contents, not searched"), (2, "2 pages of contents, not searched")]
)
def test_pdf_pages_without_text_and_of_contents_are_told(many: int, told: str) -> None:
    """Whoever misses one of them sees why; one of them is no several."""
    contents = [(11.0, 72.0, 700.0 - 14 * i, f"Chapter of the foot {'.' * 20} {i + 3}") for i in range(6)]
    prose = [(11.0, 72.0, 700.0, "The tibial block is reported once per foot and day.")]
    content = read_file(pdf([*[contents] * many, prose, []]), "a.pdf")
    assert content.text.splitlines()[-1] == "The tibial block is reported once per foot and day."
    assert content.notes == (f"1 of {many + 2} pages without text", told)


def test_pdf_words_cut_at_line_ends_are_whole() -> None:
    """A word is joined if English or the document has it; a hyphen that the document writes elsewhere stays."""
    lines = [
        "The letter of necessity comes before the visit, and it is dated. Prior au-",
        "thorization is due, for each of two a one-",
        "time fee. Procedure-",
        "to-procedure edits hold for each re-",
        "gion, and anti-inflammatory drugs come first. The short-",
        "and long-term use of anti-",
        "inflammatory drugs is told to the treating physi-",
    ]
    pages = [
        [*((11.0, 72.0, 700.0 - 14 * i, line) for i, line in enumerate(lines)), (9.0, 72.0, 30.0, "Page 1 of 2")],
        [(11.0, 72.0, 740.0, "cian and to the payer."), (9.0, 72.0, 30.0, "Page 2 of 2")],
    ]
    text = " ".join(read_file(pdf(pages), "a.pdf").text.split())
    assert "Prior authorization is due, for each of two a one-time fee." in text
    assert "Procedure-to-procedure edits hold for each region, and anti-inflammatory drugs come first." in text
    assert "The short- and long-term use of anti-inflammatory drugs is told to the treating physician and to" in text
    assert "use of anti-cian" in read_file(pdf([pages[0][:-2], pages[1]]), "a.pdf").text


def test_pdf_headings_stand_out_by_size_or_weight() -> None:
    """A larger line and a bold one are headings, the larger one above the bold one."""
    lines = [
        (18.0, 72.0, 720.0, "Nerve blocks"),
        (11.0, 72.0, 690.0, "Coding"),
        (11.0, 72.0, 676.0, "The tibial nerve block is reported with Q1234, once for each"),
        (11.0, 72.0, 662.0, "foot that was treated."),
        (11.0, 72.0, 648.0, "- Say which side."),
    ]
    content = read_file(pdf([lines], bold=["Coding"]), "a.pdf")
    assert shapes(content) == [
        (HEADING, "Nerve blocks"),
        (HEADING, "Coding"),
        (PARAGRAPH, "The tibial nerve block is reported with Q1234, once for each foot that was treated."),
        (ITEM, "Say which side."),
    ]
    assert [b.level for b in content.blocks if b.kind is HEADING] == [1, 2]


def test_pdf_larger_line_heads_a_page_whatever_ended_the_last() -> None:
    """A sheet whose last line has no full stop does not lend its heading to the next sheet."""
    pages = [
        [(16.0, 72.0, 740.0, drug), (11.0, 72.0, 700.0, f"Code {code}"), (11.0, 72.0, 686.0, "It is given once a year")]
        for drug, code in (("Zilretta", "J3304"), ("Synvisc", "J7325"))
    ]
    found = shapes(read_file(pdf(pages), "a.pdf"))
    assert [text for kind, text in found if kind is HEADING] == ["Zilretta", "Synvisc"]


def test_pdf_headings_may_be_numbered() -> None:
    """In larger bold print a number heads a section; in the text's own it counts the items of a list."""
    lines = [
        (14.0, 72.0, 720.0, "2. Coding"),
        (11.0, 72.0, 690.0, "The tibial nerve block is reported once for each foot that was treated."),
        (11.0, 72.0, 664.0, "1. Say which side."),
    ]
    content = read_file(pdf([lines], bold=["2. Coding"]), "a.pdf")
    assert [kind for kind, _ in shapes(content)] == [HEADING, PARAGRAPH, ITEM]


def test_pdf_small_raised_numbers_become_superscripts() -> None:
    """A citation in small print stays one when the page becomes text."""
    lines = [
        (11.0, 72.0, 700.0, "Relief lasts for months."),
        (6.0, 192.5, 704.0, "1,2"),
        (11.0, 72.0, 680.0, "It was seen in 12 patients of the series, who came back twice."),
    ]
    content = read_file(pdf([lines]), "a.pdf")
    assert "months.¹,²" in content.text
    assert "in 12 patients" in content.text


def test_pdf_small_letters_behind_codes_are_those_of_footnotes() -> None:
    """The code is none that ends in a letter."""
    lines = [
        (11.0, 72.0, 700.0, "Report the block with 62323"),
        (6.0, 207.0, 704.0, "a"),
        (11.0, 72.0, 680.0, "It is no code of category III, as 0042T or 0001a would be, and needs no form."),
    ]
    content = read_file(pdf([lines]), "a.pdf")
    assert "62323ᵃ" in content.text
    assert "0001a" in content.text


def test_pdf_paragraph_over_a_page_break_is_split_at_its_sentence() -> None:
    """What a page begins belongs to the page before until its sentence ends, the rest to the page it stands on."""
    data = pdf(
        [
            page(1, "The block may be repeated when the first one was short and the patient"),
            page(2, "agrees to it in writing. The second block needs a new note of its own."),
            page(3, "A third one is not covered at all, and the plan says so on its own page."),
        ]
    )
    content = read_file(data, "a.pdf")
    found = [(block.page, content.text[block.start : block.end]) for block in content.blocks]
    assert found[0][0] == 1
    assert found[0][1].endswith("agrees to it in writing.")
    assert found[1] == (2, "The second block needs a new note of its own.")


def test_pdf_full_line_that_is_not_finished_goes_on_on_the_next_page() -> None:
    """Also where that begins with a figure; a short line stands alone, as that of a form does."""
    lines = (
        "Management after the day of the insertion of the catheter may be",
        "done by anybody, and is to be reported with the code",
    )
    first = [(11.0, 72.0, 700.0 - 14 * i, line) for i, line in enumerate(lines)]
    short = [
        (11.0, 72.0, 600.0, "A line of the form is wide and tells what is to be filled in"),
        (11.0, 72.0, 586.0, "Name"),
    ]
    then = [(11.0, 72.0, 700.0, "01996 for infusions.")]
    joined = [text for _, text in shapes(read_file(pdf([first, then]), "a.pdf"))]
    assert joined[0].endswith("reported with the code 01996 for infusions.")
    assert "01996 for infusions." in [text for _, text in shapes(read_file(pdf([short, then]), "a.pdf"))]


def set_in(*lines: tuple[float, str]) -> bytes:
    """Return a PDF of a page with lines in their sizes."""
    return pdf([[(size, 72.0, 720.0 - 20 * i, text) for i, (size, text) in enumerate(lines)]])


def test_pdf_larger_print_below_an_item_without_a_stop_is_a_heading() -> None:
    """Lists and lines of contact seldom have stops, and the last of them is no text that the heading goes on with."""
    body = "The foot is kept dry for a day after the block was placed."
    content = read_file(
        set_in(
            (16.0, "Before the visit"),
            (11.0, "- Stop warfarin for five days"),
            (11.0, "- Sign the consent"),
            (16.0, "After the visit"),
            (11.0, body),
            (11.0, "Phone 555-0142"),
            (13.0, "Billing"),
            (11.0, body),
        ),
        "a.pdf",
    )
    assert shapes(content) == [
        (HEADING, "Before the visit"),
        (ITEM, "Stop warfarin for five days"),
        (ITEM, "Sign the consent"),
        (HEADING, "After the visit"),
        (PARAGRAPH, f"{body} Phone 555-0142"),
        (HEADING, "Billing"),
        (PARAGRAPH, body),
    ]


def test_pdf_a_sentence_that_goes_on_in_larger_print_is_whole() -> None:
    """What is set as large as a line beside it is no heading within a sentence."""
    body = (11.0, "The foot is kept dry for a day after the block was placed.")
    large = [(14.0, "The clinic is open"), (14.0, "Monday to Friday from eight"), (14.0, "to five o'clock.")]
    content = read_file(set_in(body, *large, body, body, body), "a.pdf")
    assert "The clinic is open Monday to Friday from eight to five o'clock." in content.text


SAID = [
    "The payer asks for imaging within six months of the",
    "request, and for a note that names the level treated.",
    "Relief is measured on a scale and must reach one half",
    "of the former pain before a second block is covered",
    "by the plan. Requests without a scale are returned.",
]


def quoting(quote: tuple[str, str]) -> bytes:
    """Return a page on which two lines in large print stand within a sentence."""
    above = [(10.0, 72.0, 700.0 - 13 * i, line) for i, line in enumerate(SAID[:3])]
    large = [(15.0, 90.0, 645.0 - 18 * i, line) for i, line in enumerate(quote)]
    below = [(10.0, 72.0, 600.0 - 13 * i, line) for i, line in enumerate(SAID[3:])]
    return pdf([[*above, *large, *below]])


@pytest.mark.parametrize(
    "quote", [("“Relief is measured", "on a scale”"), ("Relief is measured on", "a scale and must reach")]
)
def test_a_pull_quote_heads_nothing(quote: tuple[str, str]) -> None:
    """It says again what the text says; the sentence in which it is set goes on."""
    content = read_file(quoting(quote), "a.pdf")
    assert content.text == f"{' '.join(SAID)}\n"
    assert content.notes == ("1 pull quote left out: the text says the same",)


def test_large_words_that_the_text_does_not_say_are_kept() -> None:
    """A heading in quotation marks is one."""
    content = read_file(quoting(("“Pain as the fifth", "vital sign”")), "a.pdf")
    assert "“Pain as the fifth vital sign”" in [text for _, text in shapes(content)]
    assert content.notes == ()


def test_headings_that_the_text_repeats_are_no_pull_quotes() -> None:
    """A table of contents and references name them again, and the items of a list above them have no stop."""
    pages = [
        [
            (16.0, "Alder Health Plan"),
            (10.0, "• Copies of the notes"),
            (14.0, "How to file an appeal"),
            (10.0, "Send it by fax."),
        ],
        [
            (16.0, "Birch Health Plan"),
            (10.0, "• Copies of the notes"),
            (14.0, "How to file an appeal"),
            (10.0, "Send it by mail."),
        ],
        [(14.0, "“Never events” and how to bill them"), (10.0, "This is on “never events” and how to bill them.")],
    ]
    content = read_file(
        pdf([[(size, 72.0, 700.0 - 22 * i, t) for i, (size, t) in enumerate(p)] for p in pages]), "a.pdf"
    )
    appeals = ["Alder Health Plan", "How to file an appeal", "Birch Health Plan", "How to file an appeal"]
    assert [t for kind, t in shapes(content) if kind is HEADING] == [*appeals, "“Never events” and how to bill them"]
