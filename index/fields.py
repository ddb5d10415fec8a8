"""Which words of a passage are searched in which field; the same for every engine."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.model import Passage
from index.analyzer import RAISED, Analyzer, fold, singular
from index.engine import Field
from index.full_titles import full_title

_WORD = re.compile(rf"[^\W\d_{RAISED}]{{2,}}")


def field_text(passage: Passage, field: Field) -> str:
    """Return what is searched of a passage in a field."""
    heading, rest = field_parts(passage)
    return heading if field is Field.HEADING else f"{heading}\n{rest}"


def field_parts(passage: Passage) -> tuple[str, str]:
    """Return what is searched of a passage as its heading, and what its text field holds beside the heading."""
    return "\n".join((full_title(passage), *passage.section)), f"{passage.context}\n{passage.text}"


def field_terms(passage: Passage, field: Field, analyzer: Analyzer) -> list[str]:
    """Return a field's terms in order."""
    return analyzer.terms(field_text(passage, field))


def surface_words(text: str) -> set[str]:
    """Return the words of a text as printed: letters only, two or more, in lower case, without accents.

    Of a plural such as "LCSWs" it is the short form itself.
    """
    return {fold(singular(word)) for word in _WORD.findall(text)}


def surface_counts(
    words: Iterable[tuple[str, Sequence[str]]], frequency: Callable[[str], int], passages: int
) -> Counter[str]:
    """Return the words that passages hold, given with their terms, each with the document frequency of its rarest term.

    A stop word has no term and counts as if all passages held it. Counting the words themselves, passage by passage,
    would cost a build as much as its analysis, and a speller wants to know how common a thing is, not a spelling.
    """
    counts = ((word, min(map(frequency, terms), default=passages)) for word, terms in words)
    return Counter({word: count for word, count in counts if count})
