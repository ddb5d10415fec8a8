"""Details that a document names twice, questions of two parts, and words whose stems would make one of two."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "weir.txt": """What a weir block is
A weir block is reported with 64999 for one side. The weir block is paid once a day.
Consent
The form names bleeding, palsy of the ear and the chance that the block fails.
Events
Low blood pressure occurs in 38% of patients and loose stools in 44%.
Palsy of the ear was seen in 1 of 683 patients.
Who is treated
The block is meant for patients with pain of the jaw that drugs have not given relief from.
Open wounds of the ear exclude the patient.
The report of each session shows the side, the drug and the name of the nurse.
Late treatment
After a gap of 5 weeks the dose is cut by 25%.
The letter
A plan may want a letter.
""",
    "drops.txt": """Drops after the operation
Cataract surgery is followed by drops. Phenol is never mixed with the drops.
Amounts
Prednisolone 1% is given four times a day for 1 week.
Infections affected 2% of eyes.
Screening
The first check of the eyes is made at the age of 45 years.
Several nurses share the work, and severe pain is reported at once.
The pancreatic duct is not touched.
Romosozumab is not given on even days.
""",
    "copays.md": """# Alder plan

Effective January 1, 2024, the copay for imaging is $55.

The copay for blood work was $40 through 2023.
""",
    "seizures.md": "# Keppra\n\nKeppra is given for seven days after a seizure.\n",
    "clots.md": "# Clots\n\nAppeals in the second round are decided within 60 days by a third-party reviewer.\n",
    "doses.md": """# Drugs of the ward

This memo is for all staff.

## Tramadol

Tramadol is continued for 13 days. Liver enzymes are checked every 16 weeks. Children receive 7 mg/kg.

## Ketorolac

Children receive 22 mg/kg.

## Zorimab

Zorimab is recommended for ulcerative colitis.
""",
    "bones.md": "# Zolimab\n\nZolimab 5 mg is infused once a year. Calcium is checked before each dose.\n",
    "bones2.md": "# Denolimab\n\nDenolimab 60 mg is injected every six months.\n",
    "gout.md": "# Joints\n\nArthritic patients get prednisone 5 mg daily.\n",
    "roles.csv": """Mark,Who it stands for,Share
QZ,nurse who works without a doctor,100%
QK,doctor with up to four nurses,50%
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the documents."""
    return answerer_over(tmp_path_factory.mktemp("details"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how often does palsy happen with a weir block", "1 of 683"),  # named twice, and no subject of the document
        ("contraindications to a weir block?", "exclude"),  # drugs that have not given relief are none
        ("which patients is the weir block meant for", "pain of the jaw"),
        ("who should get a weir block", "pain of the jaw"),  # asks for patients, not for staff
        ("what has to be charted for a weir block", "shows the side"),
        ("what is the dose of a weir block after a gap of 5 weeks", "cut by 25%"),
        ("64999 and the ear: how often is there a palsy", "1 of 683"),  # the document is about the code
        ("fenol with the drops", "never mixed"),
        ("what does QZ mean", "works without a doctor"),
        ("infection rate of the eyes, and which lens is worst", "2% of eyes"),  # one part is answered
        ("what is the imaging copay in 2025", "$55"),
        ("prednisone dose for arthritis", "5 mg"),
        ("dose of denolimab and how is calcium checked", "60 mg"),
        ("copay for blood work in 2022", "$40"),
        ("at what age are the eyes checked first, and what does QK mean", "45 years"),
    ],
)
def test_is_found(answerer: Answerer, question: str, words: str) -> None:
    """By the front door."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "is pancreatitis seen after the drops",  # a pancreatic duct is none
        "evenity on odd dates of the calendar with a loading infusion",
        "how much lidocaine is in the drops",
        "what is the imaging copay in 2022",  # it holds from 2024 on
        "copay for blood work in 2025",  # it held until 2023
        "how long is cipro given",  # a c is no k before an i
        "when is the third round of appeals decided",  # by a third party
        "dose of zorimab for children",  # another part of the document is on it
    ],
)
def test_is_not_found(answerer: Answerer, question: str) -> None:
    """What only sounds like it is no answer."""
    assert not first(answerer.answer(question))


def test_what_is_misspelled_is_not_known_by_its_kind_alone(tmp_path: Path) -> None:
    """Where the documents name the drug that was meant."""
    text = "Infliximab is infused over two hours.\n\nPremedication with an antihistamine did not lower the rate.\n"
    answerer = answerer_over(
        tmp_path, {"infliximab.md": f"# Infliximab\n\n{text}Monoclonal antibodies are kept cold.\n"}
    )
    assert "did not lower" in first(answerer.answer("is premedication with an antihistamine before infliximb useful"))


def test_what_is_named_first_is_asked_of_both_times(answerer: Answerer) -> None:
    """The calcium of another drug stands nowhere in the answer."""
    answer = answerer.answer("dose of denolimab and how is calcium checked")
    assert [headline.sentence.text for headline in answer.headlines] == [
        "Denolimab 60 mg is injected every six months."
    ]


@pytest.mark.parametrize(
    "second", ["and is it ordered by the nurse?", "and can it be ordered by the nurse", "; who orders it"]
)
def test_a_second_question_may_begin_with_its_verb(tmp_path: Path, second: str) -> None:
    """It was read as a part of the first, which then lacked its words."""
    page = """# Cement in fractures

The contractor pays while the fracture is less than 6 weeks old.

The order may come from the nurse.

# Pumps

A pump is filled in the clinic. Its alarm is checked by telephone, and the battery at each visit.
"""
    answerer = answerer_over(tmp_path, {"cement.md": page})
    answer = answerer.answer(f"how old may the fracture be {second}")
    assert "less than 6 weeks" in answer.headlines[0].sentence.text
    assert "nurse" in answer.headlines[-1].sentence.text
