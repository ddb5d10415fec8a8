"""Whether the figure that a sentence holds is of what is asked about: a dose of this drug, a time for this deed."""

import re
from collections.abc import Iterator

from bot.refusing.near_by import NearBy
from bot.refusing.ordinals import ORDINALS
from bot.refusing.other_drug import dosed_instead, subject_instead
from index.questions.answer_patterns import CODE_ANSWERS, holds
from index.questions.concepts import Understanding
from index.questions.general_english import body_parts

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
        "infusion rate",
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
        elif other := subject_instead(understood.concepts, near.best):
            yield f"the {answer} is that of {other}"
        elif answer == "dose" and (other := dosed_instead(understood.concepts, near.best)):
            yield f"the dose is that of {other}"


def code_of_another_site(understood: Understanding, near: NearBy) -> str | None:
    """Return the part of the body for which a code is asked, where the best sentence tells that of something else."""
    asks = any(intent.answer in CODE_ANSWERS for intent in understood.intents)
    return near.unnamed_among(body_parts()) if asks else None


def figure_of_the_unknown(understood: Understanding) -> Iterator[str]:
    """Yield that a figure is asked of what no passage names; "second" and the like are left to `ordinals`."""
    subject = [c for c in understood.concepts if c.names_subject]
    unknown = [c for c in subject if not c.supported and c.typed.lower() not in ORDINALS]
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
