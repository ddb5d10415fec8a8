"""What can be wrong with a built index. Every message names the command that mends it."""

import shlex
from pathlib import Path

from corpus.errors import CitebotError

_CURRENT, _GENERATIONS = "CURRENT", "generations"  # what stands in an index (index.disk.manifest)


class SearchIndexError(CitebotError):
    """A built index cannot be read or written."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class NoIndexError(SearchIndexError):
    """There is no index at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"no index here. Build one with: citebot index FOLDER{_named(path)}")


class ForeignFilesError(SearchIndexError):
    """A new index was to be put among other files."""

    def __init__(self, path: Path, file: str, folder: Path) -> None:
        command = f"citebot index {shlex.quote(str(folder))} --index DIR"
        super().__init__(path, f"holds other files, such as {file}. Name a folder of its own: {command}")
        self.file = file


class IndexFormatError(SearchIndexError):
    """The index was written by another version of citebot."""

    def __init__(self, path: Path, found: object, expected: int) -> None:
        super().__init__(path, f"index format {found}, this version reads {expected}. {rebuild_hint(path)}")
        self.found, self.expected = found, expected


class AnalyzerMismatchError(SearchIndexError):
    """The index holds the terms of another analyzer, so its words would not be found."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        super().__init__(path, f"built with analyzer {found}, this version uses {expected}. {rebuild_hint(path)}")
        self.found, self.expected = found, expected


class DamagedIndexError(SearchIndexError):
    """A file of the index is not what was written; nothing of it is served."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(path, f"damaged index file: {fault}. {rebuild_hint(_index_of(path))}")
        self.fault = fault


class IndexReadError(SearchIndexError):
    """The system did not let the index be read: no rights, too many open files, a failing disk."""

    def __init__(self, path: Path, reason: str) -> None:
        hint = rebuild_hint(_index_of(path))
        super().__init__(path, f"not read ({reason}). Mend this and run again. If the disk is failing: {hint}")
        self.reason = reason


def read_error(path: Path, error: OSError) -> SearchIndexError:
    """Return what a failed read means: a missing file is damage, everything else a trouble of the system."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError, IsADirectoryError)):
        return DamagedIndexError(path, "missing")
    return IndexReadError(path, error.strerror or "cannot be opened")


class IndexBusyError(SearchIndexError):
    """Another process is writing."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(path, f"process {owner or 'unknown'} is writing this index. Wait for it, then run again")
        self.owner = owner


class IndexWriteError(SearchIndexError):
    """The index could not be written; a former one, if there is any, is still whole and served."""

    def __init__(self, path: Path, reason: str, *, has_former: bool) -> None:
        former = "; the former index is unchanged" if has_former else ""
        super().__init__(path, f"not written ({reason}){former}. Mend this and run again")
        self.reason = reason


def rebuild_hint(index: Path, folder: Path | None = None) -> str:
    """Return the sentence that tells how an index is made anew; `folder` is what it was made from, if that is known."""
    source = shlex.quote(str(folder)) if folder else "FOLDER"
    return f"Rebuild it with: citebot index --rebuild {source}{_named(index)}"


def _named(index: Path) -> str:
    """Return the option that names an index: the command must not change another one."""
    return f" --index {shlex.quote(str(index))}"


def _index_of(path: Path) -> Path:
    """Return the index that a path is, or that a file or a folder belongs to."""
    if path.name == _CURRENT:
        return path.parent
    return next((above.parent for above in path.parents if above.name == _GENERATIONS), path)
