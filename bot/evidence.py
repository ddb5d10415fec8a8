"""How far a sentence names what a question is about: in its own words, or through what stands above and around it."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from bot.concept_names import Named, Names, Naming
from bot.concordance import MOST_PASSAGES, Concordance, Terms
from bot.coverage import Strengths, scaled, strongest
from bot.list_items import ABOVE, labels, leads
from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.concepts import Concept
from index.engine import Hit

LEAD_IN = 0.93  # the subject of a bullet often stands in what leads it in alone
SECTION = 0.85
TITLE = 0.9
ANTECEDENT = 0.7  # the sentence before one that begins with "it"
SUBJECT = 0.9  # what that one begins with, for which "it" mostly stands
PASSAGE = 0.4
DOCUMENT = 0.35  # another passage of the document that was found
OPENING = 0.75  # its first sentence, which mostly says what it is about
THROUGHOUT = 0.9  # all of them: what the document is about need not be said in each sentence
REPEATED = 0.5  # several of them, and no other document, if it does not begin with it: a detail that comes twice

_REPORTED = re.compile(r"\b(?:asked|asks?|wondered) (?:us )?(?:whether|if|how|what|why)\b", re.IGNORECASE)
_LEANING = re.compile(r"(?:(?P<subject>It|They|This|These)|Both|Neither)\b")
_BEGINNING = 6  # words
REACH = 40  # passages before and after, as far as a part of a document is taken to be about one thing
_OWNED = 3  # passages of a document that name what it is about, whatever its title
_OWNERS = 2  # documents that may be about a drug or a payer; what more of them name is the subject of all
OFTEN = 1.0  # passages beyond the first that name what a document is about

_Document = tuple[Names, tuple[Names, ...]]  # of its first sentence, and of its hits near a passage


class Candidate(NamedTuple):
    """A sentence that may answer, with the strength of its evidence for each concept of the question."""

    number: int  # of the sentence in its passage, from 0
    of: "Evidence"
    own: Strengths
    evidence: Strengths  # the strongest of all: its own, what stands above and around it, the rest of the document

    @property
    def sentence(self) -> Sentence:
        """Return the sentence."""
        return self.of.hit.passage.sentences[self.number]

    @property
    def nearby(self) -> Strengths:
        """Return the evidence of the passage with its lead-in and headings."""
        return strongest(self.of.near, self.own)

    @property
    def so_far(self) -> Strengths:
        """Return the evidence of the passage up to the sentence, with its lead-in and headings."""
        return self.of.so_far(self.number)

    @property
    def hit(self) -> Hit:
        """Return the hit that holds the sentence."""
        return self.of.hit

    @property
    def passage(self) -> Passage:
        """Return the passage that holds the sentence."""
        return self.of.hit.passage

    @property
    def above(self) -> Terms:
        """Return the terms of its section and lead-in."""
        return self.of.above

    @property
    def terms(self) -> Terms:
        """Return the terms of the sentence."""
        return self.of.terms_of(self.sentence.text)

    @property
    def lead_in(self) -> str:
        """Return what leads the sentence in as an item of a list, "" where it is none."""
        return self.of.lead_in(self.number)

    @property
    def replies(self) -> bool:
        """Return whether it stands first below a heading that is a question."""
        section = self.of.hit.passage.section if not self.number else ()
        return bool(section) and section[-1].rstrip().endswith("?")

    def is_headed_by(self, concepts: Sequence[int]) -> bool:
        """Return whether a heading above it names all of these concepts, as where it tells what they are."""
        above = self.of.headings
        return bool(concepts) and all(map(above.__getitem__, concepts))

    @property
    def said(self) -> Strengths:
        """Return its own evidence with that of what leads it in: an item goes on with a sentence begun above."""
        return self.of.said(self.number, self.own)


class Evidence:
    """A hit, and how far it names each concept; it is weighed only if it is asked for, as are its sentences."""

    __slots__ = ("_above", "_anywhere", "_labelled", "_leads", "_leaning", "_named", "_terms", "_weighing", "hit")

    def __init__(self, hit: Hit, named: Named, weighing: "_Weighing", terms: Callable[[str], Terms]) -> None:
        """`terms` is that of the surroundings."""
        self.hit = hit
        self._named, self._weighing, self._terms = named, weighing, terms
        self._anywhere: Strengths | None = None
        self._above: Terms | None = None
        self._leaning: Set[int] | None = None
        self._leads: Mapping[int, int] | None = None
        self._labelled: Mapping[int, Strengths] | None = None

    @property
    def at_most(self) -> Strengths:
        """Return what `strongest` cannot exceed, found at less cost."""
        return self._weighing.at_most(self.hit.passage.doc_id, self._named)

    @property
    def strongest(self) -> Strengths:
        """Return what no sentence of the passage can exceed."""
        return strongest(self.anywhere, self._weighing.naming.strengths(self._named.text))

    @property
    def near(self) -> Strengths:
        """Return the evidence that stands above the passage or anywhere in it, the same for each sentence."""
        return self._weighing.near(self._named)

    @property
    def headings(self) -> Strengths:
        """Return how far the headings above the passage name each concept, its title left out."""
        return self._weighing.naming.strengths(self._named.section)

    @property
    def anywhere(self) -> Strengths:
        """Return the same with that of the rest of the document."""
        if self._anywhere is None:
            self._anywhere = self._weighing.anywhere(self.hit.passage, self._named)
        return self._anywhere

    @property
    def owned_elsewhere(self) -> Strengths:
        """Return how far another document is about each concept, by its title or in many of its passages."""
        return self._weighing.owned_elsewhere(self.hit.passage.doc_id)

    @property
    def beside(self) -> Sequence[Passage]:
        """Return the passages of the same document that were found."""
        return self._weighing.passages_of(self.hit.passage.doc_id)

    @property
    def shares(self) -> Strengths:
        """Return the share of the document's hits near by that name each concept, 1 for what its title names."""
        return self._weighing.shares(self.hit.passage, self._named)

    @property
    def above(self) -> Terms:
        """Return the terms of the section and the lead-in."""
        if self._above is None:
            passage = self.hit.passage
            self._above = self._terms("\n".join(passage.section)) | self._terms(passage.context)
        return self._above

    def terms_of(self, text: str) -> Terms:
        """Return the terms of a text."""
        return self._terms(text)

    @property
    def sentences(self) -> int:
        """Return how many sentences the passage has."""
        return len(self.hit.passage.sentences)

    @property
    def naming(self) -> Set[int]:
        """Return the numbers of the sentences that name anything; the others have no evidence but `anywhere`."""
        named = self._named.sentences.keys() | self.leaning | self.labelled.keys()
        if not self.leads:
            return named
        return named | {item for item, lead in self.leads.items() if self._names_of_lead(lead)}

    @property
    def leads(self) -> Mapping[int, int]:
        """Return the sentence of the passage that leads each item of a list in."""
        if self._leads is None:
            self._leads = leads(self.hit.passage)
        return self._leads

    def lead_in(self, number: int) -> str:
        """Return what leads a sentence in as an item of a list, in the passage or above it; "" where it is none."""
        passage, lead = self.hit.passage, self.leads.get(number)
        if lead is None:
            return ""
        if lead != ABOVE:
            return passage.sentences[lead].text
        return passage.context or (passage.section[-1] if passage.section else "")

    def said(self, number: int, own: Strengths) -> Strengths:
        """Return a sentence's own evidence with that of what leads it in."""
        lead = self.leads.get(number)
        return own if lead is None else strongest(own, self._weighing.naming.strengths(self._names_of_lead(lead)))

    def _names_of_lead(self, lead: int) -> Names:
        """Return the names in what leads an item in."""
        named = self._named
        if lead != ABOVE:
            return named.sentences.get(lead, 0)
        return named.lead_in if self.hit.passage.context else named.section

    @property
    def leaning(self) -> Set[int]:
        """Return the numbers of the sentences that point at one before that names something: "It is avoided in …"."""
        if self._leaning is None:
            text, start, bounds = self.hit.passage.text, self.hit.passage.start, self.hit.passage.bounds
            after = [number + 1 for number in self._named.sentences if 2 * number + 2 < len(bounds)]
            self._leaning = {number for number in after if _LEANING.match(text, bounds[2 * number] - start)}
        return self._leaning

    @property
    def labelled(self) -> Mapping[int, Strengths]:
        """Return what the labels name that stand before sentences: "Silver: daily. Stop after a week."."""
        if self._labelled is None:
            strengths_of, terms = self._weighing.naming.strengths_of, self._terms
            named = {number: strengths_of(terms(text)) for number, text in labels(self.hit.passage).items()}
            self._labelled = {number: strengths for number, strengths in named.items() if any(strengths)}
        return self._labelled

    def so_far(self, number: int) -> Strengths:
        """Return the evidence of the sentences up to this one and of what stands above them."""
        names = 0
        for n, held in self._named.sentences.items():
            names |= held if n <= number else 0
        return self._weighing.near(self._named._replace(text=names))

    def candidate(self, number: int) -> Candidate:
        """Return a sentence with its evidence."""
        strengths, sentences = self._weighing.naming.strengths, self._named.sentences
        own = strengths(sentences.get(number, 0))
        evidence = strongest(self.anywhere, own)
        if number in self.leaning:
            evidence = strongest(evidence, self._of_antecedent(number))
        if number in self.labelled:
            evidence = strongest(evidence, scaled(LEAD_IN, self.labelled[number]))
        if (lead := self.leads.get(number, ABOVE)) in sentences:
            evidence = strongest(evidence, scaled(LEAD_IN, strengths(sentences[lead])))
        return Candidate(number, self, own, evidence)

    def _of_antecedent(self, number: int) -> Strengths:
        """Return what the sentence before one that leans on it lends it."""
        naming, before = self._weighing.naming, self.hit.passage.sentences[number - 1].text
        named = naming.strengths(self._named.sentences[number - 1])
        if reports_question(before):
            return scaled(LEAD_IN, named)
        leaning = _LEANING.match(self.hit.passage.sentences[number].text)
        if leaning is None or not leaning["subject"]:
            return scaled(ANTECEDENT, named)
        subject = naming.strengths_of(self._terms(" ".join(before.split()[:_BEGINNING])))
        return strongest(scaled(ANTECEDENT, named), scaled(SUBJECT, subject))


