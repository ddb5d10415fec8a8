"""What the text reader makes of lines: headings without markup, items, rows, wrapped paragraphs."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import read_library
from corpus.model import BlockKind, Content
from tests.corpus.contents import read, shapes

PLAIN = """\
Nerve block of the foot
From the Guidelines
The block of the tibial nerve is reported once for each foot, and the note says which side was treated.
Points to settle before the visit:
- Stop anticoagulants only if the surgeon agrees
- Record the temperature of both feet
  - with the same thermometer
1. Mark the side
2. Obtain consent
Time | Service | Reported
09:00 | block | once
Safety
No serious event has been seen in the series that were published so far.
"""


LONG = (
    "The block may be repeated after two weeks if the relief was short, and the second note should compare the two "
    "results 1, 2. Where the patient takes anticoagulants the surgeon decides, because a hematoma of the foot may stay "
    "silent for a day and is then found late 3."
)


def levels(content: Content) -> list[tuple[str, int]]:
    """Return text and level of each heading."""
    return [(content.text[b.start : b.end], b.level) for b in content.blocks if b.kind is BlockKind.HEADING]


def test_headings_without_markup_are_recognised_with_their_levels() -> None:
    """The first of two headings is the title; one right below another is an inner one; later ones stay inside."""
    content = read(
        f"{PLAIN}From the Research\nShort Series\nIn 12 patients the block held for two weeks.\nLater Work\nNone.\n"
    )
    assert content.title == "Nerve block of the foot"
    assert levels(content) == [
        ("From the Guidelines", 1),
        ("Safety", 1),
        ("From the Research", 1),
        ("Short Series", 2),
        ("Later Work", 2),
    ]


def test_items_lose_their_bullets_and_keep_their_nesting() -> None:
    """The span of an item begins behind its bullet, the text keeps it."""
    content = read(PLAIN)
    items = [(content.text[b.start : b.end], b.level) for b in content.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == [
        ("Stop anticoagulants only if the surgeon agrees", 0),
        ("Record the temperature of both feet", 0),
        ("with the same thermometer", 1),
        ("Mark the side", 0),
        ("Obtain consent", 0),
    ]
    assert "\n- Record the temperature" in content.text


def test_a_table_drawn_with_bars_is_rows() -> None:
    """Rows of a text table are kept apart, word for word."""
    rows = [text for kind, text in shapes(read(PLAIN)) if kind is BlockKind.TABLE_ROW]
    assert rows == ["Time | Service | Reported", "09:00 | block | once"]


@pytest.mark.parametrize("line", ["See the note of March 2018.", "the block was repeated", "is it safe?", "2014"])
def test_a_line_that_is_no_heading_is_a_paragraph(line: str) -> None:
    """A full stop, a small first letter or a bare number makes no heading."""
    assert shapes(read(f"{line}\n{'It is described elsewhere. ' * 8}\n"))[0][0] is BlockKind.PARAGRAPH


def test_a_question_heads_the_answer_below_it() -> None:
    """In a list of frequent questions each is the heading of its answer; one of several in a row heads nothing."""
    content = read(
        "Home dialysis: what the units ask\nWho trains the patient?\nA nurse trains the patient for six weeks.\n"
        "Is a partner needed?\nYes. The partner learns to stop the pump.\n"
        "Is it loud?\nDoes it hurt?\nNeither has been reported.\n"
    )
    assert content.title == "Home dialysis: what the units ask"
    headings = [text for text, _ in levels(content)]
    assert headings == ["Who trains the patient?", "Is a partner needed?", "Does it hurt?"]


def test_an_entry_of_a_list_of_codes_is_no_heading() -> None:
    """A short entry above a far longer one heads nothing; the line above the list does."""
    content = read(
        f"Foot care\n{LONG}\nGroup 1 codes\nB35.1 Tinea unguium\nL84 Corns and callosities of the foot, the toe and "
        "wherever else a shoe has pressed for long\nI70.20 Hardening\n"
    )
    headings = [text for text, _ in levels(content)]
    assert "Group 1 codes" in headings
    assert not {"B35.1 Tinea unguium", "I70.20 Hardening"} & set(headings)


def test_a_numbered_line_over_text_is_a_heading() -> None:
    """The sections of a bulletin are numbered as its lists are; an item has no text below it."""
    content = read(
        f"1. Time limits\n{LONG}\n2. Telehealth\n{LONG}\n1. Mark the side\n2. Obtain consent\n{LONG[:40]}.\n"
    )
    assert [text for text, _ in levels(content)] == ["1. Time limits", "2. Telehealth"]


@pytest.mark.parametrize(
    ("first", "later", "title"),
    [
        (
            "Ear tubes: payer policy 12, effective May 1, 2021",
            "Coverage",
            "Ear tubes: payer policy 12, effective May 1, 2021",
        ),
        ("Ear tubes and grommets", "Safety", "Ear tubes and grommets"),
        ("From the Guidelines", "From the Research", None),
        ("Overview", "Safety", None),
    ],
)
def test_a_first_line_names_the_document_if_it_says_enough(first: str, later: str, title: str | None) -> None:
    """What every section stands under is the title; a first section of several is not."""
    text = "Tubes are placed in both ears under a short anesthesia, and they fall out by themselves within two years."
    assert read(f"{first}\n{text}\n{later}\n{text}\n").title == title


@pytest.mark.parametrize("label", ["CLINICAL REVIEW", "Original Research", "POLICY"])
@pytest.mark.parametrize(
    "title",
    ["Tubes in the Ears of Young Children", "Tubes in the ears of children who had otitis in every winter"],
)
@pytest.mark.parametrize("above", ["", "Background\n"])
def test_a_label_of_its_kind_is_not_the_title(label: str, title: str, above: str) -> None:
    """The line below it is, where it stands above another heading or says much; the label stays in the text."""
    text = "Tubes are placed in both ears under a short anesthesia, and they fall out by themselves within two years. "
    content = read(f"{label}\n\n{title}\n\n{above}{text * 2}\n\nMethods\n{text * 2}\n")
    assert content.title == title
    assert content.text.startswith(f"{label}\n")
    assert [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING][-1] == "Methods"


@pytest.mark.parametrize("below", ["Covered Services", "Review", "Tubes are placed in both ears."])
def test_a_label_above_a_section_is_no_label(below: str) -> None:
    """A first section, or text, names no document."""
    text = "Tubes are placed in both ears under a short anesthesia, and they fall out by themselves within two years."
    content = read(f"POLICY\n\n{below}\n{text}\n\nCovered Ages\n{text}\n")
    assert content.title != below
    assert below in content.text


@pytest.mark.parametrize("line", ["Rev. 3/2026", "Last updated March 2026", "Revised 03/01/26", "CO-16 ........ call"])
def test_dates_and_leaders_are_no_headings(line: str) -> None:
    """When a text was changed says nothing of what stands below it, nor does a name beside its value."""
    text = "It is billed once a day with the code of the nerve that was blocked, and the note names the nerve in full."
    content = read(f"BILLING OF NERVE BLOCKS\n{line}\n\n{text}\n\nREVISED LIMITS\n{text}\n")
    headings = [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING]
    assert line not in headings
    assert "REVISED LIMITS" in headings
    assert line in content.text


MESSAGE = """\
From: Jane Roe <jane@example.org>
To: Billing Office
Cc: Front Desk
Subject: RE: Modifier 25 on Nerve Block Visits
Date: Tue, 3 Mar 2026 09:12:00 -0500

