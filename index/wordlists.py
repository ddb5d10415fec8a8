"""Reads the tables of index/lexicon: one entry a line, "#" begins a comment, " = " between columns."""

from collections.abc import Iterator
from importlib import resources


def entries(name: str) -> Iterator[str]:
    """Yield the entries of a table, comments and empty lines left out."""
    yield from entries_of(resources.files("index.lexicon").joinpath(name).read_text("utf-8"))


def entries_of(text: str) -> Iterator[str]:
    """Yield the entries of a table given as text."""
    for line in text.splitlines():
        entry = line.partition("#")[0].strip() if "#" in line else line.strip()
        if entry:
            yield entry


def words(name: str) -> frozenset[str]:
    """Return the words of a table that holds nothing but words, however many a line."""
    return frozenset(word for entry in entries(name) for word in entry.split())


def columns(name: str) -> Iterator[list[str]]:
    """Yield the columns of each entry, which " = " separates."""
    return (entry.split(" = ") for entry in entries(name))
