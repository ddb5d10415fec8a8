"""How strongly each concept of a question is named, and the share of the question that this covers."""

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


class Coverage(dict[Strengths, float]):
    """The share, 0 to 1, of what a question is about that evidence covers; 0 where the question names no subject.

    A dictionary, since the same evidence is asked for again and again, and nothing finds it faster.
    """

    def __init__(self, tellings: Sequence[float]) -> None:
        """`tellings` hold one weight for each concept, 0 for those that name no subject."""
        super().__init__()
        self._tellings = tellings
        self._total = sum(tellings)

    def __missing__(self, evidence: Strengths) -> float:
        share = sum(map(mul, self._tellings, evidence)) / self._total if self._total else 0.0
        self[evidence] = share
        return share
