"""How orders, times, counts of codes and parts of the body are written: "q4h", "2h", "10:05", "95251s", a hip."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "orders.md": """# Pain orders

Hydromorphone 0.2 mg IV is given q4h as needed.

Fentanyl 25 mcg is repeated every 6 hours as needed.

Observation after sedation lasts 2h.

Ferumoxytol runs over 30min.

Dexmedetomidine starts at 0.4 mcg/kg per hour.

The resting heart rate is noted before each dose.
""",
    "pumps.md": """# Pump visits

For degludec, the overlap with the pump is 4 hours.

Zoledronic acid is held when creatinine clearance is below 35 mL/min.

A sensor report is limited to four units of 95251 a year.

A liter that runs over an hour and a half is 96360 with one unit of 96361.
""",
    "shoulder.md": """# Shoulder injections

The biceps sheath is 20550, and an ultrasound image of the injection may be billed as 76942.
""",
    "travel.md": """# Travel vaccines

A hip that hurts on the way is rested.

Yellow fever vaccine is given at least 10 days before departure.

A call with the plan's doctor has to be booked within 5 business days of the denial.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("orders"), DOCUMENTS)


@pytest.mark.parametrize("typed", ["q4h", "q 4 h", "q4hrs", "Q4 hours", "every 4 hours"])
def test_an_interval_is_found_however_it_is_typed(answerer: Answerer, typed: str) -> None:
    """As documents write it: joined, or in words."""
    assert "given q4h" in first(answerer.answer(f"what is the dose of hydromorphone {typed}"))


@pytest.mark.parametrize("typed", ["q6h", "q 6 hrs", "every 6 hours"])
def test_an_interval_in_words_is_found_by_its_short_form(answerer: Answerer, typed: str) -> None:
    """Where no document has the short form."""
    assert "every 6 hours" in first(answerer.answer(f"fentanyl {typed} dose"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how long is observation after sedation", "lasts 2h"),
        ("how many hours is observation after sedation", "lasts 2h"),
        ("how long does ferumoxytol run", "over 30min"),
    ],
)
def test_figures_with_their_unit_behind_them_are_durations(answerer: Answerer, question: str, told: str) -> None:
    """Without a blank between them, as nurses write."""
    assert told in first(answerer.answer(question))


def test_an_hour_behind_a_slash_is_no_heart_rate(answerer: Answerer) -> None:
    """That short form has both names."""
    assert "mcg/kg per hour" in first(answerer.answer("dexmedetomidine starting mcg/kg/hr"))
    found = answerer.deliberate("dexmedetomidine dose in mcg/hr")
    assert not [c for c in found.understood.changes if c.used == "heart rate"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many 95251s are allowed a year", "four units of 95251"),
        ("crcl came back 33, do we hold the zoledronic acid?", "below 35 mL/min"),
        ("liter ran 10:05 to 11:35, which codes", "96360"),
    ],
)
def test_what_no_document_prints_of_a_number_is_not_missed(answerer: Answerer, question: str, told: str) -> None:
    """A plural, the time of the day, a value that came back: documents print codes and limits."""
    assert told in first(answerer.answer(question))


@pytest.mark.parametrize("drug", ["tresiba", "insulin degludec", "degludec"])
def test_a_brand_is_found_by_a_part_of_its_name(answerer: Answerer, drug: str) -> None:
    """It is listed as "insulin degludec", and the document says "degludec"."""
    assert "degludec" in first(answerer.answer(f"how long is the overlap of the pump and {drug}"))


@pytest.mark.parametrize("state", ["bad kidneys", "her kidneys are bad", "kidneys bad"])
def test_a_state_is_told_either_way_round(answerer: Answerer, state: str) -> None:
    """The table lists one of the two."""
    assert "creatinine clearance" in first(answerer.answer(f"hold zoledronic acid, {state}?"))


def test_the_code_of_another_part_of_the_body_is_refused(answerer: Answerer) -> None:
    """However well the rest of the question is told beside it."""
    assert answerer.answer("hip injection with ultrasound, which cpt").status is Status.NOT_FOUND
    assert "20550" in first(answerer.answer("biceps injection with ultrasound, which cpt"))


