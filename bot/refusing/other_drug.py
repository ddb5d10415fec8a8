"""Whether a sentence is on another drug than the question: a dose of morphine is none of ketorolac.

Most drugs are in no list, so there are two questions. A listed one is told for sure (`is_listed_drug`); any long word
that is none of everyday English may be one, but "Neurolysis" is another, and so a list has to speak where no figure is
asked for.
"""

import re
from collections.abc import Sequence

from bot.choosing.evidence import Candidate
from bot.choosing.weighing import PASSAGE, SECTION
from bot.refusing.near_by import is_name
from index.questions.concepts import Concept
from index.questions.general_english import UNHEARD_OF, rarity
from index.questions.lexicon import is_listed_drug

_LONG_NAME = 6  # letters
_OPENS_WITH = re.compile(
    r"([A-Z][a-z]{5,})\s+(?:is|are|was|were|may|can|has|have|must|should|needs?|takes?|lasts?|starts?)\b"
)  # "Vedolizumab is infused", but not "Neurolytic blocks are"
_DOSED = re.compile(r"\b([A-Za-z]{6,})\s+\d[\d.,]*\s?(?:mg|mcg|g|units?|mL)\b")  # "colchicine 0.6 mg"


def subject_instead(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the name with which the best sentence begins, where it is none of the question's and has none of those."""
    asked = [
        own
        for c, own in zip(concepts, best.own, strict=True)
        if is_name(c) and (_may_be_drug(c.typed) or _names_listed_drug(c))
    ]
    first = _opening(best)
    if not asked or any(asked) or not _may_be_drug(first):
        return None
    named = best.terms_of(first)
    return None if any(c.strength_in(named) for c in concepts) else first


def listed_instead(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the drug with which the best sentence begins, where the question names others alone, whatever it asks."""
    if is_listed_drug(_opening(best)) and any(map(_names_listed_drug, concepts)):
        return subject_instead(concepts, best)
    return None


def dosed_instead(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the name right before a dose in the best sentence if what is asked for is named elsewhere, not above.

    Of two listed drugs each has to be named with its own dose, even in a document that is about both.
    """
    others = [name for match in _DOSED.finditer(best.sentence.text) if _may_be_drug(name := match[1])]
    asked = [i for i, c in enumerate(concepts) if is_name(c)] if others else []
    if not asked:
        return None
    if all(best.evidence[i] < SECTION for i in asked):
        return others[0]
    drugs = [i for i in asked if _names_listed_drug(concepts[i])]
    if not drugs or any(best.nearby[i] > PASSAGE for i in drugs):
        return None
    return next(filter(is_listed_drug, others), None)


def _opening(best: Candidate) -> str:
    """Return the word that the best sentence tells something of as it begins, "" for none."""
    match = _OPENS_WITH.match(best.sentence.text)
    return match[1] if match else ""


def _may_be_drug(word: str) -> bool:
    """Return whether a word is long and special, as names of drugs are, or listed as one: "morphine"."""
    return len(word) >= _LONG_NAME and (rarity(word) >= UNHEARD_OF or is_listed_drug(word))


def _names_listed_drug(concept: Concept) -> bool:
    """Return whether a word is a listed drug, or the brand of one: "Xgeva"."""
    return any(map(is_listed_drug, (concept.typed, *(other.shown for other in concept.alternatives))))
