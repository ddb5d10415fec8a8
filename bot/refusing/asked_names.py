"""The word that names what is asked for, "which needle", and whether anything near the best sentence names it."""

import re

from bot.refusing.near_by import NearBy, is_name
from index.questions.concepts import Concept, Understanding
from index.questions.interrogatives import ASKING, AUXILIARIES, TELLING_AUXILIARIES

_TELLING = 0.3  # share of the subject from which its last word is what it is about
_QUESTION = re.compile(rf"\b(?:{ASKING})\b", re.IGNORECASE)
_ASKED_OF = re.compile(
    rf"(?!(?:{AUXILIARIES}|{TELLING_AUXILIARIES})\b)(?:the\s+)?(?:(?:[\w-]+\s+){{1,3}}(?=of\b)|[\w-]+\s+(?=for\b))",
    re.IGNORECASE,
)
_PAPERS = (
    r"(?:prior |pre-?)?(?:auth(?:ori[sz]ation)?|cert(?:ification)?|determination|approval)|referral|consent|modifier"
    r"|order|signature|certificate|waiver|letter"
)
_NEEDED = re.compile(
    rf"\b(?:is|are)\s+(?:an?\s+)?((?:{_PAPERS})s?)\s+(?:needed|required|necessary|mandatory)\b"
    rf"|\b(?:needs?|requires?)\s+(?:an?\s+)?((?:{_PAPERS})s?)(?:\s+for\b|\W*$)",
    re.IGNORECASE,
)  # "is prior auth needed for …", "do we need a referral for …", "does … need prior auth"
_ASKED_NAME = re.compile(
    r"\b(?:which|what|how much|how many (?:m[gl]|mcg|cc|g|grams|milli\w+) of)\s+"
    r"(?!\w+s (?:more|less|fewer|better|worse|longer|faster|higher|lower)\b)"
    r"((?:\w+[ -]?){1,3})",
    re.IGNORECASE,
)  # but not "which finds more"


def asked_name(understood: Understanding) -> str | None:
    """Return the word that names what is asked for, after "which" or the like or alone, if no passage holds it."""
    if alone := _asked_alone(understood):
        return alone
    for match in _ASKED_NAME.finditer(understood.question):
        start, end = match.span(1)
        for concept in understood.concepts:
            if _is_missing(concept) and start <= concept.start and concept.end <= end:
                return concept.typed
    return None


def asked_elsewhere(understood: Understanding, near: NearBy) -> str | None:
    """Return the word that names what is asked for if only other passages hold it, else None.

    It may stand behind "which", before "of" or "for", be what "is needed for" something, or end a list of words.
    """
    return (
        _after_question_word(understood, near)
        or _before_of(understood, near)
        or _paper_needed(understood, near)
        or _last_of_list(understood, near)
    )


def _after_question_word(understood: Understanding, near: NearBy) -> str | None:
    """Return the first word after "which", "what" or "how much" if it names something that only other passages hold."""
    for match in _ASKED_NAME.finditer(understood.question):
        first = next((c for c in understood.concepts if c.start >= match.start(1)), None)
        if first is None or first.end > match.end(1) or not is_name(first):
            continue
        if not near.is_on(first):
            return first.typed
    return None


def _before_of(understood: Understanding, near: NearBy) -> str | None:
    """Return what stands before "of", as in "battery life of the pump", or "for", if all of it is elsewhere alone."""
    of = _ASKED_OF.match(understood.question)
    asked = [c for c in understood.concepts if c.end <= of.end()] if of else []
    if asked and all(c.names_subject and not (near.holds(c) or near.is_all_over(c)) for c in asked):
        return asked[-1].typed
    return None


def _paper_needed(understood: Understanding, near: NearBy) -> str | None:
    """Return the paper that a question asks to be needed, if it is elsewhere alone."""
    needed = _needed(understood)
    return needed[-1].typed if needed and not any(map(near.holds, needed)) else None


def _last_of_list(understood: Understanding, near: NearBy) -> str | None:
    """Return the last word of a question without a verb, "needle size for vertebroplasty", if its document lacks it."""
    named = [c for c in _own(understood) if not c.is_filler]
    if len(named) < 2 or not is_name(named[-1]) or near.anywhere(named[-1]):
        return None
    total = sum(c.telling for c in named if not c.asks)
    return named[-1].typed if named[-1].telling >= _TELLING * total and is_terse(understood) else None


def _needed(understood: Understanding) -> list[Concept]:
    """Return the paper that a question asks to be needed."""
    match = _NEEDED.search(understood.question)
    if match is None:
        return []
    start, end = match.span(1 if match[1] else 2)
    return [c for c in understood.concepts if start <= c.start and c.end <= end and not c.is_filler]


def _asked_alone(understood: Understanding) -> str | None:
    """Return what is asked of a code, or the last word of a question without a verb, if no passage holds it."""
    named = [c for c in _own(understood) if not (c.is_filler or c.is_code)]
    if understood.codes and len(named) == 1 and _is_missing(named[0]):
        return named[0].typed
    if len(named) > 1 and _is_missing(named[-1]) and is_terse(understood):
        return named[-1].typed
    return None


def _own(understood: Understanding) -> list[Concept]:
    """Return the concepts of a question without those that a follow-up inherits, or that its other part names."""
    return [*filter(understood.owns, understood.concepts)]


def _is_missing(concept: Concept) -> bool:
    return is_name(concept) and not concept.supported


def is_terse(understood: Understanding) -> bool:
    """Return whether a question is a list of words, without a verb."""
    return _QUESTION.search(understood.question) is None
