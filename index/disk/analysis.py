"""Passages to terms in bulk, in this process or in several.

No term spans white space (tests/index/test_analyzer_contract.py), so each distinct run of characters between blanks is
analysed once; a passage of 80 words then costs a fifth of what `Analyzer.terms` costs.
"""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from multiprocessing import get_context

from index.analyzer import Analyzer
from index.disk.schema import joined
from index.fields import surface_words_of

Texts = Sequence[tuple[str, str]]  # (text, heading) of each passage, see index.fields

_PUNCTUATION = '.,;:()[]"“”'  # at the ends of a run, part of no term and no word
_NOTHING = frozenset({""})
_REMEMBERED = 400_000  # runs of characters; a collection of codes and numbers has no end of them


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of some passages, joined as Tantivy takes them."""

    texts: Sequence[str]
    headings: Sequence[str]


@dataclass(slots=True)
class Counted:
    """How many passages more than before hold each term."""

    terms: Counter[str] = field(default_factory=Counter)
    heading_terms: Counter[str] = field(default_factory=Counter)

    def add(self, analysis: Analysis) -> None:
        """Count the terms of passages in."""
        self.terms.update(_holding(analysis.texts))
        self.heading_terms.update(_holding(analysis.headings))

    def subtract(self, analysis: Analysis) -> None:
        """Count the terms of passages out."""
        self.terms.subtract(Counter(_holding(analysis.texts)))
        self.heading_terms.subtract(Counter(_holding(analysis.headings)))


def _holding(texts: Iterable[str]) -> Iterable[str]:
    """Yield each stored term once for each passage that holds it."""
    return chain.from_iterable(set(text.split(" ")) - _NOTHING for text in texts)


class _Remembered(dict[str, str]):
    """What a function returns for a run of characters, joined and remembered."""

    def __init__(self, function: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, run: str) -> str:
        bare = run.strip(_PUNCTUATION)
        value = joined(self._function(run)) if bare == run else self[bare]
        if len(self) < _REMEMBERED:  # the frequent ones come first
            self[run] = value
        return value


class BulkAnalyzer:
    """Analyses many passages with one analyzer, and counts the words as printed. Not safe between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self.words: Counter[str] = Counter()
        self._terms = _Remembered(analyzer.terms).__getitem__
        self._words = _Remembered(surface_words_of).__getitem__
        self._heading = lru_cache(maxsize=1000)(self._joined)  # the passages of a section share theirs

    def analyze(self, texts: Texts) -> Analysis:
        """Return the terms of some passages, and count their words in."""
        runs = [text.split() for text, _ in texts]
        self.words.update(self._words_of(runs))
        terms = [" ".join(filter(None, map(self._terms, found))) for found in runs]
        return Analysis(terms, [self._heading(heading) for _, heading in texts])

    def take_back(self, texts: Texts) -> Analysis:
        """Return the terms of some passages, and count their words out."""
        counted, self.words = self.words, Counter()
        analysis = self.analyze(texts)
        counted.subtract(self.words)
        self.words = counted
        return analysis

    def take_words(self) -> Counter[str]:
        """Return how many passages more than before hold each word, and begin anew."""
        words, self.words = self.words, Counter()
        return words

    def _joined(self, text: str) -> str:
        return " ".join(filter(None, map(self._terms, text.split())))

    def _words_of(self, runs: Iterable[Sequence[str]]) -> Iterable[str]:
        """Yield each word once for each passage that holds it."""
        return chain.from_iterable(map(self._words_in, runs))

    def _words_in(self, runs: Sequence[str]) -> set[str]:
        """Return the different words of a passage."""
        words = set(map(self._words, set(runs)))
        several = [found for found in words if " " in found]  # such as those of "follow-up"
        words.difference_update(several, _NOTHING)
        words.update(*[found.split(" ") for found in several])
        return words


class AnalysisPool:
    """Analyses batches in other processes, and hands the results back in order.

    Only text goes out and only terms come back. The processes are started when the first batch comes; each counts the
    words that it met, since counts of every batch would cost more to send and add than to make.
    """

    def __init__(self, analyzer: Analyzer, workers: int | None = None) -> None:
        self._here = BulkAnalyzer(analyzer)
        cores = len(os.sched_getaffinity(0))
        self.workers = 1 if type(analyzer) is not Analyzer else cores if workers is None else workers
        self._pools: list[ProcessPoolExecutor] = []
        self._next = 0

    def submit(self, texts: Texts) -> "Future[Analysis]":
        """Return the analysis of a batch, to come."""
        if self.workers < 2:
            done: Future[Analysis] = Future()
            done.set_result(self.here(texts))
            return done
        if not self._pools:
            # not forked: Tantivy's threads are running; analysis leaves no cycles for the collector to look for
            context = get_context("spawn")
            self._pools = [ProcessPoolExecutor(1, context, gc.disable) for _ in range(self.workers)]
        self._next = (self._next + 1) % self.workers
        return self._pools[self._next].submit(_analyze_in_worker, texts)

    def here(self, texts: Texts) -> Analysis:
        """Return the analysis of a few texts, made in this process."""
        return self._here.analyze(texts)

    def take_back(self, texts: Texts) -> Analysis:
        """Return the analysis of texts that are taken out."""
        return self._here.take_back(texts)

    def take_words(self) -> Counter[str]:
        """Return how many passages more than before hold each word as printed, and begin anew."""
        words = self._here.take_words()
        for pool in self._pools:
            words.update(pool.submit(_take_words_of_worker).result())
        return words

    def close(self) -> None:
        """End the processes."""
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)
        self._pools = []


@lru_cache(maxsize=1)
def _worker_analyzer() -> BulkAnalyzer:
    return BulkAnalyzer(Analyzer())


def _analyze_in_worker(texts: Texts) -> Analysis:
    return _worker_analyzer().analyze(texts)


def _take_words_of_worker() -> Counter[str]:
    return _worker_analyzer().take_words()
