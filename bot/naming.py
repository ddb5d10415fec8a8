"""How texts name the concepts of one question."""

from collections.abc import Sequence
from itertools import chain
from operator import mul

from index.concepts import Concept

Terms = frozenset[str]
Strengths = tuple[float, ...]  # one for each concept, 0 to 1


class Naming:
    """Weighs texts against the concepts of one question.

    A hit has a dozen places to look at, and most hold none of the names or the same few: each set is weighed once.
    """

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = tuple(concepts)
        self.nothing: Strengths = (0.0,) * len(self.concepts)
        others = (alternative.terms for c in concepts for alternative in c.alternatives)
        self._names = frozenset(chain((c.term for c in concepts), *others))
        self._weighed: dict[Terms, Strengths] = {frozenset(): self.nothing}

    def strengths(self, terms: Terms) -> Strengths:
        """Return how well the terms of a text name each concept; `nothing` itself where they name none."""
        held = self._names & terms
        known = self._weighed.get(held)
        if known is None:
            known = tuple([concept.strength_in(held) for concept in self.concepts])
            self._weighed[held] = known = known if any(known) else self.nothing
        return known


def scaled(level: float, strengths: Strengths) -> Strengths:
    """Return the strengths at a lower level."""
    return tuple([level * strength for strength in strengths])


def strongest(one: Strengths, two: Strengths) -> Strengths:
    """Return the higher strength for each concept."""
    return tuple([a if a >= b else b for a, b in zip(one, two, strict=True)])


class Coverage:
    """The share, 0 to 1, of what a question is about that evidence covers."""

    def __init__(self, tellings: Sequence[float]) -> None:
        """`tellings` hold one weight for each concept, 0 for those that name no subject."""
        self._tellings = tellings
        self._total = sum(tellings)
        self._known: dict[Strengths, float] = {}

    def of(self, evidence: Strengths) -> float:
        """Return the share that the evidence covers; 0 where the question names no subject."""
        if not self._total:
            return 0.0
        known = self._known.get(evidence)
        if known is None:
            known = self._known[evidence] = sum(map(mul, self._tellings, evidence)) / self._total
        return known
