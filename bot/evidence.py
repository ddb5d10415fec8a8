"""How far a sentence names what a question is about: in its own words, or through what stands above and around it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.naming import NOTHING, Naming, Strengths, Terms, scaled, strongest
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


@dataclass(frozen=True, slots=True)
class _Named:
    """The terms of a question's names that a passage holds, place by place."""

    title: Terms
    section: Terms
    context: Terms
    sentences: Sequence[Terms]
    text: Terms  # of all sentences
    above: Terms  # all terms of section and lead-in, names or not

    @property
    def whole(self) -> Terms:
        """Return those of the passage with what stands above it, its title left out."""
        return self.text | self.section | self.context


class Candidate(NamedTuple):
    """A sentence that may answer, with the strength of its evidence for each concept of the question."""

    sentence: Sentence
    hit: Hit
    above: Terms  # those of its section and lead-in
    own: Strengths
    nearby: Strengths  # the passage with its lead-in and headings
    evidence: Strengths  # the strongest of all, the rest of the document included

    @property
    def passage(self) -> Passage:
        """Return the passage that holds the sentence."""
        return self.hit.passage


class Evidence:
    """A hit, and how far it names each concept; its sentences are weighed only if they are asked for."""

    def __init__(self, naming: Naming, hit: Hit, named: _Named, topics: Strengths) -> None:
        self.hit = hit
        self._naming, self._named = naming, named
        self._near = _around(naming, named)
        self._anywhere = strongest(self._near, topics)

    @property
    def strongest(self) -> Strengths:
        """Return what no sentence of the passage can exceed."""
        return strongest(self._anywhere, self._naming.strengths(self._named.text))

    def candidates(self) -> Iterator[Candidate]:
        """Yield the passage's sentences in order."""
        naming, above = self._naming, self._named.above
        for sentence, terms in zip(self.hit.passage.sentences, self._named.sentences, strict=True):
            own = naming.strengths(terms)
            near, anywhere = strongest(self._near, own), strongest(self._anywhere, own)
            yield Candidate(sentence, self.hit, above, own, near, anywhere)


class Surroundings:
    """Gathers evidence from hits. Safe to share between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.terms(text)))

    def terms(self, text: str) -> Terms:
        """Return the terms of a text that is likely to come again: a heading, a lead-in, a sentence that may answer."""
        return self._terms(text)

    def evidence(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> list[Evidence]:
        """Return the evidence of each hit for the concepts, in the order of the hits."""
        naming = Naming(concepts, self._terms)
        named = [self._named(naming, hit.passage) for hit in hits]
        topics = _topics(naming, hits, named)
        return [Evidence(naming, hit, held, topic) for hit, held, topic in zip(hits, named, topics, strict=True)]

    def _named(self, naming: Naming, passage: Passage) -> _Named:
        sentences = [naming.named_in(sentence.text) for sentence in passage.sentences]
        section, context = self._terms("\n".join(passage.section)), self._terms(passage.context)
        text = NOTHING.union(*sentences)
        return _Named(self._terms(passage.document), section, context, sentences, text, section | context)


def _topics(naming: Naming, hits: Sequence[Hit], named: Sequence[_Named]) -> list[Strengths]:
    """Return for each hit how far its document, or its part of a long one, tells of each concept, by hits near it."""
    found: dict[str, list[tuple[int, Strengths]]] = {}
    openings: dict[str, Strengths] = {}
    for hit, held in zip(hits, named, strict=True):
        passage = hit.passage
        found.setdefault(passage.doc_id, []).append((passage.ordinal, naming.strengths(held.whole)))
        if passage.ordinal == 0 and held.sentences:
            openings[passage.doc_id] = naming.strengths(held.sentences[0])
    return [_topic_at(naming, hit.passage, found[hit.passage.doc_id], openings) for hit in hits]


def _topic_at(
    naming: Naming, passage: Passage, found: Sequence[tuple[int, Strengths]], openings: Mapping[str, Strengths]
) -> Strengths:
    here = passage.ordinal
    near = [strengths for ordinal, strengths in found if abs(ordinal - here) <= REACH]
    opening = openings.get(passage.doc_id, naming.nothing) if here <= REACH else naming.nothing
    return _topic(naming, near, opening)


def _around(naming: Naming, named: _Named) -> Strengths:
    """Return what stands above a passage or anywhere in it."""
    found = naming.nothing
    places = ((LEAD_IN, named.context), (SECTION, named.section), (TITLE, named.title), (PASSAGE, named.text))
    for level, terms in places:
        strengths = naming.strengths(terms)
        found = strongest(found, scaled(level, strengths))
    return found


def _topic(naming: Naming, passages: Sequence[Strengths], opening: Strengths) -> Strengths:
    """Return how far a document is about each concept: many of its passages name it, or hardly any other does."""
    begins = scaled(OPENING, opening)
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
