"""Lists, tables, frequent questions and kinds of things, over small documents that nobody tuned anything on."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "stent.md": """# Airway stents: plan policy

## Indications

Airway stents are covered for:

- malignant obstruction
- tracheomalacia of grade III

Airway stents are not covered for:

- chronic bronchitis
- asthma without obstruction

The plan covers lung volume reduction in chronic bronchitis with emphysema.

**How often is a stent looked at?**

By bronchoscopy every eight weeks. A card is carried.

**What is a tether note?**

A paper that tells the anesthetist of the stent.

## Rates

| Code | Use | Rate |
|---|---|---|
| 31631 | tracheal | $410 |
| 31636 | bronchial | $395 |

31638 is revised within 90 days. Propofol 20 mL is drawn up.
""",
    "scope.txt": """Before a bronchoscopy
Medicines
Diuretics: not on the morning of the bronchoscopy. Anticoagulants are stopped for two days.
Mometasone is used against granulation. Recurrence fell with azithromycin 250 mg three times a week.
Sedation
Age | Midazolam
below 70 years | 2 mg
70 years or older | 1 mg
Oxygen is given to everybody. The place of service is 02 for a telephone check.
Results
Four stents were lost in the first quarter, and a lactate of 500 mg/dL was never seen.
Flumazenil is not used when the pH is below 7.2. Naloxone is kept at hand.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over the small documents."""
    return answerer_over(tmp_path_factory.mktemp("lists"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("is an airway stent covered for chronic bronchitis?", "chronic bronchitis"),
        ("airway stent malignant obstruction coverage", "malignant obstruction"),
        ("is a stent for tracheomalacia grade 3 covered", "tracheomalacia of grade III"),
    ],
)
def test_an_item_says_what_leads_it_in(answerer: Answerer, question: str, sentence: str) -> None:
    """The item that names what is asked stands above a neighbour's "is covered", whether it is covered or not."""
    assert first(answerer.answer(question)) == sentence


_NESTED = """Steps before a block
1. Warfarin is stopped five days before.
   - The test is repeated the day before.
   - Bridging is offered to few.
2. Apixaban is stopped two days before.
   - The test is left out.
   - Bridging is never offered.
"""


@pytest.mark.parametrize("name", ["steps.txt", "steps.md"])
@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("bridging for apixaban?", "Bridging is never offered."),
        ("bridging on warfarin?", "Bridging is offered to few."),
        ("is a test done on apixaban?", "The test is left out."),
    ],
)
def test_an_inner_item_belongs_to_the_one_above_it(tmp_path: Path, name: str, question: str, sentence: str) -> None:
    """What is said of one drug is no answer for the other."""
    assert first(answerer_over(tmp_path, {name: _NESTED}).answer(question)) == sentence


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("how often is the stent looked at", "By bronchoscopy every eight weeks."),
        ("what is a tether note", "A paper that tells the anesthetist of the stent."),
    ],
)
def test_the_reply_to_the_same_question_stands_first(answerer: Answerer, question: str, sentence: str) -> None:
    """A reply need not repeat what its heading asks, nor use the words of such answers."""
    assert first(answerer.answer(question)) == sentence


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("furosemide on the morning of bronchoscopy?", "Diuretics: not"),  # of the kind that is spoken of
        ("midazolam for age 80", "70 years or older"),
        ("O2 during bronchoscopy", "Oxygen is given"),  # no code 02
        ("when is flumazenil not used", "below 7.2."),
    ],
)
def test_what_holds_for_the_kind_or_the_range_is_shown(answerer: Answerer, question: str, words: str) -> None:
    """A member of a kind, an age and a short form with a figure find the sentence that speaks of them."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "furosemide dose",  # what is given of the kind is given of another member
        "mometasone starting dose",  # the dose is that of azithromycin
        "rate of 31638",
        "how often is a lactate checked?",
        "how many stents were lost in the second quarter",
    ],
)
def test_figures_of_something_else_are_no_answer(answerer: Answerer, question: str) -> None:
    """Another drug's dose, another quarter's count, a code's row without a rate and a level are not shown."""
    assert answerer.answer(question).status is Status.NOT_FOUND


def test_a_follow_up_that_names_another_thing_asks_for_that_instead(answerer: Answerer) -> None:
    """ "And X?" takes over what was asked, not what it was asked of."""
    answer = answerer.answer("and azithromycin?", thread=["What is the propofol dose?"])
    assert "azithromycin 250 mg" in first(answer)


_KINDS = """# Anticoagulants and spinal anesthesia

## Stopping

Rivaroxaban is stopped three days before a spinal.

## Restarting

An anticoagulant is started again the day after the spinal.
"""


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("when is warfarin restarted after a spinal?", "An anticoagulant is started again the day after the spinal."),
        ("when is warfarin stopped before a spinal?", ""),
        ("how long is edoxaban stopped before a spinal?", ""),
    ],
)
def test_what_is_said_of_another_of_its_kind_is_no_answer(tmp_path: Path, question: str, sentence: str) -> None:
    """What holds for the kind holds for a drug that no text names; what is said of one drug does not."""
    assert first(answerer_over(tmp_path, {"block.md": _KINDS}).answer(question)) == sentence
