"""What the bulk analysis of a build relies on."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import Analyzer
from index.disk.analysis import BulkAnalyzer
from index.disk.schema import split, stored_term
from index.fields import surface_words

_ANALYZER = Analyzer()
_PIECES = st.sampled_from(
    [
        "M53.3",
        "12345-6789-01",
        "3.5mg",
        "the",
        "IT",
        "O'Brien’s",
        "follow-up",
        "ﷺ",
        "ﬁ",
        "é",
        "_",
        "Renal",
        "renal",
        "blocks",
        "a",
        "A",
        "LCSWs",
        "ITs",
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=8), st.sampled_from(" .,;()[]“'\n\u00a0"))).map("".join)


def test_the_plural_of_capitals_is_the_short_form() -> None:
    """No stemmer takes the s of "LCSWs" for an ending; a name in capitals keeps its own."""
    assert _ANALYZER.terms("LCSWs, NPs and CMS") == [*_ANALYZER.terms("lcsw np"), "cms"]


@given(_TEXTS)
def test_no_term_spans_white_space(text: str) -> None:
    """A text's terms are those of its runs between blanks, so each run need be analysed only once."""
    apart = [term for run in text.split() for term in _ANALYZER.terms(run)]
    assert apart == _ANALYZER.terms(text)


@given(st.lists(st.tuples(_TEXTS, _TEXTS), max_size=4))
def test_bulk_analysis_is_the_analyzer_s(parts: list[tuple[str, str]]) -> None:
    """The terms of a build are the analyzer's: those of the heading, and those of heading and text."""
    analysis = BulkAnalyzer(_ANALYZER).analyze(parts)
    assert [split(terms) for terms in analysis.headings] == [_stored(heading) for heading, _ in parts]
    assert [split(terms) for terms in analysis.texts] == [_stored(f"{heading}\n{rest}") for heading, rest in parts]


@given(st.lists(st.tuples(_TEXTS, _TEXTS), max_size=4))
def test_bulk_analysis_tells_each_word_as_printed_once(parts: list[tuple[str, str]]) -> None:
    """The words of a build are those of its passages, each with its terms; those told before are not told again."""
    bulk, text = BulkAnalyzer(_ANALYZER), "\n".join(chain.from_iterable(parts))
    found = bulk.analyze(parts).words
    assert {word: split(terms) for word, terms in found.items()} == {w: _stored(w) for w in surface_words(text)}
    assert not bulk.analyze(parts).words


def _stored(text: str) -> list[str]:
    return [stored_term(term) for term in _ANALYZER.terms(text)]
