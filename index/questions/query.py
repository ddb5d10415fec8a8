"""Question -> Query: codes, spelling, abbreviations, synonyms, intents, each change kept for the person to see."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from index.analyzer import Analyzer, Token
from index.engine import Engine, Filter, Query
from index.questions.abbreviations import definitions
from index.questions.codes import NAMED_MODIFIER, looks_like_code, respell
from index.questions.concepts import (
    INHERITED_BEHIND,
    MEANT,
    Alternative,
    Change,
    Concept,
    Understanding,
    Why,
    changes_of,
)
from index.questions.contractions import written_out
from index.questions.emphasis import emphasized
from index.questions.expansion import Expander, used_term
from index.questions.general_english import NAMES_SUBJECT, named_subjects, question_words, rarity
from index.questions.glued import Glued
from index.questions.greetings import ungreeted
from index.questions.intents import Intent, intents_of
from index.questions.misspelt import Slips
from index.questions.own_words import OwnWords
from index.questions.quantities import as_quantity, with_quantities
from index.questions.scraps import unless_scrap
from index.questions.shorthand import Shorthand
from index.questions.synonyms import Synonyms
from index.questions.weighting import Weighing, Weights
from index.questions.word_names import DEFINED

MAX_QUESTION = 2_000  # characters that are searched; longer messages are cut at a word
NEGATIONS = ("no", "without")
_PREFIXES = frozenset({"co", "de", "re"})  # short forms by themselves
_GOES_ON = re.compile(r"-[^\W\d_]")  # but no "CO-45"
_SORTS = frozenset({"syndrome", "disease", "disorder", "condition"})  # go with a name and are none
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s$")  # of "pt's", which is listed without it
_MOST_CONCEPTS = 60  # a longer message is not a question; its first words are searched


class Interpreter:
    """Turns questions into queries for an engine as it stands now. Safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer,
        *,
        synonyms: Synonyms | None = None,
        weights: Weights | None = None,
        leave_out: frozenset[Why] = frozenset(),
    ) -> None:
        """`leave_out` names changes that are not made, to measure what they add."""
        self._engine, self._analyzer = engine.snapshot(), analyzer
        self._weighing = Weighing(self._engine, weights or Weights())
        self._leave_out = leave_out
        self._synonyms = synonyms or Synonyms.of_lexicon(analyzer)
        self._own_words = OwnWords(self._engine)
        self._shorthand = Shorthand(self._own_words, analyzer)
        self._expander = Expander(self._engine, self._own_words, analyzer, self._synonyms)
        self._intent_words = lru_cache(maxsize=None)(self._analyzed_intent)
        self._definitions = lru_cache(maxsize=20_000)(lambda text: tuple(definitions(text)))
        self._terms = lru_cache(maxsize=20_000)(lambda text: tuple(analyzer.terms(text)))
        self._concept = lru_cache(maxsize=20_000)(self._concept_of)
        self._glued = Glued(self._own_words, self._terms)
        self._slips = Slips(self._own_words, self._synonyms, self._terms)

    def understand(self, question: str, *, exact: bool = False, searched_in: Filter | None = None) -> Understanding:
        """Return the weighted query for a question; `exact` searches it as typed, nothing repaired or widened."""
        text = shortened(question)
        changes: list[Change] = []
        # First the text is mended, as what is asked for is read from its words: "wihch" asks no longer. Glued words are
        # parted before each is looked at; slips come last, as a short form in full is known and no slip any more.
        if not exact:
            text, changes = self._glued.parted(ungreeted(text))
            text, respelled = respell(written_out(text), self._is_known)
            changes += [Change(r.typed, r.used, Why.CODE) for r in respelled]
            text, spelled_out = self._shorthand.written_out(text)
            changes += spelled_out
            text, mended = self._slips.mended(text)
            changes += mended
        intents = asked_for(text)
        concepts = [_asking(c, intents) for c in self._concepts(text)]
        # Then the concepts: other names first, as a word that stands for another weighs as that does, and is no scrap
        # where the other is held. What is negated is weighed before its "no", which is measured by it; emphasis last.
        if not exact:
            concepts = [self._reweighed(self._kept(c)) for c in self._expanded(concepts, text)]
            concepts = [unless_scrap(_as_printed(c, text), text) for c in concepts]
            concepts = emphasized(_with_negations(with_quantities(concepts, text)), text)
            changes += changes_of(concepts, Why.SPELLING, Why.ABBREVIATION, Why.CODE)
        query = self._query(text, concepts, () if exact else intents, searched_in or Filter())
        return Understanding(text, tuple(concepts), intents, tuple(dict.fromkeys(changes)), query)

    def _expanded(self, concepts: Sequence[Concept], text: str) -> list[Concept]:
        """Return the concepts with their other names, none of which spans a follow-up and what it inherits."""
        behind = len(text.partition(INHERITED_BEHIND)[0])
        own = [c for c in concepts if c.start < behind]
        return self._expander.expand(own) + self._expander.expand(concepts[len(own) :])

    def _kept(self, concept: Concept) -> Concept:
        if not self._leave_out:
            return concept
        kept = tuple(a for a in concept.alternatives if a.why not in self._leave_out)
        return concept._replace(alternatives=kept)

    def _reweighed(self, concept: Concept) -> Concept:
        """Return a repaired or spelled-out concept with the weight of what it stands for: "injecton" is as common."""
        meant = (Why.ABBREVIATION,) if concept.known else MEANT  # "face" stays common where there is a "facemask" too
        names = [a for a in concept.alternatives if a.why in meant and a.terms]
        if not names or concept.is_code:
            return concept
        term = max(names[0].terms, key=self._weighing.idf)
        word = names[0].shown if len(names[0].terms) == 1 else term
        own = concept.telling if concept.known else 0.0  # a short form that documents use says what it says
        everyday = not concept.known and len(names[0].terms) == 1 and rarity(word) < NAMES_SUBJECT  # "yr" is no name
        special = concept.special and not everyday
        return concept._replace(special=special, telling=max(own, self._weighing.telling(word, term)))

    def with_definitions(
        self, understood: Understanding, texts: Iterable[str], *, exact: bool = False
    ) -> Understanding:
        """Return the understanding with the short forms that the texts define for names in the question.

        Its query looks for them too, unless it is `exact`: other passages may hold nothing but the short form.
        """
        defined = dict.fromkeys(pair for text in texts if "(" in text for pair in self._definitions(text))
        if not defined:
            return understood
        added = self._defined_names(understood.concepts, defined)
        concepts = tuple(
            c._replace(alternatives=(*c.alternatives, *added[i])) if i in added else c
            for i, c in enumerate(understood.concepts)
        )
        query = understood.query if exact else self._with_names(understood.query, concepts, added)
        return replace(understood, concepts=concepts, query=query)

    def _defined_names(
        self, concepts: Sequence[Concept], defined: Iterable[tuple[str, str]]
    ) -> Mapping[int, Sequence[Alternative]]:
        """Return the short forms, of pairs with what they stand for, by the concepts that are all of that."""
        terms = tuple(map(used_term, concepts))
        found: dict[int, list[Alternative]] = {}
        for short, long in defined:
            wanted, name = self._terms(long), self._terms(short)
            starts = range(len(terms) - len(wanted) + 1) if len(name) == 1 else ()
            for start in (start for start in starts if terms[start : start + len(wanted)] == wanted):
                for i in range(start, start + len(wanted)):
                    found.setdefault(i, []).append(Alternative(name, DEFINED, short, Why.ABBREVIATION))
        return found

    def _with_names(
        self, query: Query, concepts: Sequence[Concept], added: Mapping[int, Sequence[Alternative]]
    ) -> Query:
        """Return the query with names that were found for its concepts."""
        names = {term for others in added.values() for other in others for term in other.terms}
        held = {(t.text, t.field) for t in query.terms}
        more = [t for t in self._weighing.terms(concepts) if t.text in names and (t.text, t.field) not in held]
        return replace(query, terms=(*query.terms, *more)) if more else query

    def _is_known(self, term: str) -> bool:
        return self._engine.document_frequency(term) > 0

    def _concepts(self, text: str) -> list[Concept]:
        tokens = _one_a_place(self._analyzer.tokens(text))[:_MOST_CONCEPTS]
        found = ((self._concept(_POSSESSIVE.sub("", text[t.start : t.end]), t.term), t) for t in tokens)
        return [concept._replace(start=t.start, end=t.end) for concept, t in found]

    def _concept_of(self, typed: str, term: str) -> Concept:
        """Return what is known of a word, whatever question it stands in."""
        frequency = self._engine.document_frequency(term)
        return Concept(
            typed=typed,
            term=term,
            frequency=frequency,
            known=frequency > 0,
            telling=self._weighing.telling(typed, term),
            start=0,
            end=0,
            special=_is_special(typed.lower()),
            is_filler=typed.lower() in question_words(),
            is_code=looks_like_code(term) and not self._synonyms.of((term,)),  # B12 is a vitamin
        )

    def _query(self, text: str, concepts: Sequence[Concept], intents: Sequence[Intent], searched_in: Filter) -> Query:
        terms = list(self._weighing.terms(_with_modifiers(concepts, text)))
        if intents:
            held = {(t.text, t.field) for t in terms}
            wanted = [(intent, *self._intent_words(intent)) for intent in intents]
            terms += [t for t in self._weighing.of_intents(wanted) if (t.text, t.field) not in held]
        found = filter(self._weighing.is_telling, self._weighing.phrases(text, concepts))
        return Query(tuple(t for t in dict.fromkeys(terms) if t.weight), tuple(dict.fromkeys(found)), searched_in)

    def _analyzed_intent(self, intent: Intent) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (
            tuple(self._analyzer.terms(" ".join(intent.terms))),
            tuple(self._analyzer.terms(" ".join(intent.sections))),
        )