Hi all,

The visit is paid with modifier 25 only if the note is separate.
"""


def test_a_message_goes_by_its_subject() -> None:
    """None of the lines at its head heads the text; all stay in it."""
    content = read(MESSAGE)
    assert content.title == "Modifier 25 on Nerve Block Visits"
    assert BlockKind.HEADING not in {block.kind for block in content.blocks}
    assert content.text.splitlines() == [line for line in MESSAGE.splitlines() if line]
    assert read("Subject: blocks of the foot\n\nThey are offered to adults.\n").title is None


@given(st.integers(min_value=50, max_value=120))
def test_wrapping_the_lines_changes_no_block(width: int) -> None:
    """Hard-wrapped paragraphs and items are joined again."""
    text = "\n\n".join([*PLAIN.split("\n")[:6], LONG])
    wrapped = "\n".join("\n".join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in text.split("\n"))
    assert shapes(read(wrapped)) == shapes(read(text))


@pytest.mark.parametrize("bullet", ["● ", "●", "•", "▪", "■ ", "○ ", "➢ ", "✓ "])
def test_bullets_of_programs_mark_items(bullet: str) -> None:
    """Some set no blank behind one."""
    listed = f"For a block:\n\n{bullet}Bupivacaine 0.5%, 2 mL\n{bullet}Methylprednisolone 40 mg\n"
    assert shapes(read(listed))[1:] == [
        (BlockKind.LIST_ITEM, "Bupivacaine 0.5%, 2 mL"),
        (BlockKind.LIST_ITEM, "Methylprednisolone 40 mg"),
    ]


def test_questions_behind_their_numbers_are_headings() -> None:
    """A number such as "Q1." is no sentence before them."""
    text = "Questions that come in often are answered below.\n\n"
    text += "Q1. Can both codes be billed?\nA1. Yes, on one day.\n\nQ2. Is a modifier allowed?\nA2. No, never.\n"
    assert [told for kind, told in shapes(read(text)) if kind is BlockKind.HEADING] == [
        "Q1. Can both codes be billed?",
        "Q2. Is a modifier allowed?",
    ]


@given(st.lists(st.sampled_from([*PLAIN.split("\n"), "", "   ", "\t"]), max_size=20))
def test_spans_are_in_order_inside_the_text_and_not_blank(lines: list[str]) -> None:
    """Whatever the lines are, each block slices back to text that is neither blank nor padded."""
    content = read("\n".join(lines) + "\nEnd of file.")
    assert content.blocks
    end = 0
    for block in content.blocks:
        assert end <= block.start < block.end <= len(content.text)
        assert content.text[block.start : block.end] == content.text[block.start : block.end].strip() != ""
        end = block.end


@given(st.lists(st.sampled_from(PLAIN.split("\n")), min_size=1, max_size=20), st.sampled_from(["", " ", "  \t"]))
def test_line_ends_do_not_matter(lines: list[str], padding: str) -> None:
    """CRLF and white space at line ends change nothing."""
    plain = shapes(read("\n".join(lines)))
    assert shapes(read("\r\n".join(f"{line}{padding}" for line in lines))) == plain


PROTOCOL = """\
WARD PROTOCOL: CARE OF A DRAIN THAT STAYS IN PLACE OVER NIGHT ON ANY OF OUR FOUR WARDS
Who may do this: nurses who have passed the yearly course on drains and on
dressings.

