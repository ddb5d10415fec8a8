"""Question -> Query: terms, spelling repairs, and which words the collection does not know."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.analyzer import Analyzer
from index.engine import Engine, Field, Filter, Query, Term
from index.memory import lucene_idf
from index.spelling import Speller

MAX_QUESTION = 2_000  # characters that are searched; longer messages are cut at a word
_HEADING_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """One content word of a question."""

    typed: str
    term: str  # analyzed, after repair
    document_frequency: int
    repaired_to: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was taken to mean."""

    terms: tuple[QuestionTerm, ...]
    query: Query

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the words that no passage holds, as typed."""
        return tuple(dict.fromkeys(t.typed for t in self.terms if not t.document_frequency))

    @property
    def repairs(self) -> tuple[tuple[str, str], ...]:
        """Return (typed, used) for each repaired word."""
        return tuple(dict.fromkeys((t.typed, t.repaired_to) for t in self.terms if t.repaired_to))


class Interpreter:
    """Turns questions into queries for one engine. Safe to share between threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer) -> None:
        self._engine, self._analyzer = engine, analyzer

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._engine.surface_forms())

    def understand(self, question: str, *, exact: bool = False, searched_in: Filter | None = None) -> Understanding:
        """Return the weighted query for a question; `exact` leaves its spelling alone."""
        text = shortened(question)
        terms = [self._term(text[t.start : t.end], t.term, exact=exact) for t in self._analyzer.tokens(text)]
        return Understanding(tuple(terms), self._query(terms, searched_in or Filter()))

    def _term(self, typed: str, term: str, *, exact: bool) -> QuestionTerm:
        frequency = self._engine.document_frequency(term)
        if frequency or exact:
            return QuestionTerm(typed, term, frequency)
        suggestion = self._speller.suggest(typed.lower())
        repaired = self._analyzer.terms(suggestion) if suggestion else []
        if not suggestion or len(repaired) != 1:
            return QuestionTerm(typed, term, 0)
        return QuestionTerm(typed, repaired[0], self._engine.document_frequency(repaired[0]), suggestion)

    def _query(self, terms: Sequence[QuestionTerm], searched_in: Filter) -> Query:
        known = list(dict.fromkeys(t.term for t in terms if t.document_frequency))
        text = [Term(term) for term in known]
        heading = [Term(term, _HEADING_WEIGHT, Field.HEADING) for term in known]
        return Query((*text, *heading), filter=searched_in)

    def idf(self, term: str) -> float:
        """Return how telling a term is in this collection; a term that it does not hold is the most telling."""
        return lucene_idf(self._engine.document_frequency(term), max(len(self._engine), 1))

    def coverage(self, terms: Sequence[QuestionTerm], present: frozenset[str]) -> float:
        """Return the share, 0 to 1, of the question's telling words that are present."""
        weights = {t.term: self.idf(t.term) for t in terms}
        total = math.fsum(weights.values())
        return math.fsum(w for term, w in weights.items() if term in present) / total if total else 0.0


def shortened(question: str) -> str:
    """Return the question, cut at a word where it is longer than anyone's question."""
    if len(question) <= MAX_QUESTION:
        return question
    return question[:MAX_QUESTION].rsplit(None, 1)[0]
