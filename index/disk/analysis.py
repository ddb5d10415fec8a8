"""Passages to terms in bulk, in this process or in several."""

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context

from index.analyzer import Analyzer
from index.disk.schema import joined
from index.fields import surface_words_of

Texts = Sequence[tuple[str, str]]  # (text, heading) of each passage, see index.fields


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of some passages, joined as Tantivy takes them, and how many passages hold each."""

    texts: Sequence[str]
    headings: Sequence[str]
    terms: Counter[str]
    heading_terms: Counter[str]
    words: Counter[str]


@dataclass(slots=True)
class Counted:
    """How many passages of the index hold each term and each word."""

    terms: Counter[str] = field(default_factory=Counter)
    heading_terms: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, analysis: Analysis) -> None:
        """Count passages in."""
        self.terms.update(analysis.terms)
        self.heading_terms.update(analysis.heading_terms)
        self.words.update(analysis.words)

    def subtract(self, analysis: Analysis) -> None:
        """Count passages out."""
        self.terms.subtract(analysis.terms)
        self.heading_terms.subtract(analysis.heading_terms)
        self.words.subtract(analysis.words)


def analyze(texts: Texts, analyzer: Analyzer) -> Analysis:
    """Return the terms of some passages."""
    terms: Counter[str] = Counter()
    heading_terms: Counter[str] = Counter()
    words: Counter[str] = Counter()
    joined_texts: list[str] = []
    joined_headings: list[str] = []
    heading_of = lru_cache(maxsize=1000)(analyzer.terms)  # the passages of a section share theirs
    for text, heading in texts:
        found, above = analyzer.terms(text), heading_of(heading)
        joined_texts.append(joined(found))
        joined_headings.append(joined(above))
        terms.update(set(found))
        heading_terms.update(set(above))
        words.update(surface_words_of(text))
    return Analysis(joined_texts, joined_headings, terms, heading_terms, words)


class AnalysisPool:
    """Analyses batches in other processes, and hands the results back in order.

    Only text goes out and only terms come back. The processes are started when the first batch comes.
    """

    def __init__(self, analyzer: Analyzer, workers: int | None = None) -> None:
        self._analyzer = analyzer
        self.workers = usable_cores() if workers is None else workers
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, texts: Texts) -> "Future[Analysis]":
        """Return the analysis of a batch, to come."""
        if self.workers < 2 or type(self._analyzer) is not Analyzer:
            done: Future[Analysis] = Future()
            done.set_result(self.here(texts))
            return done
        if self._pool is None:
            # not forked: Tantivy's threads are running
            self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        return self._pool.submit(_analyze_in_worker, texts)

    def here(self, texts: Texts) -> Analysis:
        """Return the analysis of a few texts, made in this process."""
        return analyze(texts, self._analyzer)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


@lru_cache(maxsize=1)
def _worker_analyzer() -> Analyzer:
    return Analyzer()


def _analyze_in_worker(texts: Texts) -> Analysis:
    return analyze(texts, _worker_analyzer())
