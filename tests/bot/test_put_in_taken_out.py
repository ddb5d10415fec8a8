"""Who asks for putting something in is not told of taking it out, nor the other way round; levels name their region."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "tubes.md": """# Ear tubes

Removal of ear tubes under general anesthesia is 86424 and is not paid to the surgeon who inserted the ear tubes.

86436 is the placement under general anesthesia.
""",
    "drains.md": "# Drains\n\nInsertion of a chest drain is 85551 for each side.\n",
    "spine.md": """# Augmentation

| Treatment | Thoracic | Lumbar |
| --- | --- | --- |
| Kyphoplasty | 85513 | 85514 |

Discs of the neck are not treated.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("tubes"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what is the code for ear tubes put in under general anesthesia", "86436"),
        ("what is the code for ear tubes taken out under general anesthesia", "86424"),
        ("code for ear tube removal", "86424"),
        ("code for a chest drain placed on each side", "85551"),
        ("kyphoplasty at T12, which code", "85513"),
        ("kyphoplasty L2 code", "85513"),
    ],
)
def test_is_answered_with_what_is_done(answerer: Answerer, question: str, words: str) -> None:
    """Though the other one names more of the question."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize("question", ["code for removal of a chest drain", "code for a chest drain pulled out"])
def test_is_refused_where_only_the_other_is_told(answerer: Answerer, question: str) -> None:
    """Its code would be wrong on a claim."""
    assert answerer.answer(question).status is Status.NOT_FOUND
