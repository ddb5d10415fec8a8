"""Whether the sources answer at all, on signals that can be told to a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence import Candidate
from bot.headline import Scored
from corpus.model import Passage
from index.codes import holds_code
from index.concepts import Concept, Understanding

MIN_COVERAGE = 0.5  # of what the question is about, by the best sentence and what stands around it
MAX_MISSING = 0.25  # share of the question's telling words that no passage holds by any name
MAX_UNNAMED = 0.4  # share of the special words that may be named nowhere around the best sentence
_MEASURED = frozenset({"dose", "money", "time taken"})  # what a sentence must hold to answer a question for it
_TELLING = 0.3  # share of the subject from which its last word is what it is about
_TOPIC = 0.5  # evidence from which a document is about something, and not only mentions it
_VERBAL = ("ing", "ed")
_QUESTION = re.compile(
    r"\b(?:what|which|how|when|where|who|whom|whose|why|is|are|was|were|can|could|does|do|did|should|would|will|may|has|have)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:above|over|under|below|older than|younger than|aged?)\s+(\d+)", re.IGNORECASE)
_MODIFIER = re.compile(r"\b(?i:mod(?:ifier)?)\s+(?=\w*[A-Z\d])[A-Za-z\d]{2}\b")  # named as codes are
_ASKED_OF = re.compile(r"(?:the\s+)?(?:[\w-]+\s+){1,3}(?=of\b)", re.IGNORECASE)
_ASKED_NAME = re.compile(r"\b(?:which|what)\s+((?:\w+[ -]?){1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Support:
    """The signals of one question."""

    coverage: float  # 0 to 1, of the best sentence
    missing: float  # 0 to 1, weight of the words that no passage holds
    objections: tuple[str, ...] = ()  # what is asked for and not there, in words

    @property
    def answers(self) -> bool:
        """Return whether the sources are taken to answer."""
        return self.coverage >= MIN_COVERAGE and not self.refuses_on_other_grounds

    @property
    def refuses_on_other_grounds(self) -> bool:
        """Return whether words or what is asked for are missing, whatever the best sentence covers."""
        return self.missing > MAX_MISSING or bool(self.objections)


def support_of(understood: Understanding, ranked: Sequence[Scored]) -> Support:
    """Return the signals for a question and its ranked sentences."""
    if not ranked:
        return Support(0.0, 1.0)
    best = ranked[0]
    objections = (*_unmet(understood, best), *_objections(understood, best.candidate))
    return Support(best.coverage, _missing(understood.concepts), objections)


def _missing(concepts: Sequence[Concept]) -> float:
    subject = [c for c in concepts if not (c.asks or c.is_filler)]
    total = sum(c.telling for c in subject)
    return sum(c.telling for c in subject if not c.supported) / total if total else 0.0


def _unmet(understood: Understanding, best: Scored) -> Iterator[str]:
    """Yield what is asked for if the best sentence, though on the subject, has no sign of it."""
    if best.facets or not understood.intents or understood.codes or _MODIFIER.search(understood.question):
        return
    if any(intent.answer == "code" for intent in understood.intents):
        if not _shows_code(best.candidate.passage):
            yield "no code where the answer would be"
    else:
        yield f"nothing on {' or '.join(intent.name for intent in understood.intents)} in the best sentence"


def _shows_code(passage: Passage) -> bool:
    """Return whether a passage holds a code, or stands under one as the rows of a code list do."""
    return any(map(holds_code, (passage.text, passage.document, passage.context, *passage.section)))


def _unnamed(concepts: Sequence[Concept], best: Candidate) -> float:
    """Return the share of the question's special words that neither the best sentence nor anything around it names."""
    named = zip(concepts, best.evidence, strict=True)
    special = [(c.telling, e) for c, e in named if c.special and not (c.asks or c.is_filler)]
    total = sum(telling for telling, _ in special)
    return sum(telling for telling, evidence in special if not evidence) / total if total else 0.0


def _objections(understood: Understanding, best: Candidate) -> Iterator[str]:
    near = _NearBy(understood.concepts, best)
    for intent in understood.intents:
        if intent.answer in _MEASURED and not intent.held_by(best.sentence.text):
            yield f"no {intent.answer} in the best sentence"
        elif intent.answer in _MEASURED and (unnamed := near.unnamed()):
            yield f"nothing on {unnamed} where the {intent.answer} stands"
    for code in understood.codes:
        if not (near.holds(code) or near.pairs(code)):
            yield f"{code.typed} is not where the answer would be"
    yield from _groups(understood.question, best.passage)
    if far := _asked_elsewhere(understood, near):
        yield f"nothing on the {far} that is asked for near the best sentence"
    if asked := _asked_name(understood):
        yield f"no passage names the {asked} that is asked for"
    if _unnamed(understood.concepts, best) > MAX_UNNAMED:
        yield "the best sentence is about something else"
    if _off_topic(understood):
        yield "nothing but everyday words are found"


