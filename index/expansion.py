"""Other names of a question's words: repaired, spelled out, by synonym; for codes, those below or above."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise

from index.abbreviations import by_initials, long_forms
from index.analyzer import Analyzer
from index.codes import LABELS, CodeBook
from index.concepts import Alternative, Change, Concept, Why
from index.engine import Engine, Phrase, Query, Term
from index.general import is_english
from index.short_forms import ShortForms
from index.spelling import Speller, parted
from index.synonyms import Synonyms, lexicon_abbreviations, lexicon_short_forms

SYNONYM = 0.5  # strength of each kind of other name beside the word as typed
DEFINED = 0.9
COMPOUND = 0.9
LISTED = 0.7
SHORTENED = 0.7
RELATED = 0.7
GUESSED = 0.5
CHILD = 0.9
PARENT = 0.6
_DEFINING_PASSAGES = 30  # that are read for the definition of a short form
_MOST_SCANNED = 3_000  # passages that are read for phrases with given initials
_LONGEST_SHORT_FORM = 6
_MOST_INITIALS = 5
_SHORTEST_COMPOUND = 6  # letters
_RARE = 3  # passages up to which a word may be an odd spelling
_SHORT_WORD = 4  # letters up to which a word of English may still be a cut-off one: "est", "app"
_SLASHED = re.compile(r"(?<![\w/])[A-Za-z]{1,2}/[A-Za-z]?(?![\w/])")


class Expander:
    """Finds other names in one collection. Safe to share between threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer, synonyms: Synonyms) -> None:
        self._engine, self._analyzer, self._synonyms = engine, analyzer, synonyms
        self._defined = lru_cache(maxsize=1000)(self._definitions)
        self._guessed = lru_cache(maxsize=1000)(self._guesses)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._engine.surface_forms())

    @cached_property
    def _short_forms(self) -> ShortForms:
        return ShortForms(self._engine.surface_forms())

    @cached_property
    def _code_book(self) -> CodeBook:
        return CodeBook(self._engine.vocabulary())

    def slashed(self, text: str) -> tuple[str, list[Change]]:
        """Return the text with short forms such as "w/o" spelled out, which the analyzer would take apart."""
        changes: list[Change] = []

        def spell_out(match: re.Match[str]) -> str:
            short = match.group().lower()
            (term, *_) = *self._analyzer.terms(match.group()), ""
            if self._engine.document_frequency(term):
                return match.group()  # the documents write it so
            readings = lexicon_abbreviations().get(short) or lexicon_short_forms().get(short)
            if not readings:
                return match.group()
            changes.append(Change(match.group(), readings[0], Why.ABBREVIATION))
            return f"{readings[0]} "

        return _SLASHED.sub(spell_out, text), changes

    def expand(self, concepts: Sequence[Concept]) -> list[Concept]:
        """Return the concepts with their other names."""
        widened = [replace(c, alternatives=names) if (names := tuple(self._of(c))) else c for c in concepts]
        return self._with_synonyms(self._with_compounds(widened))

    def _with_compounds(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts with the word that two of them make together: "face mask" is a "facemask" elsewhere."""
        found = list(concepts)
        for i, (one, two) in enumerate(pairwise(concepts)):
            joined = f"{one.typed}{two.typed}".lower()
            if two.start - one.end != 1 or len(joined) < _SHORTEST_COMPOUND or not joined.isalpha():
                continue
            terms = tuple(self._analyzer.terms(joined))
            if len(terms) == 1 and self._engine.document_frequency(terms[0]):
                compound = Alternative(terms, COMPOUND, joined, Why.SPELLING)
                for place in (i, i + 1):
                    found[place] = self._widened(found[place], (*found[place].alternatives, compound))
        return found

    def _of(self, concept: Concept) -> Iterable[Alternative]:
        if concept.is_code:
            return self._related_codes(concept)
        if any(c.isdigit() for c in concept.term):
            return ()
        if found := tuple(self._spelled_out(concept)):
            return found
        return self._written_apart(concept) if concept.known else self._repaired(concept)

    def _written_apart(self, concept: Concept) -> Iterator[Alternative]:
        """Yield the two words that a rare one is made of, where documents write them apart: "multi-dose"."""
        word = concept.typed.lower()
        if concept.frequency > _RARE or not word.isalpha():
            return
        for name in parted(word, self._engine.surface_forms()):
            terms = tuple(self._analyzer.terms(name))
            if len(terms) > 1 and self._engine.search(Query(phrases=(Phrase(terms),)), 1):
                yield Alternative(terms, COMPOUND, name, Why.SPELLING)

    def _related_codes(self, concept: Concept) -> Iterator[Alternative]:
        children = () if concept.term.isdigit() else self._code_book.children(concept.term)
        for child in children:
            yield Alternative(
                (child.replace(".", ""),), 0.5 if concept.known else CHILD, self._printed(child), Why.CODE
            )
        if not concept.known and not children and (parent := self._code_book.parent(concept.term)):
            yield Alternative((parent,), PARENT, self._printed(parent), Why.CODE)

    def _printed(self, code: str) -> str:
        """Return a code in capitals, with its dot where documents print one."""
        dotted = f"{code[:3]}.{code[3:]}"
        return (dotted if self._engine.document_frequency(dotted) else code).upper()

    def _spelled_out(self, concept: Concept) -> Iterator[Alternative]:
        """Yield what a short form stands for: as the documents define it, as the lexicon lists it, by its initials."""
        short = concept.typed.lower()
        if len(short) > _LONGEST_SHORT_FORM or len(short) < 2 or (short in LABELS and concept.asks):
            return
        listable = concept.typed.isupper() or short in lexicon_abbreviations()
        if concept.known and listable and (defined := self._defined(concept.term, short)):
            yield from self._held(defined[:2], DEFINED)
            return
        listed = [*self._held(lexicon_abbreviations().get(short, ()), LISTED)]
        if not concept.known or not is_english(short):
            listed += self._held(lexicon_short_forms().get(short, ()), SHORTENED)
        yield from dict.fromkeys(listed)
        if not listed and not concept.known and concept.typed.isupper() and len(short) <= _MOST_INITIALS:
            yield from self._held(self._guessed(short), GUESSED)

    def _held(self, names: Sequence[str], strength: float) -> Iterator[Alternative]:
        """Yield the names whose every word the collection holds."""
        for name in names:
            terms = tuple(self._analyzer.terms(name))
            if terms and all(self._engine.document_frequency(t) for t in terms):
                yield Alternative(terms, strength, name, Why.ABBREVIATION)

    def _definitions(self, term: str, short: str) -> tuple[str, ...]:
        hits = self._engine.search(Query((Term(term),)), _DEFINING_PASSAGES)
        return long_forms(short, (hit.passage.text for hit in hits))

    def _guesses(self, short: str) -> tuple[str, ...]:
        ranked = by_initials(short, self._texts())
        best = ranked[0][1] if ranked else 0
        return tuple(phrase for phrase, count in ranked[:2] if count * 2 >= best)

    def _texts(self) -> Iterator[str]:
        left = _MOST_SCANNED
        for doc_id in self._engine.doc_ids():
            for passage in self._engine.passages(doc_id):
                yield "\n".join((passage.document, *passage.section, passage.text))
                left -= 1
                if not left:
                    return

    def _repaired(self, concept: Concept) -> Iterator[Alternative]:
        word = concept.typed.lower()
        if is_english(word) and len(word) > _SHORT_WORD:
            yield from self._family(word)
            return
        readings, why = self._readings(word)
        strength = 1.0 if why is Why.SPELLING else SHORTENED
        for reading in readings:
            terms = tuple(self._analyzer.terms(reading))
            if terms:
                yield Alternative(terms, strength, reading, why)

    def _readings(self, word: str) -> tuple[tuple[str, ...], Why]:
        """Return what an unknown word was meant to be: cut short, misspelled, or shortened some other way."""
        if cut := self._short_forms.readings(word, loosely=False):
            return cut, Why.ABBREVIATION
        if is_english(word):
            return (), Why.SPELLING
        if repaired := self._speller.suggestions(word):
            return repaired, Why.SPELLING
        return self._short_forms.readings(word), Why.ABBREVIATION

    def _family(self, word: str) -> Iterator[Alternative]:
        """Yield a word of the same family for one that is spelled right and not in the collection."""
        if found := self._short_forms.related(word):
            yield Alternative(tuple(self._analyzer.terms(found)), RELATED, found, Why.SYNONYM)

    def _with_synonyms(self, concepts: list[Concept]) -> list[Concept]:
        names = [used_term(c) for c in concepts]
        added: dict[int, list[Alternative]] = {}
        for start, end, others in self._synonyms.spans(names):
            for other in others:
                if all(self._engine.document_frequency(t) for t in other.terms):
                    alternative = Alternative(other.terms, SYNONYM, other.shown, Why.SYNONYM)
                    for i in range(start, end):
                        added.setdefault(i, []).append(alternative)
        return [self._widened(c, (*c.alternatives, *added.get(i, ()))) for i, c in enumerate(concepts)]

    def _widened(self, concept: Concept, alternatives: Sequence[Alternative]) -> Concept:
        if not alternatives:
            return concept
        frequencies = [min(self._engine.document_frequency(t) for t in a.terms) for a in alternatives]
        return replace(
            concept,
            alternatives=tuple(dict.fromkeys(alternatives)),
            frequency=max(concept.frequency, *frequencies, 0),
        )


def used_term(concept: Concept) -> str:
    """Return the term under which synonyms are looked up: the repaired one where a word was misspelled."""
    repaired = (a.terms[0] for a in concept.alternatives if a.why is Why.SPELLING and len(a.terms) == 1)
    return concept.term if concept.known else next(repaired, concept.term)
