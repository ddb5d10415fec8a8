"""Runs in TREC form and judgements in files: read, and a run written."""

import math
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from corpus.errors import CitebotError
from index.evaluation.measures import Qrels, Run
from index.line_files import LineFileError, numbered_lines

_ONCE = "each document once for a query"


class RunIdentifierError(CitebotError):
    """A run cannot be written, as blanks part what stands in its lines."""

    def __init__(self, path: Path, identifier: str) -> None:
        super().__init__(
            f"{path}: not written, as a line in TREC form cannot hold the identifier “{identifier}”. "
            "Expected identifiers of queries and documents without blanks"
        )
        self.path, self.identifier = path, identifier


def read_qrels(path: Path) -> Qrels:
    """Return the judgements of a file: query, document and grade, separated by tabs."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in numbered_lines(path):
        try:
            query_id, doc_id, grade = line.split("\t")
            judged, value = qrels.setdefault(query_id, {}), int(grade)
            if doc_id in judged:
                raise LineFileError(path, number, _ONCE)
            judged[doc_id] = value
        except ValueError:
            raise LineFileError(path, number, "query, document and grade, separated by tabs") from None
    if not qrels:
        raise LineFileError(path, 1, "a judgement: query, document and grade, separated by tabs")
    return qrels


def read_run(path: Path) -> Run:
    """Return a run in TREC form: query, Q0, document, rank, score, name."""
    run: dict[str, dict[str, float]] = {}
    for number, line in numbered_lines(path):
        try:
            query_id, _, doc_id, _, score, _ = line.split()
            found, value = run.setdefault(query_id, {}), _ordered(float(score))
            if doc_id in found:
                raise LineFileError(path, number, _ONCE)
            found[doc_id] = value
        except ValueError:
            raise LineFileError(path, number, "query, Q0, document, rank, score and name") from None
    return run


def _ordered(score: float) -> float:
    """Return a score. Raises ValueError on what is neither above nor below another."""
    if math.isnan(score):
        raise ValueError("not a number")
    return score


def write_run(path: Path, run: Run, name: str) -> None:
    """Write a run in TREC form, best first. Raises RunIdentifierError, before anything is written."""
    for identifier in chain(run, *run.values()):
        if len(identifier.split()) != 1:
            raise RunIdentifierError(path, identifier)
    with path.open("w", encoding="utf-8") as file:
        for query_id, scores in run.items():
            for rank, (doc_id, score) in enumerate(_best_first(scores), 1):
                file.write(f"{query_id} Q0 {doc_id} {rank} {score!r} {name}\n")


def _best_first(scores: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    return sorted(scores.items(), key=lambda item: -item[1])
