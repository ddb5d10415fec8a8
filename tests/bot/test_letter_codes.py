"""A code that is asked for by its letter ("J code") is one of that list, and no other will do."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "toxin.md": """# Botulinum toxin

Botulinum toxin for migraine is injected under 87615, which is reported once for botulinum toxin of all muscles.

The drug is billed with J9585 at one unit of toxin for each unit of service.

Wasted botulinum toxin goes on a second line.
""",
    "knee.md": """# Knee

A knee injection is reported with 87610, and drainage of the knee has the same code.

Osteoarthritis of the knee is coded M17.11 on the right.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("codes"), DOCUMENTS)


@pytest.mark.parametrize(
    "question", ["J code for botulinum toxin", "botulinum toxin j-code?", "which J codes for toxin"]
)
def test_the_code_of_the_drug_is_told_and_not_that_of_its_injection(answerer: Answerer, question: str) -> None:
    """Though the sentence on the injection names more of the question."""
    assert "J9585" in first(answerer.answer(question))


@pytest.mark.parametrize("question", ["J code for a knee injection", "what is the G code for drainage of the knee"])
def test_another_code_is_no_answer(answerer: Answerer, question: str) -> None:
    """A code of five digits is none of these lists."""
    assert answerer.answer(question).status is Status.NOT_FOUND


def test_a_letter_that_may_be_a_word_asks_for_any_code(answerer: Answerer) -> None:
    """As in "is there a code"."""
    assert "87610" in first(answerer.answer("is there a code for a knee injection"))


def test_a_code_with_a_blank_behind_its_letter_is_read_as_printed(answerer: Answerer) -> None:
    """People type "m 17.11"."""
    answer = answerer.answer("m 17.11")
    assert "M17.11" in first(answer)
    assert ("m 17.11", "m17.11") in [(r.found, r.used) for r in answer.repairs]
