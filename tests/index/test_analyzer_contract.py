"""What the bulk analysis of a build relies on."""

from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import Analyzer
from index.disk.analysis import BulkAnalyzer
from index.disk.schema import joined

_ANALYZER = Analyzer()
_PIECES = st.sampled_from(
    ["M53.3", "12345-6789-01", "3.5mg", "the", "IT", "O'Brien’s", "follow-up", "ﷺ", "ﬁ", "é", "_"]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=8), st.sampled_from(" .,;()[]“'\n\u00a0"))).map("".join)


@given(_TEXTS)
def test_no_term_spans_white_space(text: str) -> None:
    """A text's terms are those of its runs between blanks, so each run need be analysed only once."""
    apart = [term for run in text.split() for term in _ANALYZER.terms(run)]
    assert apart == _ANALYZER.terms(text)


@given(st.lists(_TEXTS, max_size=4))
def test_bulk_analysis_is_the_analyzer_s(texts: list[str]) -> None:
    """The terms of a build are the analyzer's, joined by spaces."""
    bulk = BulkAnalyzer(_ANALYZER)
    analysis = bulk.analyze([(text, text) for text in texts])
    assert list(analysis.texts) == [joined(_ANALYZER.terms(text)) for text in texts]
    assert list(analysis.headings) == list(analysis.texts)