def test_a_part_of_the_body_that_no_document_names_takes_no_code_away(tmp_path: Path) -> None:
    """The documents do not tell codes apart by it."""
    page = """# Skin service

Shave excision of a pedunculated fibroma with electrodesiccation, suture and pressure dressing is 11104.

# Hours

The clinic opens at eight. Patients park behind the house, and the pharmacy closes at noon.
"""
    asked = "shave excision of pedunculated fibroma on neck, electrodesiccation, suture, pressure dressing, which code"
    assert "11104" in first(answerer_over(tmp_path, {"skin.md": page}).answer(asked))


def test_a_thing_whose_name_ends_like_a_verb_is_a_name(tmp_path: Path) -> None:
    """The weeks of a brace are none of a sling; of "tapering" nothing has to be said."""
    ward = "# Ward\n\nThe sling is washed by the family. The lamp is turned off at nine.\n\n# Parking\n\nPark behind.\n"
    page = "# Knee\n\nThe brace is worn for 6 weeks after surgery.\n\nThe stitches come out. The wound is looked at.\n"
    answerer = answerer_over(tmp_path, {"knee.md": page, "ward.md": ward})
    assert not first(answerer.answer("how many weeks is the sling worn after surgery"))
    assert "6 weeks" in first(answerer.answer("how many weeks is the brace worn after surgery"))


def test_a_verb_of_two_words_is_no_deed_to_be_named(answerer: Answerer) -> None:
    """What is "set up" is booked."""
    asked = "how long do we have to set up a call with the plan doctor after a denial"
    assert "booked within" in first(answerer.answer(asked))


@pytest.mark.parametrize("opening", ["Good day", "Good day all,", "Hi -", "hi there,"])
def test_a_greeting_before_a_question_is_not_searched(answerer: Answerer, opening: str) -> None:
    """It is in no document."""
    mark = "" if opening.endswith(("-", ",")) else ","
    assert "10 days" in first(answerer.answer(f"{opening}{mark} yellow fever vaccine when"))


@pytest.mark.parametrize("question", ["hi-tech imaging limit", "good day supply limit"])
def test_what_only_begins_like_a_greeting_is_searched(answerer: Answerer, question: str) -> None:
    """All of its words."""
    assert answerer.deliberate(question).understood.question == question


def test_both_parts_of_a_follow_up_have_the_subject_that_it_inherits(tmp_path: Path) -> None:
    """The first lost it."""
    page = """# Stellate ganglion block

A stellate ganglion block is reported with CPT code 64510.

The stellate ganglion block is performed at the C6 level.

The stellate ganglion block is repeated every two weeks.

# Knee injection

A knee injection is repeated every three months, and performed at the bedside.
"""
    asked = "and how often is it repeated, and at what level?"
    answer = answerer_over(tmp_path, {"blocks.md": page}).answer(asked, ["stellate ganglion block code"])
    assert "every two weeks" in first(answer)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Pt needs yellow fever vaccine, how long before departure", "physical therapy"),
        ("yellow fever vaccine re-booked, how long before departure", "regarding"),
    ],
)
def test_a_short_form_is_none_where_it_can_only_be_a_word(answerer: Answerer, question: str, word: str) -> None:
    """A "Pt" is a patient, and the "re" of "re-booked" no subject line."""
    assert "10 days" in first(answerer.answer(question))
    concepts = answerer.deliberate(question).understood.concepts
    assert word not in {other.shown for concept in concepts for other in concept.alternatives}


def test_a_word_that_is_stressed_is_no_short_form(answerer: Answerer) -> None:
    """Where no document prints it in capitals."""
    answer = answerer.answer("wife is fine, HE is the one who needs yellow fever vaccine, how long before departure")
    assert "10 days" in first(answer)
    assert "HE" not in answer.missing


def test_the_letters_of_a_denial_code_are_no_prefix(answerer: Answerer) -> None:
    """As the "co" of "co-insurance" is: another group of reasons has the same number."""

    def telling(question: str) -> float:
        return answerer.deliberate(question).understood.concepts[0].telling

    assert telling("CO-45") > telling("CO-insurance")
    assert telling("CO-45") == telling("CO 45")
