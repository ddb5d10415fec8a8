"""What Tantivy holds of a passage, and how our terms get through it unchanged.

The analyzer's terms are joined by spaces and split again by Tantivy's whitespace tokenizer; no filter touches them.
The text itself is not stored in Tantivy: a number leads to its record (index.disk.records).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import tantivy

from index.engine import Field

DOCUMENT = "document"  # raw: deletes by term do nothing, silently, on a field whose tokenizer splits the identifier
COLLECTION = "collection"  # raw
EFFECTIVE = "effective"  # days since year 1, absent where nobody said
PLACE = "place"
_TOKENIZER = "citebot_terms"
_SPACE, _HARD_SPACE = " ", "\u00a0"


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """Return the one schema."""
    builder = tantivy.SchemaBuilder()
    for field in Field:
        builder.add_text_field(field.value, tokenizer_name=_TOKENIZER, index_option="position")
    for name in (DOCUMENT, COLLECTION):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(EFFECTIVE, indexed=True, fast=True)
    builder.add_integer_field(PLACE, fast=True)
    return builder.build()


def create(folder: Path) -> tantivy.Index:
    """Return a new index in the folder, or the one that is there, ready to be written."""
    index = tantivy.Index(schema(), path=str(folder))
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def joined(terms: Iterable[str]) -> str:
    """Return terms as Tantivy takes them."""
    return " ".join([stored_term(term) for term in terms])


def stored_term(term: str) -> str:
    """Return a term as stored: some ligatures unfold to several words, which the tokenizer would split."""
    return term.replace(_SPACE, _HARD_SPACE) if _SPACE in term else term


def split(terms: str) -> list[str]:
    """Return the stored terms that were joined."""
    return [term for term in terms.split(_SPACE) if term]


def spelled(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts of stored terms under the terms themselves."""
    if _HARD_SPACE not in "".join(counts):  # as nearly always
        return counts
    return {spelled_term(stored): count for stored, count in counts.items()}


def spelled_term(stored: str) -> str:
    """Return a term from how it is stored."""
    return stored.replace(_HARD_SPACE, _SPACE)


def stored_key(text: str) -> str:
    """Return an identifier as stored: a file name may hold bytes that are no text."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def stored_date(day: date) -> int:
    """Return a date as a number that grows with it."""
    return day.toordinal()
