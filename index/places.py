"""Where an index may be put."""

from contextlib import suppress
from pathlib import Path

from corpus.folder import escaped
from index.disk import index_exists
from index.errors import ForeignFilesError

_LEFT_BEHIND = frozenset({"LOCK", "generations"})  # by a first run that was killed (index.disk.manifest)
_OF_THE_DISK = frozenset({"lost+found"})  # where the folder is a disk of its own


def refuse_foreign_files(path: Path, folder: Path) -> None:
    """Raise ForeignFilesError where a new index of the folder would stand among other files.

    A folder that holds an index counts as one: its documents would not be read any more.
    """
    if index_exists(path):
        return
    with suppress(OSError):  # not there yet, or no folder that may be read: the writer tells
        for name in sorted(entry.name for entry in path.iterdir()):
            if name not in _LEFT_BEHIND | _OF_THE_DISK and not name.startswith("."):
                raise ForeignFilesError(path, escaped(name), folder)
