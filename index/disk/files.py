"""Files that survive a crash: write, sync, rename, sync the folder; checksums; one writer at a time.

Everything that the index writes beside Tantivy goes through here, so that tests can fail each call in turn.
"""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from index.errors import IndexBusyError

_CHUNK = 1 << 20


def write_file(path: Path, data: bytes) -> None:
    """Write a new file and sync it; the name is lasting after `sync_folder`."""
    with path.open("wb") as file:
        file.write(data)
        sync_file(file)


def sync_file(file: BinaryIO) -> None:
    """Make what was written to an open file lasting."""
    file.flush()
    os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place of another at once: a reader sees the old content or the new."""
    beside = path.with_name(f".{path.name}.new")
    write_file(beside, data)
    os.replace(beside, path)  # noqa: PTH105 - one rename, named as what it is
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder lasting."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_file(source: Path, target: Path) -> None:
    """Give a finished file a second name; it costs no space. Files of an index never change once written."""
    os.link(source, target)


def checksum(path: Path) -> int:
    """Return the CRC-32 of a file."""
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
    return value


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Hold the lock file, or raise IndexBusyError at once. However the process ends, the system lets go of it."""
    with path.open("a+b") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise IndexBusyError(path.parent, file.read(20).decode("ascii", "replace").strip()) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        yield
