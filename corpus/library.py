"""A folder of documents: which files there are, what each one says, which could not be read."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from corpus.citations import Reading, read_citations
from corpus.errors import EmptyCorpus, MissingCorpus, UnreadableFile
from corpus.model import Document, Passage, Reference
from corpus.passages import split_passages
from corpus.readers.registry import read_file
from corpus.references import find_references
from corpus.sidecars import SIDECAR_SUFFIXES, load_references

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be used; `reason` is a fixed phrase."""

    path: str  # below the corpus folder
    reason: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A document with its sentences, one sequence per block, and its passages."""

    document: Document
    reading: Reading
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """What a folder holds. The failures cost nothing but themselves."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Failure, ...] = ()
    notes: tuple[Failure, ...] = field(default=())  # read, but worth a look

    @property
    def references(self) -> Mapping[str, Mapping[int, Reference]]:
        """Return the reference lists by doc_id."""
        return {document.doc_id: document.references for document in self.documents}


def read_library(path: Path) -> Library:
    """Return the documents of a folder, or of one file. Raises MissingCorpus or EmptyCorpus."""
    if not path.exists():
        raise MissingCorpus(path)
    if not (path.is_file() or path.is_dir()):
        raise MissingCorpus(path, "neither a file nor a folder")
    root, names, skipped = _files(path)
    found: list[Understood] = []
    failures: list[Failure] = []
    notes: list[Failure] = []
    for name in names:
        try:
            understood, remarks = read_document(root, name)
        except UnreadableFile as error:
            failures.append(Failure(name, error.reason if error.source == name else str(error)))
            continue
        found.append(understood)
        notes.extend(Failure(name, remark) for remark in remarks)
    passages = tuple(passage for understood in found for passage in understood.passages)
    if not passages:
        raise EmptyCorpus(path, _what_was_found(failures, skipped))
    log.info("library read", extra={"documents": len(found), "passages": len(passages), "failures": len(failures)})
    return Library(tuple(u.document for u in found), passages, tuple(failures), tuple(skipped), tuple(notes))


def read_document(root: Path, name: str) -> tuple[Understood, Sequence[str]]:
    """Return what the file `name` below `root` says, and remarks on how it was read. Raises UnreadableFile."""
    file = root / name
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(name, error.strerror or "cannot be read") from error
    content = read_file(data, name)
    listed = find_references(content.text, content.blocks)
    references = {**listed.entries, **_sidecar(root, name)}
    # the list itself is shown, not searched
    reading = read_citations(content.text, content.blocks, references.keys() or None, skip=listed.blocks)
    pure = PurePosixPath(name)
    document = Document(
        doc_id=name,
        title=content.title or pure.stem.replace("_", " ").replace("-", " "),
        source=pure.name,
        collection=pure.parts[0] if len(pure.parts) > 1 else "",
        text=content.text,
        blocks=content.blocks,
        metadata=content.metadata,
        references=references,
        doubts=(*listed.doubts, *reading.doubts),
    )
    passages = split_passages(document, reading.sentences)
    if not passages:
        raise UnreadableFile(name, "no text in it")
    return Understood(document, reading, tuple(passages)), content.notes


def _sidecar(root: Path, name: str) -> Mapping[int, Reference]:
    base = str(PurePosixPath(name).with_suffix(""))
    for suffix in SIDECAR_SUFFIXES:
        sidecar = root / f"{base}{suffix}"
        if sidecar.is_file():
            return load_references(sidecar.read_bytes(), sidecar.name)
    return {}


def _files(path: Path) -> tuple[Path, list[str], list[Failure]]:
    """Return the root, the names of the documents below it in order, and what was passed over."""
    if path.is_file():
        return path.parent, [path.name], []
    names: list[str] = []
    skipped: list[Failure] = []
    for file in _walk(path):
        name = file.relative_to(path).as_posix()
        if reason := _passed_over(file, path):
            skipped.append(Failure(name, reason))
        elif not name.endswith(SIDECAR_SUFFIXES):
            names.append(name)
    return path, names, skipped


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, hidden ones left out, in an order that does not depend on the disk."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        else:
            yield entry


def _passed_over(file: Path, root: Path) -> str | None:
    if file.stem.upper() == "README":
        return "a README describes the folder; rename it to have it answer"
    if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
        return "a link out of the folder is not followed"
    if not file.is_file():
        return "not a regular file"
    return None


def _what_was_found(failures: Sequence[Failure], skipped: Sequence[Failure]) -> str:
    if failures:
        first = failures[0]
        return f"{len(failures)} unreadable, the first: {first.path}: {first.reason}"
    return f"{len(skipped)} passed over" if skipped else "no files"
