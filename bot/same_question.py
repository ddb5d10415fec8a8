"""When two questions are the same one, so that what a person wrote for the one may stand over the other.

What is named counts, and its order: "from warfarin to apixaban" is not the way back. Case, punctuation, word forms and
the words that say nothing do not count, nor where the one word stands that asks ("covered", "code").
"""

import re

from bot.conversation import DIRECTIONS, leans
from index.analyzer import Analyzer
from index.questions.contractions import written_out
from index.questions.intents import intents_of, words_asking_for

_KINDS = re.compile(r"\b(?:who|whom|whose|when|where|why)\b", re.IGNORECASE)  # no terms, but they ask different things
_POLITE = re.compile(r"\b(?:(?:may|might)(?!\s+\d)|hi|hello|hey|thanks)\b", re.IGNORECASE)  # and no month with its day
_FREE = frozenset(
    {"code", "coverage", "diagnosis_code", "dose", "hcpcs_code", "safety"}
)  # intents whose word may stand before and behind the subject
_COMPLETED = re.compile(r"\([^()]+\)$")  # as bot.conversation.whole_question writes what a follow-up inherits

Key = tuple[tuple[str, ...], tuple[str, ...]]  # what is named, in its order, and what is asked of it


def same_question_key(question: str, analyzer: Analyzer) -> Key | None:
    """Return what is equal for questions that are the same; None for one that says nothing without its thread."""
    question = question.strip()
    plain = _POLITE.sub(" ", written_out(question.lower() if question.isupper() else question))
    terms = {token.start: token.term for token in analyzer.tokens(plain)}  # of a dotted code the form without the dot
    asking = _asking_term(plain, analyzer)
    named = {start: term for start, term in terms.items() if term != asking}
    if not named or (leans(question, analyzer) and not _COMPLETED.search(question)):
        return None
    directions = {match.start(): match.group().lower() for match in DIRECTIONS.finditer(plain)}
    kinds = {match.group().lower() for match in _KINDS.finditer(plain)}
    asked = {*kinds, asking} if len(named) < len(terms) else kinds
    return tuple(word for _, word in sorted((named | directions).items())), tuple(sorted(asked))


def _asking_term(question: str, analyzer: Analyzer) -> str:
    """Return the term of the one word that asks; "" if there is none or several, whose order may tell."""
    free = [intent for intent in intents_of(question) if intent.name in _FREE]
    terms = {term for word in words_asking_for(free, question) for term in analyzer.terms(word)}
    return terms.pop() if len(terms) == 1 else ""
