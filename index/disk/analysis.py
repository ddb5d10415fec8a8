"""Passages to terms in bulk.

No term spans white space (tests/index/test_analyzer_contract.py), so each distinct run of characters between blanks is
analysed once; a passage of 80 words then costs a fifth of what `Analyzer.terms` costs.
"""

import gc
import signal
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, filterfalse
from multiprocessing.connection import Connection

from index.analyzer import Analyzer
from index.disk.schema import joined
from index.fields import surface_words

Parts = Sequence[tuple[str, str]]  # of each passage, see index.fields.field_parts

_PUNCTUATION = '.,;:()[]"“”'  # at the ends of a run, part of no term and no word
_NOTHING = frozenset({""})
_TOGETHER = 32  # passages; what is looked at twice should not be on its way to memory
_REMEMBERED = 400_000  # runs that are no plain words; a collection of codes and numbers has no end of them


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of some passages, joined as Tantivy takes them, and the words as printed that are new."""

    texts: Sequence[str]
    headings: Sequence[str]
    words: Mapping[str, str]  # with their terms


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

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self._analyzer = analyzer
        self.words: dict[str, str] = {}

    def learn(self, texts: Iterable[Sequence[str]]) -> None:
        """Analyse the plain words that are new in some texts in one go: most of what is new, at a third of the cost."""
        new = filterfalse(self.__contains__, set[str]().union(*texts))
        plain = [run for run in new if run.isascii() and run.isalpha() and run.islower() and len(run) > 1]
        # a term that is the word itself is one string and not two: a lookup takes as long as its ways to memory
        terms = self._analyzer.plain_terms(plain)
        found = {word: word if term == word else term for word, term in zip(plain, terms, strict=True)}
        self.words.update(found)
        self.update(found)

    def __missing__(self, run: str) -> str:
        bare = run.strip(_PUNCTUATION)
        if bare != run:
            value = self[bare]
        else:
            value = self._joined(run)
            for word in surface_words(run):
                self.words[word] = value if word == run else self._joined(word)
        if len(self) < _REMEMBERED:  # the frequent ones come first
            self[run] = value
        return value

    def _joined(self, run: str) -> str:
        return joined(self._analyzer.terms(run))


class BulkAnalyzer:
    """Analyses many passages with one analyzer. Not safe between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._runs = _Runs(analyzer)
        self._heading = lru_cache(maxsize=1000)(lambda heading: self._joined(heading.split()))  # sections share theirs

    def analyze(self, parts: Parts) -> Analysis:
        """Return the terms of some passages."""
        headings = [self._heading(heading) for heading, _ in parts]
        found: list[str] = []
        for start in range(0, len(parts), _TOGETHER):
            texts = [rest.split() for _, rest in parts[start : start + _TOGETHER]]
            self._runs.learn(texts)
            found += map(self._joined, texts)
        words, self._runs.words = self._runs.words, {}
        return Analysis([f"{above} {text}" for above, text in zip(headings, found, strict=True)], headings, words)

    def _joined(self, text: Sequence[str]) -> str:
        return " ".join(filter(None, map(self._runs.__getitem__, text)))


def serve(descriptor: int) -> None:
    """Analyse what comes over the pipe until it is closed; runs in the process of an AnalysisPool."""
    pipe = Connection(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    gc.disable()  # analysis leaves no cycles to look for
    bulk = BulkAnalyzer(Analyzer())
    batches: Sequence[Parts] = ()  # the first answer says that it is ready
    with suppress(EOFError):
        while True:
            pipe.send([bulk.analyze(parts) for parts in batches])
            batches = pipe.recv()
