"""Words that name the same thing: the lexicon's groups, and those of the collection's owner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.analyzer import Analyzer
from index.wordlists import columns, entries_of

Terms = tuple[str, ...]
_LONGEST = 6  # terms of a phrase that is looked up


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name of something, analyzed and as people write it."""

    terms: Terms
    shown: str


class Synonyms:
    """Looks up other names of a phrase. Immutable."""

    def __init__(self, analyzer: Analyzer, groups: Iterable[Sequence[str]] = ()) -> None:
        self._others: dict[Terms, dict[Synonym, None]] = defaultdict(dict)
        for group in groups:
            members = [s for s in (Synonym(tuple(analyzer.terms(name)), name) for name in group) if s.terms]
            for member in members:
                self._others[member.terms].update({o: None for o in members if o.terms != member.terms})

    def of(self, terms: Sequence[str]) -> tuple[Synonym, ...]:
        """Return the other names of exactly these terms."""
        return tuple(self._others.get(tuple(terms), ()))

    def spans(self, terms: Sequence[str]) -> Iterator[tuple[int, int, tuple[Synonym, ...]]]:
        """Yield (start, end, other names) for each stretch of the terms that has other names, longest first."""
        for length in range(min(_LONGEST, len(terms)), 0, -1):
            for start in range(len(terms) - length + 1):
                if found := self.of(terms[start : start + length]):
                    yield start, start + length, found


def lexicon_groups() -> list[list[str]]:
    """Return the groups that ship with citebot."""
    return list(columns("synonyms.txt"))


def owner_groups(path: Path) -> list[list[str]]:
    """Return the groups of an owner's file: a group a line, " = " between its members."""
    return [[name.strip() for name in entry.split("=")] for entry in entries_of(path.read_text("utf-8"))]


@lru_cache(maxsize=1)
def lexicon_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of each clinical short form, in lower case."""
    return _readings("abbreviations.txt")


@lru_cache(maxsize=1)
def lexicon_short_forms() -> Mapping[str, tuple[str, ...]]:
    """Return the words that each billing short form stands for."""
    return {short: tuple(words.split()) for short, words in columns("short_forms.txt")}


def _readings(name: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for short, long in columns(name):
        found[short].append(long)
    return {short: tuple(readings) for short, readings in found.items()}
