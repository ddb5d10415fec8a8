"""What is, and what is no ground to say that the sources do not answer."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "workshop.md": """# Orthotics workshop

Splints are lent against a deposit; a lost splint is charged to the ward.

The first fitting takes 60 minutes, and each further one takes 20 minutes.

Residents may collect splints from the hatch after sunset.

Parents are called before a plaster is sawn.
""",
    "samples.csv": "Assay,Container\nOsteocalcin,violet tube\nRenin,long tube\nACTH,cold tube\nCalcitonin,brown top\n",
    "vaccines.csv": "Code,Product,Note\nQ4001,Influenza vaccine high dose,Age 65 and over only\n",
    "payers.md": """# Payers

| Payer | First claim | Note |
| --- | --- | --- |
| Cedar Fund | 45 days | by mail |

| Denial | Meaning |
| --- | --- |
| CO-29 | filed too late |

## Letters

Cedar Fund answers a letter within 75 days.

## Birch Fund

An appeal is written in blue ink.

## Weighing

Newborns are weighed twice.

## Sedation

Lorazepam is safe at the dose of the ward.
""",
    "kitchen.txt": "Meals are served at noon. Visitors pay at the till.\n\nThe brochure is printed in May.\n",
}


@pytest.fixture
def answerer(tmp_path: Path) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path, DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("are parents of a teen called before", "Parents are called"),
        ("how long is the third fitting", "each further one"),  # the first is told of, and all others
        ("which tube for calcitonin", "brown top"),  # the table is about tubes
        ("influenza vaccine code for a 70 year old", "Q4001"),
        ("influenza vaccine code for a patient aged 70", "Q4001"),
        ("what does CO-29 mean", "filed too late"),
    ],
)
def test_a_word_that_is_said_in_another_way_is_no_ground(answerer: Answerer, question: str, words: str) -> None:
    """An everyday word that no passage holds, all others of a row and a table's topic are answered."""
    answer = answerer.answer(question)
    assert answer.status is Status.ANSWERED
    assert words in answer.headlines[0].sentence.text


@pytest.mark.parametrize(
    "question",
    [
        "residents fetch splints at the hatch",
        "is the brochure printed in Braille",
        "calcitonin assay methodology",
        "do teens pay at the till",
        "influenza vaccine code for a 2 year old",  # the product is for others
        "what does CO-45 mean",  # a number of days is no denial
        "how long do we have to appeal a letter of Cedar Fund",  # only how long its letters take is said
        "is lorazepam safe in newborns",  # they are only weighed
    ],
)
def test_what_is_missing_of_what_is_asked_is_a_ground(answerer: Answerer, question: str) -> None:
    """A telling word that no passage holds is what is asked about."""
    assert answerer.answer(question).status is Status.NOT_FOUND


FEVER = """# Fever on the ward

## Ibuprofen

The most ibuprofen in a day is 30 mg/kg, in three doses.

## Paracetamol

Oral paracetamol is 15 mg/kg every 6 hours, and the dose by vein is 10 mg/kg.

## Aspirin

Aspirin is not used below 16 years unless cardiology asks for it in Kawasaki disease.

## Kawasaki disease

Cardiology is called on the first day. Aspirin is theirs to order.

## Fluids

A bolus of 10 ml/kg is given in ten minutes, and a second dose is signed by two.

## Antibiotics

The first dose of ceftriaxone is given within one hour, and is 80 mg/kg.

## Gentamicin

Gentamicin is 7 mg/kg; the level is taken before the second dose.

## Dexamethasone

Dexamethasone is 0.15 mg/kg for proven meningitis; the first dose goes in with the antibiotic.

## Sedation

No dose of midazolam is given without a monitor.

## Going home

Parents get the leaflet on fever.
"""


@pytest.mark.parametrize(("question", "told"), [("ibuprofen dose", "30 mg/kg"), ("aspirin dose kawasaki", "")])
def test_a_dose_is_not_that_of_another_drug_of_the_document(tmp_path: Path, question: str, told: str) -> None:
    """That a document names the drug twice does not make all its doses the drug's."""
    answer = answerer_over(tmp_path, {"fever.md": FEVER}).answer(question)
    assert told in first(answer) if told else answer.status is Status.NOT_FOUND
