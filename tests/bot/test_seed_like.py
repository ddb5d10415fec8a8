"""Documents without a title whose first sentences say what they are about, with bare numbers that cite."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "001_3c1f7ab20d94e655.txt": """From the Guidelines
The CPT code for a splanchnic neurolysis is 64680.
It is recommended in pancreatic cancer with pain of the upper abdomen 1.
Two practices asked whether the code and an echoendoscopy may be billed on one day. They may, if both are documented.
From the Research
Technique
Alcohol in a total volume of 20 to 40 mL is the usual agent 3. The patient lies prone 4.
Harm
Diarrhea follows in 44% and low pressure in 38% 5. Relief of the pancreatic pain is common after the procedure 6.
""",
    "002_9b70e4d15ac8f213.txt": """From the Guidelines
The CPT code for a contraceptive implant is 11981. The copper device is changed after 10 years 1.
An MRI of the lumbar spine needs no authorization, and no rule exists for other regions 2.
Device checks are not part of it, and the arm is dressed for a day 3.
""",
    "003_d2e8065bb31a49c7.txt": """From the Guidelines
Methotrexate is given weekly. An overdose of methotrexate is treated with folinic acid, 15 mg every 6 hours 1.
""",
    "004_77afc0e94d1b8260.txt": """From the Guidelines
Lipid emulsion at a dose of 100 mL is the antidote in an overdose of a local anesthetic 1.
The antidote is kept in each room.
""",
    "005_e60b1c98f7d24a3e.txt": """From the Guidelines
Iron tablets are stopped 7 days before a colonoscopy 1. The form of the colonoscopy center is sent to the plan by fax 2.
The colonoscopy report goes to the family doctor at once, and within 3 days on paper.
Success is seen in most colonoscopies 4.
An approval is not the same as a promise to pay for a colonoscopy 5. The colonoscopy needs a driver.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over five such documents."""
    return answerer_over(tmp_path_factory.mktemp("seed"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much alcohol is used for a splanchnic neurolysis?", "20 to 40 mL"),  # named in the first sentence alone
        ("how common is diarrhea after splanchnic neurolysis", "44%"),  # the numbers behind the others cite
        ("Can splanchnic neurolysis and an echoendoscopy be billed on one day?", "They may, if both"),
        ("Good morning, what code do we bill for a contraceptive implant?", "11981"),
        ("How far ahead are iron tablets stopped before a colonoscopy?", "7 days"),
        ("How fast does the colonoscopy report have to go out?", "within 3 days"),
        ("mtx overdose dose", "folinic acid"),
    ],
)
def test_what_is_stated_is_found(answerer: Answerer, question: str, words: str) -> None:
    """Though the passage that states it does not name what the document is about."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "does an MRI of the knee need authorization",
        "can the patient with a colonoscopy have an MRI of the driver",
        "what is the success percentage of colonoscopies",
        "is prior auth needed for a colonoscopy form",
    ],
)
def test_what_is_not_stated_is_refused(answerer: Answerer, question: str) -> None:
    """Each has a sentence near it that tells of something else."""
    assert not first(answerer.answer(question))


@pytest.mark.parametrize("name", ["001_3c1f7ab20d94e655.txt", "alcohol-and-phenol.txt"])
def test_what_opens_a_document_is_its_subject(tmp_path: Path, name: str) -> None:
    """Named in the first sentence, it need not be said again where a figure stands, whatever the title is."""
    text = """From the Guidelines
The CPT code for a splanchnic neurolysis is 64680.
From the Research
Technique
Alcohol in a total volume of 20 to 40 mL is the usual agent 3. The patient lies prone 4.
Relief
Alcohol relieved the pain of most patients for months 5. A second injection of alcohol is less effective 6.
Harm
Alcohol led to diarrhea in 44% of patients 7. Low pressure followed alcohol in 38% 8.
Cost
Alcohol costs less than phenol 9. Alcohol is stocked in the hospital 10.
"""
    answer = answerer_over(tmp_path, {name: text}).answer("How much alcohol is used for a splanchnic neurolysis?")
    assert "20 to 40 mL" in first(answer)
