"""Opens Tantivy's searcher on finished postings, where they may only be read too."""

import errno
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from index.errors import DamagedIndexError, SearchIndexError, read_error

_NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_CODE = re.compile(r"Os \{ code: (\d+)")  # Tantivy tells an error of the system in words alone


def open_searcher(folder: Path) -> tantivy.Searcher:
    """Return the searcher of finished postings. Raises DamagedIndexError or IndexReadError."""
    try:
        return _opened(folder)
    except (ValueError, OSError) as error:
        if _code(error) not in _NOT_WRITABLE:
            raise _meant(folder, error) from error
    try:
        return _opened_elsewhere(folder)
    except (ValueError, OSError) as error:
        raise _meant(folder, error) from error


def _opened(folder: Path) -> tantivy.Searcher:
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")
    index.reload()
    return index.searcher()


def _opened_elsewhere(folder: Path) -> tantivy.Searcher:
    """Open through names in a folder of our own: Tantivy writes a lock file where it reads, and that may be forbidden.

    An open searcher needs the files and no longer their names.
    """
    with TemporaryDirectory(prefix="citebot-") as names:
        for file in folder.iterdir():
            if not file.name.endswith(".lock"):
                (Path(names) / file.name).symlink_to(file.resolve())
        return _opened(Path(names))


def _code(error: Exception) -> int | None:
    if isinstance(error, OSError):
        return error.errno
    found = _CODE.search(str(error))
    return int(found[1]) if found else None


def _meant(folder: Path, error: Exception) -> SearchIndexError:
    code = _code(error)
    if code is None or code == errno.ENOENT:
        return DamagedIndexError(folder, "Tantivy cannot open it")
    return read_error(folder, OSError(code, os.strerror(code)))
