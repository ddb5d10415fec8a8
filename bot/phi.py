"""Patterns that give a patient away in a question: nothing is searched, stored or logged of such a question.

They ask for a context where billing questions hold the same shape: a bare date or ten digits are none of a patient's,
and a name is one only where it says that it is.
"""

import re
from enum import StrEnum

from bot.person_names import Held, names_person


class Identifier(StrEnum):
    """What a question seems to hold; only the kind is ever told."""

    SOCIAL_SECURITY = "a social security number"
    RECORD_NUMBER = "a medical record number"
    BIRTH_DATE = "a date of birth"
    PHONE = "a phone number"
    MEDICARE = "a Medicare number"
    NAME = "a person's name"


_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}"
    r"|[a-z]{3,9}\.?\s+\d{1,2},?\s+(?:19|20)\d{2}|\d{1,2}\s+[a-z]{3,9}\.?\s+(?:19|20)\d{2})"
)
# what is asked of the date of birth as a field of a form: that is nobody's
_FIELD = (
    r"(?:required|needed|mandatory|optional|fields?|box(?:es)?|items?|columns?|formats?|mismatch(?:es)?|errors?|missing"
    r"|on|matter|match(?:es)?|go(?:es)?|belongs?)\b"
)
_NO_FIELD = r"(?<!require )(?<!requires )(?<!need )(?<!needs )(?<!wrong )(?<!missing )(?<!incorrect )(?<!enter )"
_TOLL_FREE = r"8(?:00|33|44|55|66|77|88)"  # numbers of payers
_PATTERNS = {
    # 123-45-6789, but no 000, 666 or 9xx area: those are never given out
    Identifier.SOCIAL_SECURITY: re.compile(
        r"(?<![\w-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])"
        r"|\b(?:ssn|social security(?: (?:number|no\.?|#))?)\W{0,4}(?:is\s+)?\d{9}\b",
        re.IGNORECASE,
    ),
    Identifier.RECORD_NUMBER: re.compile(
        r"\b(?:mrn|med(?:ical)?\.? rec(?:ord)?\.?(?: (?:number|no\.?|#))?|chart (?:number|no\.?|#)|patient id)"
        r"\W{0,4}(?:is\s+|number\s+)?(?=[a-z0-9-]*\d{4})[a-z0-9-]{5,}\b",
        re.IGNORECASE,
    ),
    Identifier.BIRTH_DATE: re.compile(
        rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?)\W{{0,4}}(?:is\s+|was\s+)?{_DATE}"
        rf"|{_NO_FIELD}\bd\.?o\.?b\b\.?(?!['’]?s?\W+(?:\w+\W+)?{_FIELD})",
        re.IGNORECASE,
    ),
    Identifier.PHONE: re.compile(
        rf"(?<![\w.-])(?:\+?1[-. ]?)?(?:\((?!{_TOLL_FREE})[2-9]\d{{2}}\) ?|(?!{_TOLL_FREE})[2-9]\d{{2}}[-. ])"
        r"[2-9]\d{2}[-. ]\d{4}(?![\w-])"
    ),
    Identifier.MEDICARE: re.compile(
        r"\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b",
        re.IGNORECASE,
    ),
}


def nothing_held(_: str) -> bool:
    """Return False: no collection is known."""
    return False


def identifiers(question: str, held: Held = nothing_held) -> tuple[Identifier, ...]:
    """Return the kinds of patient identifiers that a question seems to hold, none for most.

    `held` tells whether the collection holds a word, which is no stranger's name then.
    """
    found = tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(question))
    return (*found, Identifier.NAME) if names_person(question, held) else found
