"""Amounts of a question against the items, limits and numbers of the documents: the item of 18 days, three levels."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "shots.md": """# Shots of the allergy room

## Late for a shot

Build-up phase:
- up to 14 days late: go on as planned
- 15 to 21 days: repeat the last dose
- 22 to 28 days: reduce by one dose
- over 28 days: reduce by three doses and ask the doctor

Maintenance phase:
- up to 6 weeks since the last shot: same dose
- 6 to 8 weeks: reduce by 25 percent
- 8 to 12 weeks: reduce by 50 percent

## Reactions

Epinephrine goes into the outer thigh, 0.3 mg for patients of 30 kg and more, 0.15 mg for those of 15 to 30 kg.
""",
    "cement.md": """# Cement in the spine

If thoracic and lumbar levels are cemented at one time, only one primary code is used for kyphoplasty and the other
level is an add-on. No more than three levels are paid for kyphoplasty. The shortest stay after kyphoplasty is 2 hours.
""",
    "globulin.md": """# Immune globulin

For CIDP the loading dose of immune globulin is 2 g/kg, followed by 1 g/kg every 3 weeks.

Start at 0.4 mL/kg per hour and double it each half hour.

The rate of headache with immune globulin is 0.7% at the usual infusion.

For myositis the loading dose of immune globulin is 1 g/kg, given over two days.
""",
    "thinners.md": """# Blood thinners

Apixaban is discussed with the heart clinic before each epidural.

Platelets under 60,000 cancel an epidural.

Drug | Before an epidural
Apixaban | 4 days
Warfarin | 6 days, INR 1.3 or less
""",
    "gabapentin.md": """# Gabapentin

The starting dose of gabapentin is 300 mg, followed by 600 mg after a week.
""",
    "feet.md": """# Feet

G0245 is the first look at a foot that lost its feeling, G0246 is the follow-up. Children are seen on Mondays.

## Denials

The most frequent denial for feet is a missing date, and the claim is denied again without it.
""",
    "orders.md": """# Ordering

An order above the limit needs the signature of the owner. The cart is emptied each night.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("counted"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("build up pt, 18 days late for her shot, what dose", "15 to 21 days"),
        ("build-up patient is 30 days late, what dose of the shot?", "over 28 days"),
        ("maintenance pt had his last shot 10 wks ago, how much do i reduce the dose", "8 to 12 weeks"),
    ],
)
def test_the_item_for_the_amount_is_shown(answerer: Answerer, question: str, words: str) -> None:
    """Items of a list differ in their ranges, as rows of a table do."""
    assert words in first(answerer.answer(question))


def test_what_is_asked_how_many_there_are_is_counted(answerer: Answerer) -> None:
    """A sentence that names as much of the question, and another number, counts something else."""
    assert "No more than three levels" in first(answerer.answer("how many levels at one time for kyphoplasty"))


def test_the_limits_of_a_weight_tell_who_is_treated(answerer: Answerer) -> None:
    """No word for a child needs to stand beside them."""
    assert "15 to 30 kg" in first(answerer.answer("epinephrine dose in the outer thigh, 22 kg kid"))


def test_what_follows_the_first_dose_is_the_maintenance(answerer: Answerer) -> None:
    """A sentence on the loading dose alone does not tell it."""
    assert "followed by" in first(answerer.answer("maintenance ivig dose in CIDP?"))
    assert answerer.answer("maintenance ivig dose in myositis?").status is Status.NOT_FOUND


def test_what_follows_the_first_dose_may_not_be_the_highest(answerer: Answerer) -> None:
    """It may go on."""
    assert answerer.answer("maximum dose of gabapentin?").status is Status.NOT_FOUND


def test_a_hold_before_something_asks_for_its_days(answerer: Answerer) -> None:
    """In a few words, without a question word."""
    assert "4 days" in first(answerer.answer("eliquis hold before an epidural?"))


@pytest.mark.parametrize(
    "question",
    ["plts 44k, can i still do the epidural", "plts came back 44,000 today, epidural is at noon. do we cancel it"],
)
def test_a_number_in_thousands_is_not_missed(answerer: Answerer, question: str) -> None:
    """Documents print limits."""
    answer = answerer.answer(question)
    assert not answer.missing
    assert "60,000" in first(answer)


@pytest.mark.parametrize(
    "question", ["at what drip rate do we begin the immune globulin?", "how fast do we run immune globulin"]
)
def test_how_fast_something_runs_is_no_share(answerer: Answerer, question: str) -> None:
    """It is so much in a time."""
    assert "per hour" in first(answerer.answer(question))


def test_what_was_measured_may_stand_a_few_words_before_its_value(answerer: Answerer) -> None:
    """As people tell it."""
    assert "60,000" in first(answerer.answer("platelets today came back 44,000, epidural ok?"))


def test_what_a_denied_code_is_gets_what_it_is(answerer: Answerer) -> None:
    """The denial is why it is asked, and not what is asked."""
    assert "G0246 is the follow-up" in first(answerer.answer("got a denial for G0246, what service is it"))


def test_the_longest_is_not_the_shortest(answerer: Answerer) -> None:
    """They exclude each other as the highest and the lowest do."""
    assert answerer.answer("max stay after kyphoplasty?").status is Status.NOT_FOUND
    assert "2 hours" in first(answerer.answer("minimum stay after kyphoplasty?"))


def test_a_sum_of_money_with_a_comma_is_no_name(answerer: Answerer) -> None:
    """No rule prints what this cart comes to."""
    assert answerer.answer("my order is at $1,720, above the limit, who signs").missing == ()
