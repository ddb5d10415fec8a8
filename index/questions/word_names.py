"""Other names of one word, whatever stands beside it: spelled out, repaired; of a code, those below and above it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice

from index.analyzer import Analyzer
from index.engine import Engine, Query, Term
from index.questions.abbreviations import by_initials, long_forms
from index.questions.code_ranges import CodeRanges
from index.questions.codes import LABELS, CodeBook, dotless
from index.questions.concepts import Alternative, Concept, Why
from index.questions.general_english import SAYS_NOTHING, UNHEARD_OF, is_english, rarity, share
from index.questions.lexicon import lexicon_abbreviations, lexicon_short_forms
from index.questions.own_words import OwnWords
from index.questions.spelling import PREFIXES, parted
from index.questions.synonyms import Synonyms, Terms, listed_names

DEFINED = 0.9  # strength of each kind of other name beside the word as typed
COMPOUND = 0.9
LISTED = 0.7
SHORTENED = 0.7
RELATED = 0.7
GUESSED = 0.5
CHILD = 0.9
PARENT = 0.6
_DEFINING_PASSAGES = 30  # that are read for the definition of a short form
_MOST_SCANNED = 3_000  # passages that are read for phrases with given initials
_WORDS_KEPT = 20_000
_LONGEST_SHORT_FORM = 6
_MOST_READINGS = 3  # that documents give one short form
_MOST_INITIALS = 5
_RARE = 3  # passages up to which a word may be an odd spelling
_FAR_MORE_USUAL = 50  # times, from which a rare word of English is a slip: "recoding" (220), not "carpel" (16)
_SHORT_WORD = 4  # letters up to which a word of English may still be a cut-off one: "est", "app"


class WordNames:
    """Finds other names of single words in one collection. Safe to share between threads."""

    def __init__(self, engine: Engine, own_words: OwnWords, analyzer: Analyzer, synonyms: Synonyms) -> None:
        self._engine, self._own_words, self._analyzer, self._synonyms = engine, own_words, analyzer, synonyms
        self._code_ranges = CodeRanges(engine)
        self._defined = lru_cache(maxsize=1000)(self._definitions)
        self._guessed = lru_cache(maxsize=1000)(self._guesses)
        self._names = lru_cache(maxsize=_WORDS_KEPT)(lambda concept, shouted: tuple(self._of(concept, shouted)))

    @cached_property
    def _code_book(self) -> CodeBook:
        return CodeBook(self._engine.vocabulary())

    def of(self, concept: Concept, *, shouted: bool) -> tuple[Alternative, ...]:
        """Return the other names of a word; in a question that is `shouted` its capitals tell nothing."""
        return self._names(concept._replace(start=0, end=0), shouted)  # the same wherever it stands

    def _of(self, concept: Concept, shouted: bool) -> Iterable[Alternative]:
        if concept.is_code:
            return self._related_codes(concept)
        figures = any(c.isdigit() for c in concept.term) and concept.typed.lower() not in lexicon_abbreviations()
        if figures or (concept.asks and not concept.known):
            return ()  # "cpt" asks for a code, whether or not the documents say so
        if found := tuple(self._spelled_out(concept, shouted)):
            return found
        if concept.known:
            return self._written_apart(concept)
        if concept.is_filler:  # what people ask with is spelled right
            return ()
        return tuple(self._with_umlauts(concept)) or self._repaired(concept)

    def _with_umlauts(self, concept: Concept) -> Iterator[Alternative]:
        """Yield an unknown name with its umlauts as documents write them: no other that is near is meant then."""
        for name in self._own_words.with_umlauts(concept.typed.lower()):
            if terms := tuple(self._analyzer.terms(name)):
                yield Alternative(terms, 1.0, name, Why.SPELLING)

    def _written_apart(self, concept: Concept) -> Iterator[Alternative]:
        """Yield the two words that a rare or unknown one is made of, where documents write them so: "multi-dose"."""
        word = concept.typed.lower()
        if concept.frequency > _RARE or not word.isalpha():
            return
        for name in parted(word, self._engine.surface_forms()):
            terms = tuple(self._analyzer.terms(name))
            if len(terms) > 1 and self._own_words.say(terms):
                yield Alternative(terms, COMPOUND, name, of_another_form(concept))

    def _related_codes(self, concept: Concept) -> Iterator[Alternative]:
        children = () if concept.term.isdigit() else self._code_book.children(concept.term)
        strength, why = (0.5, Why.SYNONYM) if concept.known else (CHILD, Why.CODE)
        for child in children:
            yield Alternative((dotless(child),), strength, self._printed(child), why)
        if not concept.known and not children and (parent := self._code_book.parent(concept.term)):
            yield Alternative((parent,), PARENT, self._printed(parent), Why.CODE)
        if not concept.known and (around := self._code_ranges.around(concept.term)):
            yield Alternative(tuple(around), CHILD, around.shown, Why.CODE)

    def _printed(self, code: str) -> str:
        """Return a code in capitals, with its dot where documents print one."""
        dotted = f"{code[:3]}.{code[3:]}"
        return (dotted if self._engine.document_frequency(dotted) else code).upper()

    def _spelled_out(self, concept: Concept, shouted: bool) -> Iterator[Alternative]:
        """Yield what a short form stands for: as the documents define it, as the lexicon lists it, by its initials.

        In capitals of its own, initials come before the cut-off words that payers print.
        """
        short = concept.typed.lower()
        is_listed = bool(listed_names(short)) or short in lexicon_short_forms()
        if not (is_listed or 1 < len(short) <= _LONGEST_SHORT_FORM) or (short in LABELS and concept.asks):
            return
        listable = concept.typed.isupper() or short in lexicon_abbreviations()
        if concept.known and listable and (defined := self._defined(concept.term, short)):
            yield from self._held(defined[:_MOST_READINGS], DEFINED)
            return
        names = [] if shouted else [*self._by_initials(concept)]
        names = names or [*self._held(listed_names(short), LISTED), *self._cut_off(concept)]
        yield from dict.fromkeys(names or self._by_initials(concept))

    def _by_initials(self, concept: Concept) -> Iterator[Alternative]:
        """Yield the phrases whose initials a word in capitals may be: one that neither a list nor a document has."""
        short = concept.typed.lower()
        loud = rarity(short) <= SAYS_NOTHING  # "THIS" in a question that is typed half in capitals
        known = concept.known or loud or listed_names(short)
        if concept.typed.isupper() and len(short) <= _MOST_INITIALS and not known:
            yield from self._held(self._guessed(short), GUESSED)

    def _cut_off(self, concept: Concept) -> Iterator[Alternative]:
        """Yield the words that a billing short form is listed for, unless it is a word, or means something else."""
        short = concept.typed.lower()
        if not (concept.known and is_english(short)) and not self._is_held_by_another_name(concept):
            yield from self._held(lexicon_short_forms().get(short, ()), SHORTENED)

    def _is_held_by_another_name(self, concept: Concept) -> bool:
        """Return whether a short form in capitals, in no document, is listed for what they call by a synonym."""
        if concept.known or not concept.typed.isupper():
            return False
        names = (tuple(self._analyzer.terms(name)) for name in listed_names(concept.typed.lower()))
        return any(self._own_words.say(other.terms) for name in names for other in self._synonyms.of(name))

    def _held(self, names: Sequence[str], strength: float) -> Iterator[Alternative]:
        """Yield the names whose every word the collection holds."""
        for name in names:
            terms = tuple(self._analyzer.terms(name))
            if terms and self._own_words.hold(terms):
                yield Alternative(terms, strength, name, Why.ABBREVIATION)

    def _definitions(self, term: str, short: str) -> tuple[str, ...]:
        hits = self._engine.search(Query((Term(term),)), _DEFINING_PASSAGES)
        return long_forms(short, (hit.passage.text for hit in hits))

    def _guesses(self, short: str) -> tuple[str, ...]:
        ranked = by_initials(short, self._texts())
        best = ranked[0][1] if ranked else 0
        return tuple(phrase for phrase, count in ranked[:2] if count * 2 >= best)

    def _texts(self) -> Iterator[str]:
        passages = chain.from_iterable(map(self._engine.passages, self._engine.doc_ids()))
        for passage in islice(passages, _MOST_SCANNED):
            yield "\n".join((passage.document, *passage.section, passage.text))

    def _repaired(self, concept: Concept) -> Iterator[Alternative]:
        word = concept.typed.lower()
        named = self._synonyms.lists(word, self._analyzer.terms(word))  # "prograf" is no slip of "program"
        if named or (is_english(word) and len(word) > _SHORT_WORD):
            apart = tuple(self._written_apart(concept))
            yield from apart or (self._family(word) if named else self._family_or_slip(word))
            return
        readings, why = self._readings(word)
        if not readings:
            readings, why = tuple(self._meant(word)), Why.SPELLING
        strength = 1.0 if why is Why.SPELLING else SHORTENED
        for reading in readings:
            terms = tuple(self._analyzer.terms(reading))
            if terms and (reading.split()[0] not in PREFIXES or self._own_words.say(terms)):
                yield Alternative(terms, strength, reading, why)

    def _readings(self, word: str) -> tuple[tuple[str, ...], Why]:
        """Return what an unknown word was meant to be: cut short, misspelled, or shortened some other way."""
        if cut := self._own_words.short_forms.readings(word, loosely=False):
            return cut, Why.ABBREVIATION
        if is_english(word):
            return (), Why.SPELLING
        if repaired := self._own_words.speller.suggestions(word):
            return repaired, Why.SPELLING
        return self._own_words.short_forms.readings(word), Why.ABBREVIATION

    def _meant(self, word: str) -> Iterator[str]:
        """Yield the word of English or of the lexicon that an unknown one was meant to be.

        The collection has to hold it by another name: what is not there is better told as it was typed.
        """
        for meant in (*self._own_words.speller.english(word), *self._synonyms.like(word)):
            if family := self._own_words.short_forms.related(meant):
                yield family
            elif self._is_held_otherwise(tuple(self._analyzer.terms(meant))):
                yield meant  # its synonyms and kinds are added below

    def _is_held_otherwise(self, name: Terms) -> bool:
        """Return whether documents hold another name, or the kind, of what a name stands for."""
        others = (*self._synonyms.of(name), *self._synonyms.kinds_of(name))
        return any(self._own_words.hold(other.terms) for other in others)

    def _family(self, word: str) -> Iterator[Alternative]:
        """Yield a word of the same family for one that is spelled right and not in the collection.

        A stop word, which has no term, is of no family: a "shoulder" is none of "should".
        """
        found = self._own_words.short_forms.related(word)
        if found and (terms := tuple(self._analyzer.terms(found))):
            yield Alternative(terms, RELATED, found, Why.SYNONYM)

    def _family_or_slip(self, word: str) -> Iterator[Alternative]:
        """Yield a word of the same family, else the far more usual word that a rare one was meant to be.

        "Recoding" is English, but hardly what is asked for where documents tell of recordings.
        """
        family = tuple(self._family(word))
        yield from family
        if family or rarity(word) < UNHEARD_OF:
            return
        for meant in self._own_words.speller.suggestions(word):
            terms = tuple(self._analyzer.terms(meant))
            if terms and (share(meant) or 0.0) > _FAR_MORE_USUAL * (share(word) or 0.0):
                yield Alternative(terms, 1.0, meant, Why.SPELLING)


def of_another_form(concept: Concept) -> Why:
    """Return why a word is looked for in another form, "face mask" as "facemask": what is there as typed is no slip."""
    return Why.SYNONYM if concept.known else Why.SPELLING
