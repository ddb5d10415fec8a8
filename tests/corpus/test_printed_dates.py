"""Which dates of a document are read from its own lines, and which dates on them say nothing of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.forms import DayOrder, dates_in, day_order, read_date
from corpus.dates.labels import labelled_in
from corpus.dates.printed import printed_dates
from corpus.model import BlockKind, Month
from corpus.readers.builder import ContentBuilder
from corpus.readers.registry import read_file
from corpus.understanding import understand
from tests.corpus.files import pdf

TODAY = date(2025, 6, 1)
BODY = "The tibial block is covered once for each foot and is reported with one code, whatever was injected there."
FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%B %d, %Y",
    "%b. %d, %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%m/%d/%y",
)
MONTH_FORMS = ("%B %Y", "%b %Y", "%m/%Y", "%Y-%m", "%m-%Y")
DAYS = st.dates(date(1970, 1, 1), date(2027, 12, 31))


def told(text: str, name: str = "doc.txt", **beside: str) -> Mapping[str, str]:
    """Return the dates that are read from a text, as they are shown."""
    content = read_file(text.encode(), name)
    found = printed_dates(content.text, content.blocks, today=TODAY, title=content.title, beside=beside.values())
    return {kind: str(day) for kind, day in found.known().items()}


def policy(*head: str, foot: str = "") -> str:
    """Return a policy with lines below its title, and one below its text."""
    text = "\n\n".join(
        f"{heading}\n{BODY} {BODY} {BODY}" for heading in ("Description", "Coverage", "Billing", "Limits")
    )
    return "\n".join(["Tibial Nerve Block Policy", "", *head, "", text, "", foot, ""])


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Effective Date: January 1, 2025", {"effective": "2025-01-01"}),
        ("EFFECTIVE 1/1/25", {"effective": "2025-01-01"}),
        ("Policy effective 2024-07-01", {"effective": "2024-07-01"}),
        ("This policy is effective as of Jan. 1, 2025.", {"effective": "2025-01-01"}),
        ("Effective July 1, 2024 through September 30, 2024", {"effective": "2024-07-01"}),
        ("Last Revised: 03/15/2024", {"revised": "2024-03-15"}),
        ("This version was last updated on 12 March 2023.", {"revised": "2023-03-12"}),
        ("Last updated: Monday, March 4, 2024 at 10:15 AM EST", {"revised": "2024-03-04"}),
        ("Rev. 3/2024", {"revised": "2024-03"}),
        ("Rev. 03/24", {"revised": "2024-03"}),
        ("Version 2.3 - September 2016", {"revised": "2016-09"}),
        ("Revision Date (Medicaid): 1/1/2025", {"revised": "2025-01-01"}),
        ("Revised 3/15/2024 by the Policy Committee", {"revised": "2024-03-15"}),
        ("Page last reviewed: May 15, 2024", {"reviewed": "2024-05-15"}),
        ("This topic last updated: Nov 15, 2023.", {"revised": "2023-11-15"}),
        ("Ostrander last reviewed", {}),
        ("OBT last reviewed June 13, 2024*", {"reviewed": "2024-06-13"}),
        ("Medically reviewed by Jane Doe, MD on May 1, 2024", {"reviewed": "2024-05-01"}),
        ("Approved: 12 March 2023", {"reviewed": "2023-03-12"}),
        ("Last Reviewed/Revised: 03/15/2024", {"reviewed": "2024-03-15"}),
        ("Reviewed: 01/2019, 02/2020, 03/2021", {"reviewed": "2021-03"}),
        ("Revised 03/2024; Reviewed 05/2024", {"revised": "2024-03", "reviewed": "2024-05"}),
        (
            "EFFECTIVE: 02-01-88 PAGE 1 OF 3 REVISED: 07-01-24 SUPERSEDES: 10-01-22",
            {"effective": "1988-02-01", "revised": "2024-07-01"},
        ),
        (
            "Original Effective Date: 01/01/2020 | Last Review: 03/15/2024 | Next Review: 03/15/2026",
            {"effective": "2020-01-01", "reviewed": "2024-03-15"},
        ),
        ("Editor: Jane Doe Updated: 1/3/2024 3:13:44 AM", {"revised": "2024-01-03"}),
        ("Page last reviewed: 12 February 2020 Next review due: 1 May 2026", {"reviewed": "2020-02-12"}),
        (
            "Ostrander. Effective March 1, 2025. Next review due February 2026. For all plans.",
            {"effective": "2025-03-01"},
        ),
        ("Effective: April 1, 2025. Status: active. Owner: Billing", {"effective": "2025-04-01"}),
        (
            "Effective: May 15, 2025 Last reviewed: May 2025 Line of business: All",
            {"effective": "2025-05-15", "reviewed": "2025-05"},
        ),
        ("Revised Fri, 15 Mar 2024 © Ostrander", {"revised": "2024-03-15"}),
        ("Retired: 2023-12-31", {"retired": "2023-12-31"}),
        ("Policy terminated effective 12/31/2023", {"retired": "2023-12-31"}),
    ],
)
def test_a_labelled_date_below_the_title_is_read(line: str, known: Mapping[str, str]) -> None:
    """As what its label says: a document that was looked at again was not therefore changed."""
    assert told(policy(line)) == known


@pytest.mark.parametrize(
    "line",
    [
        "Effective October 1, 2020, the plan covers the block in a hospital.",
        "Effective January 1, 2025 – all claims need the modifier",
        "Effective January 1, 2025. All claims need the modifier.",
        "Effective January 1, 2025  all claims need the modifier",
        "The block is covered (effective January 1, 2025)",
        "Covered blocks – effective January 1, 2025.",
        "Effective dates of service on or after January 1, 2025",
        "Claims with an effective date: 01/01/2025 are paid",
        "the rates were updated March 3, 2024.",
        "The claim was last reviewed on March 3, 2024",
        "Plan. Claims manual. Updated March 3, 2024. Accessed May 3, 2024. Available from the plan.",
        "The plan pays for this. Effective January 1, 2025. It is not paid before.",
        "Updated March 3, 2024. Accessed May 3, 2024.",
        "Coverage effective date: 1/1/2025",
        "Policy: The notice must show this. Effective Date: 01/01/2025",
        "Example: Effective Date: 01/01/2025",
        "Effective through 12/31/2025",
        "Effective 7/1",
        "Updated 3/11",
        "Revised 2023",
        "Next Review Date: 03/15/2025",
        "Review date: 03/15/2025",
        "Supersedes: 10/01/2022",
        "Published: March 3, 2024",
        "Printed on 3/3/2024",
        "Accessed May 3, 2024",
        "Date: 3/3/2024",
        "Date of birth: 3/3/1964",
        "Date of service: 3/3/2024",
        "Expires: 12/31/2024",
        "Retired January 1, 2024",
        "Revised: 02/30/2024",
        "Revised: 3/15/2091",
        "Effective: 1/1/2029",
        "Revised: 3/15/1924",
        "MP-204 Genicular block   Effective 01/01/2025",
        "Version 10.2.24",
        "J0130 effective 20020101",
    ],
)
def test_other_dates_say_nothing_of_the_document(line: str) -> None:
    """Sentences on rules and claims, labels that are of something else, and what no document can have."""
    assert told(policy(line)) == {}
    assert told(policy(foot=line)) == {}


def test_a_date_within_the_text_is_of_what_is_told_there() -> None:
    """Between the head and the foot a labelled line is about a code, a form or another text."""
    text = policy().replace("Coverage\n", "Coverage\nEffective Date: 01/01/2025\nRevised: 3/15/2024\n")
    assert told(text.replace(BODY, BODY * 3)) == {}


@pytest.mark.parametrize(
    "title", ["Billing Committee Minutes", "Minutes of the Staff Meeting", "Meeting Minutes – Coding"]
)
@pytest.mark.parametrize(
    "line",
    [
        "Date: Tuesday, January 9, 2024",
        "Date: January 9, 2024",
        "Date: Tue., Jan. 9, 2024 at 8:00 AM",
        "Meeting date: 1/9/2024",
        "Date of meeting: Tuesday January 9, 2024",
        "Date: Tuesday, January 9, 2024 | Place: Room 4",
    ],
)
def test_minutes_are_of_the_day_of_their_meeting(title: str, line: str) -> None:
    """What was agreed then may be changed by later ones; as with mail, it is the date of the text."""
    text = policy(line, "Present: all").replace("Tibial Nerve Block Policy", title)
    assert told(text) == {"revised": "2024-01-09"}


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Visits of 60 Minutes", "Date: Tuesday, January 9, 2024"),
        ("Tibial Nerve Block Policy", "Date: Tuesday, January 9, 2024"),
        ("Billing Committee Minutes", "Next meeting date: January 9, 2024"),
        ("Billing Committee Minutes", "Date: January 9, 2024 was taken off the list"),
        ("Billing Committee Minutes", "Due date: January 9, 2024"),
    ],
)
def test_another_date_is_not_that_of_a_meeting(title: str, line: str) -> None:
    """Only minutes have one, and only under its label."""
    assert told(policy(line).replace("Tibial Nerve Block Policy", title)) == {}


def test_the_foot_is_read_but_not_what_may_be_an_entry_of_its_references() -> None:
    """An item there that is no label and date alone may be the rest of an entry."""
    assert told(policy(foot="© 2024 Plan. Last updated: March 2024")) == {"revised": "2024-03"}
    assert told(policy(foot="Revised 5-4-2010\nRevised 9-18-2014")) == {"revised": "2014-09-18"}
    entries = "1. Plan. Claims manual.\n2. Plan. Fees.\n"
    assert told(policy(foot=f"References\n\n{entries}3. Updated March 3, 2024.")) == {}
    assert told(policy(foot=f"{BODY}\n\n- Last reviewed: March 3, 2024")) == {"reviewed": "2024-03-03"}


def test_the_dates_of_a_manuscript_or_of_a_person_are_not_those_of_the_document() -> None:
    """A study was revised between its arrival and its acceptance; a card in an example has an effective date."""
    assert told(policy("Received: 5 January 2020", "Revised: 3 March 2020", "Accepted: 10 May 2020")) == {}
    assert told(policy("Member Name: Jane Doe", "Effective Date: 01/01/2025")) == {}


@pytest.mark.parametrize(
    "rows",
    [
        "| Policy Number | MP-204 |\n| --- | --- |\n| Effective Date | 01/01/2025 |\n| Last Revised | 3/15/2024 |",
        "| Effective Date | Last Revised | Next Review |\n| --- | --- | --- |\n| 01/01/2025 | 3/15/2024 | 3/15/2026 |",
        "Policy: MP-204 | Effective: 01/01/2025 | Revised: 3/15/2024",
        "| Item | Value |\n| --- | --- |\n| Effective | 01/01/2025 |\n| Last revised | 3/15/2024 (v4.2: feet, too) |",
        "**Effective Date:** 01/01/2025\n**Last Revised:** 3/15/2024",
        "Effective Date\n\n01/01/2025\n\nLast Revised\n\n3/15/2024",
    ],
)
def test_a_small_table_of_the_file_is_read_in_every_layout(rows: str) -> None:
    """Names above values, beside them, in one cell with them, or a line above."""
    known = told(f"# Tibial Nerve Block\n\n{rows}\n\n## Coverage\n\n{BODY}\n", "doc.md")
    assert known == {"effective": "2025-01-01", "revised": "2024-03-15"}


@pytest.mark.parametrize(
    "rows",
    [
        "| Code | Effective Date |\n| --- | --- |\n| J0130 | 01/01/2020 |\n| J0131 | 01/01/2020 |",
        "| Code | Effective Date |\n| --- | --- |\n| J0130 | 01/01/2020 |",
        "| Category | Effective Date |\n| --- | --- |\n| A | 01/01/2020 |\n| B | 01/01/2020 |",
        "| Policy | Title | Last Revised |\n| --- | --- | --- |\n| A | Feet | 1/2/2020 |\n| MP-2 | Toes | 2/2/2021 |",
        "| M1 | Not paid separately. Start: 01/01/1997 | Last Modified: 04/01/2007 |\n| --- | --- | --- |\n| M2 | | |",
    ],
)
def test_a_table_of_codes_or_documents_tells_of_those(rows: str) -> None:
    """Its columns of dates say nothing of the list itself."""
    assert told(f"# Codes\n\n{rows}\n", "doc.md") == {}
    lines = [line.strip("| ").replace(" | ", ",") for line in rows.splitlines() if "---" not in line]
    assert told("\n".join(lines), "doc.csv") == {}


def test_of_a_history_the_newest_entry_counts_and_the_oldest_is_no_beginning() -> None:
    """A change is a revision, a look without one a review, and a document that was begun was not revised."""
    history = (
        "Revision History\n\n03/15/2024 - Added 64454\n01/02/2020 - New policy\n05/01/2021 - Annual review, no changes"
    )
    assert told(policy(foot=history)) == {"revised": "2024-03-15", "reviewed": "2021-05-01"}
    assert told(policy(foot="Revision History\n\n01/02/2020 - New policy")) == {}


def test_two_dates_that_both_claim_to_be_the_beginning_are_none() -> None:
    """Beside the title one counts before those farther off; of two there nobody knows which."""
    assert told(policy("Effective Date: 01/01/2025", "Effective Date: 07/01/2024")) == {}
    far = policy("Effective Date: 01/01/2025", foot="Effective Date: 07/01/2019")
    assert told(far) == {"effective": "2025-01-01"}
    first = policy("Original Effective Date: 01/01/2020", "Current Effective Date: 01/01/2025")
    assert told(first) == {"effective": "2025-01-01"}


def test_the_other_dates_of_a_document_tell_which_number_is_the_day() -> None:
    """Month first where none does; with dates of both kinds, and of dots alone, nobody knows."""
    assert told(policy("Revised: 03/04/2024")) == {"revised": "2024-03-04"}
    assert told(policy("Revised: 03/04/2024", "Printed 25/04/2024")) == {"revised": "2024-04-03"}
    assert told(policy("Revised: 03/04/2024", "Printed 25/04/2024", "Faxed 04/25/2024")) == {}
    assert told(policy("Revised: 03.04.2024")) == {}
    assert told(policy("Revised: 03.04.2024", "Printed 25.04.2024")) == {"revised": "2024-04-03"}


def test_running_heads_and_front_matter_of_other_tools_are_read(tmp_path: Path) -> None:
    """Both are said on the page or above it, though they are no text; what is said to us comes first."""
    (tmp_path / "a.md").write_text(f"---\nlast_updated: '2024-03-15'\nlayout: post\n---\n{BODY}\n")
    (tmp_path / "b.md").write_text(f"---\nlast_updated: '2024-03-15'\nrevised: 2025-01-01\n---\n{BODY}\n")
    foot = (9.0, 72.0, 30.0, "Ostrander | Effective Date: 01/01/2024")
    pages = [[(11.0, 72.0, 700.0, f"{BODY[:60]} {word}."), foot] for word in ("left", "right", "both", "none")]
    (tmp_path / "c.pdf").write_bytes(pdf(pages))
    letter = docx.Document()
    letter.add_paragraph(BODY)
    letter.sections[0].header.paragraphs[0].text = "Ostrander Policy\tEffective: 01/01/2024"
    letter.sections[0].footer.paragraphs[0].text = "Rev. 3/2024\tPage 1 of 3"
    letter.save(str(tmp_path / "d.docx"))
    word = understand(tmp_path, "d.docx").document.metadata
    assert (word.effective, str(word.revised)) == (date(2024, 1, 1), "2024-03")
    assert understand(tmp_path, "a.md").document.metadata.revised == date(2024, 3, 15)
    assert understand(tmp_path, "b.md").document.metadata.revised == date(2025, 1, 1)
    assert understand(tmp_path, "c.pdf").document.metadata.effective == date(2024, 1, 1)


def test_what_is_said_beside_a_document_comes_before_what_it_prints(tmp_path: Path) -> None:
    """Key by key: a sidecar, or the defaults of a folder; the printed one stays where they say nothing."""
    (tmp_path / "a.txt").write_text(policy("Effective Date: 01/01/2025", "Revised: 3/15/2024"))
    printed = understand(tmp_path, "a.txt").document
    (tmp_path / "folder.meta.toml").write_text("effective = 2020-05-05\n")
    described = understand(tmp_path, "a.txt").document
    assert (printed.metadata.effective, printed.metadata.revised) == (date(2025, 1, 1), date(2024, 3, 15))
    assert (described.metadata.effective, described.metadata.revised) == (date(2020, 5, 5), date(2024, 3, 15))
    assert described.text == printed.text


def test_the_day_on_which_mail_was_sent_stays_its_date(tmp_path: Path) -> None:
    """What it says at its foot is the sender's template."""
    mail = (
        f"From: a@plan.example\nDate: Mon, 5 Feb 2024 10:00:00 +0000\nSubject: Blocks\n\n{BODY}\n\nRevised: 1/2/2019\n"
    )
    (tmp_path / "a.eml").write_text(mail)
    assert understand(tmp_path, "a.eml").document.metadata.revised == date(2024, 2, 5)


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(("Revised: {}", "Effective Date: {}", "Last reviewed {}", "({})")))
def test_every_printed_form_is_read_as_the_day_that_it_is(day: date, form: str, line: str) -> None:
    """Each form of each day, within a line too."""
    printed = day.strftime(form)
    (match,) = dates_in(line.format(printed))
    assert match.group() == printed
    assert read_date(printed, DayOrder.MONTH_FIRST, date(2026, 1, 1)) == day


