"""Whether the sources answer at all, on signals that can be told to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.headline import Scored
from index.concepts import Concept, Understanding

MIN_COVERAGE = 0.45  # of what the question is about, by the best sentence and what stands around it
MAX_MISSING = 0.4  # share of the question's telling words that no passage holds by any name


@dataclass(frozen=True, slots=True)
class Support:
    """The signals of one question."""

    coverage: float  # 0 to 1, of the best sentence
    missing: float  # 0 to 1, weight of the words that no passage holds

    @property
    def answers(self) -> bool:
        """Return whether the sources are taken to answer."""
        return self.coverage >= MIN_COVERAGE and self.missing <= MAX_MISSING


def support_of(understood: Understanding, ranked: Sequence[Scored]) -> Support:
    """Return the signals for a question and its ranked sentences."""
    best = max((s.coverage for s in ranked[:1]), default=0.0)
    return Support(best, _missing(understood.concepts))


def _missing(concepts: Sequence[Concept]) -> float:
    total = sum(c.telling for c in concepts)
    return sum(c.telling for c in concepts if not c.supported) / total if total else 0.0
