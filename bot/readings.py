"""A short form that different documents use for different things: each reading is looked for in its own documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.choosing.concordance import Terms
from bot.choosing.evidence import Evidence
from index.questions.concepts import Alternative, Concept, Understanding, Why


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the things that a short form may stand for, and the passages of the documents that use it so."""

    short: str  # as typed
    long: str
    evidence: Sequence[Evidence]


def readings_of(
    understood: Understanding, evidence: Sequence[Evidence], terms: Callable[[str], Terms]
) -> tuple[Reading, ...]:
    """Return the readings of an ambiguous short form that have documents of their own; () for fewer than two."""
    for concept in understood.concepts:
        if len(names := _names(concept)) > 1:
            apart = _apart(concept, names, evidence, terms)
            return apart if len(apart) > 1 else ()
    return ()


def _names(concept: Concept) -> list[Alternative]:
    return [a for a in concept.alternatives if a.why is Why.ABBREVIATION]


def _apart(
    concept: Concept, names: Sequence[Alternative], evidence: Sequence[Evidence], terms: Callable[[str], Terms]
) -> tuple[Reading, ...]:
    held = [(e.hit.passage.doc_id, terms("\n".join(e.hit.passage.with_all_above))) for e in evidence]
    documents = [{doc_id for doc_id, words in held if words.issuperset(name.terms)} for name in names]
    found = []
    for i, name in enumerate(names):
        others = set[str]().union(*(documents[j] for j in range(len(names)) if j != i))
        if own := documents[i] - others:
            found.append(Reading(concept.typed, name.shown, [e for e in evidence if e.hit.passage.doc_id in own]))
    return tuple(found)
