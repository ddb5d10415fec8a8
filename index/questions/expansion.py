"""Other names of a question's words, each by itself and by what stands beside it: numerals, compounds, synonyms."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from corpus.numerals import roman
from index.analyzer import Analyzer
from index.engine import Engine
from index.questions.concepts import Alternative, Concept, Why
from index.questions.general_english import MAY_BE_SLIP, SAYS_NOTHING, is_english, rarity
from index.questions.own_words import OwnWords
from index.questions.synonyms import Synonym, Synonyms, Terms, listed_names
from index.questions.word_names import COMPOUND, WordNames, of_another_form

SYNONYM = 0.5  # strength beside the word as typed
_SHORTEST_COMPOUND = 6  # letters
_MEMBERS_OWN = frozenset(
    {"dose", "amount", "code", "diagnosis_code", "money", "payment", "units", "threshold", "modifier"}
)
_GRADES = frozenset(
    ("category", "class", "degree", "grade", "group", "level", "part", "phase", "stage", "step", "tier", "type")
)
_ROMAN = {str(number): roman(number).upper() for number in range(2, 9)}  # "I" is a stop word
_NUMERALS = {**_ROMAN, **{numeral: figure for figure, numeral in _ROMAN.items()}}


class Expander:
    """Finds other names in one collection. Safe to share between threads."""

    def __init__(self, engine: Engine, own_words: OwnWords, analyzer: Analyzer, synonyms: Synonyms) -> None:
        self._engine, self._own_words, self._analyzer, self._synonyms = engine, own_words, analyzer, synonyms
        self._names = WordNames(engine, own_words, analyzer, synonyms)

    def expand(self, concepts: Sequence[Concept]) -> list[Concept]:
        """Return the concepts with their other names."""
        shouted = all(c.typed.isupper() for c in concepts if c.typed.isalpha())
        named = [(c, self._names.of(c, shouted=shouted)) for c in concepts]
        widened = [c._replace(alternatives=names) if names else c for c, names in named]
        widened = self._with_numerals(self._with_neighbours(widened))
        return self._with_synonyms(self._with_compounds(widened))

    def _with_numerals(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts with a grade in the other numerals too: "stage 3" is "stage III" elsewhere."""
        found = list(concepts)
        for i, (one, two) in enumerate(pairwise(concepts)):
            numeral = _NUMERALS.get(two.typed.upper())
            if numeral and one.typed.lower() in _GRADES and self._engine.document_frequency(numeral.lower()):
                other = Alternative((numeral.lower(),), COMPOUND, numeral, of_another_form(two))
                found[i + 1] = self._widened(two, (*two.alternatives, other))
        return found

    def _with_neighbours(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts with unknown words of English repaired where documents join the repaired word so.

        A "carpel" is part of a flower, and spelled right; beside "tunnel" it can only be "carpal".
        """
        found = list(concepts)
        for at, one in enumerate(concepts):
            if one.supported or not is_english(one.typed) or rarity(one.typed) < MAY_BE_SLIP:
                continue
            for word in self._own_words.speller.suggestions(one.typed.lower()):
                terms = tuple(self._analyzer.terms(word))
                before = ((used_term(c), *terms) for c in concepts[max(at - 1, 0) : at] if _speaks(c))
                after = ((*terms, used_term(c)) for c in concepts[at + 1 : at + 2] if _speaks(c))
                if terms and any(map(self._own_words.say, (*before, *after))):
                    found[at] = self._widened(one, (Alternative(terms, 1.0, word, Why.SPELLING),))
        return found

    def _with_compounds(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts with the word that two of them make together: "face mask" is a "facemask" elsewhere."""
        found = list(concepts)
        for i, (one, two) in enumerate(pairwise(concepts)):
            joined = f"{one.typed}{two.typed}".lower()
            if two.start - one.end != 1 or len(joined) < _SHORTEST_COMPOUND or not joined.isalpha():
                continue
            terms = tuple(self._analyzer.terms(joined))
            if len(terms) == 1 and self._engine.document_frequency(terms[0]):
                for place in (i, i + 1):
                    compound = Alternative(terms, COMPOUND, joined, of_another_form(found[place]))
                    found[place] = self._widened(found[place], (*found[place].alternatives, compound))
        return found

    def _with_synonyms(self, concepts: list[Concept]) -> list[Concept]:
        names = [self._used_term(c) for c in concepts]
        found = self._with_kinds(concepts)
        added: dict[int, list[Alternative]] = {}
        written_out = ((i, i + 1, self._of_long_form(c)) for i, c in enumerate(concepts) if not c.supported)
        for start, end, others in chain(self._synonyms.spans(names), written_out):
            for other in self._said(others):
                alternative = Alternative(other.terms, SYNONYM, other.shown, Why.SYNONYM)
                for i in range(start, end):
                    added.setdefault(i, []).append(alternative)
        return [self._widened(c, (*c.alternatives, *added.get(i, ()))) for i, c in enumerate(found)]

    def _of_long_form(self, concept: Concept) -> Sequence[Synonym]:
        """Return the other names of what a short form stands for: where no text writes "MI" out, "heart attack"."""
        names = listed_names(concept.typed.lower())
        return self._synonyms.of(self._analyzer.terms(names[0])) if len(names) == 1 else ()

    def _said(self, others: Sequence[Synonym]) -> list[Synonym]:
        """Return the names that the documents say; where they say none, parts of these that are names themselves.

        "Tresiba" is "insulin degludec" in the lexicon, and "degludec" alone in a text.
        """
        said = [other for other in others if self._own_words.say(other.terms)]
        return said or [name for other in others for name in self._parts_said(other)]

    def _parts_said(self, name: Synonym) -> Iterator[Synonym]:
        """Yield the shorter names of something that are parts of a longer one, and that the documents say."""
        for other in self._synonyms.of(name.terms):
            if set(other.terms) < set(name.terms) and self._own_words.say(other.terms):
                yield other

    def _used_term(self, concept: Concept) -> str:
        """Return the term under which other names are looked up; of a short form in no document, its only name."""
        names = listed_names(concept.typed.lower()) if not concept.supported else ()
        terms = self._analyzer.terms(names[0]) if len(names) == 1 else []
        return terms[0] if len(terms) == 1 else used_term(concept)

    def _with_kinds(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts, those that no document names with their kinds: what holds for all holds for one.

        No more than that: what is given of the kind, a dose or a code, is that of another member.
        """
        if any(c.asks and not _MEMBERS_OWN.isdisjoint(c.asks) for c in concepts):
            return concepts
        return [c if c.known or c.is_code else self._of_its_kind(c) for c in concepts]

    def _of_its_kind(self, concept: Concept) -> Concept:
        """Return a concept that no document names with its kinds, and the other members that are not meant."""
        term = (self._used_term(concept),)
        names = (term, *(other.terms for other in self._synonyms.of(term)))
        if any(map(self._own_words.hold, names)):  # documents hold another name, or what was misspelled
            return concept
        kinds = dict.fromkeys(kind for name in names for kind in self._synonyms.kinds_of(name))
        held = [Alternative(k.terms, SYNONYM, k.shown, Why.SYNONYM) for k in kinds if self._own_words.say(k.terms)]
        if not held:
            return concept
        fellows = frozenset[Terms]().union(*map(self._synonyms.fellows_of, names)) - frozenset(names)
        words = frozenset(fellow[0] for fellow in fellows if len(fellow) == 1)
        return self._widened(concept._replace(fellows=words), (*concept.alternatives, *held))

    def _widened(self, concept: Concept, alternatives: Sequence[Alternative]) -> Concept:
        if not alternatives:
            return concept
        frequencies = [min(map(self._engine.document_frequency, a.terms)) for a in alternatives]
        return concept._replace(
            alternatives=tuple(dict.fromkeys(alternatives)),
            frequency=max(concept.frequency, *frequencies, 0),
        )


def _speaks(neighbour: Concept) -> bool:
    """Return whether what stands beside a word can tell what was meant: "tunnel" can, and "after" cannot."""
    return neighbour.supported and rarity(neighbour.typed) > SAYS_NOTHING


def used_term(concept: Concept) -> str:
    """Return the term under which synonyms are looked up: the repaired one where a word was misspelled."""
    if concept.known:
        return concept.term
    repaired = (a.terms[0] for a in concept.alternatives if a.why is Why.SPELLING and len(a.terms) == 1)
    return next(repaired, concept.term)
