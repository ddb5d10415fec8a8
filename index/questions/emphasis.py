"""Words that weigh less for what stands beside them: what is told with a question, and "procedure" behind its name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.questions.codes import TIMES
from index.questions.concepts import Concept
from index.questions.interrogatives import AUXILIARIES, INTERROGATIVES

_TOLD = 0.8  # "PRF was denied as investigational, what do we attach to the appeal": the answer may say no more of it
_TOLD_AND_UNKNOWN = 0.4  # of that what is everyday English and in no passage: "the rep did it himself, can we bill"
_UNKNOWN_AMID_MANY = 0.2  # what is everyday English and in no passage, beside as many words that documents hold:
_MANY = 4  # "when can the patient drive after rotator cuff surgery, her husband is asking"
_TOLD_OF_A_CODE = 0.4  # "stuck the patient three times, 36415 x3?": the code names what it is about
_ASKED_FOR = re.compile(
    r"\b(?:how (?:many|much|long|often|soon|far|late|early)|what(?:['’]s)?|which)\b"
    r"(?:\s+(?:is|are|was|were|do|does|did|can|should|will|must|may|the|an?|our|your|my|his|her|their|of|for)\b)*"
    r"\s+(\w+(?:[\s-]+\w+)?)",
    re.IGNORECASE,
)  # what it measures or names stands behind it
_DEED = 0.3  # of "the basivertebral procedure", which documents mostly call by its name alone
_DEEDS = frozenset(
    ("procedure", "procedures", "treatment", "treatments", "therapy", "surgery", "operation", "intervention")
)
_ASKED_BEHIND = re.compile(
    r".{8,}?[,;.:–-]\s+(?:(?:so|and|but|then)\s+)?"
    rf"(?=(?:{INTERROGATIVES}|{AUXILIARIES})\b)"
    r"(?!.*\b(?:if|when)\b.*,)",
    re.IGNORECASE,
)
_CODE_BEHIND = re.compile(rf".{{8,}}?[,;.:–-]\s+(?=[A-Z]?\d{{4,5}}[A-Z]?{TIMES}\W*$)", re.IGNORECASE)


def emphasized(concepts: Sequence[Concept], question: str) -> list[Concept]:
    """Return the concepts of a question with what tells little of what is asked weighed less."""
    of_a_code = _CODE_BEHIND.match(question)
    told = of_a_code or _ASKED_BEHIND.match(question)
    asked_from = told.end() if told else 0
    weigh = _told_of_a_code if of_a_code else _told
    deeds = {two.start for one, two in pairwise(concepts) if two.typed.lower() in _DEEDS and one.names_thing}
    of_story = {c.start for c in _everyday_and_unknown(concepts, question)} if _name_much(concepts) else set()
    weights = (
        (weigh(c) if c.start < asked_from else 1.0)
        * (_DEED if c.start in deeds else 1.0)
        * (_UNKNOWN_AMID_MANY if c.start in of_story else 1.0)
        for c in concepts
    )
    return [c if w == 1 else c._replace(telling=c.telling * w) for c, w in zip(concepts, weights, strict=True)]


def _name_much(concepts: Sequence[Concept]) -> bool:
    return sum([c.names_subject and c.supported for c in concepts]) >= _MANY


def _everyday_and_unknown(concepts: Sequence[Concept], question: str) -> Iterator[Concept]:
    """Yield the everyday words that no passage holds, but for what is asked for: "how many global days"."""
    asked = [match.span(1) for match in _ASKED_FOR.finditer(question)]
    for concept in concepts:
        is_unknown = concept.names_subject and not (concept.supported or concept.special or concept.is_code)
        if is_unknown and not any(start <= concept.start and concept.end <= end for start, end in asked):
            yield concept


def _told(concept: Concept) -> float:
    """Return how much a word weighs that is told before a question; an unknown name, as of a drug, as any other."""
    return _TOLD if concept.supported or concept.special else _TOLD * _TOLD_AND_UNKNOWN


def _told_of_a_code(concept: Concept) -> float:
    """Return how much a word weighs that is told before a code, which names what it is about."""
    return _TOLD_OF_A_CODE * (1.0 if concept.supported else _TOLD_AND_UNKNOWN)
