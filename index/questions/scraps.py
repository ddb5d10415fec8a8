"""What is typed and not worth a look where no document holds it: letters, ordinals, bystanders, days, names."""

import re
from functools import lru_cache

from index.questions.concepts import Concept
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
    told = typed.lower() in bystanders() or _ORDINAL.fullmatch(typed) or _CLOCK.fullmatch(typed)
    return bool(is_titled(concept, text) or says_nothing or told)


def is_titled(concept: Concept, text: str) -> bool:
    """Return whether a word of a question is the name of a person behind a title: "Dr Patel", "mrs K"."""
    return concept.typed[0].isupper() and _TITLE.search(text[: concept.start][-5:]) is not None


@lru_cache(maxsize=1)
def bystanders() -> frozenset[str]:
    """Return words that tell of whoever asks, in lower case."""
    return words("bystanders.txt")
