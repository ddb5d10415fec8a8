"""How far a sentence names what a question is about: in its own words, or through what stands above and around it."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.naming import Named, Names, Naming, Strengths, Terms, scaled, strongest
from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.concepts import Concept
from index.engine import Hit

LEAD_IN = 0.85  # the subject of a bullet often stands in the lead-in or the heading alone
SECTION = 0.85
TITLE = 0.9
PASSAGE = 0.4
DOCUMENT = 0.35  # another passage of the document that was found
OPENING = 0.75  # its first sentence, which mostly says what it is about
THROUGHOUT = 0.9  # all of them: what the document is about need not be said in each sentence

REACH = 10  # passages before and after, as far as a part of a document is taken to be about one thing
OFTEN = 1.0  # passages beyond the first that name what a document is about


class Candidate(NamedTuple):
    """A sentence that may answer, with the strength of its evidence for each concept of the question."""

    sentence: Sentence
    of: "Evidence"
    own: Strengths
    nearby: Strengths  # the passage with its lead-in and headings
    evidence: Strengths  # the strongest of all, the rest of the document included

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


class Evidence:
    """A hit, and how far it names each concept; it is weighed only if it is asked for, as are its sentences."""

    __slots__ = ("_around", "_named", "_terms", "_weighing", "hit")

    def __init__(self, hit: Hit, named: Named, weighing: "_Weighing", terms: Callable[[str], Terms]) -> None:
        """`terms` is that of the surroundings."""
        self.hit = hit
        self._named, self._weighing, self._terms = named, weighing, terms
        self._around: tuple[Strengths, Strengths] | None = None

    @property
    def at_most(self) -> Strengths:
        """Return what `strongest` cannot exceed, found at less cost."""
        return self._weighing.at_most(self.hit.passage, self._named)

    @property
    def strongest(self) -> Strengths:
        """Return what no sentence of the passage can exceed."""
        return strongest(self._weighed()[1], self._weighing.naming.strengths(self._named.text))

    @property
    def above(self) -> Terms:
        """Return the terms of the section and the lead-in."""
        passage = self.hit.passage
        return self._terms("\n".join(passage.section)) | self._terms(passage.context)

    def candidates(self) -> Iterator[Candidate]:
        """Yield the passage's sentences in order."""
        near, anywhere = self._weighed()
        for sentence, names in zip(self.hit.passage.sentences, self._named.sentences, strict=True):
            own = self._weighing.naming.strengths(names)
            yield Candidate(sentence, self, own, strongest(near, own), strongest(anywhere, own))

    def _weighed(self) -> tuple[Strengths, Strengths]:
        """Return what holds for each sentence: the evidence near it, and with that of the rest of the document."""
        if self._around is None:
            near = self._weighing.near(self._named)
            self._around = near, strongest(near, self._weighing.topic(self.hit.passage))
        return self._around


class Surroundings:
    """Gathers evidence from hits. Safe to share between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.terms(text)))

    def terms(self, text: str) -> Terms:
        """Return the terms of a text that is likely to come again: a heading, a lead-in, a sentence that may answer."""
        return self._terms(text)

    def evidence(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> list[Evidence]:
        """Return the evidence of each hit for the concepts, in the order of the hits."""
        naming = Naming(concepts, self._analyzer.terms)
        named = naming.named_in([hit.passage for hit in hits])
        weighing = _Weighing(naming, hits, named)
        return [Evidence(hit, held, weighing, self._terms) for hit, held in zip(hits, named, strict=True)]


class _Weighing:
    """Weighs the places of a question's hits; many hold the same names, and those are weighed once."""

    def __init__(self, naming: Naming, hits: Sequence[Hit], named: Sequence[Named]) -> None:
        self.naming = naming
        self._found: dict[str, list[tuple[int, Named]]] = {}  # ordinal and names of a document's hits
        self._in_document: dict[str, Names] = {}  # by any of them
        for hit, held in zip(hits, named, strict=True):
            doc_id = hit.passage.doc_id
            self._found.setdefault(doc_id, []).append((hit.passage.ordinal, held))
            self._in_document[doc_id] = self._in_document.get(doc_id, 0) | held.whole
        self._near: dict[tuple[Names, ...], Strengths] = {}
        self._topics: dict[tuple[Names, ...], Strengths] = {}

    def at_most(self, passage: Passage, named: Named) -> Strengths:
        """Return what no place of a passage can exceed: as if all the names stood in one sentence."""
        return self.naming.strengths(named.title | self._in_document[passage.doc_id])

    def near(self, named: Named) -> Strengths:
        """Return how far what stands above a passage or anywhere in it names each concept."""
        places = named.lead_in, named.section, named.title, named.text
        known = self._near.get(places)
        if known is None:
            known = self.naming.nothing
            for level, names in zip((LEAD_IN, SECTION, TITLE, PASSAGE), places, strict=True):
                known = strongest(known, scaled(level, self.naming.strengths(names)))
            self._near[places] = known
        return known

    def topic(self, passage: Passage) -> Strengths:
        """Return how far a document, or its part of a long one, tells of each concept, by the hits near a passage."""
        here, opening, near = passage.ordinal, 0, []
        for ordinal, named in self._found[passage.doc_id]:
            if abs(ordinal - here) <= REACH:
                near.append(named.whole)
                if ordinal == 0 and named.sentences:
                    opening = named.sentences[0]
        key = (opening, *near)
        known = self._topics.get(key)
        if known is None:
            known = self._topics[key] = self._weighed(opening, near)
        return known

    def _weighed(self, opening: Names, near: Sequence[Names]) -> Strengths:
        """Return how far a document is about each concept: many passages name it, or hardly any other document does."""
        naming = self.naming
        begins, passages = scaled(OPENING, naming.strengths(opening)), [naming.strengths(names) for names in near]
        if len(passages) == 1:  # a word of one passage is no topic
            return strongest(scaled(DOCUMENT, passages[0]), begins)
        by_concept = zip(naming.concepts, zip(*passages, strict=True), strict=True)
        return strongest(tuple([_throughout(c, strengths) for c, strengths in by_concept]), begins)


def _throughout(concept: Concept, strengths: Sequence[float]) -> float:
    """Return how far a document is about a concept that its passages name with these strengths."""
    naming = sum(strengths)
    alone = naming / concept.frequency if concept.frequency else 0.0
    often = min(1.0, max(0.0, naming - 1) / OFTEN)
    share = min(1.0, max(naming / len(strengths), alone))
    return max(strengths) * (DOCUMENT + (THROUGHOUT - DOCUMENT) * often * share)
