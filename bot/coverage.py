"""How well each concept of a question is named, and the share of the question that this covers."""

from collections.abc import Sequence
from operator import mul

Strengths = tuple[float, ...]  # one for each concept, 0 to 1


def scaled(level: float, strengths: Strengths) -> Strengths:
    """Return the strengths at a lower level."""
    return tuple([level * strength for strength in strengths]) if any(strengths) else strengths


def strongest(one: Strengths, two: Strengths) -> Strengths:
    """Return the higher strength for each concept."""
    if one is two or not any(two):
        return one
    if not any(one):
        return two
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
