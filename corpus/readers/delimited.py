"""Delimited text (.csv, .tsv): rows of cells, and the delimiter found out where nothing tells it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from corpus.errors import UnreadableFile
from corpus.model import Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.sheets import Row, add_table

_MOST_CELLS = 16_384  # of a row, as Excel has it
_DELIMITERS = "\t;|,"  # of two that fit alike the first counts: a comma may stand in prose and in figures
_SAMPLE = 20_000  # characters in which the delimiter is found out
_TOLD = re.compile(r"sep=(.)[ \t]*(?:\n|$)", re.IGNORECASE)  # as Excel writes it; no data


class CsvReader:
    """Reads .csv and .tsv: quotes as RFC 4180 has them, the delimiter as the first line tells it, or found out."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(data, name)
        builder = ContentBuilder()
        told = _TOLD.match(text)
        rows = text[told.end() :] if told else text
        try:
            add_table(builder, "", _split(rows, told[1] if told else _delimiter(rows)), page=None)
        except csv.Error as error:
            raise UnreadableFile(name, "no valid table of comma-separated values; save it again as .csv") from error
        return builder.build(notes=notes)


def _split(text: str, delimiter: str) -> Iterator[Row]:
    for row in csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True):
        if len(row) > _MOST_CELLS:
            raise csv.Error
        yield row


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most rows into equally many cells, and into most of them."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(text[:_SAMPLE], delimiter))


def _fit(sample: str, delimiter: str) -> tuple[int, int]:
    """Return how many rows have the most frequent number of cells above one, and that number."""
    widths = Counter(len(row) for row in _split(sample, delimiter) if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
