"""The index on one machine: Tantivy's postings, and everything an answer needs beside them.

open_writer(path, analyzer) changes it, open_index(path, analyzer) answers from it, status(path) tells of it.
"""

from pathlib import Path

from index.analyzer import Analyzer
from index.disk.engine import DiskEngine
from index.disk.manifest import Manifest, current_generation, generation_folder, read_manifest, read_newest
from index.disk.store import check_files
from index.disk.writer import DiskWriter
from index.errors import NoIndexError

__all__ = ["DiskEngine", "DiskWriter", "Manifest", "check", "index_exists", "open_index", "open_writer", "status"]


def open_index(path: Path, analyzer: Analyzer) -> DiskEngine:
    """Return the engine on the index at a path, which follows later commits.

    Raises NoIndexError, IndexFormatError, AnalyzerMismatchError or DamagedIndexError.
    """
    return DiskEngine(path, analyzer)


def open_writer(path: Path, analyzer: Analyzer, *, rebuild: bool = False, workers: int | None = None) -> DiskWriter:
    """Return the one writer of the index at a path, which is made if there is none.

    `rebuild` starts from nothing: the former index is served until the first commit. `workers` processes analyse a
    large build; all cores by default, 1 for none but this one. Raises IndexBusyError where another process writes.
    """
    return DiskWriter(path, analyzer, rebuild=rebuild, workers=workers)


def index_exists(path: Path) -> bool:
    """Return whether there is an index at the path, readable or not."""
    try:
        current_generation(path)
    except NoIndexError:
        return False
    return True


def status(path: Path) -> Manifest:
    """Return what the index says of itself, if each of its files is there and as long as it says.

    Raises NoIndexError, IndexFormatError or DamagedIndexError.
    """
    return read_newest(path, lambda: _checked(path, 0))


def check(path: Path) -> Manifest:
    """Read every byte of the index and return its manifest. Raises DamagedIndexError, which names the file."""
    return read_newest(path, lambda: _checked(path))


def _checked(path: Path, budget: int | None = None) -> Manifest:
    manifest = read_manifest(path)
    check_files(generation_folder(path, manifest.generation), manifest, budget)
    return manifest
