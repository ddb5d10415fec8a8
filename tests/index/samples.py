"""Passages for the index tests, and a brute-force engine as oracle."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corpus.model import Metadata, Passage, Reference, Sentence
from index.analyzer import Analyzer
from index.engine import K1, B, Field, Query
from index.fields import field_terms
from index.writer import DocumentRecord


def passage(
    doc_id: str, ordinal: int, text: str, *, section: str = "", collection: str = "", effective: date | None = None
) -> Passage:
    """Return a passage of one sentence whose document has no title."""
    return Passage(
        passage_id=f"{doc_id}#{ordinal}",
        doc_id=doc_id,
        ordinal=ordinal,
        text=text,
        start=10 * ordinal,
        end=10 * ordinal + len(text),
        document="",
        source=f"{doc_id}.txt",
        collection=collection,
        section=(section,) if section else (),
        sentences=(Sentence(text, 10 * ordinal, 10 * ordinal + len(text), (1, 3)),),
        metadata=Metadata(effective=effective),
    )


def documents(*texts: str) -> list[Passage]:
    """Return a document of one passage for each text: d0#0, d1#0, …"""
    return [passage(f"d{i}", 0, text) for i, text in enumerate(texts)]


def record_of(passages: Sequence[Passage], content_hash: str = "") -> DocumentRecord:
    """Return the record of the document that the passages belong to."""
    first = passages[0]
    return DocumentRecord(
        first.doc_id, first.document, first.source, first.collection, content_hash, metadata=first.metadata
    )


def by_document(passages: Iterable[Passage]) -> Mapping[str, list[Passage]]:
    """Return the passages of each document."""
    grouped: dict[str, list[Passage]] = {}
    for found in passages:
        grouped.setdefault(found.doc_id, []).append(found)
    return grouped


REFERENCES = {1: Reference(1, "Smith J. Blocks. 2020.", doi="10.1000/1"), 3: Reference(3, "Jones A.", pmid="12")}


def oracle_scores(passages: Sequence[Passage], query: Query, analyzer: Analyzer) -> Mapping[str, float]:
    """Return the score of every passage above 0, straight from the formula in index.engine."""
    streams = {field: {p.passage_id: field_terms(p, field, analyzer) for p in passages} for field in Field}
    scores = {p.passage_id: 0.0 for p in passages if query.filter.admits(p)}
    for passage_id in scores:
        for term in query.terms:
            scores[passage_id] += term.weight * _score((term.text,), streams[term.field], passage_id)
        for phrase in query.phrases:
            scores[passage_id] += phrase.weight * _score(phrase.terms, streams[phrase.field], passage_id)
    return {passage_id: score for passage_id, score in scores.items() if score > 0}


def _score(terms: Sequence[str], streams: Mapping[str, Sequence[str]], passage_id: str) -> float:
    stream, width = list(streams[passage_id]), len(terms)
    frequency = sum(stream[i : i + width] == list(terms) for i in range(len(stream)))
    average = sum(map(len, streams.values())) / len(streams)
    idf = sum(_idf(sum(term in s for s in streams.values()), len(streams)) for term in terms)
    norm = K1 * (1 - B + B * len(stream) / average)
    return idf * (K1 + 1) * frequency / (frequency + norm) if frequency else 0.0


def _idf(holding: int, passages: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
