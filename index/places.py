"""Where an index may be put."""

from contextlib import suppress
from pathlib import Path

from corpus.folder import INDEX, escaped, is_index
from index.errors import ForeignFilesError

_OWN = INDEX | {"CURRENT", "lost+found"}  # the last where the folder is a disk of its own


def refuse_foreign_files(path: Path, folder: Path) -> None:
    """Raise ForeignFilesError where a new index of the folder would stand among other files.

    A folder that holds an index counts as one: its documents would not be read any more.
    """
    with suppress(OSError):  # not there yet, or no folder that may be read: the writer tells
        names = sorted(entry.name for entry in path.iterdir())
        foreign = [name for name in names if name not in _OWN and not name.startswith(".")]
        if foreign and not is_index(names):
            raise ForeignFilesError(path, escaped(foreign[0]), folder)
