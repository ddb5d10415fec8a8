"""Which questions are the same: what a person wrote for the one stands over the other."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import whole_question
from bot.same_question import Key, same_question_key
from index.analyzer import Analyzer

ANALYZER = Analyzer()
NAMES = ("warfarin", "apixaban", "heparin", "ganglion", "64999")


def key(question: str, thread: Sequence[str] = ()) -> Key | None:
    """Return the key of a question, asked in a thread."""
    return same_question_key(whole_question(question, thread, ANALYZER), ANALYZER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("when may we switch from warfarin to apixaban?", "When can you switch, from Warfarin to Apixaban"),
        ("when may we switch from warfarin to apixaban?", "WHEN MAY WE SWITCH FROM WARFARIN TO APIXABAN"),
        ("when may we stop warfarin?", "when to stop warfarin"),
        ("what code for stellate ganglion block?", "which codes are there for the stellate ganglion block"),
        ("what code for stellate ganglion block?", "stellate ganglion block code"),
        ("what's the code for stellate ganglion block?", "whats the code for stellate ganglion blocks"),
        ("is stellate ganglion block covered?", "stellate ganglion block: covered?"),
        ("is M53.3 covered?", "is m533 covered"),
        ("the dose of ketamine", "ketamine dose"),
        ("can't we bill 64999 with 62323?", "can not bill 64999 with 62323"),
        ("when may we stop warfarin?", "hello, when should we stop warfarin?"),
        ("lunch menu", "Hi, lunch  MENU?!"),
    ],
)
def test_small_differences_of_wording_do_not_count(one: str, other: str) -> None:
    """Case, punctuation, word forms, stop words, and the place of the one word that asks."""
    assert key(one) == key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("when may we switch from warfarin to apixaban?", "when may we switch from apixaban to warfarin?"),
        ("when may we switch from warfarin to apixaban?", "when may we switch to warfarin from apixaban?"),
        ("is 64999 denied with 62323 or 62322?", "is 62322 denied with 62323 or 64999?"),
        ("heparin before surgery", "surgery before heparin"),
        ("may we treat pain before diagnosis?", "may we diagnose pain before treatment?"),
        ("is ketamine covered with imaging?", "is ketamine covered without imaging?"),
        ("is ketamine covered?", "is ketamine not covered?"),
        ("can we bill 64999?", "can't we bill 64999?"),
        ("what is paid to the hospital?", "what is paid by the hospital?"),
        ("who may give ketamine?", "when may we give ketamine?"),
        ("why was 64999 denied?", "when was 64999 denied?"),
        ("what code for ketamine?", "what dose for ketamine?"),
        ("is 64999 covered?", "is 64998 covered?"),
        ("ketamine after ketamine", "ketamine"),
    ],
)
def test_what_is_named_and_its_order_count(one: str, other: str) -> None:
    """The reverse of a question is another one; so is its denial, and another thing that is asked of the same."""
    assert key(one) is not None
    assert key(one) != key(other)


@given(st.permutations(NAMES), st.permutations(NAMES))
def test_names_in_another_order_are_another_question(one: list[str], other: list[str]) -> None:
    """Whichever they are."""
    same = key(f"when may we switch {' '.join(one)}?") == key(f"when may we switch {' '.join(other)}?")
    assert same == (one == other)


@pytest.mark.parametrize("question", ["is it", "is it covered?", "and?", "covered?", "is it safe for me", "", "?"])
def test_a_question_that_leans_on_its_thread_is_none_without_it(question: str) -> None:
    """Elsewhere the same few words ask something else."""
    assert key(question) is None


def test_a_follow_up_is_the_same_as_the_question_written_out() -> None:
    """With the words that it inherits, in whichever thread."""
    asked = key("is it covered?", ["what code for stellate ganglion block?"])
    assert asked == key("is stellate ganglion block covered?")
    assert asked == key("is it covered? (stellate ganglion block)")
    assert asked != key("is it covered?", ["what does the old policy say on appeals?"])


def test_a_follow_up_keeps_the_direction_of_what_it_leans_on() -> None:
    """Else the way back would be the way there."""
    there = ["when may we switch from warfarin to apixaban?"]
    for back in ("when may we switch from apixaban to warfarin?", "when may we switch to warfarin from apixaban?"):
        assert key("and is it safe?", there) != key("and is it safe?", [back])
    assert whole_question("and is it safe?", there, ANALYZER) == "and is it safe? (switch from warfarin apixaban)"
