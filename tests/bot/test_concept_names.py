"""Which texts name the concepts of a question, found in the text or by a concordance."""

from collections.abc import Iterable
from functools import reduce
from importlib import resources
from itertools import product
from operator import or_
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.choosing.concept_names import Named, Naming, beginnings
from bot.choosing.concordance import Concordance
from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.questions.concepts import Alternative, Concept, Why

_ANALYZER = Analyzer()
_SIMPLE = ("s", "es", "ed", "ing", "ly", "ies", "ied", "ying", "eed", "edly", "ingly", "er", "est", "y", "e")
_MADE_OF_OTHERS = ("ational", "tional", "ization", "ator", "alism", "ability", "ibility", "aliti", "biliti", "logy")
_LONG = ("fulness", "ousness", "iveness", "ence", "ance", "able", "ible", "ment", "ement", "ical", "icate", "alize")
_ENDINGS = (*_SIMPLE, *_MADE_OF_OTHERS, *_LONG, "enci", "anci", "abli", "entli", "eli", "alli", "ousli", "logi", "ion")


def _concept(term: str, *names: str) -> Concept:
    others = tuple(Alternative((name,), 0.5, name, Why.SYNONYM) for name in names)
    return Concept(term, term, 1, known=True, telling=1.0, start=0, end=len(term), alternatives=others)


def _passage(
    *sentences: str, context: str = "", section: tuple[str, ...] = (), title: str = "", start: int = 7
) -> Passage:
    text = " ".join(sentences)
    spans, at = [], start
    for sentence in sentences:
        spans.append(Sentence(sentence, at, at + len(sentence)))
        at += len(sentence) + 1
    end = start + len(text)
    return Passage("a#0", "a", 0, text, start, end, title, "a", "", section, tuple(spans), context)


def _named(naming: Naming, passage: Passage) -> list[Named]:
    """Return what is found in the text, and by a concordance when it makes an entry and when it has one."""
    concordance = Concordance(_ANALYZER.terms, lambda text: frozenset(_ANALYZER.terms(text)))
    entries = [concordance.of(passage), concordance.of(passage)]
    return [*naming.named_in([passage, passage]), *naming.named_by(entries)]


def test_every_english_word_begins_as_its_terms_do() -> None:
    """No sentence is passed over that holds a name: checked on 80,000 words of English."""
    lines = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8").splitlines()
    words = [line.split()[0] for line in lines]
    assert len(words) > 80_000
    assert _beginning_otherwise(words) == []


@pytest.mark.parametrize("length", [1, 2, 3])
def test_short_words_with_any_ending_begin_as_their_terms_do(length: int) -> None:
    """The exceptions of the stemmer are all short: "dying" is "die"."""
    stems = map("".join, product(ascii_lowercase, repeat=length))
    assert _beginning_otherwise(stem + ending for stem in stems for ending in _ENDINGS) == []


def _beginning_otherwise(words: Iterable[str]) -> list[str]:
    plain = (w for w in words if w.isascii() and w.isalpha())
    return [w for w in plain for term in _ANALYZER.terms(w) if not w.startswith(tuple(beginnings(term)))]


_TEXTS = st.text(alphabet="abiltyngesdM53.&/E-_0123456789'’éİ \n\u00a0\u2009ﬁ", max_size=30)


@given(
    st.lists(_TEXTS.map(str.strip).filter(bool), max_size=4), _TEXTS, st.lists(_TEXTS, max_size=2), _TEXTS, st.data()
)
def test_the_names_found_in_each_place_are_those_of_the_analyzer(
    sentences: list[str], context: str, section: list[str], title: str, data: st.DataObject
) -> None:
    """Codes, short forms, accents and possessives are found as the analyzer finds them, each where it stands."""
    places = [context, "\n".join(section), title, *sentences]
    all_terms = sorted({term for place in places for term in _ANALYZER.terms(place)} | {"able", "53"})
    terms = data.draw(st.lists(st.sampled_from(all_terms), min_size=1, unique=True))
    naming = Naming([_concept(term) for term in terms], _ANALYZER.terms)
    passage = _passage(*sentences, context=context, section=tuple(section), title=title)
    expected = [sum(1 << i for i, t in enumerate(terms) if t in _ANALYZER.terms(place)) for place in places]
    for named in _named(naming, passage):
        by_number = [named.sentences.get(number, 0) for number in range(len(sentences))]
        assert [named.lead_in, named.section, named.title, *by_number] == expected
        assert named.text == reduce(or_, expected[3:], 0)


def test_what_stands_between_sentences_names_nothing() -> None:
    """A word that belongs to no sentence is no evidence for one."""
    passage = _passage("Pain.", "A knee.")._replace(sentences=(Sentence("A knee.", 13, 20),))
    naming = Naming([_concept("pain"), _concept("knee")], _ANALYZER.terms)
    assert all(named.sentences == {0: 0b10} for named in _named(naming, passage))


def test_another_name_counts_less_than_the_word_as_typed() -> None:
    """A text with neither names nothing, and says so by the same object, which is cheap to tell."""
    naming = Naming([_concept("coccyx", "tailbon"), _concept("pain")], _ANALYZER.terms)
    passage = _passage("Pain at the tailbone.", "The coccyx.", "A knee.")
    (named,) = naming.named_in([passage])
    other, typed, none = (naming.strengths(named.sentences.get(number, 0)) for number in range(3))
    assert 0 < other[0] < typed[0] == 1
    assert other[1] == 1
    assert none is naming.nothing