def _groups(question: str, passage: Passage) -> Iterator[str]:
    """Yield the age groups and limits of the question that the passage does not mention."""
    for match in _GROUP.finditer(question):
        if not re.search(rf"\b{match.group(1)}\b", passage.text):
            yield f"nothing on {match.group()}"


@dataclass(frozen=True, slots=True)
class _NearBy:
    """What stands in the best sentence's passage or above it."""

    concepts: Sequence[Concept]
    best: Candidate

    def holds(self, concept: Concept) -> bool:
        return self.best.nearby[self.concepts.index(concept)] > 0

    def anywhere(self, concept: Concept) -> bool:
        """Return whether the best sentence's document names it, as far as it was found."""
        return self.best.evidence[self.concepts.index(concept)] > 0

    def pairs(self, concept: Concept) -> bool:
        """Return whether the best sentence names another code of the question in a document on this one."""
        others = (own for c, own in zip(self.concepts, self.best.own, strict=True) if c.is_code and c is not concept)
        return any(others) and self.best.evidence[self.concepts.index(concept)] >= _TOPIC

    def unnamed(self) -> str | None:
        """Return a name in the question that is not said before the best sentence ends, nor its document's topic.

        A text names a drug before it tells the dose.
        """
        subject = zip(self.concepts, self.best.so_far, self.best.own, self.best.evidence, strict=True)
        named = ((c, before > 0 or own > 0 or anywhere >= _TOPIC) for c, before, own, anywhere in subject)
        return next((c.typed for c, is_named in named if _is_name(c) and not (c.asks or is_named)), None)


def _is_name(concept: Concept) -> bool:
    """Return whether a word names something of its own, and not what is done or how."""
    return concept.special and not concept.is_filler and not concept.typed.lower().endswith(_VERBAL)


def _asked_name(understood: Understanding) -> str | None:
    """Return the word that names what is asked for, after "which" or "what" or alone, if no passage holds it."""
    if alone := _asked_alone(understood):
        return alone
    for match in _ASKED_NAME.finditer(understood.question):
        start, end = match.span(1)
        for concept in understood.concepts:
            if _is_missing(concept) and start <= concept.start and concept.end <= end:
                return concept.typed
    return None


def _asked_elsewhere(understood: Understanding, near: _NearBy) -> str | None:
    """Return the first word after "which" or "what" if it names something that only other passages hold.

    The same goes for what stands before "of", as in "battery life of the pump", if all of it does, and for the last
    word of a question without a verb, as in "needle size for vertebroplasty", if the whole document is silent on it.
    """
    for match in _ASKED_NAME.finditer(understood.question):
        first = next((c for c in understood.concepts if c.start >= match.start(1)), None)
        if first and first.end <= match.end(1) and _is_name(first) and not (first.asks or near.holds(first)):
            return first.typed
    if of := _ASKED_OF.match(understood.question):
        asked = [c for c in understood.concepts if c.end <= of.end()]
        if asked and not any(c.asks or c.is_filler or near.holds(c) for c in asked):
            return asked[-1].typed
    named = [c for c in understood.concepts if not c.is_filler]
    total = sum(c.telling for c in named if not c.asks)
    terse = len(named) > 1 and not _QUESTION.search(understood.question)
    if (
        terse
        and named[-1].telling >= _TELLING * total
        and _is_name(named[-1])
        and not (named[-1].asks or near.anywhere(named[-1]))
    ):
        return named[-1].typed
    return None


def _asked_alone(understood: Understanding) -> str | None:
    """Return what is asked of a code, or the last word of a question without a verb, if no passage holds it."""
    named = [c for c in understood.concepts if not (c.is_filler or c.is_code)]
    if understood.codes and len(named) == 1 and _is_missing(named[0]):
        return named[0].typed
    if len(named) > 1 and _is_missing(named[-1]) and not _QUESTION.search(understood.question):
        return named[-1].typed
    return None


def _is_missing(concept: Concept) -> bool:
    return concept.special and not (concept.supported or concept.is_filler or concept.asks)


def _off_topic(understood: Understanding) -> bool:
    subject = [c for c in understood.concepts if not c.is_filler]
    special = [c for c in subject if c.supported and (c.special or c.asks)]
    return bool(understood.missing) and bool(subject) and not special
