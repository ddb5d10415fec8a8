"""Question -> Query: codes, spelling, abbreviations, synonyms, intents, each change kept for the person to see."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from index.analyzer import Analyzer, Token
from index.codes import looks_like_code, respell
from index.concepts import Change, Concept, Understanding, Why, changes_of
from index.engine import Engine, Filter, Query
from index.expansion import Expander
from index.intents import Intent, intents_of
from index.synonyms import Synonyms, lexicon_groups
from index.weighting import Weights, intent_terms, phrases, telling, weighted_terms

MAX_QUESTION = 2_000  # characters that are searched; longer messages are cut at a word
_MOST_CONCEPTS = 60  # a longer message is not a question; its first words are searched


class Interpreter:
    """Turns questions into queries for one engine. Safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer,
        *,
        synonyms: Synonyms | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._engine, self._analyzer = engine, analyzer
        self._weights = weights or Weights()
        self._synonyms = synonyms or Synonyms(analyzer, lexicon_groups())
        self._intent_words = lru_cache(maxsize=None)(self._analyzed_intent)

    @cached_property
    def _expander(self) -> Expander:
        return Expander(self._engine, self._analyzer, self._synonyms)

    def understand(self, question: str, *, exact: bool = False, searched_in: Filter | None = None) -> Understanding:
        """Return the weighted query for a question; `exact` searches it as typed, nothing repaired or widened."""
        text, changes = shortened(question), []
        if not exact:
            text, respelled = respell(text, self._is_known)
            changes = [Change(r.typed, r.used, Why.CODE) for r in respelled]
            text, spelled_out = self._expander.slashed(text)
            changes += spelled_out
        concepts = self._concepts(text)
        if not exact:
            concepts = self._expander.expand(concepts)
            changes += changes_of(concepts, Why.SPELLING, Why.ABBREVIATION, Why.CODE)
        intents = tuple(intents_of(text))
        query = self._query(text, concepts, () if exact else intents, searched_in or Filter())
        return Understanding(text, tuple(concepts), intents, tuple(dict.fromkeys(changes)), query)

    def _is_known(self, term: str) -> bool:
        return self._engine.document_frequency(term) > 0

    def _concepts(self, text: str) -> list[Concept]:
        tokens = _one_a_place(self._analyzer.tokens(text))
        return [self._concept(text[t.start : t.end], t) for t in tokens][:_MOST_CONCEPTS]

    def _concept(self, typed: str, token: Token) -> Concept:
        return Concept(
            typed=typed,
            term=token.term,
            known=self._is_known(token.term),
            telling=telling(self._engine, typed, token.term, self._weights),
            start=token.start,
            end=token.end,
            is_code=looks_like_code(token.term),
        )

    def _query(self, text: str, concepts: Sequence[Concept], intents: Sequence[Intent], searched_in: Filter) -> Query:
        terms = list(weighted_terms(self._engine, concepts, self._weights))
        held = {(t.text, t.field) for t in terms}
        wanted = [(intent, *self._intent_words(intent)) for intent in intents]
        terms += [t for t in intent_terms(self._engine, wanted, self._weights) if (t.text, t.field) not in held]
        found = [p for p in phrases(text, concepts, self._weights) if p.weight]
        return Query(tuple(t for t in dict.fromkeys(terms) if t.weight), tuple(dict.fromkeys(found)), searched_in)

    def _analyzed_intent(self, intent: Intent) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (
            tuple(self._analyzer.terms(" ".join(intent.terms))),
            tuple(self._analyzer.terms(" ".join(intent.sections))),
        )


def _one_a_place(tokens: Iterable[Token]) -> list[Token]:
    """Return one token a place: of a dotted code, the form without the dot, which passages hold either way."""
    return list({(t.start, t.end): t for t in tokens}.values())


def shortened(question: str) -> str:
    """Return the question, cut at a word where it is longer than anyone's question."""
    if len(question) <= MAX_QUESTION:
        return question
    return question[:MAX_QUESTION].rsplit(None, 1)[0]
