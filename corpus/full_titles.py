"""What people ask for a document by: its title, who issued it, whose rules it holds, its folder and file."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.english import english_words
from corpus.model import Passage

_PARTS = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W\d_]+\d*")  # "Ostrander", "mcp0417", but not what makes a file's name unique
_SHORTEST = 3  # characters of a name; less is a version


def full_title(passage: Passage) -> str:
    """Return the title of a passage's document and, line by line, the names that the title leaves out.

    A policy seldom says whose it is in every passage: the payer stands in a field beside it, in the name of the folder,
    or in that of the file, and is what people ask by.
    """
    metadata = passage.metadata
    return _full_title(passage.document, metadata.issuer, metadata.payer, passage.collection, passage.source)


@lru_cache(maxsize=20_000)
def _full_title(title: str, issuer: str | None, payer: str | None, collection: str, source: str) -> str:
    named, lines = set(_parts(title)), [title]
    for name in (issuer, payer, collection, _words_of_file(source)):
        wanting = [part for part in _PARTS.findall(name or "") if part.casefold() not in named]
        if wanting:
            named.update(part.casefold() for part in wanting)
            lines.append(" ".join(wanting))
    return "\n".join(lines)


def _parts(text: str) -> Iterator[str]:
    return (part.casefold() for part in _PARTS.findall(text))


def _words_of_file(source: str) -> str:
    """Return the names in a file's name: its everyday words say less than the title does."""
    stem = source.rpartition(".")[0] or source
    parts = (part for part in _PARTS.findall(stem) if len(part) >= _SHORTEST and _NAME.fullmatch(part))
    return " ".join(part for part in parts if part.casefold() not in english_words())