def asked_for(text: str) -> tuple[Intent, ...]:
    """Return what a question is after: what its own words ask for, else what those ask that a follow-up inherits."""
    own, _, inherited = text.partition(INHERITED_BEHIND)
    return intents_of(own) or (intents_of(text) if inherited else ())


def _is_special(word: str) -> bool:
    """Return whether a word in lower case can name what a question is about."""
    return (rarity(word) >= NAMES_SUBJECT and word not in _SORTS) or word in named_subjects()


def _as_printed(concept: Concept, text: str) -> Concept:
    """Return the concept, by its own name alone as a part of another: the CD of "GNDR_CD", the re of "re-open"."""
    joined = "_" in (text[concept.start - 1 : concept.start], text[concept.end : concept.end + 1])
    prefix = concept.typed.lower() in _PREFIXES and _GOES_ON.match(text, concept.end) is not None
    concept = as_quantity(concept) if prefix else concept
    return concept._replace(alternatives=()) if prefix or (joined and concept.known) else concept


def _with_modifiers(concepts: Sequence[Concept], text: str) -> Sequence[Concept]:
    """Return the concepts with modifiers that are named taken for codes: in a search nothing tells more than "GD"."""
    ends = {match.end() for match in NAMED_MODIFIER.finditer(text)}
    return [c._replace(is_code=True) if c.known and c.end in ends else c for c in concepts] if ends else concepts


