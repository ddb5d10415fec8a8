"""Naming: which texts name the concepts of a question, found without analyzing every text."""

from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from bot.naming import Coverage, Naming, beginning
from index.analyzer import Analyzer
from index.concepts import Alternative, Concept, Why

_ANALYZER = Analyzer()


def _concept(term: str, *names: str) -> Concept:
    others = tuple(Alternative((name,), 0.5, name, Why.SYNONYM) for name in names)
    return Concept(term, term, 1, known=True, telling=1.0, start=0, end=len(term), alternatives=others)


def test_every_english_word_holds_the_beginning_of_its_terms() -> None:
    """No sentence is passed over that holds a name: checked on 80,000 words of English."""
    lines = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8").splitlines()
    words = [line.split()[0] for line in lines]
    assert len(words) > 80_000
    assert [w for w in words for term in _ANALYZER.terms(w) if w.isascii() and beginning(term) not in w] == []


@given(st.text(alphabet="abiltyngesM53.&/E-0123456789'’é ", max_size=40))
def test_the_terms_found_are_those_of_the_analyzer(text: str) -> None:
    """Codes, short forms, accents and possessives are found as the analyzer finds them."""
    terms = _ANALYZER.terms(text)
    naming = Naming([_concept(term) for term in terms], _ANALYZER.terms)
    assert naming.named_in(text) == set(terms)
    assert naming.named_in("") == set()


def test_another_name_counts_less_than_the_word_as_typed() -> None:
    """A text with neither names nothing, and says so by the same object, which is cheap to tell."""
    naming = Naming([_concept("coccyx", "tailbon"), _concept("pain")], _ANALYZER.terms)
    named = naming.strengths(naming.named_in("Pain at the tailbone"))
    assert 0 < named[0] < naming.strengths(naming.named_in("The coccyx"))[0] == 1
    assert named[1] == 1
    assert naming.strengths(naming.named_in("A knee")) is naming.nothing


def test_coverage_is_the_share_of_what_tells() -> None:
    """A word that tells three times as much counts three times; nothing to tell is nothing covered."""
    assert Coverage([3, 1, 0]).of((1.0, 0.0, 1.0)) == 0.75
    assert Coverage([0.0]).of((1.0,)) == 0
