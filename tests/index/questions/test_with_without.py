"""With, without, and both."""

import pytest

from index.questions.with_without import Presence, agrees, differs, presences

WITH, WITHOUT, BOTH = Presence.WITH, Presence.WITHOUT, Presence.BOTH


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("MRI with contrast", {WITH}),
        ("MRI w/ IV contrast", {WITH}),
        ("MRI without contrast", {WITHOUT}),
        ("mri w/o contrast", {WITHOUT}),
        ("MRI wo contrast", {WITHOUT}),
        ("MRI with and without contrast", {BOTH}),
        ("mri w/wo contrast", {BOTH}),
        ("mri w & w/o contrast", {BOTH}),
        ("MRI with or without contrast", {WITH, WITHOUT}),
        ("without contrast, then with contrast", {WITH, WITHOUT}),
        ("MRI, contrast", set()),
        ("out with contrast", set()),
        ("the window contrast", set()),
    ],
)
def test_all_ways_to_say_it(text: str, ways: set[Presence]) -> None:
    """In full or in short."""
    assert presences(text).get("contrast", frozenset()) == ways


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        ("with contrast", "without contrast", "without contrast"),
        ("with and without contrast", "with contrast", "with contrast"),
        ("with contrast", "with and without contrast", None),
        ("with and without contrast", "without contrast, then with contrast", None),
        ("with or without contrast", "with contrast", None),
        ("with contrast", "with sedation", None),
    ],
)
def test_what_is_told_of_another_way(asked: str, told: str, other: str | None) -> None:
    """Who tells of both tells of each."""
    assert differs(presences(asked), presences(told)) == other


def test_the_same_way_agrees() -> None:
    """And no other."""
    asked = presences("with contrast")
    assert agrees(asked, presences("Given with contrast material."))
    assert not agrees(asked, presences("with and without contrast"))
