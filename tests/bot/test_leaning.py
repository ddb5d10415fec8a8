"""What is said elsewhere: in the sentence before, under a short form; and words that ask."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from index.engine import Filter
from tests.answering import answerer_over, first

DOCUMENTS = {
    "lipids.md": """# Lipids at the Harbor laboratory

CPT code 88321 (lipid panel, direct) describes direct measurement of lipids in serum by the laboratory. It shall not be
used to report a calculated lipid value.

There is no CPT code to report a bedside lipid card. It is included in the panel (CPT code 88325).
""",
    "stimulation.md": """# The clinic for nerves

## What it is

Peripheral nerve stimulation (PNS) drives a current through a lead under the skin.

## Outcomes

Results for the occipital nerve were mixed, and migraine in patients did not improve. Patients with migraine were told.

A trial of 94 adults found responder rates of 38% with peripheral nerve stimulation.

## Before it

Local infection and an untreated bleeding disorder rule out a trial.

Eastmoor Health denies the implant when more than 60 days have passed since the trial ended.

A lead of the trial was kept for 90 days in a clinic of the city.
""",
    "facets.md": """# Facet radiofrequency

The needle is heated to 80 °C for 90 seconds in the facet joint.

The facet lesion may be repeated after 6 months when relief was good.
""",
    "oxygen.md": """# Hyperbaric oxygen

Accepted outpatient indications of hyperbaric oxygen:

- diabetic ulcer of the foot that involves bone
- late radiation cystitis with bleeding

Topical oxygen applied to a limb does not count as hyperbaric oxygen and is not covered.

Pregnancy is a relative contraindication.

Attendance at hyperbaric oxygen is reported with 99183, and the attending physician must stay in the building.
""",
    "fees.md": """# No-show fees

The no-show fee is posted to the account with the internal code NS01. The manager reads it on Fridays.

Notes on PNS are kept by the manager. Seven photos are left in the drawer.

Prior authorization of a scooter is asked for on the blue sheet.
""",
    "guidance.md": """# The guidance on reported outcomes

Matters of pediatric and cognitively impaired patients are discussed in section III.G of the guidance.

Total cost is the price paid at the counter, and it does not include rebates of the manufacturer.
""",
    "privacy.md": """# Privacy office

Notices to the privacy office go to privacy@harbor.example, an address that is read daily.
""",
    "draws.md": """# Blood draws

CPT code 36415 describes collection of blood by venipuncture. This code is reported only once during an episode of care.

Nurse practitioners are paid 85% of the amount for a visit.

The surgery for sleep needs a body mass index (BMI) no higher than 35.
""",
    "desk.md": """# Front desk

The telephone number of the front desk is 555-0142. Fax: 555-0143.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the documents."""
    return answerer_over(tmp_path_factory.mktemp("leaning"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("can we bill 88321 if the lab just calculates the lipids", "It shall not be used"),
        ("88321 for a calculated lipid value?", "It shall not be used"),
        ("is there a code for the bedside lipid card", "There is no CPT code"),
        ("does PNS of the occipital nerve help migraine pts", "did not improve"),
        ("who should not have a trial of a peripheral nerve stimulator", "rule out a trial"),
        ("what temperature and how long for the facet lesion", "80 °C for 90 seconds"),
        ("is pregancy a problem for hyperbaric oxygen", "relative contraindication"),
        ("what are the outpatient indications of hyperbaric oxygen", "diabetic ulcer"),
        ("what does NS01 stand for", "internal code NS01"),
        ("which section of the guidance has kids and cognitively impaired pts", "III.G"),
        ("does total cost include mfr rebates", "does not include rebates"),
        ("phone # of the front desk", "555-0142"),
        ("fax number of the front desk", "Fax: 555-0143"),
        ("stuck pt 3 times for a blood sample, 36415 x3?", "only once during an episode"),
        ("stuck pt 3 times for a blood sample, 36415 times 3?", "only once during an episode"),
        ("what do NPs get paid for a visit", "85% of the amount"),
        ("sleep surgery bmi limit", "no higher than 35"),
    ],
)
def test_is_found(answerer: Answerer, question: str, words: str) -> None:
    """By the front door."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "phone # for the privacy office",
        "fax # for the privacy office",
        "does hyperbaric 99183 need prior auth",
        "how much pto do i have left",
    ],
)
def test_is_refused(answerer: Answerer, question: str) -> None:
    """The office is named, with an address that is no number; the paper is for something else; "pto" is no "photo"."""
    assert answerer.answer(question).status is Status.NOT_FOUND
    assert answerer.deliberate(question).support.refuses_on_other_grounds


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how long does a stimulator trial last", "last 7 days and need"),
        ("is prior authorization required for botulinum toxin", "Prior authorization is required"),
        ("62270 without image", "62270"),
        ("what is the facility fee for a trial", "$1,200"),
    ],
)
def test_what_announces_others_may_answer_itself(tmp_path: Path, question: str, words: str) -> None:
    """Not where the items of a list are asked for."""
    text = (
        "# Rules\n\nStimulator trials last 7 days and need the following forms:\n\n- consent\n\n"
        "Stimulator patients return after 3 days for a wound check.\n\n"
        "The facility fee for a trial is $1,200 and is billed with these codes:\n\n- 63650\n\n"
        "The fee of the anesthetist is $300.\n\n"
        "Prior authorization is required for botulinum toxin in each of these cases:\n\n- chronic migraine\n\n"
        "Lumbar puncture is reported with 62270. Payment for this code requires an image on file.\n"
    )
    assert words in first(answerer_over(tmp_path, {"rules.md": text}).answer(question))


