"""What is told around a question, and is no ground to refuse an answer: persons, the story, other words for it."""

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "shoulder.md": """# Shoulder service

Patients may drive 6 weeks after a rotator cuff repair.

A sling is worn for 4 weeks after the repair.

## Saddle of the shoulder

Patch testing is offered for rashes that have lasted over 8 weeks.

In 40 women, night pain decreased by 52% with the suprascapular block and by 4% with sham.

Lidocaine should not go beyond 8 mg/kg in total, gel and spray counted.

A pulse without a thrill points to a narrowing downstream.

In patients below 50 kg the drawn volume of blood is cut to 250 mL.
""",
    "injuries.md": """# Injuries at work

The first report of injury is due within 3 business days of the first visit.

A call between doctors must be requested within 10 business days of the denial.

A claim that is finally denied as not related to work goes to the health plan.

## Braces

A knee brace is approved after 3 failed wraps.
""",
    "staff.md": """# Staff

Dr Valdane signs the reports of the north wing. Maria keeps the forms.
""",
    "globulin.md": """# Immune globulin infusion

## Diseases

Immune thrombocytopenia is treated with 1 g/kg on one day.

Guillain-Barré syndrome is treated with 2 g/kg over five days.

## Platelets

Platelets of 50,000 or more are needed for a spinal tap.

Contact dermatitis is coded L25.9.

Reflux disease alone does not count as an intolerance to tablets.

An earlier craniotomy rules out the sphenopalatine block.

Hot flashes are never paid.

The occipital block is never given on both sides in one session.

A retro request is accepted within 14 days.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("grounds"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # everyday words that no document holds, beside enough that they do
        (
            "came late, her sister drove her here, when may the patient drive after rotator cuff repair",
            "6 weeks after",
        ),
        (
            "husband walked the dog and fell, how many weeks is a sling worn after the repair",
            "4 weeks",
        ),
        # who asks or says so, whom another document names
        ("when is the first report of injury due after the visit? Maria says ten days", "3 business days"),
        ("Dr Valdane got a denial and wants a call between doctors, within how many days", "10 business days"),
        ("how many wraps have to fail before a knee brace is approved", "3 failed wraps"),
    ],
)
def test_what_is_told_around_a_question_is_no_ground(answerer: Answerer, question: str, words: str) -> None:
    """The sentence that names the rest of it answers."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who should we send for patch testing", "Patch testing is offered"),  # nobody is written to
        ("any proof that the suprascapular block helps with night pain", "decreased by 52%"),
        ("max lidocaine all together", "beyond 8 mg/kg"),
        ("pulse without thrill, meaning?", "points to a narrowing"),
        ("how much blood is drawn from a patient who weighs 46 kg", "cut to 250 mL"),
        ("claim denied as not related to work, where does the claim go now", "goes to the health plan"),
        ("ivig dose for immune thrombocytopenia", "1 g/kg on one day"),
        ("contact derm icd10", "L25.9"),
        ("does heartburn count as an intolerance to tablets", "Reflux disease alone"),
        ("had brain surgery, is the sphenopalatine block ok", "craniotomy"),
        ("when should i not do an occipital block", "never given on both sides"),  # what is never paid may be done
        ("is a request after the fact accepted", "retro request"),
    ],
)
def test_what_is_asked_for_may_be_told_in_these_words(answerer: Answerer, question: str, words: str) -> None:
    """Each form of asking finds the form of telling."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(("typed", "read"), [("platelets 40k", "40,000"), ("platelets 40K ok for a tap?", "40,000")])
def test_thousands_are_written_out(answerer: Answerer, typed: str, read: str) -> None:
    """As documents print them."""
    assert read in answerer.deliberate(typed).understood.question


@pytest.mark.parametrize("typed", ["10 kg", "$40k"])
def test_what_is_no_count_stays(answerer: Answerer, typed: str) -> None:
    """A weight, or money behind its sign."""
    assert ",000" not in answerer.deliberate(typed).understood.question
