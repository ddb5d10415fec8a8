"""How texts name the concepts of one question."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import mul

from index.concepts import Concept

Terms = frozenset[str]
Strengths = tuple[float, ...]  # one for each concept, 0 to 1
NOTHING: Terms = frozenset()
_UNSETTLED = 2  # letters at the end of a stem that may differ from the word's: "abl" of "ability"
_BEFORE_DOT = 3


class Naming:
    """Weighs texts against the concepts of one question.

    A hit has a dozen places to look at, and most hold none of the names or the same few. So a sentence is analyzed only
    if it holds the beginning of a name, and each set of names is weighed once.
    """

    def __init__(self, concepts: Sequence[Concept], terms: Callable[[str], Iterable[str]]) -> None:
        """`terms` is the analyzer's."""
        self.concepts = tuple(concepts)
        self.nothing: Strengths = (0.0,) * len(self.concepts)
        others = (alternative.terms for c in concepts for alternative in c.alternatives)
        self._terms = terms
        self._names = frozenset(chain((c.term for c in concepts), *others))
        self._beginnings = tuple({beginning(name) for name in self._names})
        self._weighed: dict[Terms, Strengths] = {NOTHING: self.nothing}

    def named_in(self, text: str) -> Terms:
        """Return those terms of the concepts' names that a text holds."""
        lowered = text.lower()
        if text.isascii() and not any(map(lowered.__contains__, self._beginnings)):
            return NOTHING
        return self._names.intersection(self._terms(text))

    def strengths(self, terms: Terms) -> Strengths:
        """Return how well a text that holds the terms names each concept; `nothing` itself where it names none."""
        held = self._names & terms
        known = self._weighed.get(held)
        if known is None:
            known = tuple([concept.strength_in(held) for concept in self.concepts])
            self._weighed[held] = known = known if any(known) else self.nothing
        return known


def beginning(term: str) -> str:
    """Return what every word in ASCII that has the term holds, in lower case: stems change at their last two letters.

    A code is found with and without its dot, which stands behind the third character.
    """
    if term.isalpha():
        return term[: max(1, len(term) - _UNSETTLED)]
    return term[:_BEFORE_DOT] if term.isalnum() else term[:1]


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
