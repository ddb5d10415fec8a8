"""Which words of a passage are searched in which field; the same for every engine."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.model import Passage
from index.analyzer import Analyzer, fold
from index.engine import Field

_WORD = re.compile(r"[^\W\d_]{2,}")


def field_text(passage: Passage, field: Field) -> str:
    """Return what is searched of a passage in a field."""
    heading = "\n".join((passage.document, *passage.section))
    return heading if field is Field.HEADING else f"{heading}\n{passage.context}\n{passage.text}"


def field_terms(passage: Passage, field: Field, analyzer: Analyzer) -> list[str]:
    """Return a field's terms in order."""
    return analyzer.terms(field_text(passage, field))


def surface_words(passages: Iterable[Passage]) -> Iterator[set[str]]:
    """Yield for each passage its lower-cased words as printed: letters only, two or more, for the speller."""
    for passage in passages:
        yield surface_words_of(field_text(passage, Field.TEXT))


def surface_words_of(text: str) -> set[str]:
    """Return the lower-cased words of a text as printed: letters only, two or more."""
    return set(map(_folded, _WORD.findall(text)))


_folded = lru_cache(maxsize=500_000)(fold)
