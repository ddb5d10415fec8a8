"""The measures: trec_eval's numbers, worked examples, and the comparison of two runs."""

import math

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.measures import (
    MEASURES,
    Qrels,
    Run,
    compare,
    evaluate,
    mean,
    randomisation_test,
)

TREC_NAMES = {"nDCG@10": "ndcg_cut_10", "MRR": "recip_rank", "MAP": "map", "R@100": "recall_100", "P@1": "P_1"}

_DOCS = st.sampled_from([f"d{i}" for i in range(30)])
_QRELS = st.dictionaries(_DOCS, st.integers(-1, 3), min_size=1, max_size=20)
_SCORES = st.dictionaries(_DOCS, st.integers(0, 6).map(float), min_size=1, max_size=30)  # few values: many ties


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), st.tuples(_QRELS, _SCORES), min_size=1))
def test_the_measures_are_those_of_trec_eval(judged: dict[str, tuple[dict[str, int], dict[str, float]]]) -> None:
    """Every measure of every query equals pytrec_eval's, ties and negative grades included."""
    qrels: Qrels = {query: pair[0] for query, pair in judged.items()}
    run: Run = {query: pair[1] for query, pair in judged.items()}
    expected = pytrec_eval.RelevanceEvaluator(qrels, set(TREC_NAMES.values())).evaluate(run)
    found = evaluate(run, qrels)
    for name, trec_name in TREC_NAMES.items():
        for query in qrels:
            assert found[name][query] == pytest.approx(expected[query][trec_name], abs=1e-9), name


def test_a_worked_example() -> None:
    """Relevant at ranks 2 and 4 of three relevant ones, grades 2 and 1, the third (grade 1) not found."""
    qrels = {"q": {"b": 2, "d": 1, "x": 1, "a": 0}}
    run = {"q": {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}}
    values = {name: by_query["q"] for name, by_query in evaluate(run, qrels).items()}
    ideal = 2 + 1 / math.log2(3) + 1 / 2
    assert values["nDCG@10"] == pytest.approx((2 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert values["MAP"] == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert (values["MRR"], values["P@1"]) == (0.5, 0.0)
    assert values["R@100"] == pytest.approx(2 / 3)


def test_an_unanswered_query_counts_nothing() -> None:
    """A judged query that the run lacks is part of the mean."""
    qrels = {"q1": {"a": 1}, "q2": {"a": 1}}
    assert {mean(values) for values in evaluate({"q1": {"a": 1.0}}, qrels).values()} == {0.5}


def test_the_randomisation_test_on_small_cases() -> None:
    """No difference: p is 1. Five equal differences: both of 32 sign patterns with the same sum, about 2/32."""
    assert randomisation_test([0.0, 0.0]) == 1.0
    assert randomisation_test([0.1] * 5) == pytest.approx(2 / 32, abs=0.01)
    assert randomisation_test([0.1] * 20) < 0.001
    assert randomisation_test([0.1, -0.1] * 10) == pytest.approx(1.0)
    assert randomisation_test([0.3, -0.1, 0.2]) == randomisation_test([0.3, -0.1, 0.2])


def test_two_runs_are_compared_by_query() -> None:
    """The better run wins on the query where it differs."""
    qrels = {"q1": {"a": 1}, "q2": {"a": 1}}
    first = {"q1": {"b": 2.0, "a": 1.0}, "q2": {"a": 1.0}}
    second = {"q1": {"a": 2.0, "b": 1.0}, "q2": {"a": 1.0}}
    line = next(c for c in compare(first, second, qrels) if c.measure == "MRR")
    assert (line.first, line.second, line.better, line.worse) == (0.75, 1.0, 1, 0)
    assert line.p > 0.4


def test_every_measure_has_a_trec_name() -> None:
    """A new measure must be held equal to trec_eval's too."""
    assert TREC_NAMES.keys() == MEASURES.keys()
