"""Which sentence answers: evidence for what is asked about, and for what is asked of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.evidence import Candidate, Surroundings, coverage
from index.concepts import Concept, Understanding
from index.intents import Intent, intents_of

HOLDS = 0.12  # the sentence holds the code, dose, time or number that is asked for
LACKS = 0.15
SAYS = 0.05  # it uses words of answering sentences
UNDER = 0.07  # it stands under a heading that answers
RANK = 0.25  # how much the passage's own rank counts
_ELSEWHERE = 0.3  # weight of the other part's words in a question of two parts
_PARTS = re.compile(
    r"(?:,|;|\?)\s*(?:and\s+)?(?=(?:what|which|how|when|where|who|why|is|are|can|does|do|should)\b)"
    r"|\s+and\s+(?=(?:what|which|how|when|where|who|why)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate and why it stands where it does."""

    candidate: Candidate
    score: float
    coverage: float
    facets: tuple[str, ...] = ()  # what of the intents it meets, for `citebot explain`


class Chooser:
    """Ranks candidates. Safe to share between threads."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings

    def ranked(
        self, concepts: Sequence[Concept], intents: Sequence[Intent], candidates: Sequence[Candidate]
    ) -> list[Scored]:
        """Return the candidates, the sentence that answers best first."""
        top = max((c.hit.score for c in candidates), default=1.0)
        scored = [self._score(concepts, intents, c, top) for c in candidates]
        return sorted(scored, key=lambda s: -s.score)

    def _score(
        self, concepts: Sequence[Concept], intents: Sequence[Intent], candidate: Candidate, top: float
    ) -> Scored:
        covered = coverage(concepts, candidate.evidence)
        bonus, facets = self._facets(intents, candidate)
        rank = 1 - RANK + RANK * candidate.hit.score / top
        return Scored(candidate, covered * rank + bonus, covered, facets)

    def _facets(self, intents: Sequence[Intent], candidate: Candidate) -> tuple[float, tuple[str, ...]]:
        bonus, facets = 0.0, []
        own = self._surroundings.terms(candidate.sentence.text)
        above = self._surroundings.terms("\n".join((*candidate.passage.section, candidate.passage.context)))
        for intent in intents:
            if intent.answer:
                held = intent.held_by(candidate.sentence.text)
                bonus += HOLDS if held else -LACKS
                facets.append(f"{'holds' if held else 'lacks'} a {intent.answer}")
            if own & self._surroundings.terms(" ".join(intent.terms)):
                bonus += SAYS
                facets.append(f"says {intent.name}")
            if above & self._surroundings.terms(" ".join(intent.sections)):
                bonus += UNDER
                facets.append(f"under {intent.name}")
        return bonus, tuple(facets)


def parts(understood: Understanding) -> list[tuple[tuple[Concept, ...], Sequence[Intent]]]:
    """Return the question's parts as concepts and intents: one, or two where it asks two things."""
    question = understood.question
    cut = next((m for m in _PARTS.finditer(question) if _two_questions(question, m)), None)
    if cut is None:
        return [(understood.concepts, understood.intents)]
    return [
        (_focused(understood.concepts, 0, cut.start()), intents_of(question[: cut.start()])),
        (_focused(understood.concepts, cut.end(), len(question)), intents_of(question[cut.end() :])),
    ]


def _two_questions(question: str, cut: re.Match[str]) -> bool:
    """Return whether something is asked before and after the cut, not only named."""
    before, after = question[: cut.start()], question[cut.end() :]
    asks = re.compile(r"\b(?:what|which|how|when|where|who|why|is|are|can|does|do|should)\b", re.IGNORECASE)
    return bool(asks.search(before)) and len(before.split()) > 2 and len(after.split()) > 2


def _focused(concepts: Sequence[Concept], start: int, end: int) -> tuple[Concept, ...]:
    return tuple(c if start <= c.start < end else replace(c, telling=c.telling * _ELSEWHERE) for c in concepts)
