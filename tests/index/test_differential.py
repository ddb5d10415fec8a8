"""Our engines beside bm25s, an independent implementation of the same formula, over the same terms."""

from collections.abc import Sequence

import bm25s
import numpy as np
import pytest

from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.engine import K1, B, Engine, Query, Term
from index.memory import MemoryEngine
from index.writer import DocumentRecord
from tests.bench.collection import documents, questions
from tests.bench.rivals import searched_text

PASSAGES, QUESTIONS, K = 1_000, 150, 10
# Tantivy keeps the length of a passage in one byte, as Lucene does: passages of up to 39 terms exactly, longer ones in
# steps of an eighth, which moves a score by less than this. So passages whose scores are this close may change places.
LENGTH_TOLERANCE = 0.05


@pytest.fixture(scope="module")
def passages() -> Sequence[Passage]:
    """A generated collection."""
    return [passage for document in documents(PASSAGES) for passage in document.passages]


@pytest.fixture(scope="module")
def bm25(passages: Sequence[Passage]) -> bm25s.BM25:
    """The other implementation, in Lucene's form."""
    analyzer = Analyzer()
    retriever = bm25s.BM25(method="lucene", k1=K1, b=B)
    retriever.index([analyzer.terms(searched_text(p)) for p in passages], show_progress=False)
    return retriever


@pytest.fixture(scope="module", params=["memory", "disk"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Each of our engines over the collection."""
    if request.param == "memory":
        return MemoryEngine([p for document in documents(PASSAGES) for p in document.passages], Analyzer())
    folder = tmp_path_factory.mktemp("index")
    with open_writer(folder, Analyzer()) as writer:
        for document in documents(PASSAGES):
            first = document.passages[0]
            writer.replace(
                DocumentRecord(document.doc_id, document.title, first.source, first.collection), document.passages
            )
        writer.commit()
    return open_index(folder, Analyzer())


def test_scores_and_order_are_those_of_another_implementation(
    engine: Engine, bm25: bm25s.BM25, passages: Sequence[Passage]
) -> None:
    """Up to Lucene's constant factor k1 + 1, and where one byte holds a length, within its tolerance."""
    analyzer = Analyzer()
    tolerance = 1e-4 if isinstance(engine, MemoryEngine) else LENGTH_TOLERANCE
    places = {passage.passage_id: i for i, passage in enumerate(passages)}
    for question in questions(passages, QUESTIONS):
        terms = analyzer.terms(question)
        theirs = np.asarray(bm25.get_scores(terms)) * (K1 + 1)
        ours = engine.search(Query(tuple(map(Term, terms))), K)
        best = np.sort(theirs)[::-1][: len(ours)]
        for hit, expected in zip(ours, best, strict=True):
            assert hit.score == pytest.approx(theirs[places[hit.passage.passage_id]], rel=tolerance)
            assert hit.score == pytest.approx(expected, rel=2 * tolerance)
