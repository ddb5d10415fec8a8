"""What is typed and not worth a look where no document holds it: letters, ordinals, bystanders, days, names."""

import re
from functools import lru_cache

from index.questions.concepts import Concept
from index.questions.names_of_persons import is_given_name
from index.questions.quantities import as_quantity
from index.wordlists import words

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}\s?[ap]m", re.IGNORECASE)  # "9pm"
_STRESSED = frozenset({"HE", "HER", "HIM", "HIS", "MY", "SHE", "THAT", "THEM", "THEY", "THIS", "WE", "YOU", "YOUR"})
_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms)\.?\s$", re.IGNORECASE)  # before the name of a person


def unless_scrap(concept: Concept, text: str) -> Concept:
    """Return the concept of a question, weighed little where no document holds it and it is not worth telling."""
    return concept if concept.supported or not _is_scrap(concept, text) else as_quantity(concept)


def _is_scrap(concept: Concept, text: str) -> bool:
    typed = concept.typed
    says_nothing = (len(typed) == 1 and typed.isalpha()) or typed in _STRESSED
    told = _ORDINAL.fullmatch(typed) or _CLOCK.fullmatch(typed)
    return bool(_is_bystander(concept, text) or says_nothing or told)


def tells_who_asks(concept: Concept, text: str) -> bool:
    """Return whether a word of a question tells who asks or says so: "Dr Patel wants", "Maria says".

    A given name is weighed as any other word all the same.
    """
    return _is_bystander(concept, text) or is_given_name(concept.typed)


def _is_bystander(concept: Concept, text: str) -> bool:
    """Return whether a word of a question tells of whoever asks, or is a name behind a title: "Dr Patel", "mrs K"."""
    is_titled = concept.typed[0].isupper() and _TITLE.search(text[: concept.start][-5:]) is not None
    return is_titled or concept.typed.lower() in _bystanders()


@lru_cache(maxsize=1)
def _bystanders() -> frozenset[str]:
    return words("bystanders.txt")
