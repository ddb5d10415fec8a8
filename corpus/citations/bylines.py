"""Numbers behind the names of authors, which lead to where they work and cite nothing: "Jo Abara,1 Mia Ito1,2"."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.citations.marks import Form, Mark

_OPENING = 40  # sentences in which a byline stands
_FEWEST = 2  # numbered names
_BELOW = 4  # sentences in which the places of work begin
_WORD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹]+")
_FORMS = frozenset({Form.SUPERSCRIPT, Form.GLUED, Form.BRACKET})
_JOINING = frozenset(
    ["and", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "ter", "van", "von"]
)
_PLACE = re.compile(r"\W*(?:\d{1,2}|[¹²³⁴-⁹]{1,2})\s?[A-Z][^\W\d_]")


def bylines(sentences: Sequence[str], marks: Sequence[Sequence[Mark]]) -> frozenset[int]:
    """Return which sentences only name authors, with numbers behind them.

    Their numbers are the first of a text, and repeat, or number the lines that follow. A list of subjects that cites
    does neither.
    """
    printed = [[mark for mark in found if mark.form in _FORMS] for found in marks[:_OPENING]]
    first = (i for i, found in enumerate(printed) if found and not _names(sentences[i]))
    named = [i for i, found in enumerate(printed[: next(first, _OPENING)]) if found]
    if sum(len(printed[i]) for i in named) < _FEWEST:
        return frozenset()
    numbers = Counter(n for i in named for mark in printed[i] for n in mark.numbers)
    places = any(_PLACE.match(sentence) for sentence in sentences[named[-1] + 1 : named[-1] + 1 + _BELOW])
    return frozenset(named) if places or max(numbers.values()) > 1 else frozenset()


def _names(sentence: str) -> bool:
    """Return whether all words are names, initials and degrees, or join them."""
    words = _WORD.findall(sentence)
    told = [word for word in words if word.lower() not in _JOINING]
    return ":" not in sentence and len(told) > 1 and all(word[0].isupper() for word in told) and not sentence.isupper()
