"""Whether a sentence that is on the subject does what is asked: one on imaging may have no word on when it is due."""

import re
from collections.abc import Iterator

from bot.choosing.headline import Scored
from corpus.model import Passage
from index.questions.codes import NAMED_MODIFIER, holds_code
from index.questions.concepts import Understanding

_LOOSE = frozenset({"", "coverage", "definition", "indication", "person"})  # are said in too many ways to be missed
_NAMED = 0.9  # of the subject, from which the words that answering sentences use are not missed
_IS_THE = re.compile(r"\W*what(?:['’]s| is) (?:the|our)\b", re.IGNORECASE)
_IN_ANY_WORDS = frozenset({"consequence", "reason", "step"})
_WHOLE = 0.98  # of the subject, from which a question that can be answered in any words is taken to be
_OWN_CODE = re.compile(r"(?=.*\d)[A-Z]{1,4}-?\d{1,5}", re.IGNORECASE)  # "NS01": of an office, a form, a field
_ASKS_WHICH = re.compile(r"\W*(?:what|which|how)\b", re.IGNORECASE)  # for a thing: "who" is left to _LOOSE


def unmet(understood: Understanding, best: Scored) -> Iterator[str]:
    """Yield what is asked for if the best sentence, though on the subject, has no sign of it."""
    if best.facets or not understood.intents or understood.codes or NAMED_MODIFIER.search(understood.question):
        return
    if any(intent.answer == "code" for intent in understood.intents):
        if not _shows_code(best.candidate.passage):
            yield "no code where the answer would be"
    elif best.coverage < _NAMED or (
        _asks_firmly(understood) and not (best.coverage >= _WHOLE and _told_any_way(understood))
    ):
        yield f"nothing on {' or '.join(intent.name for intent in understood.intents)} in the best sentence"


def _asks_firmly(understood: Understanding) -> bool:
    """Return whether a question is plainly of its kind, and not only worded like one, as "knee prophylaxis dose" is."""
    firm = any(intent.answer not in _LOOSE for intent in understood.intents)
    return firm or _ASKS_WHICH.match(understood.question) is not None


def _told_any_way(understood: Understanding) -> bool:
    """Return whether all that is asked for may be told in any words: a value after "what is the", an own code."""
    names = {intent.name for intent in understood.intents} - _IN_ANY_WORDS
    return not names or (
        names == {"definition"} and (_IS_THE.match(understood.question) is not None or _is_of_own_code(understood))
    )


def _is_of_own_code(understood: Understanding) -> bool:
    """Return whether a question is on nothing but a code of somebody's own, "NS01", which few texts define."""
    subject = [c.typed for c in understood.concepts if c.names_subject]
    return len(subject) == 1 and _OWN_CODE.fullmatch(subject[0]) is not None


def _shows_code(passage: Passage) -> bool:
    """Return whether a passage holds a code, or stands under one as the rows of a code list do."""
    return any(map(holds_code, passage.with_all_above))
