"""Labelled dates in the rows of a small table that tells of the file, and in a label above its date."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.dates.labels import Labelled, label_alone, labelled_in
from corpus.tables.columns_above import cells_of

_PAPER = r"(?:policy|document|guideline|procedure|bulletin|form|manual|protocol|reference|ref|file|page)"
_FIELDS = (
    rf"{_PAPER}\W*(?:number|no|name|title|id|type|owner)?",
    r"number|title|subject|topic|department|division|owner|author|version|revision",
    r"category|section|chapter|lines?\s+of\s+business|lob|applies\s+to|product|jurisdiction|scope|status|issuer",
    r"(?:prepared|approved|reviewed|revised|updated|issued)\s+by",
    r"contact",
    r"(?:issued?|publication|origination|expir\w+)(?:\s+date)?",
    r"(?:next\s+)?review(?:\s+date)?",
    r"supersedes|replaces|created",
)  # what else such a table tells of the file; a table of codes tells of them
_FIELD = re.compile(rf"(?:{'|'.join(_FIELDS)})\W*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^:]+):\s+(?P<value>.+)")
_LONGEST = 300  # characters of a row that holds little else
_Row = Sequence[str]


def labelled_in_rows(lines: Sequence[str]) -> Iterator[Labelled]:
    """Yield the labelled dates of rows that stand below each other; none of names that several rows hold."""
    rows = [cells_of(line) for line in lines if len(line) <= _LONGEST]
    pairings = [pairs for row in rows for pairs in (_named(row), _beside(row)) if pairs]
    names = [[name for name, _ in pairs] for pairs in pairings]
    for pairs, own in zip(pairings, names, strict=True):
        if names.count(own) == 1:
            yield from _labelled(pairs)
    for above, row in pairwise(rows):
        alike = sum(len(other) == len(row) for other in rows)
        if len(above) == len(row) and (len(row) == 1 or alike == 2):
            yield from _labelled(list(zip(above, row, strict=True)))


def _named(row: _Row) -> Sequence[tuple[str, str]]:
    """Return names and values of a row that holds both in each cell: "Effective Date: 01/01/2025"."""
    matches = [_NAMED.fullmatch(cell) for cell in row]
    return [(match["name"], match["value"]) for match in matches if match] if all(matches) else []


def _beside(row: _Row) -> Sequence[tuple[str, str]]:
    """Return the names of a row and the values to their right: "Effective Date | 01/01/2025".

    Before them may stand names of columns that are none: "Policy Number: Effective Date | MP-204: 01/01/2025".
    """
    if len(row) % 2:
        return []
    matches = [_NAMED.fullmatch(cell) for cell in row]
    cells = [match["value"] for match in matches if match] if all(matches) else row
    return list(zip(cells[::2], cells[1::2], strict=True))


def _labelled(pairs: Sequence[tuple[str, str]]) -> Iterator[Labelled]:
    if all(label_alone(name) or _FIELD.fullmatch(name) for name, _ in pairs):
        for name, value in pairs:
            if label_alone(name):
                yield from labelled_in(f"{name.strip().rstrip(':')}: {value}", heads=False)