def test_a_number_of_somebody_else_is_no_answer(tmp_path: Path) -> None:
    """Whoever dials it talks to the wrong office about a patient."""
    text = "# Lines\n\nOur fax is 757-555-0199 for appeals. The telephone for eligibility is 757-555-0142.\n"
    answer = answerer_over(tmp_path, {"lines.md": text}).answer("what phone number for appeals")
    assert "0142" not in first(answer)


def test_a_short_form_that_a_passage_defines_finds_the_others(tmp_path: Path) -> None:
    """The passage that answers holds the short form alone, and comes before those that name parts of the long one."""
    others = {f"room{i}.md": f"# Room {i}\n\nData sharing in room {i} lasts for {i + 2} years.\n" for i in range(40)}
    terms = "# Data sharing agreement\n\nThe office signs a Data Sharing Agreement (DSA) with each clinic.\n"
    filed = "The clerk files each of them in the green cabinet beside the window of the hall. "
    renewal = f"# Renewal\n\nDSAs are active for one year. {filed * 6}\n"
    answerer = answerer_over(tmp_path, {**others, "terms.md": terms, "renewal.md": renewal})
    question = "how long is a data sharing agreement good for"
    assert first(answerer.answer(question)) == "DSAs are active for one year."
    assert "renewal.md" in [hit.passage.doc_id for hit in answerer.deliberate(question).hits[:3]]


@pytest.mark.parametrize("question", ["is it covered?", "how long does it last", "what are their side effects"])
def test_a_pronoun_for_a_subject_may_mean_any_document(answerer: Answerer, question: str) -> None:
    """Whichever was found first would be a guess: what is asked about is asked for, and questions are suggested."""
    answer = answerer.answer(question)
    assert answer.status is Status.NOT_FOUND
    assert "does not say what it is about" in answer.message
    assert answer.suggestions


def test_a_pronoun_means_the_subject_of_the_only_document(tmp_path: Path) -> None:
    """As in the sample collection; and behind another question it means what that is about, or nothing at all."""
    text = "# Vagal block\n\nThe vagal block is safe in adults. It is possible to bill it twice a year.\n"
    alone = answerer_over(tmp_path, {"a.md": text})
    assert "safe" in first(alone.answer("is it safe?"))
    (tmp_path / "b.md").write_text("# Parking\n\nVisitors park on the roof of the clinic.\n", "utf-8")
    beside = answerer_over(tmp_path)
    assert "safe" in first(beside.answer("is it safe?", ("what is the vagal block",)))
    assert "twice" in first(beside.answer("is it possible to bill the vagal block twice?"))


def test_a_pronoun_means_the_subject_of_the_only_document_that_is_searched(tmp_path: Path) -> None:
    """A channel whose collections hold one document knows what "it" is."""
    for name, text in (
        ("block", "# Vagal block\n\nThe vagal block is safe.\n"),
        ("parking", "# Parking\n\nOn the roof.\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(text, "utf-8")
    answerer = answerer_over(tmp_path)
    assert first(answerer.answer("is it safe?")) == ""
    assert "safe" in first(answerer.answer("is it safe?", searched_in=Filter(collections=frozenset({"block"}))))
