"""Whether the figure that a sentence holds is of what is asked about: a dose of this drug, a time for this deed."""

import re
from collections.abc import Iterator, Sequence

from bot.choosing.evidence import Candidate
from bot.choosing.weighing import PASSAGE, SECTION
from bot.refusing.contrasts import PLACES
from bot.refusing.near_by import NearBy, is_name
from index.questions.answer_patterns import CODE_ANSWERS, holds
from index.questions.concepts import Concept, Understanding
from index.questions.general_english import body_parts, rarity
from index.questions.lexicon import kind_members

_MEASURED = frozenset(
    {
        "age",
        "contact",
        "diagnosis code",
        "dose",
        "amount",
        "duration",
        "fax number",
        "gauge",
        "global period",
        "interval",
        "length",
        "letter code",
        "payment",
        "share",
        "size",
        "telephone number",
        "temperature",
        "threshold",
        "money",
        "time taken",
    }
)  # what a sentence must hold to answer a question for it
_OF_SOMEBODY = frozenset({"fax number", "telephone number"})  # are no better than a guess where somebody else's stands
_NOT_OF_TWO_WORDS = r"(?! (?:back|in|into|off|on|out|to|up)\b)"  # "sit in the tub", which texts call a bath
_HAVE_TO = re.compile(
    r"\bhow (?:long|late|soon|many (?:minutes|hours|days|weeks|months|years))\b.{0,20}?"
    r"\b(?:have|get|got)\b(?: \w+)? to (\w+)\b"
    rf"{_NOT_OF_TWO_WORDS}",
    re.IGNORECASE,
)
_WHEN_MAY = re.compile(
    r"\bwhen (?:can|may|could|should) (?:(?:the|an?|my|our|her|his) \w+|i|we|you|he|she|they|patients?|pts?) (\w+)\b"
    rf"{_NOT_OF_TWO_WORDS}",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow many (seconds|minutes|mins?|hours|hrs)\b", re.IGNORECASE)
_IN_MINUTES = re.compile(r"(?:\b|(?<=\d))(?:seconds?|min(?:ute)?s?|hours?|hrs?|h)\b", re.IGNORECASE)
_MOST_UNKNOWN = 0.15  # share of a question for a figure that may be in no passage: "how long does the battery last"
_LONG_NAME = 6  # letters
_OPENS_WITH = re.compile(
    r"([A-Z][a-z]{5,})\s+(?:is|are|was|were|may|can|has|have|must|should|needs?|takes?|lasts?|starts?)\b"
)  # "Vedolizumab is infused", but not "Neurolytic blocks are"
_DOSED = re.compile(r"\b([A-Za-z]{6,})\s+\d[\d.,]*\s?(?:mg|mcg|g|units?|mL)\b")  # "colchicine 0.6 mg"


def asked_figures(understood: Understanding) -> Iterator[str]:
    """Yield the kinds of figures that a question asks for."""
    return (intent.answer for intent in understood.intents if intent.answer in _MEASURED)


def figures_of_others(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield what is asked for in figures if those of the best sentence are of something else."""
    for answer in asked_figures(understood):
        if not holds(answer, near.best.sentence.told):
            continue  # lacking, which is an objection of its own
        if unnamed := near.unnamed() or (near.unnamed_above() if answer in _OF_SOMEBODY else None):
            yield f"nothing on {unnamed} where the {answer} stands"
        elif other := _subject_instead(understood.concepts, near.best):
            yield f"the {answer} is that of {other}"
        elif answer == "dose" and (other := _dosed(understood.concepts, near.best)):
            yield f"the dose is that of {other}"


def code_of_another_site(understood: Understanding, near: NearBy) -> str | None:
    """Return the part of the body for which a code is asked, where the best sentence tells that of something else."""
    asks = any(intent.answer in CODE_ANSWERS for intent in understood.intents)
    return near.unnamed_among(body_parts()) if asks else None


def figure_of_the_unknown(understood: Understanding) -> Iterator[str]:
    """Yield that a figure is asked of what no passage names; "second" and the like are left to `contrasts`."""
    subject = [c for c in understood.concepts if c.names_subject]
    unknown = [c for c in subject if not c.supported and c.typed.lower() not in PLACES]
    figure = next(asked_figures(understood), None) if unknown else None
    if figure is None:
        return
    most = max(unknown, key=lambda c: c.telling)
    if most.telling > _MOST_UNKNOWN * sum(c.telling for c in subject):
        yield f"no passage names the {most.typed} of which the {figure} is asked"


def uncounted(question: str, told: str) -> str | None:
    """Return the minutes or hours of which a question asks how many, where a sentence has none of either."""
    asked = _HOW_MANY.search(question)
    return asked[1] if asked and not _IN_MINUTES.search(told) else None


def other_deed(understood: Understanding, near: NearBy) -> str | None:
    """Return what is to be done in a time that is asked for, if nothing around the best sentence names it."""
    match = _HAVE_TO.search(understood.question) or _WHEN_MAY.search(understood.question)
    deed = next((c for c in understood.concepts if match and c.start == match.start(1)), None)
    named = deed is None or not deed.names_subject or near.holds(deed)
    return None if named or deed is None else deed.typed


def _subject_instead(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the name with which the best sentence begins, where it is none of the question's and has none of those."""
    asked = [
        own
        for c, own in zip(concepts, best.own, strict=True)
        if is_name(c) and (_is_uncommon(c.typed) or _is_listed(c))
    ]
    first = _OPENS_WITH.match(best.sentence.text)
    if not asked or any(asked) or first is None or not _is_uncommon(first[1]):
        return None
    named = best.terms_of(first[1])
    return None if any(c.strength_in(named) for c in concepts) else first[1]


def listed_instead(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the drug with which the best sentence begins, where the question names others alone, whatever it asks.

    Of names that no list holds this can be said of figures alone: "Neurolysis" may be what is asked about.
    """
    first = _OPENS_WITH.match(best.sentence.text)
    if first is None or first[1].lower() not in kind_members():
        return None
    asked = [own for c, own in zip(concepts, best.own, strict=True) if _is_listed(c)]
    return _subject_instead(concepts, best) if asked else None


def _is_uncommon(word: str) -> bool:
    """Return whether a word is long and special, as names of drugs are, or listed as one: "morphine"."""
    return len(word) >= _LONG_NAME and (rarity(word) == 1.0 or word.lower() in kind_members())


def _is_listed(concept: Concept) -> bool:
    """Return whether a word is a listed drug, or the brand of one: "Xgeva"."""
    names = (concept.typed, *(other.shown for other in concept.alternatives))
    return any(name.lower() in kind_members() for name in names)


def _dosed(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the name right before a dose in the best sentence if what is asked for is named elsewhere, not above.

    Of two listed drugs each has to be named with its own dose, even in a document that is about both.
    """
    others = [name for m in _DOSED.finditer(best.sentence.text) if _is_uncommon(name := m[1])]
    asked = [i for i, c in enumerate(concepts) if is_name(c) and not c.asks] if others else []
    if not asked:
        return None
    if all(best.evidence[i] < SECTION for i in asked):
        return others[0]
    drugs = [i for i in asked if _is_listed(concepts[i])]
    if not drugs or any(best.nearby[i] > PASSAGE for i in drugs):
        return None
    return next((other for other in others if other.lower() in kind_members()), None)
