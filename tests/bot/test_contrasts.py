"""What a sentence tells of something else is no answer: another side, another drug, the other way round."""

from pathlib import Path

import pytest

from tests.answering import answerer_over, first

DOCUMENTS = {
    "rivaroxaban.md": "# Rivaroxaban\n\nRivaroxaban is stopped two days before a block, and is given with food.\n",
    "apixaban.md": """# Apixaban

## Blocks

Apixaban is stopped three days before a block. The tablet may be crushed and stirred into apple sauce.

## Changes

The change from warfarin to apixaban is made at an INR below 2.
""",
    "codes.csv": """Code,Meaning
Q1701,Lumbar stenosis without claudication
Q1702,Wear of the right hip
J1130,Depotol 40 mg
""",
    "appeals.md": """# Appeals

A letter of appeal is answered within 60 days.

Providers of the network file within 90 days.

In 2025 the amount in dispute is $190.

The ablation of facet joints is covered twice a year.
""",
    "visits.csv": "Visit,Price\nNew patient with a specialist,$330\nNew patient with a nurse,$150\n",
    "iron.md": "# Ferrofirm\n\nFerrofirm is given as two doses of 750 mg to adults weighing 50 kg or more.\n",
    "states.md": "# States\n\nThe state with the highest rate of the ablation pays 900 dollars.\n",
    "mri.md": "# Imaging\n\nThe MRI of the lumbar spine needs no authorization.\n",
    "store.md": "# Store\n\nBraces of the knee are kept in the store. A referral names the clinician.\n",
    "effects.txt": "Soreness is the most common effect of the ablation, and was seen in at least 20%.\n",
    "rates.txt": "Relief after the ablation lasted nine months. Recovery after the ablation took 48 hours.\n",
}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("code for lumbar stenosis without claudication", "Q1701"),
        ("code for wear of the right hip", "Q1702"),
        ("code for depotol 40 mg", "J1130"),
        ("from warfarin to apixaban", "INR below 2"),
        ("can apixaban be crushed", "crushed"),
        ("amount in dispute 2025", "$190"),
        ("price of a visit of a new patient with a specialist", "330"),
        ("what is the most common effect of the ablation", "most common"),
        ("ferrofirm dose for adults over 50 kg", "two doses"),
        ("does the MRI of the lumbar spine need authorization", "no authorization"),
        ("how often is the ablation of facet joints covered", "twice a year"),
    ],
)
def test_what_is_asked_is_answered(tmp_path: Path, question: str, words: str) -> None:
    """The rules are no ground where the sentence tells of what is asked."""
    assert words in first(answerer_over(tmp_path, DOCUMENTS).answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "code for lumbar stenosis with claudication",
        "code for cervical stenosis without claudication",
        "code for wear of the left hip",
        "code for depotol 80 mg",
        "amount in dispute 2027",
        "from apixaban to warfarin",
        "can rivaroxaban be crushed",
        "when is a second-level letter of appeal answered",
        "how long do out of network providers have to file",
        "price of a visit of an existing patient with a specialist",
        "which state pays the lowest rate of the ablation",
        "price of a visit of an established patient with a specialist",
        "ferrofirm dose for adults under 50 kg",
        "does the MRI of the knee need authorization",
        "is a referral needed for the ablation of facet joints",
        "is the ablation of sacroiliac joints covered twice a year",
        "what percent had relief after the ablation",
    ],
)
def test_what_is_told_of_something_else_is_no_answer(tmp_path: Path, question: str) -> None:
    """The words of the sentence are nearly those of the question, and what differs decides."""
    assert first(answerer_over(tmp_path, DOCUMENTS).answer(question)) == ""


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("MRI lumbar spine with and without contrast", "72158"),
        ("mri lumbar spine w/wo contrast", "72158"),
        ("lumbar mri with contrast cpt", "72149"),
        ("code for MRI of the lumbar spine w/o contrast", "72148"),
    ],
)
def test_with_without_and_both_are_three_rows(tmp_path: Path, question: str, code: str) -> None:
    """Their words are the same but for those that a search leaves out."""
    rows = ("72148,without contrast", "72149,with contrast", "72158,with and without contrast")
    lines = [row.replace(",", ",MRI lumbar spine ") for row in rows]
    answerer = answerer_over(tmp_path, {"codes.csv": "\n".join(("code,description", *lines))})
    assert code in first(answerer.answer(question))
