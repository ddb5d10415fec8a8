"""Files that hold something a line: JSON Lines, judgements and runs in TREC's form."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

from corpus.errors import CorpusError, UnreadableFile

T = TypeVar("T")

# what a line of another form raises
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_WHOLE_LETTERS = "whole letters, found half of one: an escape from \\ud800 to \\udfff without its other half"


class LineFileError(CorpusError):
    """A file of lines that cannot be used."""

    def __init__(self, path: Path, line: int, expected: str) -> None:
        super().__init__(f"{path}, line {line}: expected {expected}")
        self.path, self.line, self.expected = path, line, expected


@contextmanager
def naming_line(path: Path, number: int, expected: str) -> Iterator[None]:
    """Raise what a line that is none of ours raises where it is taken apart as a LineFileError."""
    try:
        yield
    except UnicodeEncodeError:
        raise LineFileError(path, number, _WHOLE_LETTERS) from None
    except _MALFORMED:
        raise LineFileError(path, number, expected) from None


def text(value: object) -> str:
    """Return a text of a line. Raises TypeError on anything else, UnicodeEncodeError on half a letter."""
    if not isinstance(value, str):
        raise TypeError("no text")
    value.encode()  # half a letter could be neither shown nor indexed
    return value


def whole(value: object) -> int:
    """Return a whole number of a line. Raises TypeError on anything else."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


def listed(value: object, one: Callable[[object], T]) -> tuple[T, ...]:
    """Return a list of a line, each of its values as `one` has it. Raises TypeError on anything else."""
    if not isinstance(value, list):
        raise TypeError("no list")
    return tuple(map(one, value))


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers from 1, blank ones left out; one named .gz is unpacked.

    Only a line feed ends a line: JSON may hold the other separators as they are. Raises LineFileError or
    UnreadableFile.
    """
    number = 0
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _text(path, number, line)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise LineFileError(path, number + 1, "a whole file packed by gzip") from None
    except OSError as error:
        raise UnreadableFile(str(path), f"cannot be read ({error.strerror or 'no reason given'})") from error


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _text(path: Path, number: int, line: bytes) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise LineFileError(path, number, "text in UTF-8") from None
