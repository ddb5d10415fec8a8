"""Searches one generation of an index on disk."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

import tantivy

from corpus.model import Passage, Reference
from index.analyzer import Analyzer
from index.counts import Counts
from index.disk import schema
from index.disk.searcher import open_searcher
from index.disk.store import POSTINGS, Store
from index.engine import Field, Filter, Hit, Phrase, Query
from index.writer import DocumentRecord

_PASSAGES_KEPT = 4_000  # of a larger index none: most were let go unread, and that costs more than to read them again
_FREQUENCIES_KEPT = 50_000
_MORE = 5  # hits beyond k that show whether the scores end there: equal ones are ordered by passage_id
_AT_ONCE = 4_000  # passages up to which it costs less to look at all that match than to search twice
_SAME_SCORE = 2e-6  # relative; Tantivy adds 32-bit numbers in an order that differs from passage to passage
_SHOULD, _MUST, _MUST_NOT = tantivy.Occur.Should, tantivy.Occur.Must, tantivy.Occur.MustNot

Found = tuple[float, int]  # score, place


class DiskSnapshot:
    """An index as one commit left it; an Engine. Later commits do not move it. Safe to share between threads."""

    def __init__(self, path: Path, analyzer: Analyzer) -> None:
        self.store = Store(path, analyzer.fingerprint)
        self._version = self.store.manifest.version
        folder = self.store.folder / POSTINGS
        self._searcher = open_searcher(folder)
        small = self.store.manifest.passages <= _PASSAGES_KEPT
        self._passage = lru_cache(maxsize=None)(self.store.passage) if small else self.store.passage
        self._passage_id = lru_cache(maxsize=_PASSAGES_KEPT)(self.store.passage_id)
        # not a bound method: in a cycle with itself the snapshot would keep its files open after it was let go
        self._frequency = lru_cache(maxsize=_FREQUENCIES_KEPT)(partial(_count, self.store, self._searcher))

    @property
    def version(self) -> str:
        """Return what changes when the contents change."""
        return self._version

    def snapshot(self) -> "DiskSnapshot":
        """Return itself: it never changes."""
        return self

    def search(self, query: Query, k: int) -> Sequence[Hit]:
        """Return at most k hits with a score above 0, best first, equal scores by passage_id."""
        if k < 1 or not len(self):
            return []
        found = self._in_order(self._best(query, k), k)
        return [Hit(self._passage(place), score, rank) for rank, (score, place) in enumerate(found, 1)]

    def _best(self, query: Query, k: int) -> list[Found]:
        """Return the best k and everything that has the score of the last of them, best first."""
        size = self._searcher.num_docs
        limit = min(k + _MORE, size)
        while True:
            found = self._found(query, limit)
            if len(found) < limit or limit == size or not _same(found[k - 1], found[-1]):
                return found
            limit = min(8 * limit, size)

    def _found(self, query: Query, limit: int) -> list[Found]:
        """Return the passages with the `limit` highest scores.

        Tantivy passes over most postings only while it looks for terms alone. So where they are many, passages that
        hold a phrase are searched apart: each passage's true score is the higher of the two, and none that belongs to
        the best is missed.
        """
        terms = [_weighted(_term(t.field, t.text), t.weight) for t in query.terms if t.weight > 0]
        phrases = [_weighted(_phrase(p), p.weight) for p in query.phrases if p.weight > 0]
        if not (terms or phrases):
            return []
        if not (terms and phrases) or len(self) <= _AT_ONCE:
            return self._run(_any([*terms, *phrases]), query.filter, limit)
        found = self._run(_any(terms), query.filter, limit)
        holding = [(_MUST, _any(phrases)), *((_SHOULD, term) for term in terms)]
        best = dict(_swapped(found))
        best.update(_swapped(self._run(tantivy.Query.boolean_query(holding), query.filter, limit)))
        return sorted(((score, place) for place, score in best.items()), reverse=True)[:limit]

    def _run(self, query: tantivy.Query, admitted: Filter, limit: int) -> list[Found]:
        # counting all matches would make Tantivy look at every posting
        hits = self._searcher.search(_filtered(query, admitted), limit, count=False).hits
        places = self._searcher.fast_field_values(schema.PLACE, [address for _, address in hits])
        return [(score, int(place or 0)) for (score, _), place in zip(hits, places, strict=True)]

    def _in_order(self, found: list[Found], k: int) -> list[Found]:
        """Return the first k, those of one score ordered by passage_id."""
        if not any(map(_same, found, found[1:])):  # as mostly
            return found[:k]
        ordered: list[Found] = []
        start = 0
        while start < len(found) and start < k:
            end = start + 1
            while end < len(found) and _same(found[start], found[end]):
                end += 1
            ordered += self._by_id(found[start:end]) if end - start > 1 else (found[start],)
            start = end
        return ordered[:k]

    def _by_id(self, tied: list[Found]) -> list[Found]:
        score = tied[0][0]
        return [(score, place) for _, place in sorted(tied, key=lambda item: self._passage_id(item[1]))]

    def __len__(self) -> int:
        """Return the number of passages."""
        return self.store.manifest.passages

    def document_frequency(self, term: str, field: Field = Field.TEXT) -> int:
        """Return the number of passages that hold the term."""
        return self._frequency(term, field)

    def vocabulary(self) -> Counts:
        """Return every term of the text field with its document frequency, in term order; read in place."""
        return self.store.terms

    def surface_forms(self) -> Counts:
        """Return every lower-cased word as printed with the document frequency of its term; read in place."""
        return self.store.words

    def passages(self, doc_id: str) -> Sequence[Passage]:
        """Return a document's passages in reading order."""
        stored = self.store.document(doc_id)
        return self.store.passages(stored) if stored else ()

    def references(self, doc_id: str) -> Mapping[int, Reference]:
        """Return a document's reference list by number."""
        stored = self.store.document(doc_id)
        return stored.references if stored else {}

    def doc_ids(self) -> Iterator[str]:
        """Return the identifiers of all documents, ascending."""
        return self.store.doc_ids()

    def documents(self) -> Iterator[DocumentRecord]:
        """Return what is known of all documents, by doc_id, ascending."""
        return (stored.record for stored in self.store.documents())


