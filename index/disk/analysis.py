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
from itertools import chain
from multiprocessing.connection import Connection

from index.analyzer import PUNCTUATION, Analyzer, is_plural_of_capitals
from index.disk.schema import joined
from index.fields import surface_words

Parts = Sequence[tuple[str, str]]  # of each passage, see index.fields.field_parts

_NOTHING = frozenset({""})
_REMEMBERED = 500_000  # runs, before all are forgotten; a collection of codes and numbers has no end of them


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of some passages, joined by one space or more, and the words as printed that are new."""

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


class _Runs:
    """The joined terms of runs of characters, remembered; `words` are those as printed that were met."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        # two looks, but each with fewer ways to memory than one at a dictionary of all runs: a third of the time less
        self._known: set[str] = set()
        self._changed: dict[str, str] = {}  # of the known ones those that are not their terms themselves
        self.words: dict[str, str] = {}

    def joined(self, texts: Sequence[Sequence[str]]) -> list[str]:
        """Return the joined terms of texts that are given as their runs."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._changed.clear()
        if new := set[str]().union(*texts) - self._known:
            self._learn(new)
        terms = self._changed.get
        return [" ".join(map(terms, runs, runs)) for runs in texts]

    def _learn(self, new: set[str]) -> None:
        """Analyse runs that are new; most are plain words."""
        found = self._analyzer.plain_terms(new)
        bare = {run: _bare(run) for run in new - found.keys()}
        unknown = {*bare.values()} - self._known - found.keys()
        found |= self._analyzer.plain_terms(unknown)
        self.words.update(found)
        found.update((run, self._learned(run)) for run in unknown - found.keys())
        self._changed.update((run, terms) for run, terms in found.items() if terms != run)
        self._changed.update((run, self._changed.get(form, form)) for run, form in bare.items() if form != run)
        self._known.update(new, unknown)

    def _learned(self, run: str) -> str:
        value = self._joined(run)
        for word in surface_words(run):
            self.words[word] = value if word == run else self._joined(word)
        return value

    def _joined(self, run: str) -> str:
        return joined(self._analyzer.terms(run))


def word_terms(analyzer: Analyzer, words: Sequence[str]) -> dict[str, str]:
    """Return words as printed with their joined terms, in their order."""
    plain = analyzer.plain_terms(words)
    return {word: plain[word] if word in plain else joined(analyzer.terms(word)) for word in words}


def _bare(run: str) -> str:
    """Return what has the terms and words of a run, for many runs: without what stands around it, in lower case."""
    bare = run.strip(PUNCTUATION)
    cased = bare.isupper() or is_plural_of_capitals(bare)
    return bare.lower() if bare.isascii() and bare.isalpha() and not cased else bare


def _text_runs(text: str) -> list[str]:
    """Return the runs of a text, most of its punctuation left out: "word." would be a run of its own."""
    return f"{text} ".replace(". ", " ").replace(", ", " ").split()


class BulkAnalyzer:
    """Analyses many passages with one analyzer. Not safe between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._runs = _Runs(analyzer)

    def analyze(self, parts: Parts) -> Analysis:
        """Return the terms of some passages."""
        headings = dict.fromkeys(heading for heading, _ in parts)  # passages of a section share theirs
        runs = [heading.split() for heading in headings]
        found = self._runs.joined(runs + [_text_runs(rest) for _, rest in parts])
        of_heading = dict(zip(headings, found, strict=False))
        above = [of_heading[heading] for heading, _ in parts]
        words, self._runs.words = self._runs.words, {}
        texts = [f"{terms} {text}" for terms, text in zip(above, found[len(headings) :], strict=True)]
        return Analysis(texts, above, words)


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
