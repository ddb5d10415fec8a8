"""Which words of a passage are searched in which field; the same for every engine."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

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


def surface_counts(texts: Iterable[str]) -> Counter[str]:
    """Return how many of the texts hold each word as printed: letters only, two or more, in lower case, unaccented.

    A text that prints one word with and without accents counts twice: engines count words in lower case and fold after.
    """
    return folded_counts(Counter(chain.from_iterable({word.lower() for word in _WORD.findall(text)} for text in texts)))


def folded_counts(counts: Mapping[str, int]) -> Counter[str]:
    """Return counts of words in lower case as counts of words without accents."""
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        folded[fold(word)] += count
    return folded
