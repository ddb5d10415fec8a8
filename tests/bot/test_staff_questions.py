"""What staff asked of manuals that payers, laboratories and personnel offices print, each met with a wrong answer."""

from pathlib import Path

import pytest

from tests.answering import answerer_over, first

DOCUMENTS = {
    "disputes.txt": """Disputes of authorizations

- Level I dispute: within 45 days of the first decision
- Level II dispute: within 20 days of the level I denial

The plan may take up to 12 calendar days to make a determination on a request.
""",
    "incidents.md": """Incidents

Reporting to the registry

For spills touching 200 or more records, a report must go to the registry by phone, within two days. For spills touching
fewer than 200 records, it must be sent to the registry by letter in January.

NOTICE TO THE PRESS

Newspapers are told of a spill within a week.
""",
    "leave.md": """# Leave

Paid vacation by service:

- **Years 0-2:** 11 days
- **Years 3-9:** 16 days
- **Years 10+:** 21 days
""",
    "drugs.csv": "HCPCS Code,Drug,Payment Limit\nJ1111,Alphacillin,4.10\nJ2222,Betacillin,52.30\n",
    "vaccines.csv": """Vaccine,Interval between dose 1 and dose 2,Interval between dose 2 and dose 3
HepZ,4 weeks,9 weeks
Rota-Z,5 weeks,6 weeks
Polio-Z,4 weeks,6 weeks
Hib-Z,3 weeks,7 weeks
""",
    "faq.txt": """Frequent questions on the billing of conferences under the codes 55555 and 55556 follow here.
1. Is the code 55555 one by time?
Yes, by the half hour.
2. Are there limits on how often I can bill the codes 55555 and 55556?
Per the code book, there are none on the number of times a conference is reported in a period.
3. In what settings can conferences be held and billed- Inpatient? Nursing home? Other?
No place of service is excluded.
""",
    "accounts.md": """# Accounts

Write-offs of less than $50 are done by the biller. The manager signs write-offs of $50 or more.
""",
    "westlake.md": """# Authorizations

Requests for authorization are sent to Westlake by fax. Forms take a day to arrive.

Standard requests: Westlake has up to 15 days to make a determination.
""",
    "sites.md": """# Sites of group teaching

In what settings is group teaching billed, inpatient? Nursing home? Other?
No place is excluded. Group teaching is billed once.
""",
    "tubes.md": """Tubes

• Gold top for ferritin

• Royal blue top for zinc
• Lavender top for a blood count
""",
}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("deadline for a level 2 dispute", "Level II dispute: within 20 days"),
        ("deadline for a level 1 dispute", "Level I dispute: within 45 days"),
        ("how long does the plan take to decide a request", "may take up to 12 calendar days"),
        ("less than 200 records spilled, when report to registry", "by letter in January"),
        ("200 or more records spilled, when report to registry", "by phone, within two days"),
        ("who signs write-offs of less than $50", "done by the biller"),  # who signs them signs those above
        ("who is told, is there notice to the press", "Newspapers are told"),
        ("vacation after 14 years", "Years 10+: 21 days"),
        ("vacation after 4 years", "Years 3-9: 16 days"),
        ("pto after 4 yrs", "Years 3-9: 16 days"),
        ("interval between hepz dose 2 and 3", "9 weeks"),
        ("how often can we bill 55555", "there are none on the number of times"),
        ("how long does westlake have to decide", "Westlake has up to 15 days"),
        ("which tube for zinc", "Royal blue top for zinc"),
    ],
)
def test_the_right_line_answers(tmp_path: Path, question: str, words: str) -> None:
    """Not the line beside it, and not a refusal."""
    assert words in first(answerer_over(tmp_path, DOCUMENTS).answer(question))


@pytest.mark.parametrize(
    ("before", "follow_up", "words"),
    [
        ("payment limit for J1111", "and J2222?", "52.30"),
        ("how much vacation after 4 yrs", "and 14 years?", "Years 10+: 21 days"),
        ("how much vacation after 14 years", "what about 1 year?", "Years 0-2: 11 days"),
    ],
)
def test_a_follow_up_on_another_code_or_amount(tmp_path: Path, before: str, follow_up: str, words: str) -> None:
    """It replaces the one asked about before: with both, a row on each was looked for."""
    answer = answerer_over(tmp_path, DOCUMENTS).answer(follow_up, thread=[before])
    assert words in first(answer)


def test_a_question_that_short_ones_go_on_with_is_no_answer(tmp_path: Path) -> None:
    """The reply to all of them stands behind the last."""
    told = first(answerer_over(tmp_path, DOCUMENTS).answer("settings where group teaching is billed"))
    assert told
    assert not told.endswith("?")


def test_a_range_of_reference_is_an_interval(tmp_path: Path) -> None:
    """A laboratory prints the one, and is asked for the other in short."""
    manual = "# Specimens\n\nThe reference interval of zorbin is 60 to 120. Zorbin is drawn in the morning.\n"
    assert "60 to 120" in first(answerer_over(tmp_path, {"manual.md": manual}).answer("zorbin ref range"))
