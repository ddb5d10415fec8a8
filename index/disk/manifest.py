"""The manifest of one generation: what the index is, what it was built with, and a checksum of every file.

    PATH/CURRENT                     the number of the generation that is served; replaced by one rename
    PATH/LOCK                        held by the one writer
    PATH/generations/12/manifest.json
    PATH/generations/12/tantivy/…    postings; unchanged segments are hard links to those of generation 11
    PATH/generations/12/records-7.dat    passages as stored by generation 7
    PATH/generations/12/*.table      documents, vocabulary, words as printed

A generation is finished before CURRENT names it and never changes after. A crash leaves a folder that nothing names;
the next writer removes it.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from index.disk.files import replace_file, write_file
from index.errors import (
    AnalyzerMismatchError,
    DamagedIndexError,
    IndexFormatError,
    NoIndexError,
    SearchIndexError,
    read_error,
)

FORMAT = 2
_NAME = "manifest.json"
_LONGEST_NUMBER = 20  # characters
_ATTEMPTS = 20  # while a writer publishes one generation after the other

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class FileSum:
    """Size and CRC-32 of a file."""

    size: int
    crc32: int


@dataclass(frozen=True, slots=True)
class CollectionCounts:
    """How much of a collection is in the index."""

    documents: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index says of itself."""

    generation: int
    analyzer: str  # fingerprint
    engine: str  # library and version that wrote the postings
    created: str  # ISO 8601, UTC
    documents: int
    passages: int
    deleted: int  # passages that still take room among the postings
    collections: Mapping[str, CollectionCounts] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)  # documents by file of records
    files: Mapping[str, FileSum] = field(default_factory=dict)  # by name below the generation's folder
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(file.size for file in self.files.values())

    @property
    def version(self) -> str:
        """Return what no other commit has: an index that is deleted and made anew counts its generations from 1."""
        return f"{self.generation}-{_digest(asdict(self))}"


def generation_folder(path: Path, generation: int) -> Path:
    """Return where a generation lives."""
    return path / "generations" / str(generation)


def current_generation(path: Path) -> int:
    """Return the number of the generation that is served. Raises NoIndexError or DamagedIndexError."""
    try:
        text = (path / "CURRENT").read_text("ascii")
    except (FileNotFoundError, NotADirectoryError):
        raise NoIndexError(path) from None
    except UnicodeDecodeError:
        raise DamagedIndexError(path / "CURRENT", "not a number") from None
    except OSError as error:
        raise read_error(path / "CURRENT", error) from error
    if not (text.endswith("\n") and text[:-1].isdigit() and len(text) <= _LONGEST_NUMBER):
        raise DamagedIndexError(path / "CURRENT", "not a number")
    return int(text)


def read_newest(path: Path, read: Callable[[], Read]) -> Read:
    """Return what is read of the newest generation; one that a commit removes meanwhile has a successor."""
    for _ in range(_ATTEMPTS):
        generation = current_generation(path)
        try:
            return read()
        except SearchIndexError:
            if current_generation(path) == generation:
                raise
    return read()


def publish(path: Path, generation: int) -> None:
    """Serve a finished generation from now on, with one rename, and remove all others."""
    replace_file(path / "CURRENT", f"{generation}\n".encode())
    remove_others(path, generation)


def remove_others(path: Path, keep: int | None) -> None:
    """Remove every generation but one; readers that have one open keep it until they let go."""
    for folder in (path / "generations").iterdir():
        if folder.name != str(keep):
            shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a finished generation, with its own checksum."""
    body = asdict(manifest)
    write_file(folder / _NAME, json.dumps({**body, "sha256": _digest(body)}, indent=1, sort_keys=True).encode())


def read_manifest(path: Path, analyzer: str | None = None) -> Manifest:
    """Return the manifest of the generation that is served, checked.

    Raises NoIndexError, IndexFormatError, DamagedIndexError, and AnalyzerMismatchError where a fingerprint is given.
    """
    folder = generation_folder(path, current_generation(path))
    manifest = _parse(folder / _NAME)
    if analyzer is not None and manifest.analyzer != analyzer:
        raise AnalyzerMismatchError(path, manifest.analyzer, analyzer)
    return manifest


def _parse(file: Path) -> Manifest:
    try:
        body = json.loads(file.read_bytes())
        if body["format"] != FORMAT:
            raise IndexFormatError(file.parent.parent.parent, body["format"], FORMAT)
        if body.pop("sha256") != _digest(body):
            raise DamagedIndexError(file, "its checksum does not fit")
        body["collections"] = {name: CollectionCounts(**counts) for name, counts in body["collections"].items()}
        body["files"] = {name: FileSum(**found) for name, found in body["files"].items()}
        return Manifest(**body)
    except OSError as error:
        raise read_error(file, error) from error
    except (ValueError, TypeError, KeyError, AttributeError):
        raise DamagedIndexError(file, "not a manifest") from None


def _digest(body: Mapping[str, object]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
