"""What can be wrong with a built index. Every message names the command that mends it."""

import errno
from pathlib import Path

from corpus.errors import CitebotError

_REBUILD = "Rebuild it with: citebot index --rebuild FOLDER"


class SearchIndexError(CitebotError):
    """A built index cannot be read or written."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class NoIndexError(SearchIndexError):
    """There is no index at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "no index here. Build one with: citebot index FOLDER")


class IndexFormatError(SearchIndexError):
    """The index was written by another version of citebot."""

    def __init__(self, path: Path, found: object, expected: int) -> None:
        super().__init__(path, f"index format {found}, this version reads {expected}. {_REBUILD}")
        self.found, self.expected = found, expected


class AnalyzerMismatchError(SearchIndexError):
    """The index holds the terms of another analyzer, so its words would not be found."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        super().__init__(path, f"built with analyzer {found}, this version uses {expected}. {_REBUILD}")
        self.found, self.expected = found, expected


class DamagedIndexError(SearchIndexError):
    """A file of the index is not what was written; nothing of it is served."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(path, f"damaged index file: {fault}. {_REBUILD}")
        self.fault = fault


class IndexReadError(SearchIndexError):
    """The index may be whole, but this process cannot read it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"cannot be read ({reason}). Mend this (limits: ulimit -n; rights: chmod) and run again")
        self.reason = reason


# of the process or the machine, not of the file; Tantivy tells of them in words alone
_NOT_DAMAGE = {
    "Too many open files": (errno.EMFILE, errno.ENFILE),
    "Permission denied": (errno.EACCES, errno.EPERM),
    "Cannot allocate memory": (errno.ENOMEM,),
}


def unreadable(path: Path, error: Exception, fault: str) -> SearchIndexError:
    """Return what an error at opening means: that this process cannot read the index, or that it is damaged."""
    for words, codes in _NOT_DAMAGE.items():
        if words in str(error) or (isinstance(error, OSError) and error.errno in codes):
            return IndexReadError(path, words)
    return DamagedIndexError(path, fault)


class IndexBusyError(SearchIndexError):
    """Another process is writing."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(path, f"process {owner or 'unknown'} is writing this index. Wait for it, then run again")
        self.owner = owner


class IndexWriteError(SearchIndexError):
    """The index could not be written; the former one is still whole and served."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"not written ({reason}); the former index is unchanged. Mend this and run again")
        self.reason = reason
