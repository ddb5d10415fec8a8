"""Questions as billing staff and clinicians type them, over small documents that nobody tuned anything on."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "drain.txt": """Lumbar drain placement and care
Placement of a lumbar drain is reported with 62272, and the drain is left in place for at most five days. When drains
are placed on both sides, modifier 50 is appended on one line. A drip test of 15 minutes or less is 62270, a longer one
62271.
Fluid of 10 mL per hour is drained. Colistin is left out in patients with renal failure.
Safety
Raised pressure and infection at the puncture site are contraindications to placement.
Headache was reported by 12% of patients and meningitis by 2%.
Frequently denied
Two drains on the same day by one physician without a note that tells why.
""",
    "block.txt": """Stellate block and its supplies
The block is injected with a needle of 25 gauge, and the battery of the pump is changed every two years. Swallowing is
checked before the patient goes home.
""",
    "levodopa.txt": """Levodopa in the infusion clinic
Levodopa is started when tremor limits daily work and reduced when dyskinesia appears. Therapy was refused by 3% of
adults.
How often is the clinic visited?
Patients come every six weeks, and a nurse calls between the visits.
An infusion visit of 31 to 45 minutes is L1840. An infusion visit of 46 to 60 minutes is L1850.
Brace | Code | Replacement
knee brace | L1832 | every 3 years
""",
    "spray.txt": """Naltrexone spray and depot
Covered
- depot injections after failed tablets
- one visit for teaching
Not covered
- naltrexone spray for gambling
- depot injections at home
Rules on the claim
Gluteal depot shot: 380 mg are given by a nurse. It is avoided in acute hepatitis and kept cold. A teaching visit
carries modifier 57.
Post-depot syndrome is rare and was seen in 2% of adults.
""",
    "edits.txt": """Gait training edits
Gait training is reported with 97116 and taught by a therapist. It needs a plan of care. The claim for 97116
lists each quarter of an hour on a line of its own, with the minutes beside it and the name of the therapist who taught.
Every fourth claim for 97116 is reviewed by hand. The reviewer asks for the plan, the minutes and the signature. A plan
that is older than three months counts as none, and the money that was paid for the visits is taken back.
It may not be combined with 97530 on one date.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over the small documents."""
    return answerer_over(tmp_path_factory.mktemp("typed"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("side effects of the lumbar drain", "Headache was reported"),
        ("lumbar drain limit of days", "at most five days"),
        ("why are lumbar drains denied?", "Two drains on the same day"),
        ("drip test 9 min, which code", "15 minutes or less"),
        ("infusion visit of 50 min, which code", "46 to 60 minutes"),
        ("is naltrexone spray for gambling covered?", "naltrexone spray for gambling"),
        ("gluteal depot contraindication", "It is avoided in acute hepatitis"),
        ("when is modifier 57 used", "carries modifier 57"),
        ("97116 with 97530 same day", "combined with 97530"),
        ("knee brace replacement", "every 3 years"),
        ("Which L code is the knee brace?", "L1832"),
        ("wich needle gauge for the stellate block", "25 gauge"),
        ("how often do levodopa pts come to the clinic", "every six weeks"),
    ],
)
def test_what_is_asked_for_decides_between_sentences_on_the_subject(
    answerer: Answerer, question: str, words: str
) -> None:
    """A harm is no contraindication, a limit no duration, and an amount is found by the limits that are printed."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "what gauge is used for the lumbar drain?",  # only the block tells a gauge
        "gauge for a lumbar drain",
        "battery life of the lumbar drain",
        "colistin dose",  # an amount of something else stands before the drug
        "code for a hip brace",  # an everyday word, and another part of the body
        "levodopa dosage in children",
        "swallowing test for levodopa",
        "how long does placement of the lumbar drain take?",  # five days are no answer
        "what does Medicare pay for 62272",
    ],
)
def test_what_only_other_subjects_tell_is_refused(answerer: Answerer, question: str) -> None:
    """A wrong answer is worse than none."""
    assert answerer.answer(question).status is Status.NOT_FOUND


