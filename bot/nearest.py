"""Which passages come near a question that the sources do not answer: to be read, and never to stand for an answer."""

from collections.abc import Iterable, Iterator, Sequence

from bot.evidence import Evidence
from bot.headline import subject_weights
from bot.strengths import Coverage, Strengths
from index.concepts import Concept
from index.engine import Hit

TOLD = "These passages come nearest. They do not answer the question as asked."
MOST = 3  # passages, as a message shows at once
ON_SUBJECT = 0.3  # share of the subject that a passage has to name to be shown beside others
_NAMED = 0.5  # strength from which on a passage names a word, be it in its headings: not its document alone
_WORDS = 2  # that it has to name, or all if there are fewer: one of several is met with in anything ("room 4", "left")


class Nearness:
    """Tells which passages come near one question."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        weights = subject_weights(concepts)
        self._covered = Coverage(weights).__getitem__
        self._telling = [(i, c.term) for i, c in enumerate(concepts) if weights[i] and not c.is_filler]
        self._least = min(_WORDS, len({term for _, term in self._telling}))

    def near(self, evidence: Iterable[Evidence]) -> Iterator[Hit]:
        """Yield the hits that come near, in their order; none where the question has no subject."""
        if self._least:
            yield from (of_hit.hit for of_hit in evidence if self._is_near(of_hit))

    def _is_near(self, of_hit: Evidence) -> bool:
        # what it may name at most costs less to find, and mostly rules it out
        return self._names_enough(of_hit.at_most) and self._names_enough(of_hit.strongest)

    def _names_enough(self, named: Strengths) -> bool:
        if self._covered(named) < ON_SUBJECT:
            return False
        return len({term for i, term in self._telling if named[i] >= _NAMED}) >= self._least
