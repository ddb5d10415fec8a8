"""Misspelt and shortened words, held to a plain scan of all the words."""

from collections.abc import Mapping
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.counts import HeldCounts
from index.questions.short_forms import ShortForms, _rank
from index.questions.spelling import Speller

_WORDS = st.dictionaries(st.text(alphabet="abes", min_size=1, max_size=10), st.integers(1, 9), max_size=30)


def _distance(one: str, two: str) -> int:
    """Return the edits between two words; two neighbouring letters in the wrong order are one edit."""
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(two, start=1):
            costs = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)]
            if i > 1 and j > 1 and one[i - 2] == b and a == two[j - 2]:
                costs.append(rows[-2][j - 2] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]


def _repaired(word: str, known: Mapping[str, int]) -> str | None:
    """Return the nearest word of the same first letter, vowels counted less; then the most frequent, then the first."""
    forms: dict[str, int] = {}
    for name, count in known.items():
        for form in {name, name.removesuffix("s")}:
            forms[form] = forms.get(form, 0) + count
    near = [(_distance(word, f), -n, f) for f, n in forms.items() if len(f) >= 4 and f[0] == word[0]]
    allowed = [found for found in near if found[0] <= _edits(word, found[2])]
    return min(((d - (_consonants(word) == _consonants(f)), n, f) for d, n, f in allowed), default=(0, 0, None))[2]


def _edits(word: str, form: str) -> int:
    """Return how many edits are allowed: two for long words, and where the consonants are the same."""
    alike = len(word) > 4 and _consonants(word) == _consonants(form)
    return 2 if len(word) >= 8 or alike else 1


def _consonants(word: str) -> str:
    return "".join(letter for letter, _ in groupby(letter for letter in word if letter not in "aeiouy"))


@given(_WORDS, st.text(alphabet="abes", min_size=4, max_size=10))
def test_a_word_is_repaired_to_the_nearest_of_its_letter(known: dict[str, int], word: str) -> None:
    """The letter's words alone are looked at, and none of them is passed over."""
    expected = _repaired(word, known)
    found = Speller(HeldCounts(known)).suggestions(word)
    assert found == ((expected,) if expected else found if len(found) == 1 and " " in found[0] else ())


@given(_WORDS, st.text(alphabet="abes", min_size=3, max_size=6))
def test_a_short_form_is_read_as_the_best_of_all_words(known: dict[str, int], short: str) -> None:
    """Looking only at words that hold its letters in order passes over no reading."""
    ranked = sorted(
        (rank, -count, word) for word, count in known.items() if word[0] == short[0] and (rank := _rank(short, word))
    )
    best = [word for rank, _, word in ranked if rank == ranked[0][0]][:3]
    assert ShortForms(HeldCounts(known)).readings(short) == tuple(best)


def test_a_slip_of_vowels_is_nearer_than_another_consonant() -> None:
    """ "Medicade" is heard so; of words as near, the collection's own is meant."""
    assert Speller(HeldCounts({"medicaid": 9, "medicare": 2})).suggestions("medicade") == ("medicaid",)
    assert Speller(HeldCounts({"medicaid": 2, "medicare": 9})).suggestions("medicade") == ("medicare",)


@pytest.mark.parametrize(("short", "words"), [("pto", ()), ("phgh", ("photograph",)), ("wht", ("white",))])
def test_three_letters_with_a_vowel_are_cut_from_no_word(short: str, words: tuple[str, ...]) -> None:
    """Too many words hold them: "pto" is paid time off, and no "photo"."""
    assert ShortForms(HeldCounts({"photo": 9, "photograph": 2, "white": 3})).readings(short) == words


def test_letters_that_mean_something_to_a_pattern_do_no_harm() -> None:
    """Accented and foreign letters are letters like any other."""
    known = HeldCounts({"éclampsie": 2, "ßtress": 1, "нерв": 3})
    assert ShortForms(known).readings("éclmps") == ("éclampsie",)
    assert Speller(known).suggestions("éclampsi") == ("éclampsie",)
    assert Speller(known).suggestions("нервв") == ("нерв",)