def test_inherited_words_complete_no_phrase_of_the_follow_up(answerer: Answerer) -> None:
    """ "When … reduce it" with "start" from the thread does not ask for a duration."""
    answer = answerer.answer("when do we reduce it?", thread=["When do we start levodopa?"])
    assert "reduced when dyskinesia" in first(answer)


def test_units_on_both_sides_are_no_question_for_the_code(answerer: Answerer) -> None:
    """A follow-up of two words that asks for something itself drops what was asked before."""
    answer = answerer.answer("units if bilateral?", thread=["What is the code for a lumbar drain?"])
    assert "modifier 50" in first(answer)


@pytest.mark.parametrize(
    ("question", "told", "words"),
    [
        ("howlong is the drain left in place", ("howlong", "how long"), "at most five days"),
        ("Howoften do levodopa pts come to the clinic", ("Howoften", "how often"), "every six weeks"),
        ("codefor placement of a lumbar drain", ("codefor", "code for"), "62272"),
        ("contraindicationsto lumbar drain placement", ("contraindicationsto", "contraindications to"), "pressure"),
    ],
)
def test_words_that_lost_their_space_are_parted_and_told(
    answerer: Answerer, question: str, told: tuple[str, str], words: str
) -> None:
    """No document has to hold the small ones."""
    answer = answerer.answer(question)
    assert told in [(repair.found, repair.used) for repair in answer.repairs]
    assert words in first(answer)


@pytest.mark.parametrize("name", ["Fortaz", "whatman", "Ofthe", "Howland"])
def test_names_that_begin_with_a_small_word_are_no_glued_words(answerer: Answerer, name: str) -> None:
    """What is left of them is no word of the documents; a capital within a question begins a name."""
    assert not answerer.answer(f"dose of {name} for the lumbar drain").repairs


def test_a_glued_word_is_searched_as_typed_where_that_is_asked_for(answerer: Answerer) -> None:
    """The repair can be undone like any other."""
    assert not answerer.answer("howlong is the drain left in place", exact=True).repairs


@pytest.mark.parametrize(
    ("question", "told", "words"),
    [
        ("wihch code is placement of a lumbar drain", ("wihch", "which"), "62272"),
        ("Whta is L1832", ("Whta", "what"), "L1832"),
        ("how lnog is the drain left in place", ("lnog", "long"), "at most five days"),
        ("who shuold not get a lumbar drain", ("shuold", "should"), "infection at the puncture site"),
        ("wha is the gauge of the needle for a stellate block", ("wha", "what"), "25 gauge"),
        ("how ofetn do levodopa pts come to the clinic", ("ofetn", "often"), "every six weeks"),
        ("lumbar drain placement codee", ("codee", "code"), "62272"),
        ("lumbar drain dosent come out, how long is it left in place", ("dosent", "does not"), "at most five days"),
    ],
)
def test_slips_in_small_and_asking_words_are_mended_and_told(
    answerer: Answerer, question: str, told: tuple[str, str], words: str
) -> None:
    """No document has to hold what was meant, and what asks still asks."""
    answer = answerer.answer(question)
    assert told in [(repair.found, repair.used) for repair in answer.repairs]
    assert words in first(answer)


@pytest.mark.parametrize("name", ["crohn", "paget", "dna", "coude", "Willi", "humana", "gravis", "mtor"])
def test_names_that_no_document_holds_are_no_slips(answerer: Answerer, name: str) -> None:
    """A name that was taken for an everyday word would be missed no longer."""
    assert not answerer.answer(f"lumbar drain for {name}").repairs


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("ugh sorry, lady on the line is upset: how long is her lumbar drain left in place?", "at most five days"),
        ("Dr Feld's guy had his lumbar drain on friday, how long is it left in place", "at most five days"),
    ],
)
def test_who_asks_and_when_is_no_part_of_a_question(answerer: Answerer, question: str, words: str) -> None:
    """A caller with a name and a mood gets the answer that anybody gets."""
    answer = answerer.answer(question)
    assert words in first(answer)
    assert not answer.missing
