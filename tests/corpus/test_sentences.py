"""Where sentences end, and that a citation never crosses the border."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import punkt, split_sentences

WORDS = st.sampled_from(
    [
        *("pain", "The", "adults", "1", "2, 3", "4–6", "e.g.", "Dr.", "Smith", "0.5", "mg.", "[2]", "(3).", "No."),
        *("64999", "improved.", "after.1", "months 1.", "p53", "b.i.d.", "et al.", "Fig. 2", "\n", "…", "?", "A.", "¹"),
    ]
)


def split(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It lasts 3–6 months 1.", "The needle was moved."),
        ("It lasts 3–6 months 1, 2.", "Some points to consider follow."),
        ("It lasts.1", "The needle was moved."),
        ("It lasts.¹,²", "The needle was moved."),
        ("It lasts. [11]", "The needle was moved."),
        ("It lasts.[11][citation needed]", "The needle was moved."),
        ("It lasts.[11][note 2]", "The needle was moved."),
        ("It lasts.[lower-alpha 1]", "The needle was moved."),
        ("It lasts.[11]: 12–14", "The needle was moved."),
        ("It lasts.【1†source】【2†L15-L28】", "The needle was moved."),
        ("It lasts.[1][2]", "The needle was moved."),
        ("It lasts. (8, 9)", "The needle was moved."),
        ("It lasts.<sup>3</sup>", "The needle was moved."),
        ("It lasts.^3", "The needle was moved."),
        ("It lasts. 3", "The needle was moved."),
        ("It lasted until 2003.1,2", "The needle was moved."),
        ("“It lasts.”3", "The needle was moved."),
        ("It was seen with P < 0.05.4", "The needle was moved."),
        ("He was given 0.5 mg.", "The needle was moved."),
        ("It is used when the pH is below 7.2.", "The needle was moved."),
        ("It was taken b.i.d.", "The nurse agreed."),
        ("It was seen by Smith et al.", "The nurse agreed."),
        ("It was hepatitis B.", "The nurse agreed."),
        ("The answer is no.", "Patients agreed."),
        ("It was done as in Smith et al. [2].", "MRI followed."),
        ("It was done as in Smith et al. (2).", "MRI followed."),
        ("It was done as in Smith et al.2.", "MRI followed."),
        ("It lasts.Citation1,Citation2", "The needle was moved."),
        ("The answer is no.", "COVID-19 was not tested."),
        ("It lasts.Citation¹²,Citation¹³", "The needle was moved."),
        ("It lasts.^[3]^", "The needle was moved."),
        ("It lasts.⁽³⁾", "The needle was moved."),
        ("It lasts.ᵃ", "The needle was moved."),
        ("It lasts.1 2", "The needle was moved."),
        ("It lasts.4–6 8 11", "The needle was moved."),
        ("It lasts.1,2)", "The needle was moved."),
        ("It lasts in most (or all).3)", "The needle was moved."),
        ("Is it safe?", "It is."),
        ("Use ice, rest, etc.", "Relief lasts for months [1]."),
        ("Bill it at 5 p.m.", "Claims are paid [2]."),
        ("Call before 10 a.m.", "64999 is the code."),
        ("It is billed q.d.", "Dosing is fixed."),
        ("It was taken p.r.n.", "Nurses agreed."),
        ("CPT 27096 needs modifier RT or LT.", "CPT 20552 is paid once a day."),
        ("It fell (P < 0.001).", "p53 was normal."),
    ],
)
def test_a_citation_stays_with_the_sentence_that_it_ends(first: str, second: str) -> None:
    """Numbers behind or before the full stop belong to what they end."""
    assert split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Use e.g. Gabapentin at night.",
        "It opens at 8 a.m. Mondays and closes at 5 p.m. ET on weekdays.",
        "It was seen at 5 p.m. March 3, 2024.",
        "Ask Dr. Jones and LT. Smith.",
        "Use ice, rest, etc. for a week.",
        "As Smith et al. 2018 saw, it helps.",
        "As in Fig. 2, it helps.",
        "As Dr. J. Smith wrote, it helps.",
        "Report it with No. 64999 today.",
        "It is held under Patent No. WO03002131 today.",
        "The dose was 0.5 mg and 1.25 mg a day.",
        "The level was .05 in all.",
        "1. Clean the skin.",
        "(2) Clean the skin.",
        "Q1. Can both codes be billed on one day?",
        "A12. Both can be billed on one day.",
        "It cost $25,000.2 a year.",
        "The U.S. Department agreed.",
        "As shown by Moreno et al. [2] and others.",
        "It was given p.o. and i.v. as well.",
        "It was mild (n.s.) 5, 6.",
        "It is described (see p.12) The Hague rules apart.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    """Abbreviations, decimals, numbers of things and list markers are no borders."""
    assert split(text) == [text]


def test_a_number_behind_the_last_stop_of_a_paragraph_stays_with_its_sentence() -> None:
    """As a superscript does that lost its form; behind a figure it may be anything."""
    assert split("The pain is bearable. 1") == ["The pain is bearable. 1"]
    assert split("The pain is bearable. 1, 2\n") == ["The pain is bearable. 1, 2"]
    assert split("It is on page 5. 2") == ["It is on page 5.", "2"]


def test_numbers_that_enumerate_open_their_sentence() -> None:
    """In "(1) … (2) …" a number belongs to what follows it, where the text does not end with one."""
    assert split("(1) Rest the leg. (2) Cool it. (3) Raise it.") == [
        "(1) Rest the leg.",
        "(2) Cool it.",
        "(3) Raise it.",
    ]
    assert split("Rest the leg. (1) Cool it. (2)") == ["Rest the leg. (1)", "Cool it. (2)"]


def test_spans_of_a_part_count_from_the_start_of_the_text() -> None:
    """A block is split where it stands."""
    text = "Skip this. One. Two. Skip that."
    assert [text[a:b] for a, b in split_sentences(text, 11, 20)] == ["One.", "Two."]


def test_punkt_knows_our_abbreviations() -> None:
    """The doubtful stops are decided by Punkt with our list."""
    assert not punkt().text_contains_sentbreak("approx. Seven")


@given(st.lists(WORDS, max_size=30))
def test_sentences_cover_the_text_in_order(words: list[str]) -> None:
    """Nothing is lost or doubled: what is left out is white space."""
    text = " ".join(words)
    spans = split_sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)
