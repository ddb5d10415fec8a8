"""The tables of terms, headings and words: made of what Tantivy counted, or the former ones with what changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import repeat

from index.analyzer import Analyzer
from index.disk import schema
from index.disk.analysis import Counted, word_terms
from index.disk.store import HEADINGS, TERMS, WORDS, Store
from index.disk.tables import CountedKeys, CountTable, encode_counts
from index.engine import Field
from index.fields import surface_counts

Words = Mapping[str, str]  # as printed, with their joined terms
Tables = Iterator[tuple[str, bytes]]  # with their names


class Vocabulary:
    """The words and terms of an index that starts from nothing, brought in order before they are counted."""

    def __init__(self, words: Words) -> None:
        self._words = {word: words[word] for word in sorted(words)}
        self._keys = CountedKeys(self._words)
        self._terms = dict.fromkeys(self._words.values(), 0)  # nearly in order; those of no word are few

    def tables(self, vocabularies: Mapping[Field, Iterable[tuple[str, int]]], passages: int) -> Tables:
        """Yield the tables; `vocabularies` tell how many passages hold each stored term."""
        self._terms.update(vocabularies[Field.TEXT])
        yield TERMS, encode_counts(schema.spelled(self._terms))
        yield HEADINGS, encode_counts(schema.spelled(dict(vocabularies[Field.HEADING])))
        yield WORDS, self._keys.table(_word_counts(self._words, self._terms, passages).values())


def changed_tables(former: Store, counted: Counted, added: Words, passages: int, analyzer: Analyzer) -> Tables:
    """Yield the former tables with what changed; `added` are the words of the passages that were added."""
    terms = _changed(former.terms, counted.terms)
    yield TERMS, former.terms.changed(schema.spelled(terms))
    yield HEADINGS, former.headings.changed(schema.spelled(_changed(former.headings, counted.heading_terms)))
    words = word_terms(analyzer, former.words.all_keys())
    # a word of no term counts as all passages hold it; one of several has to be looked at
    touched = {word: its for word, its in words.items() if its in terms or not its or " " in its} | dict(added)
    needed = {term for its in touched.values() for term in schema.split(its)}
    frequencies = _stored_counts(former.terms, needed - terms.keys()) | terms
    yield WORDS, former.words.changed(_word_counts(touched, frequencies, passages))


def _changed(table: CountTable, delta: Mapping[str, int]) -> dict[str, int]:
    """Return the new counts of the stored terms whose counts changed."""
    changes = {term: change for term, change in delta.items() if change}
    return {term: count + changes[term] for term, count in _stored_counts(table, changes).items()}


def _stored_counts(table: CountTable, terms: Collection[str]) -> dict[str, int]:
    """Return the counts of stored terms, 0 for those that are not there."""
    spelled = {term: schema.spelled_term(term) for term in terms}
    counts = table.those(spelled.values())
    return {term: counts.get(key, 0) for term, key in spelled.items()}


def _word_counts(words: Words, frequencies: Mapping[str, int], passages: int) -> Mapping[str, int]:
    """Return the words with their counts."""
    # nearly every word has one term; looked up one by one in Python, they would take as long as their tables
    counts = dict(zip(words, map(frequencies.get, words.values(), repeat(0)), strict=True))
    if not all(counts.values()):
        others = ((word, schema.split(words[word])) for word, count in counts.items() if not count)
        counts.update(surface_counts(others, lambda term: frequencies.get(term, 0), passages))
    return counts