def _with_negations(concepts: Sequence[Concept]) -> list[Concept]:
    """Return the concepts with "no" and "without" at least half as heavy as the word they negate, "not" at most."""
    found = list(concepts)
    for i, (one, two) in enumerate(pairwise(concepts)):
        if one.typed.lower() == "not":
            found[i] = one._replace(telling=min(one.telling, two.telling / 2))
        if one.typed.lower() in NEGATIONS:
            others = tuple(Alternative((n,), 1.0, n, Why.SYNONYM) for n in NEGATIONS if n != one.term)
            found[i] = one._replace(telling=max(one.telling, two.telling / 2), is_filler=False, alternatives=others)
    return found


def _one_a_place(tokens: Iterable[Token]) -> list[Token]:
    """Return one token a place: of a dotted code, the form without the dot, which passages hold either way."""
    return list({(t.start, t.end): t for t in tokens}.values())


def _asking(concept: Concept, intents: Sequence[Intent]) -> Concept:
    """Return the concept with the intents that its word asks for."""
    names = tuple(i.name for i in intents if i.words.fullmatch(concept.typed.lower()))
    return concept._replace(asks=names) if names else concept


def shortened(question: str) -> str:
    """Return the question, cut at a word where it is longer than anyone's question."""
    if len(question) <= MAX_QUESTION:
        return question
    return question[:MAX_QUESTION].rsplit(None, 1)[0]
