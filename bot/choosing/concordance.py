"""Which sentences of a passage hold which term: of a small collection, each passage is analyzed once and kept."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from corpus.model import Passage
from index.full_titles import full_title

MOST_PASSAGES = 4_000  # of a collection that is kept so, in some 5 kB each; beyond, few passages come again

Terms = frozenset[str]
Numbers = tuple[int, ...]
Above = tuple[Terms, Terms, Terms]  # of lead-in, section and title


class Entry(NamedTuple):
    """The terms of a passage, place by place."""

    above: Above
    sentences: Mapping[str, Numbers]  # of the sentences that hold a term, from 0, ascending


class Concordance:
    """The entries of the passages that were asked for. Safe to share between threads."""

    def __init__(self, terms: Callable[[str], Iterable[str]], above: Callable[[str], Terms]) -> None:
        """`terms` is the analyzer's; `above` remembers those of headings and lead-ins, which many passages share."""
        self._terms, self._above = terms, above
        self._entries: dict[str, Entry] = {}
        self._numbers: dict[Numbers, Numbers] = {}  # a few that nearly all terms share

    def of(self, passage: Passage) -> Entry:
        """Return the entry of a passage; it is known by its passage_id."""
        entry = self._entries.get(passage.passage_id)
        if entry is None:
            entry = self._entries[passage.passage_id] = self._entry(passage)
        return entry

    def _entry(self, passage: Passage) -> Entry:
        section, of = "\n".join(passage.section), self._above
        return Entry((of(passage.context), of(section), of(full_title(passage))), self._sentences(passage))

    def _sentences(self, passage: Passage) -> Mapping[str, Numbers]:
        found: dict[str, list[int]] = {}
        text, bounds, origin = passage.text, passage.bounds, passage.start
        for number in range(len(bounds) // 2):
            sentence = text[bounds[2 * number] - origin : bounds[2 * number + 1] - origin]
            for term in dict.fromkeys(self._terms(sentence)):
                found.setdefault(term, []).append(number)
        return {term: self._once(tuple(numbers)) for term, numbers in found.items()}

    def _once(self, numbers: Numbers) -> Numbers:
        return self._numbers.setdefault(numbers, numbers)