1. BEFORE INSERTION
  1.1 Check the clotting screen and mark the side on the skin before the
      Surgeon comes.
      - Fixed regimen: start at 20 mg four times a day and go down to
        zero over 7 days.
      - The ceiling is 250 mg in any 24 hours.
  1.2 Do the score on all patients.
2. REMOVAL
a) Two nurses stay with the patient.
"""


def test_wrapped_items_are_whole_whatever_else_is_wider() -> None:
    """A title may be wider than the text; an item goes on where its text began; a numbered step is an item."""
    assert shapes(read(PROTOCOL))[1][1].endswith("on drains and on dressings.")
    items = [text for kind, text in shapes(read(PROTOCOL)) if kind is BlockKind.LIST_ITEM]
    assert items == [
        "Check the clotting screen and mark the side on the skin before the Surgeon comes.",
        "Fixed regimen: start at 20 mg four times a day and go down to zero over 7 days.",
        "The ceiling is 250 mg in any 24 hours.",
        "Do the score on all patients.",
        "Two nurses stay with the patient.",
    ]


def test_numbered_capitals_head_what_follows_a_list() -> None:
    """They are headings of one level, also right below an item."""
    content = read(f"{PROTOCOL}3. PROBLEMS\nDrain Falls Out\nCover the hole.\n4. NOTES\nWrite the hour down.\n")
    assert levels(content) == [
        ("1. BEFORE INSERTION", 1),
        ("2. REMOVAL", 1),
        ("3. PROBLEMS", 1),
        ("Drain Falls Out", 2),
        ("4. NOTES", 1),
    ]


def test_a_numbered_question_heads_its_answer() -> None:
    """As in a list of frequent questions; in a form to fill in, where the next one follows, it is an item."""
    content = read(
        "Billing of blocks\n\n1. May we bill a visit on the same day?\n\nYes, if it was separate.\n\n"
        "2. What has the note to say?\n- The side\n- The drug\n\nForm\n\n1. Do you smoke?\n2. Do you drink?\n"
    )
    assert [text for text, _ in levels(content)] == [
        "1. May we bill a visit on the same day?",
        "2. What has the note to say?",
        "Form",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Latest Review Date: May 2022",
        "Category: Pain",
        "Policy Number: MP-204",
        "Policy No. PA-12",
        "Version 3",
        "Page 1 of 1",
    ],
)
def test_the_number_of_a_policy_is_text(line: str) -> None:
    """What says which policy a text is can be found, and is no section of it."""
    content = read(f"Prior authorization list\n\n{line}\n\nServices\n\n{LONG}\n")
    assert (BlockKind.PARAGRAPH, line) in shapes(content)


def test_a_line_on_the_file_itself_heads_nothing() -> None:
    """What says who owns a text and since when is no section of it."""
    content = read(
        "FRONT DESK PROCEDURE FOR VISITS\nOwner: Patient Accounts, ext. 4490\n\nA. BEFORE THE VISIT\nRun the check.\n"
    )
    assert [text for text, _ in levels(content)] == ["A. BEFORE THE VISIT"]


@pytest.mark.parametrize("line", ["Present: M. Rao (chair), D. Kim, P. Osei", "Absent: L. Cole", "Attendees: D. Kim"])
def test_who_was_at_a_meeting_heads_nothing(line: str) -> None:
    """Its minutes begin with them."""
    content = read(f"Billing committee\nDate: January 9, 2024\n{line}\n\n1. Call to order\n{LONG}\n")
    assert line not in [text for text, _ in levels(content)]
    assert line in content.text


@pytest.mark.parametrize(
    "fact",
    [
        "Payer ID: 60054",
        "Corrected Claims: 1 Year",
        "Referral: not needed",
        "Hemoglobin: below 7 g/dL",
        "Wait: at least 30 minutes",
        "ZILRETTA IS NOT COVERED",
        "SYNVISC NEEDS PRIOR AUTHORIZATION",
        "Copay for Office Visits Is $30",
        "D0330 – Panoramic Image - $190",
        "J1885 Ketorolac",
        "PICC: peripherally inserted central catheter",
        "A",
        "A. Call the desk of the hospital by the number that stands on the Westlake",
    ],
)
def test_a_short_line_that_tells_something_heads_nothing(fact: str) -> None:
    """A name with its value and a sentence are text, however much they are printed like headings."""
    assert fact not in [text for text, _ in levels(read(f"Quick reference\n\n{fact}\n\nSupplies\n{LONG}\n"))]


@pytest.mark.parametrize(
    "heading",
    [
        "Step 3: 24 Hours Later",
        "Claims Over $500",
        "DKA: when to call",
        "A. Call of the desk",
        "Drugs That Are Not Covered",
        "When Authorization Is Required",
        "Part B: Outpatients",
    ],
)
def test_names_of_steps_and_clauses_are_headings(heading: str) -> None:
    """A number behind a step is no value of it, and a clause is no sentence."""
    assert heading in [text for text, _ in levels(read(f"Quick reference\n\n{heading}\n{LONG}\n\nSupplies\n{LONG}\n"))]


def test_a_line_of_question_marks_alone_is_no_question(tmp_path: Path) -> None:
    """By the front door: the whole file was refused as damaged."""
    (tmp_path / "notes.txt").write_text("Fees\n\n???\n\nThe block is paid once a year by the plan.\n")
    library = read_library(tmp_path)
    assert library.failures == ()
    assert "The block is paid once a year by the plan." in library.passages[-1].text


def test_a_line_longer_than_any_wrapped_one_is_a_paragraph_of_its_own() -> None:
    """Rows of a table that begin in lower case had been taken for wrapped lines, and the heading for a part of it."""
    rule = "The amount that is given goes on the first line and what is thrown away on a second one with its modifier. "
    text = f"""Discarded Drugs
Rules
{rule}{rule}
What the record must show
- Name and strength of the vial
- Amount given and amount thrown away
Worked Examples
drug | vial | what was given to the patient | what goes on the claim
triamcinolone | 40 mg in a single-dose vial | 20 mg | 2 units and 2 units of waste
methylprednisolone | 80 mg in a single-dose vial | 80 mg | 80 units
"""
    assert "What the record must show" in [heading for heading, _ in levels(read(text))]
