"""Questions in the words of the desk: when somebody is reached, who gets a paper, what happens to whom is late."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "plan.md": """# Alder imaging desk

## Talks with a reviewer
A peer-to-peer is asked for within 7 days of the denial. Alder reviewers answer Monday to Friday, 7 a.m. to 6 p.m.
An expedited appeal of Alder is decided within 72 hours.

## Fees for a license
The plan pays for two states. Receipts go to Vera Lind in Provider Services within 60 days.

## Refused samples
No further consent is needed for the HIV test; if the source refuses, call Risk Management (7-2280).
""",
    "staff.md": """# Illness of staff

## Norovirus
Somebody with norovirus comes back 48 hours after the last episode. Hand gel does not work against norovirus.

## Hepatitis B
A non-responder gets HBIG 0.06 mL/kg twice.
""",
    "foam.md": """# Foam

| Product | Grade | Price USD |
| --- | --- | --- |
| Foam kit medium | severe | 58.85 |
| Foam kit small | mild | 31.20 |

# Polyps

Two polyps taken by snare are still one unit of 45385. A dose of sedation of 2 mg is usual for polyps.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents."""
    return answerer_over(tmp_path_factory.mktemp("desk"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("alder p2p hours", "Monday to Friday"),
        ("who gets my license receipts", "Vera Lind"),
        ("source refuses the HIV test, who do I call", "Risk Management"),
        ("norovirus, back to work when", "48 hours"),
        ("HBIG dose for a hep B nonresponder", "0.06 mL/kg"),
        ("2 polyps snared, how many units of 45385", "one unit"),
        ("price of the small foam kit", "31.20"),
    ],
)
def test_is_answered(answerer: Answerer, question: str, words: str) -> None:
    """By the front door."""
    assert words in first(answerer.answer(question))


def test_another_size_is_no_answer(answerer: Answerer) -> None:
    """There is a medium and a small one."""
    assert answerer.answer("price of the large foam kit").status is Status.NOT_FOUND


def test_the_names_of_columns_are_no_answer(answerer: Answerer) -> None:
    """They say what the rows tell."""
    assert "Product: " in first(answerer.answer("product grade price"))
