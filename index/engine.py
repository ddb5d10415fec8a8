"""Engine, Query and Hit: the contract that the memory and disk engines share; who needs a part of it asks for that.

Score of a passage = sum over the query's terms of weight × BM25(term, field) + the same for its phrases, with
BM25 in Lucene's form (Kamphuis et al. 2020, "Which BM25 do you mean?", table 1, row Lucene):

    idf(t) = ln(1 + (N − n + 0.5) / (n + 0.5))
    BM25   = idf(t) · (k1 + 1) · tf / (tf + k1 · (1 − b + b · |field| / avg |field|))

A phrase counts as one term whose tf is its number of occurrences and whose idf is the sum of its terms' idf.
N counts all passages, filtered out or not.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from corpus.model import Passage, Reference
from index.counts import Counts
from index.writer import DocumentRecord

K1 = 1.2  # Tantivy's, which cannot be set; shared so that every engine ranks alike
B = 0.75


def lucene_idf(document_frequency: int, passages: int) -> float:
    """Return idf(t) of the form above for n of N passages, never negative."""
    return math.log1p((passages - document_frequency + 0.5) / (document_frequency + 0.5))


class Field(StrEnum):
    """Where a term is looked for."""

    TEXT = "text"  # title, section, context and passage text joined
    HEADING = "heading"  # title and section alone

    __hash__ = str.__hash__  # that of Enum is not in C


class Term(NamedTuple):
    """One analyzed term with the weight of its evidence."""

    text: str
    weight: float = 1.0
    field: Field = Field.TEXT


class Phrase(NamedTuple):
    """Terms that should stand next to each other, in order."""

    terms: tuple[str, ...]  # two or more
    weight: float = 1.0
    field: Field = Field.TEXT


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages may be found at all; an empty filter lets all pass."""

    collections: frozenset[str] = frozenset()
    effective_from: date | None = None  # passages without a date pass
    effective_to: date | None = None

    def admits(self, passage: Passage) -> bool:
        """Return whether the passage may be found."""
        if self.collections and passage.collection not in self.collections:
            return False
        effective = passage.metadata.effective
        if effective is None:
            return True
        after = self.effective_from is None or effective >= self.effective_from
        return after and (self.effective_to is None or effective <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: a question after analysis."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    filter: Filter = field(default_factory=Filter)


class Hit(NamedTuple):
    """A ranked passage."""

    passage: Passage
    score: float
    rank: int  # from 1


class Ranker(Protocol):
    """Ranks passages against a query."""

    def search(self, query: Query, k: int) -> Sequence[Hit]:
        """Return at most k hits with a score above 0, best first, equal scores by passage_id."""
        ...


class TermStatistics(Protocol):
    """What is counted over all passages."""

    def __len__(self) -> int:
        """Return the number of passages."""
        ...

    def document_frequency(self, term: str, field: Field = Field.TEXT) -> int:
        """Return the number of passages that hold the term; 0 if none does."""
        ...

    def vocabulary(self) -> Counts:
        """Return every term of the text field with its document frequency, in term order."""
        ...

    def surface_forms(self) -> Counts:
        """Return every lower-cased word as printed (unstemmed) with the document frequency of its term."""
        ...


class DocumentStore(Protocol):
    """Documents and their passages, returned as stored: an answer needs no other file."""

    def passages(self, doc_id: str) -> Sequence[Passage]:
        """Return a document's passages in reading order; empty if there is no such document."""
        ...

    def references(self, doc_id: str) -> Mapping[int, Reference]:
        """Return a document's reference list by number; empty if it has none."""
        ...

    def doc_ids(self) -> Iterator[str]:
        """Return the identifiers of all documents, ascending."""
        ...

    def documents(self) -> Iterator[DocumentRecord]:
        """Return what is known of all documents, by doc_id, ascending: without a look at their passages."""
        ...


class Engine(Ranker, TermStatistics, DocumentStore, Protocol):
    """A collection that is searched: all of the above, of the same contents. Safe to share between threads."""

    @property
    def version(self) -> str:
        """Return what changes when the contents change: what was derived from them must be made anew."""
        ...

    def snapshot(self) -> "Engine":
        """Return this engine as it stands now, unmoved by later commits: take one for each question."""
        ...
