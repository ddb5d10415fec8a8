"""Limits of body weight, in the many ways to print them."""

import pytest

from index.questions.body_weight import other_weight

FROM_50 = [
    "Adults of 50 kg or more get two doses.",
    "Two doses are given at 50 kg and above.",
    "From 50 kg on two doses are given.",
    "At ≥ 50 kg two doses are given.",
    "Those of at least 50 kilograms get two doses.",
    "Two doses are given if the patient is heavier than 50 kg.",
    "A minimum weight of 50 kg is asked for.",
    "Patients of not less than 50 kg get two doses.",
    "Patients who are not under 50 kg get two doses.",
    "Two doses are given over 110 lb.",
]


@pytest.mark.parametrize("text", FROM_50)
@pytest.mark.parametrize("weight", ["under 40 kg", "<45 kg", "a 45 kg adult", "below 45 kilograms"])
def test_what_is_given_from_a_weight_on_is_not_told_of_those_below(text: str, weight: str) -> None:
    """However the limit and the weight are written."""
    assert other_weight(f"ferrofirm dose for {weight}", text)


@pytest.mark.parametrize("text", FROM_50)
@pytest.mark.parametrize("weight", ["over 60 kg", "a 70 kg adult", "adults"])
def test_it_is_told_of_those_above(text: str, weight: str) -> None:
    """And of a question that names no weight."""
    assert other_weight(f"ferrofirm dose for {weight}", text) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("dose under 50 kg", "Below 50 kg one dose is given, from 50 kg on two."),
        ("dose for a 22 kg child", "0.3 mg from 30 kg on, 0.15 mg for children of 15 to 29 kg."),
        ("dose under 50 kg", "Over 40 kg one dose is given."),  # 45 kg are both
        ("dose over 50 kg", "No more than 5 mg/kg are given, over 50 minutes."),
        ("is it infused in less than 30 minutes", "It is infused over 30 minutes."),
        ("up to 4 units a day", "No more than 4 units are paid."),
    ],
)
def test_other_limits_are_none_of_weight(question: str, text: str) -> None:
    """Times, units and doses by weight are left alone, and one fitting limit is enough."""
    assert other_weight(question, text) is None
