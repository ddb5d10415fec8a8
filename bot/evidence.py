"""How far a sentence names what a question is about: in its own words, or through what stands above and around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.concepts import Concept
from index.engine import Hit

OWN = 1.0
LEAD_IN = 0.85  # the subject of a bullet often stands in the lead-in or the heading alone
SECTION = 0.85
TITLE = 0.9
BEFORE = 0.5  # the sentence before
PASSAGE = 0.4
DOCUMENT = 0.35  # another passage of the document that was found
OPENING = 0.75  # its first sentence, which mostly says what it is about
THROUGHOUT = 0.9  # all of them: what the document is about need not be said in each sentence

_PASSAGES_KEPT = 5_000
OFTEN = 1.0  # passages beyond the first that name what a document is about

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a passage, place by place; analyzed once for all questions of one state of the index."""

    title: Terms
    section: Terms
    context: Terms
    sentences: tuple[Terms, ...]
    text: Terms  # of all sentences
    above: Terms  # section and lead-in

    @property
    def whole(self) -> Terms:
        """Return the terms of the passage with what stands above it, its title left out."""
        return self.text | self.above


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the strength of its evidence for each concept of the question."""

    sentence: Sentence
    hit: Hit
    words: Terms  # its own
    above: Terms  # those of its section and lead-in
    own: tuple[float, ...]
    nearby: tuple[float, ...]  # the passage with its lead-in and headings
    evidence: tuple[float, ...]  # the strongest of all, the rest of the document included

    @property
    def passage(self) -> Passage:
        """Return the passage that holds the sentence."""
        return self.hit.passage


class Surroundings:
    """Gathers candidates from hits of one state of an index. Safe to share between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.terms(text)))
        self._words: dict[str, Words] = {}

    def terms(self, text: str) -> Terms:
        """Return the terms of a short text, such as the words of an intent."""
        return self._terms(text)

    def words(self, passage: Passage) -> Words:
        """Return the terms of a passage."""
        known = self._words.get(passage.passage_id)
        if known is None:
            if len(self._words) >= _PASSAGES_KEPT:
                self._words.clear()  # cheaper than to keep account of what was used last
            known = self._words[passage.passage_id] = self._analyzed(passage)
        return known

    def _analyzed(self, passage: Passage) -> Words:
        sentences = tuple(self._terms(sentence.text) for sentence in passage.sentences)
        section, context = self._terms("\n".join(passage.section)), self._terms(passage.context)
        text = frozenset[str]().union(*sentences)
        return Words(self._terms(passage.document), section, context, sentences, text, section | context)

    def candidates(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> list[Candidate]:
        """Return every sentence of the hits with its evidence, in the order of the hits."""
        documents = self._topics(concepts, hits)
        return [c for hit in hits for c in self._of_hit(concepts, hit, documents[hit.passage.doc_id])]

    def _topics(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> Mapping[str, tuple[float, ...]]:
        """Return for each document how far it is about each concept, by its passages among the hits."""
        found: dict[str, list[Terms]] = {}
        openings: dict[str, Terms] = {}
        for hit in hits:
            words = self.words(hit.passage)
            found.setdefault(hit.passage.doc_id, []).append(words.whole)
            if hit.passage.ordinal == 0 and words.sentences:
                openings[hit.passage.doc_id] = words.sentences[0]
        return {
            doc_id: tuple(_topic(c, passages, openings.get(doc_id, frozenset())) for c in concepts)
            for doc_id, passages in found.items()
        }

    def _of_hit(self, concepts: Sequence[Concept], hit: Hit, topics: tuple[float, ...]) -> list[Candidate]:
        words = self.words(hit.passage)
        around = (
            (LEAD_IN, words.context),
            (SECTION, words.section),
            (TITLE, words.title),
            (PASSAGE, words.text),
        )
        near = tuple(_around(c, around) for c in concepts)
        found: list[Candidate] = []
        before = (0.0,) * len(concepts)
        for sentence, own in zip(hit.passage.sentences, words.sentences, strict=True):
            named = tuple(c.strength_in(own) for c in concepts)
            nearby = tuple(max(n, BEFORE * b, a) for n, b, a in zip(named, before, near, strict=True))
            evidence = tuple(map(max, nearby, topics))
            found.append(Candidate(sentence, hit, own, words.above, named, nearby, evidence))
            before = named
        return found


def _topic(concept: Concept, passages: Sequence[Terms], opening: Terms) -> float:
    """Return how far a document is about a concept: many of its passages name it, or hardly any other document does."""
    strengths = [concept.strength_in(terms) for terms in passages]
    naming = sum(strengths)
    alone = naming / concept.frequency if concept.frequency else 0.0
    often = min(1.0, max(0.0, naming - 1) / OFTEN)  # a word of one passage is no topic
    throughout = max(strengths) * (
        DOCUMENT + (THROUGHOUT - DOCUMENT) * often * min(1.0, max(naming / len(passages), alone))
    )
    return max(throughout, OPENING * concept.strength_in(opening))


def _around(concept: Concept, places: Sequence[tuple[float, Terms]]) -> float:
    return max(level * concept.strength_in(terms) for level, terms in places)


def coverage(concepts: Sequence[Concept], evidence: Sequence[float]) -> float:
    """Return the share, 0 to 1, of what the question is about that the evidence covers."""
    total = sum(c.telling for c in concepts)
    return sum(c.telling * e for c, e in zip(concepts, evidence, strict=True)) / total if total else 0.0
