"""Word lists of corpus.data, read once: data that rules look up, kept out of the code."""

from functools import cache
from importlib import resources


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the lines of corpus/data/NAME.txt without its comments."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def word_kinds(name: str) -> dict[str, str]:
    """Return the two columns of corpus/data/NAME.tsv: word and kind."""
    return dict(line.split("\t") for line in _lines(f"{name}.tsv"))


def _lines(file_name: str) -> list[str]:
    text = resources.files("corpus.data").joinpath(file_name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
