"""A rule on another code, drug or plan is no answer, though the passage or the document names the one asked about."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "codes.md": """# Billing of joints

CPT 20610 needs modifier 50 for both knees. CPT 27096 needs modifier RT. CPT 20552 is paid once a day. CPT 64479 is not
covered in a nursing home.

Report 64633 with M47.816, and 64635 with M47.817.

The professional fee for 64493 is $210. The professional fee for 64495 is $95.
""",
    "nerves.md": """# Nerve pain

## Gabapentin capsules

Gabapentin is not used in children.

## Pregabalin capsules

The starting dose is 75 mg twice daily and is raised after a week.

## Duloxetine capsules

The starting dose is 30 mg once daily and is raised after two weeks.
""",
    "filing.md": """# Filing of claims

## Cedar Mutual

Cedar Mutual takes claims by the portal alone.

## Alder Health

Timely filing is 120 days from the date of service.

## Birch Plan

Timely filing is 90 days from the date of service.
""",
    "surgery.md": """# Pain after surgery

Morphine 5 mg is given every 4 hours after surgery. Ketorolac is avoided in renal failure.

Ibuprofen 400 mg is given every 6 hours after an extraction. Etoricoxib is not kept here.
""",
    "appeals.md": """# Minutes

## Appeals

- Northmere PPO: first appeal within 180 days of the denial, second within 60 days of the first answer.
- Harlow Mutual: first appeal within 90 days, and there is no second level for claims since January.
- The log is attached to every appeal.

## Peers

A call between doctors must be asked for within 14 days of the denial at Meridor, and within 7 days at Silvane.

## Cards

Tricare and Medicaid send a card each year.
""",
    "referrals.md": """# Referrals

## Plans

- Birchwood (HMO): the referral is good for 90 days from the date of the first visit.
- Ashdown (PPO): good for 60 days.
""",
    "injections.md": """# Injections

Fulvestrant takes 96402 too, one unit per injection, so two units for the usual pair of injections.

Denosumab was moved to 96372 for every payer.
""",
    "restarting.md": """# Blood thinners and injections

## Holding

Clopidogrel is held for 7 days before the injection.

## Restarting

Warfarin is restarted 24 hours after the injection.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("whose"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("which modifier does 20610 need for both knees", "modifier 50"),
        ("does 27096 need modifier RT?", "27096"),
        ("can 64633 be billed with M47.816?", "M47.816"),
        ("is 64479 covered in a nursing home?", "64479 is not covered"),
        ("professional fee for 64493", "$210"),
        ("starting dose of pregabalin?", "75 mg"),
        ("starting dose of duloxetine?", "30 mg"),
        ("timely filing for Alder Health?", "120 days"),
        ("morphine dose after surgery", "5 mg"),
        ("how long do we have to appeal a harlow denial", "90 days"),
        ("how long do we have to appeal a northmere denial", "180 days"),
        ("which code for the xgeva injection?", "96372"),
        ("when is warfarin restarted after the injection", "24 hours"),
    ],
)
def test_is_answered_with_its_own(answerer: Answerer, question: str, words: str) -> None:
    """Where there is one."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("does 20610 need modifier RT?", "27096"),
        ("is 20552 covered in a nursing home?", "64479"),
        ("is 64479 paid once a day?", "20552"),
        ("starting dose of gabapentin?", "75 mg"),
        ("timely filing for Cedar Mutual?", "120 days"),
        ("ketorolac dose after surgery", "Morphine"),
        ("etoricoxib dose after an extraction", "Ibuprofen"),
        ("how many days to appeal a medicaid denial", "Northmere"),
        ("within how many days must a call between doctors be asked for at tricare", "Meridor"),
        ("does xgeva take two units for the pair of injections", "Fulvestrant"),
        ("how long is an ashdown referral good from the first visit", "Birchwood"),
        ("when is clopidogrel restarted?", "Warfarin"),
        ("how long after the injection is clopidogrel restarted?", "Warfarin"),
    ],
)
def test_is_not_answered_with_that_of_another(answerer: Answerer, question: str, others: str) -> None:
    """It may be on the other page of the sources, or nowhere."""
    answer = answerer.answer(question)
    assert answer.status is Status.NOT_FOUND or others not in first(answer)
