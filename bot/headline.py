"""Which sentence answers: evidence for what is asked about, and for what is asked of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.evidence import Candidate, Surroundings, coverage
from bot.provenance import OUT_OF_FORCE, out_of_force
from index.codes import holds_code
from index.concepts import Concept, Understanding
from index.intents import Intent, intents_of

FACET = 0.35  # share of a score that goes to doing what is asked; the rest goes to being about the subject
HOLDS = 0.6  # the sentence holds the code, dose, time or number that is asked for
ASKED = 0.3  # it uses the word that asks, such as "indicated"
SAYS = 0.5  # it uses words of answering sentences
UNDER = 0.2  # it stands under a heading that answers
ANNOUNCES = 0.3  # taken off a lead-in
HEADS = 0.1  # taken off a few words without a number, which mostly head a list
_FEW_WORDS = 6
ASIDE = 0.1  # taken off a sentence on codes where none was asked for
_BILLING = frozenset({"code", "coverage", "money"})
RANK = 0.2  # how much the passage's own rank counts
_ELSEWHERE = 0.05  # weight of the other part's words in a question of two parts
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
        asks = any(c.asks for c in concepts)
        evidence = zip(concepts, candidate.evidence, strict=True)
        subject = [(c, e) for c, e in evidence if not (c.asks or (asks and c.is_filler))]
        facet, facets = self._facets(concepts, intents, candidate)
        # "indications" alone names no subject: what it asks for is all there is to find
        covered = coverage([c for c, _ in subject], [e for _, e in subject]) if subject else float(facet > 0)
        share = FACET if intents else 0.0
        rank = 1 - RANK + RANK * candidate.hit.score / top
        score = (
            (1 - share) * covered * rank + share * facet - _emptiness(candidate) - _aside(intents, concepts, candidate)
        )
        if out_of_force(candidate.passage.metadata):
            score *= OUT_OF_FORCE
        return Scored(candidate, score, covered, facets)

    def _facets(
        self, concepts: Sequence[Concept], intents: Sequence[Intent], candidate: Candidate
    ) -> tuple[float, tuple[str, ...]]:
        """Return how far a sentence does what the question asks, 0 to 1, and by what."""
        met = [self._meets(concepts, intent, candidate) for intent in intents]
        if not met:
            return 0.0, ()
        values = [value for value, _ in met]
        return sum(values) / len(values), tuple(f for _, facets in met for f in facets)

    def _meets(self, concepts: Sequence[Concept], intent: Intent, candidate: Candidate) -> tuple[float, list[str]]:
        own, above = candidate.words, candidate.above
        names = [self._surroundings.terms(term) for term in intent.terms]
        words = frozenset().union(*(name for name in names if len(name) == 1))
        asking = ((c, e) for c, e in zip(concepts, candidate.own, strict=True) if intent.name in c.asks)
        asked = any(e and c.term in words for c, e in asking)
        says = 1 - 0.5 ** sum(own >= name for name in names)
        under = bool(above & self._surroundings.terms(" ".join(intent.sections)))
        holds = bool(intent.answer) and intent.held_by(candidate.sentence.text)
        if intent.answer == "definition":
            holds = holds and any(
                e for c, e in zip(concepts, candidate.own, strict=True) if not (c.asks or c.is_filler)
            )
        share = ASKED * asked + SAYS * says + UNDER * under
        value = HOLDS * holds + (1 - HOLDS) * share if intent.answer else share
        facets = [
            (holds, f"holds a {intent.answer}"),
            (asked, f"names {intent.name}"),
            (says > 0, f"says {intent.name}"),
            (under, f"under {intent.name}"),
        ]
        return value, [name for met, name in facets if met]


def _emptiness(candidate: Candidate) -> float:
    """Return what a sentence loses that only announces others: it answers nothing itself."""
    text = candidate.sentence.text.rstrip()
    if text.endswith(":"):
        return ANNOUNCES
    return HEADS if len(text.split()) <= _FEW_WORDS and not any(c.isdigit() for c in text) else 0.0


def _aside(intents: Sequence[Intent], concepts: Sequence[Concept], candidate: Candidate) -> float:
    """Return what a sentence on codes loses where no code was asked for."""
    billing = any(i.name in _BILLING for i in intents) or any(c.is_code for c in concepts)
    return ASIDE if intents and not billing and holds_code(candidate.sentence.text) else 0.0


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
