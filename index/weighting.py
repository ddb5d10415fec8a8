"""Concepts -> weighted terms. The weights were chosen on nine collections; `make quality` prints what each adds."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.codes import category_of
from index.concepts import Concept
from index.engine import Engine, Field, Phrase, Term
from index.general import question_words, rarity, share
from index.intents import Intent
from index.memory import lucene_idf

_FILLER = 0.15  # of the weight of a word that people only ask with
_TYPICAL_LENGTH = 80  # words of a passage, for how often general English would use a word in it


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts beside a typed word in the text."""

    heading: float = 0.45
    phrase: float = 0.15
    heading_phrase: float = 0.2
    commonest_phrase: int = 4_000  # passages with its rarest word, beyond which a phrase costs most and says least
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


def idf(engine: Engine, term: str) -> float:
    """Return how rare a term is in the collection; one that it does not hold is the rarest."""
    return lucene_idf(engine.document_frequency(term), max(len(engine), 1))


def specificity(engine: Engine, word: str, term: str, weights: Weights) -> float:
    """Return how far the collection uses a word more than general English does, from `least` to 1.

    After Ahmad's "weirdness": the ratio of the two frequencies.
    """
    general = share(word)
    if general is None:
        return 1.0
    passages = max(len(engine), 1)
    observed = (engine.document_frequency(term) + 0.5) / passages
    expected = 1 - math.exp(-general * _TYPICAL_LENGTH)
    score = weights.everyday_offset + weights.everyday_slope * math.log(observed / expected)
    return max(weights.least, min(1.0, score))


def telling(engine: Engine, word: str, term: str, weights: Weights) -> float:
    """Return how much a word says about what is asked: its idf, less for everyday words."""
    filler = _FILLER if word.lower() in question_words() else 1.0
    if engine.document_frequency(term):
        return filler * idf(engine, term) * specificity(engine, word, term, weights)
    return filler * idf(engine, term) * max(0.1, rarity(word))


def weighted_terms(engine: Engine, concepts: Sequence[Concept], weights: Weights) -> Iterator[Term]:
    """Yield the terms of the concepts for both fields, each term once with its highest weight."""
    length = len(concepts)
    best = _typed_weights(engine, concepts, weights)
    for concept in concepts:
        base = best.get(concept.term) or _weight(engine, concept, weights, length)
        for alternative in concept.alternatives:
            for term in alternative.terms:
                ceiling = min(1.0, idf(engine, concept.term) / (idf(engine, term) or 1.0))
                weight = base * alternative.strength * ceiling / len(alternative.terms)
                best[term] = max(best.get(term, 0.0), weight)
    for concept in concepts:
        if concept.is_code and (category := category_of(concept.term)):
            yield Term(category, weights.category, Field.HEADING)
    for term, weight in best.items():
        yield Term(term, round(weight, 6))
        yield Term(term, round(weight * weights.heading, 6), Field.HEADING)


def _typed_weights(engine: Engine, concepts: Sequence[Concept], weights: Weights) -> dict[str, float]:
    counts = Counter(c.term for c in concepts if c.known)
    found: dict[str, float] = {}
    for concept in concepts:
        if concept.known:
            weight = _weight(engine, concept, weights, len(concepts)) * counts[concept.term] ** weights.repeated
            found[concept.term] = max(found.get(concept.term, 0.0), weight)
    return found


def _weight(engine: Engine, concept: Concept, weights: Weights, length: int) -> float:
    """Return what a typed word weighs: in a long message an everyday word counts less, in three words all are meant."""
    if concept.is_code:
        return weights.code
    wordiness = min(1.0, max(0.0, (length - weights.terse) / weights.wordy))
    full = weights.filler if concept.is_filler else specificity(engine, concept.typed, concept.term, weights)
    return float(full**wordiness)


def phrases(question: str, concepts: Sequence[Concept], weights: Weights) -> Iterator[Phrase]:
    """Yield each pair of neighbouring words as a phrase, and other names of several words."""
    for one, two in pairwise(concepts):
        if one.known and two.known and one.term != two.term and not question[one.end : two.start].strip(" -/"):
            yield Phrase((one.term, two.term), weights.phrase)
            yield Phrase((one.term, two.term), weights.heading_phrase, Field.HEADING)
    for concept in concepts:
        for alternative in concept.alternatives:
            if len(alternative.terms) > 1:
                yield Phrase(alternative.terms, weights.other_name * alternative.strength)


def intent_terms(
    engine: Engine, intents: Sequence[tuple[Intent, tuple[str, ...], tuple[str, ...]]], weights: Weights
) -> Iterator[Term]:
    """Yield the words that answering sentences and headings use; `intents` come with their analyzed terms."""
    for _, terms, sections in intents:
        for term in terms:
            if engine.document_frequency(term):
                yield Term(term, weights.intent_term)
        for term in sections:
            if engine.document_frequency(term, Field.HEADING):
                yield Term(term, weights.intent_section, Field.HEADING)
