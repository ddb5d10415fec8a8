"""A folder of documents, read at once: what each one says, and which could not be read."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import EmptyCorpus
from corpus.folder import Folder, Remark, scan
from corpus.model import Document, Passage, Reference
from corpus.readers.registry import PLAIN_SUFFIXES
from corpus.understanding import Understood
from corpus.workers import Outcome, ReadingPool, outcome

log = logging.getLogger(__name__)

_SMALL = 2_000_000  # bytes; a smaller folder of plain text is read at once, without worker processes


@dataclass(frozen=True, slots=True)
class Library:
    """What a folder holds. The failures cost nothing but themselves."""

    understood: tuple[Understood, ...]
    failures: tuple[Remark, ...] = ()
    skipped: tuple[Remark, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return the documents by doc_id."""
        return tuple(understood.document for understood in self.understood)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the passages of all documents in reading order."""
        return tuple(passage for understood in self.understood for passage in understood.passages)

    @property
    def references(self) -> Mapping[str, Mapping[int, Reference]]:
        """Return the reference lists by doc_id."""
        return {document.doc_id: document.references for document in self.documents}

    @property
    def notes(self) -> tuple[Remark, ...]:
        """Return what is worth a look in files that were read."""
        return tuple(Remark(u.document.doc_id, note) for u in self.understood for note in u.notes)


def read_library(path: Path) -> Library:
    """Return the documents of a folder, or of one file. Raises MissingCorpus or EmptyCorpus."""
    folder = scan(path)
    understood, failures = _read(folder)
    failures = [*folder.refused, *failures, *(problem for u in understood for problem in u.problems)]
    failures = list(dict.fromkeys(failures))  # a folder's defaults are wrong once, however many documents they are of
    if not understood:
        raise EmptyCorpus(path, what_was_found(failures, folder.skipped))
    log.info("library read", extra={"documents": len(understood), "failures": len(failures)})
    return Library(tuple(understood), tuple(failures), folder.skipped)


def _read(folder: Folder) -> tuple[list[Understood], list[Remark]]:
    understood: list[Understood] = []
    failures: list[Remark] = []
    for name, found in _outcomes(folder):
        if isinstance(found, Understood):
            understood.append(found)
        else:
            failures.append(Remark(name, found))
    return sorted(understood, key=lambda u: u.document.doc_id), sorted(failures, key=lambda f: f.path)


def _outcomes(folder: Folder) -> Iterator[tuple[str, Outcome]]:
    """Yield what became of each document: read here if they are few and plain, else by workers under limits."""
    if _is_small(folder):
        yield from ((name, outcome(folder.root, name)) for name in folder.documents)
        return
    with ReadingPool(folder.root) as pool:
        yield from pool.read(folder.documents)


def _is_small(folder: Folder) -> bool:
    if not all(name.lower().endswith(PLAIN_SUFFIXES) for name in folder.documents):
        return False
    return sum(_size(folder.root / name) for name in folder.documents) <= _SMALL


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # told when it is read
        return 0


def what_was_found(failures: Sequence[Remark], skipped: Sequence[Remark]) -> str:
    """Return in words what a folder holds in place of documents."""
    if failures:
        return f"{len(failures)} unreadable, the first: {failures[0].path}: {failures[0].reason}"
    return f"{len(skipped)} passed over" if skipped else "no files"
