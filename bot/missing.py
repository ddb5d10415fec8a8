"""What a question that is not answered lacks in what was searched: some words may stand in other collections alone."""

from collections.abc import Iterable, Sequence
from functools import cache

from bot.choosing.evidence import Candidate
from index.analyzer import Analyzer
from index.engine import Query, Ranker, Term
from index.questions.concepts import Change, Concept, Understanding

_MOST_APART = 2  # words that are named as standing apart; of more of them the sources hold no more than single words
_LONGEST_WORD = 40  # characters of one
_ONE_ANOTHER = "They hold these words, but too few of them together."
_OTHER_MATTER = "They come near it, but hold no sentence that tells what is asked."


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


def apart(concepts: Sequence[Concept], best: Candidate, *, objected: bool) -> str:
    """Return why the sources do not answer though none of the words is missing, in words of the question alone.

    `best` is the sentence that comes nearest, `objected` whether something speaks against it.
    """
    subject = [(c, e) for c, e in zip(concepts, best.evidence, strict=True) if c.names_subject and c.supported]
    silent = list(dict.fromkeys(c.typed for c, evidence in subject if not evidence))
    if len(silent) == 1 or len(silent) == _MOST_APART < len(subject) / 2:
        names = " and ".join(f"“{word[:_LONGEST_WORD]}”" for word in silent)
        return f"They name {names}, but not together with the rest of the question."
    return _OTHER_MATTER if objected and not silent else _ONE_ANOTHER


def _names(concept: Concept) -> list[tuple[str, ...]]:
    typed = [(concept.term,)] if concept.known else []
    return [*typed, *(alternative.terms for alternative in concept.alternatives)]
