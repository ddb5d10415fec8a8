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

OFTEN = 1.0  # passages beyond the first that name what a document is about

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the strength of its evidence for each concept of the question."""

    sentence: Sentence
    hit: Hit
    own: tuple[float, ...]
    nearby: tuple[float, ...]  # the passage with its lead-in and headings
    evidence: tuple[float, ...]  # the strongest of all, the rest of the document included

    @property
    def passage(self) -> Passage:
        """Return the passage that holds the sentence."""
        return self.hit.passage


class Surroundings:
    """Gathers candidates from hits. Safe to share between threads; keeps the terms of recent texts."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.terms(text)))

    def terms(self, text: str) -> Terms:
        """Return the terms of a text."""
        return self._terms(text)

    def candidates(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> list[Candidate]:
        """Return every sentence of the hits with its evidence, in the order of the hits."""
        documents = self._topics(concepts, hits)
        return [c for hit in hits for c in self._of_hit(concepts, hit, documents[hit.passage.doc_id])]

    def _topics(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> Mapping[str, tuple[float, ...]]:
        """Return for each document how far it is about each concept, by its passages among the hits."""
        found: dict[str, list[Terms]] = {}
        openings: dict[str, Terms] = {}
        for hit in hits:
            found.setdefault(hit.passage.doc_id, []).append(self._whole(hit.passage))
            if hit.passage.ordinal == 0 and hit.passage.sentences:
                openings[hit.passage.doc_id] = self._terms(hit.passage.sentences[0].text)
        return {
            doc_id: tuple(_topic(c, passages, openings.get(doc_id, frozenset())) for c in concepts)
            for doc_id, passages in found.items()
        }

    def _whole(self, passage: Passage) -> Terms:
        return self._terms("\n".join((*passage.section, passage.context, passage.text)))

    def _of_hit(self, concepts: Sequence[Concept], hit: Hit, topics: tuple[float, ...]) -> list[Candidate]:
        passage = hit.passage
        around = (
            (LEAD_IN, self._terms(passage.context)),
            (SECTION, self._terms("\n".join(passage.section))),
            (TITLE, self._terms(passage.document)),
            (PASSAGE, self._terms(passage.text)),
        )
        near = tuple(_around(c, around) for c in concepts)
        found: list[Candidate] = []
        before: Terms = frozenset()
        for sentence in passage.sentences:
            own = self._terms(sentence.text)
            named = tuple(c.strength_in(own) for c in concepts)
            leaning = tuple(BEFORE * c.strength_in(before) for c in concepts)
            nearby = tuple(max(levels) for levels in zip(named, leaning, near, strict=True))
            evidence = tuple(max(levels) for levels in zip(nearby, topics, strict=True))
            found.append(Candidate(sentence, hit, named, nearby, evidence))
            before = own
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
