"""Limits and ranges in sentences: the rule for the other side of a number, or for another range, is no answer."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "enoxaparin.md": """# Enoxaparin

If creatinine clearance is below 30 mL/min, enoxaparin 1 mg/kg is given once daily. If creatinine clearance is
30 mL/min or more, enoxaparin 1 mg/kg is given twice daily.
""",
    "metformin.md": """# Metformin

Metformin is started at 500 mg once daily when the eGFR is 45 mL/min or higher. With an eGFR under 45 mL/min no new
course of metformin is begun.
""",
    "employers.md": """# Who pays first

A plan of an employer with 500 FTE employees or more files the annual survey online. An employer with fewer than 500
employees files the annual survey on paper.
""",
    "visits.md": """# Office visits

The office visit is billed with 99213 when the time is 20 to 29 minutes. The office visit is billed with 99214 when the
time is 30 to 39 minutes.
""",
    "insulin.md": """# Correction scale

Regular insulin 5 units are given for a glucose of 200 to 250. Regular insulin 10 units are given for a glucose of 251
to 300.
""",
    "ketorolac.md": """# Ketorolac

Ketorolac 30 mg is given every 6 hours. In patients older than 65 years 15 mg of ketorolac is given instead. Patients
under 50 kg receive 15 mg of ketorolac.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("limits"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("enoxaparin dose if creatinine clearance is under 30", "once daily"),
        ("enoxaparin dose if creatinine clearance is 30 or more", "twice daily"),
        ("enoxaparin dose if clearance is less than 30?", "once daily"),
        ("enoxaparin dose if clearance is lower than 30", "once daily"),
        ("how do employers with more than 500 employees file the annual survey", "online"),
        ("how do employers with fewer than 500 employees file the annual survey", "on paper"),
        ("code for an office visit of 25 minutes", "99213"),
        ("code for an office visit of 35 minutes", "99214"),
        ("insulin dose for glucose 260", "10 units"),
        ("ketorolac dose for a 70 year old", "older than 65"),
        ("ketorolac dose for a 45 kg patient", "under 50 kg"),
    ],
)
def test_the_rule_that_holds_is_shown(answerer: Answerer, question: str, words: str) -> None:
    """Though the rule beside it names as much of the question."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "metformin dose if eGFR is under 45",
        "code for a 60 minute office visit",
        "code for an office visit of 10 minutes",
        "insulin dose for glucose 350",
        "insulin dose for glucose 150",
        "ketorolac dose for a 12 year old",
    ],
)
def test_what_no_rule_holds_is_no_answer_of_another(answerer: Answerer, question: str) -> None:
    """The dose and the code are those of somebody else."""
    answer = answerer.answer(question)
    assert answer.status is Status.NOT_FOUND or "no new course" in first(answer)