@given(DAYS)
def test_a_day_first_is_read_by_the_order_of_its_document(day: date) -> None:
    """Where the document tells it; else a day above 12 tells itself."""
    assert read_date(day.strftime("%d/%m/%Y"), DayOrder.DAY_FIRST, TODAY) == day
    if day.day > 12:
        assert day_order(f"on {day:%d.%m.%Y}") is DayOrder.DAY_FIRST
        assert read_date(day.strftime("%d.%m.%Y"), DayOrder.UNTOLD, TODAY) == day


@given(DAYS, st.sampled_from(MONTH_FORMS))
def test_a_month_is_never_shown_with_a_day(day: date, form: str) -> None:
    """It is ordered as its first day, and shown as printed: year and month."""
    month = read_date(day.strftime(form), DayOrder.UNTOLD, TODAY)
    assert isinstance(month, Month)
    assert month == day.replace(day=1)
    assert {f"{month}", str(month), month.isoformat()} == {day.strftime("%Y-%m")}


_WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Effective",
                "Date:",
                "Revised",
                "Last",
                "Reviewed:",
                "Rev.",
                "Version",
                "|",
                "(",
                ")",
                ",",
                ";",
                "–",
                "by",
                "©",
            ]
        ),
        st.builds(date.strftime, DAYS, st.sampled_from((*FORMS, *MONTH_FORMS))),
        st.text(max_size=12),
    ),
    max_size=12,
).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(list(BlockKind)), _WORDS), max_size=12), _WORDS)
def test_nothing_that_is_printed_does_harm(lines: list[tuple[BlockKind, str]], title: str) -> None:
    """Whatever labels and dates stand in, there is no error, and no date that no document can have."""
    builder = ContentBuilder()
    for kind, line in lines:
        builder.add(kind, line)
    content = builder.build()
    found = printed_dates(content.text, content.blocks, today=TODAY, title=title, beside=[title])
    assert all(date(1965, 1, 1) <= day <= TODAY + timedelta(days=800) for day in found.known().values())


@given(
    st.lists(st.sampled_from(["covered", "claim", "on", "the", "plan", "—", "|", "Date:", "(", "from"])),
    DAYS,
    st.data(),
)
def test_a_date_without_a_label_is_no_date_of_the_document(words: list[str], day: date, data: st.DataObject) -> None:
    """Whatever stands around it."""
    line = " ".join([*words, day.strftime(data.draw(st.sampled_from(FORMS)))])
    assert list(labelled_in(line, heads=True)) == []
