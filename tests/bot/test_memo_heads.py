"""Lines at the head of a memo or a policy tell of the document, and answer no question on what it says."""

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "memo.txt": """MEMORANDUM

TO: All billing staff
FROM: Dr. Dana Weir, Medical Director of Pain Medicine
DATE: March 2, 2026
RE: Prior authorization for spinal injections
Owner: Dr. Sam Osei, Prior Authorization Committee
Reviewed by: Utilization Management, Spinal Injection Workgroup

Injections at the lumbar spine need a request before the visit is booked. The plan answers within five working days.
""",
    "drugs.md": """# Drugs before procedures

**Owner:** Dr. Ana Ruiz, Anticoagulation Clinic
**Reviewed by:** Department of Anesthesia

Warfarin is stopped five days before the procedure.
""",
    "tasks.csv": "Owner,Task,Due\nFront desk,Verify eligibility,the day before\nBilling,Send statements,on Friday\n",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("memos"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("prior authorization for spinal injections", "need a request"),
        ("does pain medicine need prior authorization?", "need a request"),
        ("what about anesthesia and warfarin", "five days before"),
        ("verify eligibility", "Verify eligibility"),
    ],
)
def test_the_text_answers_and_not_its_head(answerer: Answerer, question: str, words: str) -> None:
    """Though the head names more of the question; the row of a table is none."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who is in the spinal injection workgroup?", "Spinal Injection Workgroup"),
        ("who is the medical director of pain medicine?", "Dr. Dana Weir"),
    ],
)
def test_the_head_answers_who(answerer: Answerer, question: str, words: str) -> None:
    """Where somebody is asked for, it holds the name."""
    assert words in first(answerer.answer(question))
