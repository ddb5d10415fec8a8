"""Ages that questions name and texts are for."""

import pytest

from index.questions.ages import Ages, ages_of, asked_ages, excludes


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Age 65 and over only", Ages(65, 200)),
        ("for members 12 years and older", Ages(12, 200)),
        ("over the age of 40", Ages(40, 200)),
        ("under age 5", Ages(0, 5)),
        ("18 years of age or younger", Ages(0, 18)),
        ("patients aged 18 to 64", Ages(18, 64)),
        ("ages 6 through 24 months", Ages(0.5, 2)),
        ("members under 18", Ages(0, 18)),
        ("Adults over 65 need two", Ages(65, 200)),
    ],
)
def test_a_text_says_what_ages_it_is_for(text: str, ages: Ages) -> None:
    """Months are parts of years."""
    assert ages_of(text) == [ages]


@pytest.mark.parametrize(
    "text",
    [
        "2 to 3 visits",
        "at least 30 minutes",
        "within 90 days",
        "5 years or longer",
        "children under 30 kg",
        "patients over 10%",
    ],
)
def test_other_figures_are_no_ages(text: str) -> None:
    """Visits, minutes and spans of time are for every age."""
    assert not ages_of(text)


@pytest.mark.parametrize(
    ("question", "age"),
    [("code for a 2 year old", 2.0), ("a 6-month-old", 0.5), ("82 years old on warfarin", 82.0), ("aged 70", 70.0)],
)
def test_a_question_names_an_age(question: str, age: float) -> None:
    """However it is written."""
    assert asked_ages(question) == [age]


def test_one_range_of_several_is_enough() -> None:
    """Rows for the young and the old leave out those between."""
    text = "under age 18: 96160; age 65 and over: G0442"
    assert not excludes(text, 70)
    assert excludes(text, 40)
    assert not excludes("for everybody", 40)
