"""What tells that this version may read a file otherwise than the one that read it before."""

import hashlib
from functools import lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

_LIBRARIES = (
    "bibtexparser",
    "markdown-it-py",
    "nltk",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "python-pptx",
    "rispy",
    "selectolax",
    "symspellpy",
)
_NOT_READING = frozenset({"__pycache__", "sample"})


@lru_cache(maxsize=1)
def reading_version() -> str:
    """Return a fingerprint of the code and word lists that read, and of the libraries below them.

    Made of the files themselves, since a number that someone has to count up is forgotten. An upgrade that touched
    none of them reads nothing again.
    """
    digest = hashlib.sha256()
    for file in sorted(_sources(resources.files("corpus")), key=str):
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()[:16]


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in _NOT_READING:
            found += _sources(entry)
        elif entry.name.endswith((".py", ".txt", ".tsv")):
            found.append(entry)
    return found
