"""How far a sentence names what a question is about: in its own words, or through what stands above and around it."""

from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from bot.choosing.concept_names import Named, Naming
from bot.choosing.concordance import MOST_PASSAGES, Concordance, Terms
from bot.choosing.lending import Lending
from bot.choosing.strengths import Strengths, strongest
from bot.choosing.weighing import Weighing
from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.engine import Hit
from index.questions.concepts import Concept

_GOES_ON = 3  # words of a question that goes on with the one before it


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
        return self.terms_of(self.sentence.text)

    def terms_of(self, text: str) -> Terms:
        """Return the terms of a text, as those of its own are found."""
        return self.of.terms_of(text)

    @property
    def beside(self) -> Sequence[Passage]:
        """Return the passages of the same document that were found."""
        return self.of.beside

    @property
    def found(self) -> Iterator[Passage]:
        """Yield all passages that were found, of any document."""
        return self.of.found

    @property
    def lent(self) -> Strengths:
        """Return the evidence that it takes from the sentences before it."""
        return self.of.before.lent(self.number)

    @property
    def lead_in(self) -> str:
        """Return what leads the sentence in as an item of a list, "" where it is none."""
        return self.of.before.lead_in(self.number)

    @property
    def is_answered(self) -> bool:
        """Return whether it is a question to which the next sentence replies.

        Short questions between the two go on with it: "Where can it be billed, inpatient? Nursing home? Other?"
        """
        if not self.sentence.told.endswith("?"):
            return False
        for sentence in self.of.hit.passage.sentences[self.number + 1 :]:
            if not sentence.told.endswith("?"):
                return True
            if len(sentence.told.split()) > _GOES_ON:
                return False
        return False

    @property
    def question(self) -> str:
        """Return the question to which it is the first reply, a heading above it or the sentence before, or ""."""
        if self.number:
            return self.of.before.question_before(self.number)
        section = self.of.hit.passage.section
        return section[-1] if section and section[-1].endswith("?") else ""

    def replies_on(self, concepts: Sequence[int]) -> bool:
        """Return whether it replies to a question that names all of these concepts.

        A heading above the question may name them for it, but not by another name: below "Telehealth" not every
        question is on the telephone.
        """
        question = self.question
        if not (concepts and question):
            return False
        if self.number:
            return all(map(self.of.before.asked_before(self.number).__getitem__, concepts))
        asked, above = self.of.strengths_of(question), self.of.headings
        return all(asked[concept] or above[concept] == 1 for concept in concepts)

    @property
    def said(self) -> Strengths:
        """Return its own evidence with that of what leads it in: an item goes on with a sentence begun above."""
        return self.of.before.said(self.number, self.own)


class Evidence:
    """A hit, and how far it names each concept; it is weighed only if it is asked for, as are its sentences."""

    __slots__ = ("_above", "_anywhere", "_lending", "_named", "_terms", "_weighing", "hit")

    def __init__(self, hit: Hit, named: Named, weighing: Weighing, terms: Callable[[str], Terms]) -> None:
        """`terms` is that of the surroundings."""
        self.hit = hit
        self._named, self._weighing, self._terms = named, weighing, terms
        self._anywhere: Strengths | None = None
        self._above: Terms | None = None
        self._lending: Lending | None = None

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
    def anywhere(self) -> Strengths:
        """Return what `near` does, with the evidence of the rest of the document."""
        if self._anywhere is None:
            self._anywhere = self._weighing.anywhere(self.hit.passage, self._named)
        return self._anywhere

    @property
    def headings(self) -> Strengths:
        """Return how far the headings above the passage name each concept, its title left out."""
        return self._weighing.naming.strengths(self._named.section)

    @property
    def owned_elsewhere(self) -> Strengths:
        """Return how far another document is about each concept, by its title or in many of its passages."""
        return self._weighing.owned_elsewhere(self.hit.passage.doc_id)

    @property
    def beside(self) -> Sequence[Passage]:
        """Return the passages of the same document that were found."""
        return self._weighing.passages_of(self.hit.passage.doc_id)

    @property
    def found(self) -> Iterator[Passage]:
        """Yield all passages that were found, of any document."""
        return (hit.passage for hit in self._weighing.hits)

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

    def strengths_of(self, text: str) -> Strengths:
        """Return how well a text names each concept."""
        return self._weighing.naming.strengths_of(self._terms(text))

    @property
    def naming_sentences(self) -> Set[int]:
        """Return the numbers of the sentences that name anything; the others have no evidence but `anywhere`."""
        return self._named.sentences.keys() | self.before.takers

    @property
    def before(self) -> Lending:
        """Return what stands before the sentences and is told of them too."""
        if self._lending is None:
            self._lending = Lending(self.hit.passage, self._named, self._weighing.naming, self._terms)
        return self._lending

    def so_far(self, number: int) -> Strengths:
        """Return the evidence of the sentences up to this one and of what stands above them."""
        names = 0
        for n, held in self._named.sentences.items():
            names |= held if n <= number else 0
        return self._weighing.near(self._named._replace(text=names))

    def candidate(self, number: int) -> Candidate:
        """Return a sentence with its evidence."""
        own = self._weighing.naming.strengths(self._named.sentences.get(number, 0))
        evidence = strongest(strongest(self.anywhere, own), self.before.lent(number))
        return Candidate(number, self, own, evidence)


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
        weighing = Weighing(naming, hits, named)
        return [Evidence(hit, held, weighing, self._terms) for hit, held in zip(hits, named, strict=True)]

    def _named(self, naming: Naming, passages: Sequence[Passage]) -> list[Named]:
        if self._concordance is None:
            return naming.named_in(passages)
        return naming.named_by(map(self._concordance.of, passages))
