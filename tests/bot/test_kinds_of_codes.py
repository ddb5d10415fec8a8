"""A question names the kind of code that it is after, and a code of another kind is no answer to it."""

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "ganglion.md": """# Stellate ganglion block

The block is reported with CPT code 64510, at T12 not. The HCPCS code for each vial of the anesthetic is J0665.

Splanchnic blocks at T11 or T12 go by code 64999. Contraindications of the block are infection and glaucoma.

The block can be done on any day once pregnancy is reasonably excluded.
""",
    "hiccups.md": """# Phrenic nerve block

The block is reported with CPT code 64418. Its diagnosis code is R06.6.

The chart should show the side, the drug and the volume. The needle is 90 mm long.

It stays within the nerve for 5 minutes.

The success of the phrenic nerve block is shown by a hiccup that stops.

No order is asked for before a phrenic nerve block.
""",
    "lesions.md": """# Cooled lesions

Cooled lesions are made at 60 °C. Polyps are taken off by snare, which is 45385.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over three procedures."""
    return answerer_over(tmp_path_factory.mktemp("codes"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("CPT code for a stellate ganglion block", "64510"),
        ("which HCPCS code goes with the stellate ganglion block?", "J0665"),
        ("ICD-10 code for a phrenic nerve block", "R06.6"),
        ("what icd10 code may be used for a phrenic nerve block in a 60 year old", "R06.6"),
        ("what length needle for the phrenic nerve block", "90 mm"),
        ("what dx code goes with a phrenic nerve block", "R06.6"),
        ("contraindications to a stellate ganglion block", "infection and glaucoma"),
        ("What should be charted for a phrenic nerve block?", "the side, the drug"),
        ("What temprature is used for cooled lesions?", "60 °C"),
        ("polyp taken off by snair code", "45385"),
    ],
)
def test_what_is_asked_for_is_told_by_its_name(answerer: Answerer, question: str, words: str) -> None:
    """And by its misspelt name, though the documents do not hold the word."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "Which ICD-10 code goes on the claim for a stellate ganglion block?",  # T11 is a vertebra
        "what ICD-10 code can I use for a stellate ganglion block",
        "icd code for a stellate ganglion block in a 60 year old",
        "what needle length does a stellate ganglion block take",
        "is prior auth needed for a phrenic nerve block?",
        "what is the success percentage of the phrenic nerve block",
    ],
)
def test_another_kind_of_code_or_figure_is_no_answer(answerer: Answerer, question: str) -> None:
    """A procedure code on the line of the diagnosis is a claim denied."""
    assert not first(answerer.answer(question))


def test_a_respelt_cue_is_shown(answerer: Answerer) -> None:
    """As every change of a question is."""
    answer = answerer.answer("What temprature is used for cooled lesions?")
    assert [(repair.found, repair.used) for repair in answer.repairs] == [("temprature", "temperature")]
    asked = answerer.answer("What temprature is used for cooled lesions?", exact=True)
    assert not asked.repairs
