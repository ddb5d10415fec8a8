"""Whether a file is as it was indexed: by its size and times, by its content when in doubt."""

import hashlib
from pathlib import Path

from corpus.folder import companions
from corpus.version import reading_version
from index.writer import DocumentRecord

_JUST_WRITTEN = 2_000_000_000  # ns; a file this young may change again without a new time on it


def is_same(root: Path, name: str, record: DocumentRecord) -> bool:
    """Return whether a file and those beside it are as indexed: by size and time, by content when in doubt."""
    found = stamps(root, name)
    seen = int(record.state.get("seen", "0"))
    if not found or not record.content_hash.startswith(f"{reading_version()}-"):
        return False
    if found == record.state.get("stamps") and all(
        _modified(stamp) < seen - _JUST_WRITTEN for stamp in found.split(";")
    ):
        return True
    return content_hash(root, name) == record.content_hash


def _modified(stamp: str) -> int:
    """Return when a file was last touched: its content, which can be backdated, or its entry, which cannot."""
    return max(map(int, stamp.split(":")[2:4]))


def stamps(root: Path, name: str) -> str:
    """Return place, size, times and inode of a file and of those beside it; "" if it is gone."""
    found = []
    for i, path in enumerate([root / name, *companions(root, name)]):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append(f"{i}:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}")
    return ";".join(found) if found and found[0].startswith("0:") else ""


def content_hash(root: Path, name: str) -> str:
    """Return a hash of all that a document's passages depend on: its bytes, those beside it, and how we read."""
    digest = hashlib.sha256()
    for i, path in enumerate([root / name, *companions(root, name)]):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        digest.update(f"{i}:{len(data)}:".encode())
        digest.update(data)
    return f"{reading_version()}-{digest.hexdigest()}"
