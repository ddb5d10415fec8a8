"""Slips in words of everyday English, mended for one collection."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.analyzer import Analyzer
from index.memory import MemoryEngine
from index.questions.contractions import written_out
from index.questions.general_english import is_english
from index.questions.lexicon import lexicon_short_forms
from index.questions.misspelt import Slips, small_words
from index.questions.own_words import OwnWords
from index.questions.synonyms import Synonyms, listed_names
from tests.index.samples import documents

TEXTS = ("Lumbar drains stay for five days. Acts of the payer.", "Therapy of the shoulder is coded and dated.")
ANALYZER = Analyzer()
SYNONYMS = Synonyms.of_lexicon(ANALYZER)


def slips() -> Slips:
    """Return what mends slips for a collection of two documents."""
    return Slips(OwnWords(MemoryEngine(documents(*TEXTS), ANALYZER)), SYNONYMS, ANALYZER.terms)


@given(st.sampled_from(sorted(word for word in small_words() if len(word) > 3)), st.data())
def test_a_small_word_with_two_letters_swapped_is_a_small_word_again(word: str, data: st.DataObject) -> None:
    """Whatever the documents are about, unless what was typed is another word or a short form."""
    at = data.draw(st.integers(0, len(word) - 2))
    typed = f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"
    assume(not (is_english(typed) or listed_names(typed) or typed in lexicon_short_forms()))
    assume(not SYNONYMS.lists(typed, ANALYZER.terms(typed)))
    _, (change,) = slips().mended(f"{typed} is the drain left in place")
    assert change.found == typed
    assert change.used in {written_out(small) for small in small_words()}


@given(st.text("abcdehiorstw’-/ ", max_size=30))
def test_what_is_mended_is_told_and_all_else_stays(text: str) -> None:
    """Undoing the changes, each at the place where it was made, gives the text as it was typed."""
    mended, changes = slips().mended(text)
    for change in changes:
        assert change.found in text
        mended = mended.replace(change.used, change.found, 1)
    assert len(mended) == len(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ther ex", "ther ex"),  # cut short from "therapy"
        ("shoul pain", "shoul pain"),  # from "shoulder"
        ("DNA", "DNA"),
        ("dna", "dna"),
        ("iron for Willi", "iron for Willi"),  # a capital within a question begins a name
        ("what's 100mgs", "what's 100mgs"),
    ],
)
def test_short_forms_and_names_are_left_alone(typed: str, meant: str) -> None:
    """They are what was meant, or what is looked up against the documents' own words."""
    assert slips().mended(typed)[0] == meant
