"""How far a sentence names what a question is about: in its own words, or through what stands above and around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.concepts import Concept
from index.engine import Hit

OWN = 1.0
LEAD_IN = 0.8  # the subject of a bullet often stands in the lead-in or the heading alone
SECTION = 0.7
TITLE = 0.6
BEFORE = 0.5  # the sentence before
PASSAGE = 0.4
DOCUMENT = 0.3  # other passages of the document that were found

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the strength of its evidence for each concept of the question."""

    sentence: Sentence
    hit: Hit
    own: tuple[float, ...]
    evidence: tuple[float, ...]  # own words or what is around, whichever is stronger

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
        documents = self._documents(hits)
        return [c for hit in hits for c in self._of_hit(concepts, hit, documents[hit.passage.doc_id])]

    def _documents(self, hits: Sequence[Hit]) -> Mapping[str, Terms]:
        found: dict[str, set[str]] = {}
        for hit in hits:
            found.setdefault(hit.passage.doc_id, set()).update(self._terms(hit.passage.text))
        return {doc_id: frozenset(terms) for doc_id, terms in found.items()}

    def _of_hit(self, concepts: Sequence[Concept], hit: Hit, document: Terms) -> list[Candidate]:
        passage = hit.passage
        around = [
            (LEAD_IN, self._terms(passage.context)),
            (SECTION, self._terms("\n".join(passage.section))),
            (TITLE, self._terms(passage.document)),
            (PASSAGE, self._terms(passage.text)),
            (DOCUMENT, document),
        ]
        found: list[Candidate] = []
        before: Terms = frozenset()
        for sentence in passage.sentences:
            own = self._terms(sentence.text)
            places = ((BEFORE, before), *around)
            named = tuple(c.strength_in(own) for c in concepts)
            evidence = tuple(max(n, _around(c, places)) for n, c in zip(named, concepts, strict=True))
            found.append(Candidate(sentence, hit, named, evidence))
            before = own
        return found


def _around(concept: Concept, places: Sequence[tuple[float, Terms]]) -> float:
    return max(level * concept.strength_in(terms) for level, terms in places)


def coverage(concepts: Sequence[Concept], evidence: Sequence[float]) -> float:
    """Return the share, 0 to 1, of what the question is about that the evidence covers."""
    total = sum(c.telling for c in concepts)
    return sum(c.telling * e for c, e in zip(concepts, evidence, strict=True)) / total if total else 0.0
