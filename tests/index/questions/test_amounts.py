"""Amounts of a question, and the ranges of a text that hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.amounts import BETWEEN, BEYOND, Amount, bounds_hold, fit, misfit


@pytest.mark.parametrize(
    ("number", "unit", "text", "expected"),
    [
        (40, "minutes", "A visit of 38 to 52 min is long.", BETWEEN),
        (37, "minutes", "A visit of 38 to 52 minutes is long.", 0),
        (40, "minutes", "It is due in 38 to 52 weeks.", 0),
        (14, "minutes", "A push of up to 15 minutes is short.", BEYOND),
        (16, "minutes", "16 minutes or longer", BEYOND),
        (15, "minutes", "At least 16 minutes are needed.", 0),
        (9, "tests", "One code is for 7 to 8, the next for 9 to 10.", BETWEEN),
        (9, "tests", "One code is for 7 to 8.", 0),
        (35, "minutes", "2 | 23 to 37", 0),
        (35, "minutes", "Units: 2 | Minutes: 23 to 37", BETWEEN),
        (80, "years", "75 years or older", BEYOND),
        (20, "", "clearance 15 to 30 mL/min", BETWEEN),
        (3, "units", "No more than 4 units are paid.", BEYOND),
        (5, "units", "No more than 4 units are paid.", 0),
        (5, "units", "Not less than 4 units are paid.", BEYOND),
        (5, "units", "It is paid where not below 4 units.", BEYOND),
        (3, "units", "It is paid where not below 4 units.", 0),
        (90, "mg", "Buprenorphine is halved at 100 mg or less51", BEYOND),
        (11, "", "INR above 10: hold it", BEYOND),
        (11, "minutes", "INR above 10: hold it", 0),
        (15, "years", "For members under 18 it is not covered.", BEYOND),
        (15, "years", "for those aged 12 to 17", BETWEEN),
    ],
)
def test_an_amount_falls_into_the_ranges_that_are_printed(number: int, unit: str, text: str, expected: float) -> None:
    """Units must agree, a range without one counts what was said before, and one limit says less than two."""
    assert fit([Amount(number, unit)], text) == expected


def test_the_names_of_the_columns_say_what_a_row_counts() -> None:
    """A row of a table prints its unit above."""
    assert fit([Amount(35, "minutes")], "2 | 23 to 37", "Units | Minutes") == BETWEEN


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("is 15 ml of saline enough", "Inject 10 to 20 mL of saline.", None),
        ("is 15 cc of saline enough", "Inject 20 mL of saline.", "15 cc"),
        ("is 10 mmol enough", "Give 20 mmol.", "10 mmol"),
        ("20 mcg of fentanyl", "Give 20 µg.", None),
    ],
)
def test_an_amount_is_told_in_any_way_to_write_its_unit(question: str, text: str, expected: str | None) -> None:
    """Small letters, capitals and other names are one unit."""
    assert misfit(question, text) == expected


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        (4.2, "3.6 to 4.5", True),
        (70, "< 70", False),
        (70, "<= 70", True),
        (70, "≤70", True),
        (70, "below 70", False),
        (70, "no less than 70", True),
        (70, "70 or more", True),
        (70, "over 70", False),
        (71, ">70 or <30", True),
        (70, "checked after 3 to 5 days", None),  # counts something else
        (70, "checked", None),
    ],
)
def test_bounds_hold_a_value_that_has_no_unit(number: float, text: str, *, expected: bool | None) -> None:
    """To the number: 70 is not below 70."""
    assert bounds_hold([Amount(number, "")], text) is expected


def test_bounds_in_units_count_where_they_are_of_the_value() -> None:
    """As those of the column that is named after it."""
    assert bounds_hold([Amount(160, "")], "151-200 mg/dL") is None
    assert bounds_hold([Amount(160, "")], "151-200 mg/dL", in_units=True) is True
    assert bounds_hold([Amount(210, "")], "151-200 mg/dL", in_units=True) is False


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_range_holds_what_lies_between_its_ends(one: float, two: float, three: float) -> None:
    """Whatever the numbers are."""
    low, value, high = sorted(round(number, 2) for number in (one, two, three))
    assert bounds_hold([Amount(value, "")], f"{low:.2f} to {high:.2f}")
    assert not bounds_hold([Amount(high + 1, "")], f"{low:.2f} to {high:.2f}")
