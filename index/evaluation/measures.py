"""Runs and judgements to measures: nDCG@10, MRR, MAP, R@100 and P@1, equal to trec_eval's.

A run holds a score for each document found for a query. As trec_eval does, documents are ordered by score alone, those
of one score by identifier, descending; a grade of 1 or more is relevant; a judged query that the run lacks counts 0.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Qrels = Mapping[str, Mapping[str, int]]  # query_id -> doc_id -> grade
Run = Mapping[str, Mapping[str, float]]  # query_id -> doc_id -> score
Values = Mapping[str, float]  # query_id -> value of one measure
_Measure = Callable[[Sequence[int], Sequence[int]], float]

PERMUTATIONS = 10_000
_AT_ONCE = 250  # permutations in memory: 2 kB for each query, where all of them take 80 kB
_SEED = 1


def ndcg(found: Sequence[int], judged: Sequence[int], depth: int = 10) -> float:
    """Return the discounted gain of the first `depth` grades against the best order (Järvelin and Kekäläinen 2002)."""
    ideal = _gain(sorted((grade for grade in judged if grade > 0), reverse=True)[:depth])
    return _gain(found[:depth]) / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum(max(grade, 0) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def reciprocal_rank(found: Sequence[int], _judged: Sequence[int]) -> float:
    """Return 1 / rank of the first relevant document, 0 without one."""
    return next((1 / rank for rank, grade in enumerate(found, 1) if grade > 0), 0.0)


def average_precision(found: Sequence[int], judged: Sequence[int]) -> float:
    """Return the mean, over all relevant documents, of the precision at their ranks."""
    relevant = sum(grade > 0 for grade in judged)
    ranks = [rank for rank, grade in enumerate(found, 1) if grade > 0]
    return math.fsum(hit / rank for hit, rank in enumerate(ranks, 1)) / relevant if relevant else 0.0


def recall(found: Sequence[int], judged: Sequence[int], depth: int = 100) -> float:
    """Return the share of the relevant documents among the first `depth`."""
    relevant = sum(grade > 0 for grade in judged)
    return sum(grade > 0 for grade in found[:depth]) / relevant if relevant else 0.0


def precision_at_one(found: Sequence[int], _judged: Sequence[int]) -> float:
    """Return 1 if the first document is relevant, else 0."""
    return float(bool(found) and found[0] > 0)


MEASURES: Mapping[str, _Measure] = {
    "nDCG@10": ndcg,
    "MRR": reciprocal_rank,
    "MAP": average_precision,
    "R@100": recall,
    "P@1": precision_at_one,
}


def evaluate(run: Run, qrels: Qrels) -> Mapping[str, Values]:
    """Return each measure's value for every judged query."""
    grades = {query_id: _grades(run.get(query_id, {}), judged) for query_id, judged in qrels.items()}
    return {
        name: {query_id: measure(grades[query_id], list(judged.values())) for query_id, judged in qrels.items()}
        for name, measure in MEASURES.items()
    }


def _grades(scores: Mapping[str, float], judged: Mapping[str, int]) -> list[int]:
    """Return the grades of the documents found, best first."""
    order = sorted(scores, reverse=True)
    order.sort(key=lambda doc_id: scores[doc_id], reverse=True)
    return [judged.get(doc_id, 0) for doc_id in order]


def mean(values: Values) -> float:
    """Return the mean over queries; 0 without any."""
    return math.fsum(values.values()) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of two runs on the same queries."""

    measure: str
    first: float
    second: float
    p: float  # two-sided, that the difference is chance
    better: int  # queries on which the second is better
    worse: int


def compare(first: Run, second: Run, qrels: Qrels) -> Sequence[Comparison]:
    """Return the comparison of two runs, a line for each measure."""
    a, b = evaluate(first, qrels), evaluate(second, qrels)
    return [_compared(name, a[name], b[name]) for name in MEASURES]


def _compared(name: str, first: Values, second: Values) -> Comparison:
    differences = [second[query_id] - first[query_id] for query_id in first]
    better, worse = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    return Comparison(name, mean(first), mean(second), randomisation_test(differences), better, worse)


def randomisation_test(differences: Sequence[float], permutations: int = PERMUTATIONS, seed: int = _SEED) -> float:
    """Return the two-sided p value of paired differences (Smucker, Allan and Carterette 2007).

    Under the null hypothesis the two systems' values could be exchanged on any query: the share of random exchanges
    whose mean difference is at least as large as the one seen. The same seed gives the same value.
    """
    if not any(differences):
        return 1.0
    values = np.asarray(differences)
    random = np.random.default_rng(seed)
    least = abs(values.sum()) - 1e-12
    as_large = 1  # the order that was seen is one of them
    for start in range(0, permutations, _AT_ONCE):
        size = (min(_AT_ONCE, permutations - start), len(values))
        signs = random.integers(0, 2, size=size, dtype=np.int8) * 2 - 1
        as_large += int((np.abs(signs @ values) >= least).sum())
    return as_large / (permutations + 1)
