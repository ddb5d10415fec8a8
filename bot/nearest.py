"""Which passages come near a question that was not found: to be read, and never to stand for an answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.choosing.evidence import Evidence
from bot.choosing.headline import subject_weights
from bot.choosing.strengths import Coverage, Strengths
from index.engine import Hit
from index.questions.concepts import Concept

TOLD = "These passages come nearest. They may not answer the question as asked."
MOST = 3  # passages, as a message shows at once
_ON_SUBJECT = 0.3  # share of the subject that a passage has to name to be shown beside others
_NAMED = 0.5  # strength from which on a passage names a word, be it in its headings: not its document alone
_WORDS = 2  # that it has to name, or all if there are fewer: one of several is met with in anything ("room 4", "left")


class Nearness:
    """Tells which passages are on the subject of one question, and which come near it."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        weights = subject_weights(concepts)
        self._has_subject, self._covered = any(weights), Coverage(weights).__getitem__
        self._telling = [(i, c.term) for i, c in enumerate(concepts) if weights[i] and not c.is_filler]
        self._least = min(_WORDS, len({term for _, term in self._telling}))

    def near(self, evidence: Iterable[Evidence]) -> Iterator[Hit]:
        """Yield the hits that come near, in their order; none where the question has no subject."""
        if self._least:
            yield from (of_hit.hit for of_hit in evidence if self._is_near(of_hit))

    def is_on_subject(self, of_hit: Evidence) -> bool:
        """Return whether a passage names enough of the subject to be shown beside others, or there is no subject."""
        return not self._has_subject or _names(of_hit, lambda named: self._covered(named) >= _ON_SUBJECT)

    def _is_near(self, of_hit: Evidence) -> bool:
        return self.is_on_subject(of_hit) and _names(of_hit, self._names_words)

    def _names_words(self, named: Strengths) -> bool:
        return len({term for i, term in self._telling if named[i] >= _NAMED}) >= self._least


def _names(of_hit: Evidence, enough: Callable[[Strengths], bool]) -> bool:
    """Return whether a passage names enough; what it may name at most costs less to find, and mostly rules it out."""
    return enough(of_hit.at_most) and enough(of_hit.strongest)
