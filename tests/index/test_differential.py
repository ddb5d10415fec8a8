"""Our engines beside an independent implementation of the same formula, bm25s, on a generated collection."""

from collections.abc import Mapping

import bm25s
import numpy as np
import pytest

from index.analyzer import Analyzer
from index.engine import K1, B, Field, Query, Term
from index.fields import field_terms
from tests.bench.collection import documents, questions
from tests.index.conftest import EngineFactory

PASSAGES = 2_000
K = 10
# Tantivy keeps the length of a field in one byte: exact up to 40 terms, then in steps of at most an eighth, rounded
# down. Lengths here differ less than twofold, so a score moves by a few parts in a hundred, and close ranks may swap.
TOLERANCE = {"memory": 1e-4}
ON_DISK = 0.05


def test_scores_and_ranks_are_those_of_bm25s(
    make_engine: EngineFactory, analyzer: Analyzer, request: pytest.FixtureRequest
) -> None:
    """Each score is bm25s's, and no passage of its first ten is passed over for a lower one, within the tolerance."""
    tolerance = TOLERANCE.get(request.node.callspec.params["make_engine"], ON_DISK)
    passages = [passage for document in documents(PASSAGES) for passage in document.passages]
    engine = make_engine(passages)
    # bm25s, as Lucene since version 8, leaves out the factor k1 + 1, which changes no rank
    scorer = bm25s.BM25(method="lucene", k1=K1, b=B)
    scorer.index([field_terms(p, Field.TEXT, analyzer) for p in passages], show_progress=False)
    for question in questions(passages, 200):
        terms = analyzer.terms(question)
        scores: Mapping[str, float] = dict(
            zip((p.passage_id for p in passages), scorer.get_scores(terms) * (K1 + 1), strict=True)
        )
        hits = engine.search(Query(tuple(map(Term, terms))), K)
        best = np.sort(list(scores.values()))[::-1]
        assert len(hits) == min(K, np.count_nonzero(best))
        for hit in hits:
            expected = scores[hit.passage.passage_id]
            assert hit.score == pytest.approx(expected, rel=tolerance)
            assert expected >= best[hit.rank - 1] * (1 - tolerance)
