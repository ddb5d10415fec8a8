"""Sentences of different documents that give different codes for the same thing."""

from collections.abc import Sequence

from bot.headline import Scored
from index.codes import codes_in
from index.concepts import Understanding

_AS_GOOD = 0.85  # of the best sentence's score, for another document's sentence to stand against it


def rival(understood: Understanding, ranked: Sequence[Scored]) -> Scored | None:
    """Return the sentence of another document that gives other codes than the best one; None if there is none.

    Only where a code is asked for: different numbers elsewhere are mostly different things.
    """
    if not ranked or not any(intent.answer == "code" for intent in understood.intents):
        return None
    best = ranked[0]
    codes = set(codes_in(best.candidate.sentence.text))
    for other in ranked[1:]:
        if other.score < best.score * _AS_GOOD:
            return None
        found = codes_in(other.candidate.sentence.text)
        elsewhere = other.candidate.passage.doc_id != best.candidate.passage.doc_id
        if codes and found and elsewhere and codes.isdisjoint(found):
            return other
    return None
