"""The questions that one message may ask: "what is the dose of X, and how is calcium checked?"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.questions.concepts import Concept, Understanding
from index.questions.intents import intents_of
from index.questions.interrogatives import ASKING, INTERROGATIVES
from index.questions.query import asked_for

_ELSEWHERE = 0.05  # weight of other parts' words in a question of several
_ANYWHERE = "is|are|can|does|do|should"  # ask within a sentence too; others there mostly tell: "the patient was seen"
_IS_IT = r"(?:is|are|can|should)\s+(?:it|there|they)"  # "… and is it safe?", while "… and are kept in the dark" goes on
_PARTS = re.compile(
    rf"(?:,|;|\?)\s*(?:and\s+)?(?=(?:(?:at|in|for|by|with)\s+(?:what|which)|{INTERROGATIVES}|{_ANYWHERE})\b)"
    rf"|\s+and\s+(?=(?:(?:at|in|for|by|with)\s+(?:what|which)|{INTERROGATIVES}|{_IS_IT})\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:{INTERROGATIVES}|{_ANYWHERE})\b|^\W*(?:(?:and|but|so|or|also)\W+)?(?:{ASKING})\b", re.IGNORECASE
)


def parts(understood: Understanding) -> list[Understanding]:
    """Return the question's parts: itself, or one for each of the things that it asks."""
    own = understood.own_question
    cuts = [cut.span() for cut in _cuts(own)]
    if not cuts:
        return [understood]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(own)]
    return [_part(understood, start, end) for start, end in zip(starts, ends, strict=True)]


def _cuts(question: str) -> Iterator[re.Match[str]]:
    """Yield what stands between two things that are asked, one after the other."""
    at = 0
    for found in _PARTS.finditer(question):
        if _two_questions(question[at : found.start()], found.group(), question[found.end() :]):
            yield found
            at = found.end()


def asks_outright(question: str) -> bool:
    """Return whether a question holds a word that asks, and not merely names what is asked for, as "dose of X" does."""
    return _ASKS.search(question) is not None


def _part(understood: Understanding, start: int, end: int) -> Understanding:
    """Return what stands at question[start:end] as a question, its words where they were.

    What a follow-up inherits is the subject of all parts.
    """
    question, behind = understood.question, len(understood.own_question)

    def is_here(concept: Concept) -> bool:
        return start <= concept.start < end or concept.start >= behind

    part = " " * start + question[start:end] + " " * (behind - end) + question[behind:]
    own_code = any(c.is_code and is_here(c) for c in understood.concepts)
    concepts = tuple(c if is_here(c) else _elsewhere(c, own_code) for c in understood.concepts)
    return replace(understood, question=part, concepts=concepts, intents=asked_for(part))


def _two_questions(before: str, cut: str, after: str) -> bool:
    """Return whether something is asked before and after the cut, and not only told: "no imaging used, which code?"."""
    asks = asks_outright(before) or ("and" in cut and intents_of(before))
    return bool(asks) and len(before.split()) > 1 and len(after.split()) > 2


def _elsewhere(concept: Concept, own_code: bool) -> Concept:
    """Return a word of another part; its code need not be told of where a part has a code of its own."""
    return concept._replace(telling=concept.telling * _ELSEWHERE, is_code=concept.is_code and not own_code)
