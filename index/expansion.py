"""Other names of a question's words: repaired, spelled out, by synonym; for codes, those below or above."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise

from index.abbreviations import by_initials, long_forms
from index.analyzer import Analyzer
from index.codes import LABELS, CodeBook, looks_like_code
from index.concepts import Alternative, Change, Concept, Why
from index.engine import Engine, Phrase, Query, Term
from index.general import is_english, rarity
from index.short_forms import ShortForms
from index.spelling import Speller, parted
from index.synonyms import Synonyms, Terms, lexicon_abbreviations, lexicon_short_forms

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
_SHORTEST_PLURAL = 3  # "ons", which is none
_SHORT_WORD = 4  # letters up to which a word of English may still be a cut-off one: "est", "app"
_MEMBERS_OWN = frozenset({"dose", "amount", "code", "money", "payment", "units", "threshold", "modifier"})
_GRADES = frozenset(
    ("category", "class", "degree", "grade", "group", "level", "part", "phase", "stage", "step", "tier", "type")
)
_ROMAN = {"2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII", "8": "VIII"}  # "I" is a stop word
_NUMERALS = {**_ROMAN, **{roman: figure for figure, roman in _ROMAN.items()}}
_SLASHED = re.compile(r"(?<![\w/])[A-Za-z]{1,2}/[A-Za-z]?(?![\w/])")
_THERAPY = "eval(?:uation)?s?|visits?|sessions?|orders?|goals?|caps?|therapy|notes?|codes?|units?|plans?|ot|referral"
_PATIENT = re.compile(
    r"\bpts\b|(?<![\w/.-])(?<!\bto )(?<!\bby )(?<!\bdo )(?<!\bot )(?<!\bhome )(?<!\boutpatient )(?<!\band )(?<!\bor )"
    r"(?<!\btrigger )"
    rf"pt(?![\w/.-]|(?: and| or|,)? (?:{_THERAPY})\b)"
)  # in small letters a patient, unless it is told as therapy is
_PATIENTS = {"pt": "patient", "pts": "patients"}
_NUMBERED = re.compile(r"(?<![\w-])([A-Za-z]{2,6})-?(\d{1,3})(?![\w.-])")  # "GLP1"
_POTASSIUM = re.compile(r"\bk(?=\+|,? (?:of |is |was |= ?)?\d\.\d)", re.IGNORECASE)  # "k of 6.8"
_AGED = re.compile(r"\b(\d{1,3})\s?(?:yo|y/o|y\.o\.)(?!\w)", re.IGNORECASE)  # "82yo"
_FOLD = re.compile(r"\b(\d{1,2})x\b|\bx(\d{1,2})\b", re.IGNORECASE)  # "3x a week", "17003 x16"
_GLUED_UNIT = re.compile(r"\b(\d+(?:\.\d+)?)(mg|mcg|ml|kg|g|iu|units?)\b", re.IGNORECASE)  # "40mg"
_TIMES = re.compile(r"(?<=\d)\s?(min|sec|hr|h|wk|mo|yr)s?\b", re.IGNORECASE)
_LONG_TIMES = {
    "h": "hours",
    "min": "minutes",
    "sec": "seconds",
    "hr": "hours",
    "wk": "weeks",
    "mo": "months",
    "yr": "years",
}
_ORDINAL = re.compile(r"\b[1-9](?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth"}
_LETTERS = re.compile(r"\b[A-Za-z]{2,6}\b")
_HYPHENATED = re.compile(r"(?<![\w-])([A-Za-z]{2,5})-([A-Za-z]{2,4})(?![\w-])")


class Expander:
    """Finds other names in one collection. Safe to share between threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer, synonyms: Synonyms) -> None:
        self._engine, self._analyzer, self._synonyms = engine, analyzer, synonyms
        self._defined = lru_cache(maxsize=1000)(self._definitions)
        self._guessed = lru_cache(maxsize=1000)(self._guesses)
        self._together = lru_cache(maxsize=20_000)(self._stands_together)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._engine.surface_forms())

    @cached_property
    def _short_forms(self) -> ShortForms:
        return ShortForms(self._engine.surface_forms())

    @cached_property
    def _code_book(self) -> CodeBook:
        return CodeBook(self._engine.vocabulary())

    def in_full(self, text: str) -> tuple[str, list[Change]]:
        """Return the text with the short forms spelled out that can only mean one thing, as if typed in full.

        These are forms such as "w/o" and "pre-op", which the analyzer would take apart, and listed ones that the
        documents do not use.
        """
        changes: list[Change] = []

        def replaced(match: re.Match[str], long: str | None) -> str:
            if long is None:
                return match.group()
            changes.append(Change(match.group().strip(), long.strip(), Why.ABBREVIATION))
            return long

        text = _PATIENT.sub(lambda m: replaced(m, _PATIENTS[m.group().lower()]), text)
        text = _POTASSIUM.sub(lambda m: replaced(m, self._if_held("potassium")), text)
        text = _AGED.sub(lambda m: replaced(m, f"{m.group(1)} years old"), text)
        text = _FOLD.sub(lambda m: replaced(m, self._unless_held(m, f"{m.group(1) or m.group(2)} times")), text)
        text = _GLUED_UNIT.sub(lambda m: replaced(m, self._unless_held(m, " ".join(m.groups()))), text)
        text = _NUMBERED.sub(lambda m: replaced(m, self._numbered(m)), text)
        text = _TIMES.sub(lambda m: replaced(m, self._if_held(_LONG_TIMES[m.group(1).lower()])), text)
        text = _ORDINAL.sub(lambda m: replaced(m, self._if_held(_ORDINALS.get(m.group().lower(), ""))), text)
        text = _SLASHED.sub(lambda m: replaced(m, self._of_slashed(m.group())), text)
        text = _HYPHENATED.sub(lambda m: replaced(m, self._of_hyphenated(m)), text)
        return _LETTERS.sub(lambda m: replaced(m, self._in_full(m.group())), text), changes

    def _numbered(self, match: re.Match[str]) -> str | None:
        """Return a name with its number as documents join them: "GLP1" is "GLP-1" elsewhere, or the other way round."""
        letters, figures = match.groups()
        joined, apart = f"{letters}{figures}", tuple(self._analyzer.terms(f"{letters} {figures}"))
        if len(apart) < 2 or letters.lower() in LABELS or looks_like_code(joined.lower()):
            return None
        if joined != match.group():
            return joined if self._is_held([joined.lower()]) and not self._is_held(apart[:1]) else None
        held = not self._is_held([joined.lower()]) and self._is_held(apart)
        return f"{letters}-{figures}" if held and self._engine.search(Query(phrases=(Phrase(apart),)), 1) else None

    def _unless_held(self, match: re.Match[str], apart: str) -> str | None:
        return None if self._is_held(self._analyzer.terms(match.group())) else apart

    def _if_held(self, word: str) -> str | None:
        return f" {word}" if word and self._is_held(self._analyzer.terms(word)) else None

    def _of_slashed(self, typed: str) -> str | None:
        (term, *_) = *self._analyzer.terms(typed), ""
        readings = lexicon_abbreviations().get(typed.lower()) or lexicon_short_forms().get(typed.lower())
        documents_write_it_so = self._engine.document_frequency(term)
        return f"{readings[0]} " if readings and not documents_write_it_so else None

    def _of_hyphenated(self, match: re.Match[str]) -> str | None:
        readings = lexicon_abbreviations().get("".join(match.groups()).lower())
        return readings[0] if readings and not self._is_held(self._analyzer.terms(match.group())) else None

    def _in_full(self, typed: str) -> str | None:
        """Return the name of several words that a short form is listed for, if the collection holds that name alone.

        It may lack words of the only name that is listed: then these are missing, as if they had been typed.
        """
        short = typed.lower()
        readings = _listed(short)
        if not readings or short in LABELS or short in lexicon_short_forms():
            return None
        if not typed.isupper() and (is_english(short) or self._short_forms.readings(short)):
            return None  # a word, or one cut off as payers do: "emr" for "emergency"
        if any(map(self._engine.document_frequency, self._analyzer.terms(typed))):
            return None
        held = [name for name in readings if self._is_said(tuple(self._analyzer.terms(name)))]
        if not held and len(readings) == 1:
            terms = self._analyzer.terms(readings[0])
            held = [*readings] if 2 * sum(map(self._is_known, terms)) >= len(terms) else []
        return held[0] if len(held) == 1 and " " in held[0] else None

    def _is_known(self, term: str) -> bool:
        return self._engine.document_frequency(term) > 0

    def expand(self, concepts: Sequence[Concept]) -> list[Concept]:
        """Return the concepts with their other names."""
        shouted = all(c.typed.isupper() for c in concepts if c.typed.isalpha())  # then capitals tell nothing
        widened = [replace(c, alternatives=names) if (names := tuple(self._of(c, shouted))) else c for c in concepts]
        widened = self._with_numerals(self._with_neighbours(widened))
        return self._with_synonyms(self._with_compounds(widened))

    def _with_numerals(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts with a grade in the other numerals too: "stage 3" is "stage III" elsewhere."""
        found = list(concepts)
        for i, (one, two) in enumerate(pairwise(concepts)):
            numeral = _NUMERALS.get(two.typed.upper())
            if numeral and one.typed.lower() in _GRADES and self._engine.document_frequency(numeral.lower()):
                other = Alternative((numeral.lower(),), COMPOUND, numeral, Why.SPELLING)
                found[i + 1] = self._widened(two, (*two.alternatives, other))
        return found

    def _with_neighbours(self, concepts: list[Concept]) -> list[Concept]:
        """Return the concepts with unknown words of English repaired where documents join the repaired word so.

        A "carpel" is part of a flower, and spelled right; beside "tunnel" it can only be "carpal".
        """
        found = list(concepts)
        for at, one in enumerate(concepts):
            if one.supported or not is_english(one.typed):
                continue
            for word in self._speller.suggestions(one.typed.lower()):
                terms = tuple(self._analyzer.terms(word))
                before = ((c.term, *terms) for c in concepts[max(at - 1, 0) : at] if _speaks(c))
                after = ((*terms, c.term) for c in concepts[at + 1 : at + 2] if _speaks(c))
                if terms and any(self._engine.search(Query(phrases=(Phrase(p),)), 1) for p in (*before, *after)):
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
                compound = Alternative(terms, COMPOUND, joined, Why.SPELLING)
                for place in (i, i + 1):
                    found[place] = self._widened(found[place], (*found[place].alternatives, compound))
        return found

    def _of(self, concept: Concept, shouted: bool) -> Iterable[Alternative]:
        if concept.is_code:
            return self._related_codes(concept)
        figures = any(c.isdigit() for c in concept.term) and concept.typed.lower() not in lexicon_abbreviations()
        if figures or (concept.asks and not concept.known):
            return ()  # "cpt" asks for a code, whether or not the documents say so
        if found := tuple(self._spelled_out(concept, shouted)):
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

    def _spelled_out(self, concept: Concept, shouted: bool) -> Iterator[Alternative]:
        """Yield what a short form stands for: as the documents define it, as the lexicon lists it, by its initials.

        In capitals of its own, initials come before the cut-off words that payers print.
        """
        short = concept.typed.lower()
        if len(short) > _LONGEST_SHORT_FORM or len(short) < 2 or (short in LABELS and concept.asks):
            return
        listable = concept.typed.isupper() or short in lexicon_abbreviations()
        if concept.known and listable and (defined := self._defined(concept.term, short)):
            yield from self._held(defined[:2], DEFINED)
            return
        listed = [*self._held(_listed(short), LISTED)]
        loud = not rarity(short)  # "THIS" in a question that is typed half in capitals
        guessable = not (concept.known or loud or _listed(short))
        initials = guessable and concept.typed.isupper() and len(short) <= _MOST_INITIALS
        guessed = [*self._held(self._guessed(short), GUESSED)] if initials and not (listed or shouted) else []
        if not guessed and (not concept.known or not is_english(short)):
            listed += self._held(lexicon_short_forms().get(short, ()), SHORTENED)
        yield from dict.fromkeys(guessed or listed)
        if initials and shouted and not listed:
            yield from self._held(self._guessed(short), GUESSED)

    def _held(self, names: Sequence[str], strength: float) -> Iterator[Alternative]:
        """Yield the names whose every word the collection holds."""
        for name in names:
            terms = tuple(self._analyzer.terms(name))
            if terms and self._is_held(terms):
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
        named = self._synonyms.knows(self._analyzer.terms(word))  # as it is typed: "prograf" is no slip of "program"
        if named or (is_english(word) and len(word) > _SHORT_WORD):
            yield from self._family(word)
            return
        readings, why = self._readings(word)
        strength = 1.0 if why is Why.SPELLING else SHORTENED
        for reading in readings or self._meant(word):
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

    def _meant(self, word: str) -> Iterator[str]:
        """Yield the word of English that an unknown one was meant to be, if the collection holds it by another name."""
        for meant in self._speller.english(word):
            if family := self._short_forms.related(meant):
                yield family
            elif any(self._is_held(other.terms) for other in self._synonyms.of(tuple(self._analyzer.terms(meant)))):
                yield meant  # its synonyms are added below

    def _is_held(self, terms: Sequence[str]) -> bool:
        return all(map(self._engine.document_frequency, terms))

    def _stands_together(self, terms: tuple[str, ...]) -> bool:
        return bool(self._engine.search(Query(phrases=(Phrase(terms),)), 1))

    def _is_said(self, terms: tuple[str, ...]) -> bool:
        """Return whether the collection holds a name, its words one behind the other."""
        return self._is_held(terms) and (len(terms) == 1 or self._together(terms))

    def _family(self, word: str) -> Iterator[Alternative]:
        """Yield a word of the same family for one that is spelled right and not in the collection."""
        if found := self._short_forms.related(word):
            yield Alternative(tuple(self._analyzer.terms(found)), RELATED, found, Why.SYNONYM)

    def _used_term(self, concept: Concept) -> str:
        """Return the term under which other names are looked up; of a short form in no document, its only name."""
        names = _listed(concept.typed.lower()) if not concept.supported else ()
        terms = self._analyzer.terms(names[0]) if len(names) == 1 else []
        return terms[0] if len(terms) == 1 else used_term(concept)

    def _with_synonyms(self, concepts: list[Concept]) -> list[Concept]:
        names = [self._used_term(c) for c in concepts]
        found = self._with_kinds(concepts)
        added: dict[int, list[Alternative]] = {}
        for start, end, others in self._synonyms.spans(names):
            for other in others:
                if self._is_said(other.terms):
                    alternative = Alternative(other.terms, SYNONYM, other.shown, Why.SYNONYM)
                    for i in range(start, end):
                        added.setdefault(i, []).append(alternative)
        return [self._widened(c, (*c.alternatives, *added.get(i, ()))) for i, c in enumerate(found)]

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
        if any(map(self._is_held, names[1:])):  # documents hold another name
            return concept
        kinds = dict.fromkeys(kind for name in names for kind in self._synonyms.kinds_of(name))
        held = [Alternative(k.terms, SYNONYM, k.shown, Why.SYNONYM) for k in kinds if self._is_said(k.terms)]
        if not held:
            return concept
        fellows = frozenset[Terms]().union(*map(self._synonyms.fellows_of, names)) - frozenset(names)
        words = frozenset(fellow[0] for fellow in fellows if len(fellow) == 1)
        return self._widened(replace(concept, fellows=words), (*concept.alternatives, *held))

    def _widened(self, concept: Concept, alternatives: Sequence[Alternative]) -> Concept:
        if not alternatives:
            return concept
        frequencies = [min(self._engine.document_frequency(t) for t in a.terms) for a in alternatives]
        return replace(
            concept,
            alternatives=tuple(dict.fromkeys(alternatives)),
            frequency=max(concept.frequency, *frequencies, 0),
        )


def _speaks(neighbour: Concept) -> bool:
    """Return whether what stands beside a word can tell what was meant: "tunnel" can, and "after" cannot."""
    return neighbour.known and rarity(neighbour.typed) > 0


def _listed(short: str) -> tuple[str, ...]:
    """Return the names that a short form is listed for; of several such things, "appts", those of one."""
    names = lexicon_abbreviations()
    plural = len(short) > _SHORTEST_PLURAL and short.endswith("s") and not is_english(short)
    return names.get(short) or (names.get(short[:-1], ()) if plural else ())


def used_term(concept: Concept) -> str:
    """Return the term under which synonyms are looked up: the repaired one where a word was misspelled."""
    repaired = (a.terms[0] for a in concept.alternatives if a.why is Why.SPELLING and len(a.terms) == 1)
    return concept.term if concept.known else next(repaired, concept.term)
