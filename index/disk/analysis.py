"""Passages to terms in bulk, in this process or in several.

No term spans white space (tests/index/test_analyzer_contract.py), so each distinct run of characters between blanks is
analysed once; a passage of 80 words then costs a fifth of what `Analyzer.terms` costs.
"""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from multiprocessing import get_context

from index.analyzer import Analyzer
from index.disk.schema import joined
from index.fields import surface_words

Texts = Sequence[tuple[str, str]]  # (text, heading) of each passage, see index.fields

_PUNCTUATION = '.,;:()[]"“”'  # at the ends of a run, part of no term and no word
_NOTHING = frozenset({""})
_HERE_FIRST = 6  # batches before the processes are started
_REMEMBERED = 400_000  # runs of characters; a collection of codes and numbers has no end of them


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of some passages, joined as Tantivy takes them, and the words as printed that are new."""

    texts: Sequence[str]
    headings: Sequence[str]
    words: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Counted:
    """How many passages more than before hold each term."""

    terms: Counter[str] = field(default_factory=Counter)
    heading_terms: Counter[str] = field(default_factory=Counter)

    def add(self, analysis: Analysis) -> None:
        """Count passages in."""
        self.terms.update(_holding(analysis.texts))
        self.heading_terms.update(_holding(analysis.headings))

    def subtract(self, analysis: Analysis) -> None:
        """Count passages out."""
        self.terms.subtract(Counter(_holding(analysis.texts)))
        self.heading_terms.subtract(Counter(_holding(analysis.headings)))


def _holding(texts: Iterable[str]) -> Iterable[str]:
    """Yield each stored term once for each passage that holds it."""
    return chain.from_iterable(set(text.split(" ")) - _NOTHING for text in texts)


class _Runs(dict[str, str]):
    """The joined terms of runs of characters, remembered; `words` are those as printed that were met."""

    def __init__(self, terms: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._terms = terms
        self.words: dict[str, Sequence[str]] = {}

    def __missing__(self, run: str) -> str:
        bare = run.strip(_PUNCTUATION)
        if bare != run:
            value = self[bare]
        else:
            terms = self._terms(run)
            value = joined(terms)
            for word in surface_words(run):
                self.words[word] = terms if word == run else self._terms(word)
        if len(self) < _REMEMBERED:  # the frequent ones come first
            self[run] = value
        return value


class BulkAnalyzer:
    """Analyses many passages with one analyzer. Not safe between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._runs = _Runs(analyzer.terms)
        self._heading = lru_cache(maxsize=1000)(self._joined)  # the passages of a section share theirs

    def analyze(self, texts: Texts) -> Analysis:
        """Return the terms of some passages."""
        found = [self._joined(text) for text, _ in texts]
        above = [self._heading(heading) for _, heading in texts]
        words, self._runs.words = self._runs.words, {}
        return Analysis(found, above, words)

    def _joined(self, text: str) -> str:
        return " ".join(filter(None, map(self._runs.__getitem__, text.split())))


class AnalysisPool:
    """Analyses batches in other processes, and hands the results back in order.

    Only text goes out and only terms come back. The processes take longer to start than a few batches to analyse.
    """

    def __init__(self, analyzer: Analyzer, workers: int | None = None) -> None:
        self._here = BulkAnalyzer(analyzer)
        cores = len(os.sched_getaffinity(0))
        self.workers = 1 if type(analyzer) is not Analyzer else cores if workers is None else workers
        self._pool: ProcessPoolExecutor | None = None
        self._submitted = 0

    def submit(self, texts: Texts) -> "Future[Analysis]":
        """Return the analysis of a batch, to come."""
        self._submitted += 1
        if self.workers < 2 or self._submitted <= _HERE_FIRST:
            done: Future[Analysis] = Future()
            done.set_result(self.here(texts))
            return done
        if self._pool is None:
            # not forked: Tantivy's threads are running; analysis leaves no cycles for the collector to look for
            self._pool = ProcessPoolExecutor(self.workers, get_context("spawn"), gc.disable)
        return self._pool.submit(_analyze_in_worker, texts)

    def here(self, texts: Texts) -> Analysis:
        """Return the analysis of a few texts, made in this process."""
        return self._here.analyze(texts)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@lru_cache(maxsize=1)
def _worker_analyzer() -> BulkAnalyzer:
    return BulkAnalyzer(Analyzer())


def _analyze_in_worker(texts: Texts) -> Analysis:
    return _worker_analyzer().analyze(texts)