def _count(store: Store, searcher: tantivy.Searcher, term: str, field: Field) -> int:
    if store.manifest.deleted:  # Tantivy counts deleted passages until their segment is merged
        return (store.terms if field is Field.TEXT else store.headings).get(term, 0)
    return int(searcher.doc_freq(field.value, schema.stored_term(term)))


def _same(better: Found, worse: Found) -> bool:
    return better[0] - worse[0] <= _SAME_SCORE * better[0]


def _swapped(found: Sequence[Found]) -> Iterator[tuple[int, float]]:
    return ((place, score) for score, place in found)


def _term(field: Field, text: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema.schema(), field.value, schema.stored_term(text), index_option="freq")


def _phrase(phrase: Phrase) -> tantivy.Query:
    words: list[str | tuple[int, str]] = [schema.stored_term(term) for term in phrase.terms]
    return tantivy.Query.phrase_query(schema.schema(), phrase.field.value, words)


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1 else tantivy.Query.boost_query(query, weight)


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])


def _filtered(query: tantivy.Query, admitted: Filter) -> tantivy.Query:
    """Return the query within the filter; a passage without a date passes any dates."""
    clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
    if admitted.collections:
        names = [schema.stored_key(name) for name in sorted(admitted.collections)]
        within = tantivy.Query.term_set_query(schema.schema(), schema.COLLECTION, names)
        clauses.append((_MUST, tantivy.Query.const_score_query(within, 0.0)))
    if admitted.effective_from is not None:
        clauses.append((_MUST_NOT, _dates(None, schema.stored_date(admitted.effective_from) - 1)))
    if admitted.effective_to is not None:
        clauses.append((_MUST_NOT, _dates(schema.stored_date(admitted.effective_to) + 1, None)))
    return tantivy.Query.boolean_query([(_MUST, query), *clauses]) if clauses else query


def _dates(first: int | None, last: int | None) -> tantivy.Query:
    return tantivy.Query.range_query(schema.schema(), schema.EFFECTIVE, tantivy.FieldType.Integer, first, last)
