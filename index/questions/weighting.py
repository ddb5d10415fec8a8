"""Concepts -> weighted terms. The weights were chosen on nine collections; `make quality` prints what each adds."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.engine import Field, Phrase, Term, TermStatistics, lucene_idf
from index.questions.codes import category_of
from index.questions.concepts import Concept
from index.questions.general_english import named_subjects, question_words, rarity, share
from index.questions.intents import Intent

_FILLER = 0.15  # of the weight of a word that people only ask with
_TYPICAL_LENGTH = 80  # words of a passage, for how often general English would use a word in it
_WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts beside a typed word in the text."""

    heading: float = 0.45
    phrase: float = 0.15
    heading_phrase: float = 0.2
    commonest_phrase: int = 1_000  # passages with its rarest word, beyond which a phrase costs most and says least
    other_name: float = 0.3  # another name of several words, found as a phrase
    category: float = 0.7  # the category of a code, in a heading
    code: float = 2.0
    filler: float = 0.3
    terse: int = 4  # content words up to which all count in full
    wordy: int = 8  # further words after which everyday ones count least
    everyday_slope: float = 0.25  # a word that the collection uses as rarely as general English does says little
    everyday_offset: float = 0.95
    least: float = 0.2
    intent_term: float = 0.1
    intent_section: float = 0.15
    repeated: float = 0.8  # exponent on how often the question says a word


class Weighing:
    """Weighs words and concepts for one engine that stays as it is; what it finds of a word is remembered.

    Safe to share between threads.
    """

    def __init__(self, statistics: TermStatistics, weights: Weights) -> None:
        self._statistics, self._weights = statistics, weights
        self._passages = max(len(statistics), 1)
        self.idf = lru_cache(maxsize=_WORDS_KEPT)(self._idf)
        self.specificity = lru_cache(maxsize=_WORDS_KEPT)(self._specificity)
        self.telling = lru_cache(maxsize=_WORDS_KEPT)(self._telling)

    def _idf(self, term: str) -> float:
        """Return how rare a term is in the collection; one that it does not hold is the rarest."""
        return lucene_idf(self._statistics.document_frequency(term), self._passages)

    def _specificity(self, word: str, term: str) -> float:
        """Return how far the collection uses a word more than general English does, from `least` to 1.

        After Ahmad's "weirdness": the ratio of the two frequencies.
        """
        general = share(word)
        if general is None:
            return 1.0
        observed = (self._statistics.document_frequency(term) + 0.5) / self._passages
        expected = 1 - math.exp(-general * _TYPICAL_LENGTH)
        weights = self._weights
        score = weights.everyday_offset + weights.everyday_slope * math.log(observed / expected)
        return max(weights.least, min(1.0, score))

    def _telling(self, word: str, term: str) -> float:
        """Return how much a word says about what is asked: its idf, less for everyday words."""
        filler = _FILLER if word.lower() in question_words() else 1.0
        if self._statistics.document_frequency(term):
            return filler * self.idf(term) * self.specificity(word, term)
        return filler * self.idf(term) * (1.0 if word.lower() in named_subjects() else max(0.1, rarity(word)))

    def terms(self, concepts: Sequence[Concept]) -> Iterator[Term]:
        """Yield the terms of the concepts for both fields, each term once with its highest weight."""
        weights = self._weights
        best = self._typed(concepts)
        for concept in concepts:
            if not concept.alternatives:
                continue
            base = best.get(concept.term) or self._weight(concept, len(concepts))
            for alternative in concept.alternatives:
                for term in alternative.terms:
                    ceiling = min(1.0, self.idf(concept.term) / (self.idf(term) or 1.0))
                    weight = base * alternative.strength * ceiling / len(alternative.terms)
                    best[term] = max(best.get(term, 0.0), weight)
        for concept in concepts:
            if concept.is_code and (category := category_of(concept.term)):
                yield Term(category, weights.category, Field.HEADING)
        for term, weight in best.items():
            yield Term(term, round(weight, 6))
            if self._statistics.document_frequency(term, Field.HEADING):
                yield Term(term, round(weight * weights.heading, 6), Field.HEADING)

    def _typed(self, concepts: Sequence[Concept]) -> dict[str, float]:
        """Return the weights of the terms as typed."""
        counts = Counter(c.term for c in concepts if c.known)
        found: dict[str, float] = {}
        for concept in concepts:
            if concept.known:
                repeated = counts[concept.term] ** self._weights.repeated
                weight = self._weight(concept, len(concepts)) * repeated
                found[concept.term] = max(found.get(concept.term, 0.0), weight)
        return found

    def _weight(self, concept: Concept, length: int) -> float:
        """Return what a typed word weighs: in a long message an everyday word less, among few words all count alike."""
        weights = self._weights
        if concept.is_code:
            return weights.code
        if length <= weights.terse:
            return 1.0
        wordiness = min(1.0, (length - weights.terse) / weights.wordy)
        full = weights.filler if concept.is_filler else self.specificity(concept.typed, concept.term)
        return float(full**wordiness)

    def phrases(self, question: str, concepts: Sequence[Concept]) -> Iterator[Phrase]:
        """Yield each pair of neighbouring words as a phrase, and other names of several words."""
        weights = self._weights
        for one, two in pairwise(concepts):
            if one.known and two.known and one.term != two.term and not question[one.end : two.start].strip(" -/"):
                yield Phrase((one.term, two.term), weights.phrase)
                yield Phrase((one.term, two.term), weights.heading_phrase, Field.HEADING)
        for concept in concepts:
            for alternative in concept.alternatives:
                if len(alternative.terms) > 1:
                    yield Phrase(alternative.terms, weights.other_name * alternative.strength)

    def is_telling(self, phrase: Phrase) -> bool:
        """Return whether a phrase has a weight, and words that are there and rare enough to be worth a search."""
        if not phrase.weight:
            return False
        rarest = min([self._statistics.document_frequency(term, phrase.field) for term in phrase.terms])
        return 0 < rarest <= self._weights.commonest_phrase

    def of_intents(self, intents: Sequence[tuple[Intent, tuple[str, ...], tuple[str, ...]]]) -> Iterator[Term]:
        """Yield the words that answering sentences and headings use; `intents` come with their analyzed terms."""
        for _, terms, sections in intents:
            for term in terms:
                if self._statistics.document_frequency(term):
                    yield Term(term, self._weights.intent_term)
            for term in sections:
                if self._statistics.document_frequency(term, Field.HEADING):
                    yield Term(term, self._weights.intent_section, Field.HEADING)
