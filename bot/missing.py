"""What a question that is not answered lacks in what was searched: some words may stand in other collections alone."""

from collections.abc import Iterable, Sequence
from functools import cache

from index.analyzer import Analyzer
from index.concepts import Change, Concept, Understanding
from index.engine import Query, Ranker, Term


class Missing:
    """Looks for the words of one question where it was searched."""

    def __init__(self, ranker: Ranker, analyzer: Analyzer, understood: Understanding) -> None:
        self._understood, self._analyzer = understood, analyzer
        admitted = understood.query.filter
        self._everywhere = not admitted.collections
        self._found = cache(lambda term: bool(ranker.search(Query((Term(term),), filter=admitted), 1)))

    def words(self) -> tuple[str, ...]:
        """Return the words that no passage there holds by any name, as typed."""
        if self._everywhere:
            return self._understood.missing
        asked = [c for c in self._understood.concepts if c.names_subject]
        return tuple(dict.fromkeys(c.typed for c in asked if not any(map(self._holds, _names(c)))))

    def changes(self) -> Sequence[Change]:
        """Return the changes of the question that led to words which stand there."""
        changes = self._understood.changes
        return changes if self._everywhere else [c for c in changes if self._holds(self._analyzer.terms(c.used))]

    def _holds(self, terms: Iterable[str]) -> bool:
        return all(map(self._found, terms))


def _names(concept: Concept) -> list[tuple[str, ...]]:
    typed = [(concept.term,)] if concept.known else []
    return [*typed, *(alternative.terms for alternative in concept.alternatives)]
