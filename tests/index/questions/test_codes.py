"""Codes as documents print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.codes import codes_in, holds_code

_CODES = ["64999", "0042T", "G0260", "J1030", "M53.3", "S33.8XXA", "12345-6789-01", "1234-567-1"]


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("around", ["{}", "Use {}.", "({})", "CPT {}, with a note", "code:{}; 3 more"])
def test_a_printed_code_is_found_as_it_stands(code: str, around: str) -> None:
    """Of every kind, whatever punctuation stands by it."""
    assert codes_in(around.format(code)) == (code,)
    assert holds_code(around.format(code))


@pytest.mark.parametrize(
    "text", ["", "no digits", "12.5 mg in 2019", "64999%", "$64999", "64999.5", "M53", "ages 18-65", "phone 555-0100"]
)
def test_numbers_that_are_no_codes_are_left_alone(text: str) -> None:
    """Doses, years, prices and shares look like codes at first sight."""
    assert codes_in(text) == ()
    assert not holds_code(text)


@given(st.lists(st.one_of(st.sampled_from(_CODES), st.text(alphabet="AMGx12.-, ²٣", max_size=8)), max_size=5))
def test_codes_are_found_among_anything(words: list[str]) -> None:
    """Set off by blanks and commas each is found, once, in order."""
    text = " , ".join(words)
    found = codes_in(text)
    assert holds_code(text) == bool(found)
    assert [code for code in found if code in _CODES] == list(dict.fromkeys(w for w in words if w in _CODES))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ablation (64633-64636) may be repeated.", ("64633", "64636")),
        ("64490–64495", ("64490", "64495")),
        ("J7321-J7328", ("J7321", "J7328")),
        ("G89.0-G89.4", ("G89.0", "G89.4")),
        ("append 43239-59", ("43239",)),
        ("Dayton 45402-1234", ()),
        ("call 80012-345", ()),
        ("$12000-15000", ()),
    ],
)
def test_ranges_of_codes_and_codes_with_modifiers(text: str, codes: tuple[str, ...]) -> None:
    """A hyphen joins them, as it joins the parts of postal codes and sums."""
    assert codes_in(text) == codes
    assert holds_code(text) == bool(codes)
