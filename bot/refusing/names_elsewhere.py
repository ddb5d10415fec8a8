"""Names in the question on which the best sentence's document is silent, and another document is not."""

from collections.abc import Iterator
from functools import lru_cache

from bot.choosing.evidence import Candidate
from index.questions.concepts import Concept, Understanding, Why
from index.questions.scraps import tells_who_asks
from index.wordlists import entries

_SHORTEST_NAME = 4  # letters, of a drug or a payer that is not typed in capitals
_SHORTEST_ACRONYM = 3
_AS_TYPED = 0.94  # evidence, as typed or written out, by which another document is about something


def named_elsewhere(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield the names that the document of the best sentence is silent on: another is about them, or capitals tell."""
    concepts = understood.concepts
    silent = [i for i, named in enumerate(best.evidence) if not named and _may_be_owned(concepts[i], best)]
    silent = [i for i in silent if not tells_who_asks(concepts[i], understood.question)]
    owned = best.of.owned_elsewhere if silent else ()
    has_small = any(c.typed[:1].islower() for c in concepts)  # else its capitals tell nothing
    for i in silent:
        if owned[i] >= _AS_TYPED:
            yield f"nothing on {concepts[i].typed}, which another document is about"
        elif has_small and (_is_proper(concepts[i]) or (_is_acronym(concepts[i]) and not best.of.at_most[i])):
            yield f"nothing on {concepts[i].typed}"


def _is_proper(concept: Concept) -> bool:
    """Return whether a word is written as a name within its question: "of Meridian"."""
    return concept.start > 0 and concept.typed[:1].isupper() and concept.typed[1:].islower()


def _is_acronym(concept: Concept) -> bool:
    """Return whether a word is written in capitals, as it stands in documents: "MRI"."""
    typed = concept.typed
    return concept.known and len(typed) >= _SHORTEST_ACRONYM and typed.isupper() and typed.isalpha()


def _may_be_owned(concept: Concept, best: Candidate) -> bool:
    written_out = any(other.why is Why.ABBREVIATION for other in concept.alternatives)
    short = len(concept.typed) < _SHORTEST_NAME and not (concept.typed.isupper() or written_out)
    implied = best.terms_of(_implied_payers())
    is_implied = concept.term in implied or any(implied.issuperset(other.terms) for other in concept.alternatives)
    return concept.names_thing and not (concept.typed.isdecimal() or short or is_implied)


@lru_cache(maxsize=1)
def _implied_payers() -> str:
    return " ".join(entries("implied_payers.txt"))
