"""The memory engine on rank-bm25: a folder answered at once, nothing built.

For trying a folder, small collections and tests: a question costs time in proportion to the collection.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25

from corpus.model import Passage, Reference
from index.analyzer import Analyzer
from index.counts import Counts, HeldCounts
from index.engine import K1, B, Field, Hit, Phrase, Query, lucene_idf
from index.fields import field_terms, field_text, surface_counts, surface_words
from index.writer import DocumentRecord

Scores = NDArray[np.float64]  # (n_passages,)


class LuceneBM25(BM25):  # type: ignore[misc]  # rank-bm25 has no types
    """rank-bm25 with Lucene's idf and weighted terms; its own idf turns negative for words that most passages hold."""

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        self.k1, self.b = k1, b
        self.document_frequencies: dict[str, int] = {}
        super().__init__(corpus)
        lengths: Scores = np.asarray(self.doc_len, dtype=np.float64)
        self._norms = k1 * (1 - b + b * lengths / (self.avgdl or 1.0))

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Fill idf; called by the base class with the document frequency of each term."""
        self.document_frequencies = dict(sorted(nd.items()))
        self.idf = {term: lucene_idf(n, self.corpus_size) for term, n in nd.items()}

    def term_scores(self, term: str) -> Scores:
        """Return the BM25 score of one term for every passage."""
        frequencies = np.fromiter((f.get(term, 0) for f in self.doc_freqs), np.float64, self.corpus_size)
        return self.scores(frequencies, self.idf.get(term, 0.0))

    def holding(self, term: str) -> Sequence[int]:
        """Return the places of the passages that hold a term, ascending."""
        return [i for i, frequencies in enumerate(self.doc_freqs) if term in frequencies]

    def scores(self, frequencies: Scores, idf: float) -> Scores:
        """Return idf · (k1 + 1) · tf / (tf + norm) for every passage."""
        return idf * (self.k1 + 1) * frequencies / (frequencies + self._norms)


class MemoryEngine:
    """Ranks the passages that it was given. Immutable; safe to share between threads."""

    def __init__(
        self,
        passages: Sequence[Passage],
        analyzer: Analyzer,
        references: Mapping[str, Mapping[int, Reference]] | None = None,
    ) -> None:
        self._passages = sorted(passages, key=lambda p: p.passage_id)
        self._references, self._analyzer = references or {}, analyzer
        self._terms = {field: [field_terms(p, field, analyzer) for p in self._passages] for field in Field}
        # rank-bm25 divides by the number of passages
        self._bm25 = {field: LuceneBM25(terms) for field, terms in self._terms.items()} if passages else {}

    @property
    def version(self) -> str:
        """Return the same at all times: nothing changes."""
        return "1"

    def snapshot(self) -> "MemoryEngine":
        """Return itself: it never changes."""
        return self

    def search(self, query: Query, k: int) -> Sequence[Hit]:
        """Return at most k hits with a score above 0, best first, equal scores by passage_id."""
        if not self._passages:
            return []
        scores = np.zeros(len(self._passages))
        for term in query.terms:
            scores += term.weight * self._bm25[term.field].term_scores(term.text)
        for phrase in query.phrases:
            scores += phrase.weight * self._phrase_scores(phrase)
        order = (i for i in np.argsort(-scores, kind="stable") if scores[i] > 0)  # stable: passages are in id order
        admitted = (int(i) for i in order if query.filter.admits(self._passages[i]))
        return [
            Hit(self._passages[i], float(scores[i]), rank) for rank, i in zip(range(1, k + 1), admitted, strict=False)
        ]

    def _phrase_scores(self, phrase: Phrase) -> Scores:
        bm25, streams = self._bm25[phrase.field], self._terms[phrase.field]
        idf = sum(bm25.idf.get(term, 0.0) for term in phrase.terms)
        rarest = min(phrase.terms, key=lambda term: bm25.document_frequencies.get(term, 0))
        frequencies = np.zeros(len(streams))
        for i in bm25.holding(rarest):
            frequencies[i] = _occurrences(phrase.terms, streams[i])
        return bm25.scores(frequencies, idf)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._passages)

    def document_frequency(self, term: str, field: Field = Field.TEXT) -> int:
        """Return the number of passages that hold the term."""
        return self._bm25[field].document_frequencies.get(term, 0) if self._bm25 else 0

    def vocabulary(self) -> Counts:
        """Return every term of the text field with its document frequency, in term order."""
        return self._vocabulary

    @cached_property
    def _vocabulary(self) -> Counts:
        return HeldCounts(self._bm25[Field.TEXT].document_frequencies if self._bm25 else {})

    def surface_forms(self) -> Counts:
        """Return every lower-cased word as printed with the document frequency of its term."""
        return self._surface_forms

    @cached_property
    def _surface_forms(self) -> Counts:
        words = {word for p in self._passages for word in surface_words(field_text(p, Field.TEXT))}
        with_terms = ((word, self._analyzer.terms(word)) for word in words)
        return HeldCounts(surface_counts(with_terms, self.document_frequency, len(self)))

    @cached_property
    def _by_document(self) -> Mapping[str, tuple[Passage, ...]]:
        grouped: dict[str, list[Passage]] = {}
        for passage in self._passages:
            grouped.setdefault(passage.doc_id, []).append(passage)
        return {doc_id: tuple(sorted(found, key=lambda p: p.ordinal)) for doc_id, found in sorted(grouped.items())}

    def passages(self, doc_id: str) -> Sequence[Passage]:
        """Return a document's passages in reading order."""
        return self._by_document.get(doc_id, ())

    def references(self, doc_id: str) -> Mapping[int, Reference]:
        """Return a document's reference list by number."""
        return self._references.get(doc_id, {})

    def doc_ids(self) -> Iterator[str]:
        """Return the identifiers of all documents, ascending."""
        return iter(self._by_document)

    def documents(self) -> Iterator[DocumentRecord]:
        """Return what is known of all documents, by doc_id, ascending."""
        for doc_id, passages in self._by_document.items():
            first = passages[0]
            yield DocumentRecord(
                doc_id,
                first.document,
                first.source,
                first.collection,
                metadata=first.metadata,
                passages=len(passages),
            )


def _occurrences(phrase: Sequence[str], stream: Sequence[str]) -> int:
    """Return how often the phrase stands in the stream of terms."""
    wanted, width = list(phrase), len(phrase)
    return sum(stream[i : i + width] == wanted for i in range(len(stream) - width + 1) if stream[i] == wanted[0])