def reports_question(text: str) -> bool:
    """Return whether a sentence only tells what somebody asked; the next one replies."""
    return ("ask" in text or "wonder" in text) and _REPORTED.search(text) is not None  # few texts are looked through


class Surroundings:
    """Gathers evidence from hits of one collection. Safe to share between threads."""

    def __init__(self, analyzer: Analyzer, passages: int) -> None:
        """`passages` is how many the collection has, which stay as they are."""
        self._analyzer = analyzer
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.terms(text)))
        self._concordance = Concordance(analyzer.terms, self._terms) if passages <= MOST_PASSAGES else None

    def terms(self, text: str) -> Terms:
        """Return the terms of a text that is likely to come again: a heading, a lead-in, a sentence that may answer."""
        return self._terms(text)

    def evidence(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> list[Evidence]:
        """Return the evidence of each hit for the concepts, in the order of the hits."""
        naming = Naming(concepts, self._analyzer.terms)
        named = self._named(naming, [hit.passage for hit in hits])
        weighing = _Weighing(naming, hits, named)
        return [Evidence(hit, held, weighing, self._terms) for hit, held in zip(hits, named, strict=True)]

    def _named(self, naming: Naming, passages: Sequence[Passage]) -> list[Named]:
        if self._concordance is None:
            return naming.named_in(passages)
        return naming.named_by(map(self._concordance.of, passages))


class _Weighing:
    """Weighs the places of a question's hits; many hold the same names, and those are weighed once."""

    def __init__(self, naming: Naming, hits: Sequence[Hit], named: Sequence[Named]) -> None:
        self.naming, self._hits = naming, hits
        self._found: dict[str, list[tuple[int, Named]]] = {}  # ordinal and names of a document's hits
        self._in_document: dict[str, Names] = {}  # by any of them
        for hit, held in zip(hits, named, strict=True):
            doc_id = hit.passage.doc_id
            self._found.setdefault(doc_id, []).append((hit.passage.ordinal, held))
            self._in_document[doc_id] = self._in_document.get(doc_id, 0) | held.whole
        self._topics: dict[_Document, Strengths] = {}

    def passages_of(self, doc_id: str) -> Sequence[Passage]:
        """Return the passages of a document that were found."""
        return [hit.passage for hit in self._hits if hit.passage.doc_id == doc_id]

    def at_most(self, doc_id: str, named: Named) -> Strengths:
        """Return what no place of a passage can exceed: as if all the names stood in one sentence."""
        return self.naming.strengths(named.title | self._in_document[doc_id])

    def owned_elsewhere(self, doc_id: str) -> Strengths:
        """Return how far another document is about each concept; 0 for what more than two of them name at all."""
        others = [other for other in self._found if other != doc_id]
        about = [self._about(other) for other in others]
        naming = [self.naming.strengths(self._in_document[other]) for other in others]
        by_concept = zip(zip(*about, strict=True), zip(*naming, strict=True), strict=True)
        owned = [max(about) if sum(map(bool, naming)) <= _OWNERS else 0.0 for about, naming in by_concept]
        return tuple(owned) or self.naming.nothing

    def _about(self, doc_id: str) -> Strengths:
        """Return how far a document's titles, or several of its passages, name each concept."""
        strengths, named = self.naming.strengths, [held for _, held in self._found[doc_id]]
        titles = strengths(reduce(or_, (held.title for held in named)))
        if len(named) < _OWNED:
            return titles
        by_concept = zip(*(strengths(held.whole) for held in named), strict=True)
        return strongest(titles, tuple([sorted(column)[-_OWNED] for column in by_concept]))

    def near(self, named: Named) -> Strengths:
        """Return how far what stands above a passage or anywhere in it names each concept."""
        found = self.naming.nothing
        places = (LEAD_IN, named.lead_in), (SECTION, named.section), (TITLE, named.title), (PASSAGE, named.text)
        for level, names in places:
            if names:
                found = strongest(found, scaled(level, self.naming.strengths(names)))
        return found

    def anywhere(self, passage: Passage, named: Named) -> Strengths:
        """Return the same with how far the document, or its part of a long one, tells of each concept."""
        around = self._document(passage)
        known = self._topics.get(around)
        if known is None:
            known = self._topics[around] = self._topic(*around)
        return strongest(self.near(named), known)

    def shares(self, passage: Passage, named: Named) -> Strengths:
        """Return the share of a document's hits near a passage that name each concept, 1 for what its title names."""
        near = [self.naming.strengths(names) for names in self._document(passage)[1]]
        by_concept = zip(self.naming.strengths(named.title), zip(*near, strict=True), strict=True)
        return tuple([1.0 if title else sum(map(bool, column)) / len(near) for title, column in by_concept])

    def _document(self, passage: Passage) -> _Document:
        """Return the names of a document's first sentence, if it was found, and of its hits near a passage."""
        opening, around = 0, []
        for ordinal, named in self._found[passage.doc_id]:
            if abs(ordinal - passage.ordinal) <= REACH:
                around.append(named.whole)
                if ordinal == 0:
                    opening = named.sentences.get(0, 0)
        return opening, tuple(around)

    def _topic(self, opening: Names, near: Sequence[Names]) -> Strengths:
        """Return how far a document is about each concept: many passages name it, or hardly any other document does."""
        naming = self.naming
        opens, passages = naming.strengths(opening), [naming.strengths(names) for names in near]
        begins = scaled(OPENING, opens)
        if len(passages) == 1:  # a word of one passage is no topic
            return strongest(scaled(DOCUMENT, passages[0]), begins)
        by_concept = zip(naming.concepts, opens, zip(*passages, strict=True), strict=True)
        return strongest(tuple([_throughout(c, bool(first), strengths) for c, first, strengths in by_concept]), begins)


def _throughout(concept: Concept, opens: bool, strengths: Sequence[float]) -> float:
    """Return how far a document is about a concept that its passages name with these strengths.

    It is where many of them do; or where hardly any other document does, if its first sentence (`opens`) does.
    """
    naming = sum(strengths)
    if not naming:
        return 0.0
    alone = min(1.0, naming / concept.frequency) if concept.frequency else 0.0
    many = min(1.0, naming / len(strengths))
    above = max((THROUGHOUT - DOCUMENT) * many, ((THROUGHOUT if opens else REPEATED) - DOCUMENT) * alone)
    often = min(1.0, max(0.0, naming - 1) / OFTEN)
    return max(strengths) * (DOCUMENT + above * often)
