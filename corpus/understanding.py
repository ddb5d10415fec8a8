"""One file -> what it says: read, references found, sentences cited, cut into passages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from corpus.citations import Reading
from corpus.dates.printed import printed_dates
from corpus.errors import UnreadableFile
from corpus.folder import Remark, is_beside
from corpus.given_titles import given_title
from corpus.masthead import masthead
from corpus.metadata import described
from corpus.model import Content, Document, Metadata, Passage, Reference
from corpus.passages import split_passages
from corpus.readers.registry import read_file
from corpus.resolving import cited
from corpus.sidecars import SIDECAR_SUFFIXES, load_references

CHANGED = "changed while it was read; run again when it is complete"


@dataclass(frozen=True, slots=True)
class Understood:
    """A document with its sentences, one sequence per block, and its passages."""

    document: Document
    reading: Reading
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()  # on how the file was read
    problems: tuple[Remark, ...] = ()  # of files beside it that could not be used


def _spoken(stem: str) -> str:
    """Return the name of a file as a title."""
    return " ".join(re.split(r"[\s_-]+", stem)).strip() or stem


def understand(root: Path, name: str) -> Understood:
    """Return what the file `name` below `root` says. Raises UnreadableFile."""
    data = read_whole(root / name, name)
    problems: list[Remark] = []
    content = read_file(data, name)
    reading, references = cited(content.text, content.blocks, _sidecar(root, name, problems))
    known = described(root, name, replace(content, metadata=_dated(content)))
    pure = PurePosixPath(name)
    document = Document(
        doc_id=name,
        title=known.title or given_title(content.title) or _spoken(pure.stem),
        source=pure.name,
        collection=pure.parts[0] if len(pure.parts) > 1 else "",
        text=content.text,
        blocks=content.blocks,
        metadata=replace(known.metadata, masthead=masthead(pure.name, content.text, content.blocks)),
        references=references,
        doubts=reading.doubts,
    )
    passages = split_passages(document, reading.sentences)
    if not passages:
        raise UnreadableFile(name, "no text in it")
    return Understood(document, reading, tuple(passages), content.notes, (*problems, *known.problems))


def read_whole(file: Path, name: str) -> bytes:
    """Return a file's bytes, all of one moment. Raises UnreadableFile if it changes while it is read."""
    try:
        for _ in range(2):
            before = file.stat()
            data = file.read_bytes()
            after = file.stat()
            if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size) and len(
                data
            ) == after.st_size:
                return data
    except OSError as error:
        raise UnreadableFile(name, f"cannot be read ({error.strerror or 'no reason given'})") from error
    raise UnreadableFile(name, CHANGED)


def _sidecar(root: Path, name: str, problems: list[Remark]) -> Mapping[int, Reference]:
    """Return the references of the first file beside a document that holds such, by number; none if there is none.

    One that cannot be read is added to the problems, and costs only itself.
    """
    bases = (name, PurePosixPath(name).with_suffix(""))
    for sidecar in (f"{base}{suffix}" for base in bases for suffix in SIDECAR_SUFFIXES):
        if is_beside(root, sidecar):
            try:
                return load_references(read_whole(root / sidecar, sidecar), sidecar)
            except UnreadableFile as error:
                problems.append(Remark(error.source, error.reason))
    return {}


def _dated(content: Content) -> Metadata:
    """Return the metadata of a file with the dates that its own lines print; the day on which mail was sent stays."""
    keys = (f"{key.replace('_', ' ').capitalize()}: {value}" for key, value in content.front_matter.items())
    today = datetime.now(UTC).astimezone().date()
    printed = printed_dates(
        content.text, content.blocks, today=today, title=content.title, beside=(*keys, *content.running)
    )
    missing = {name: day for name, day in printed.known().items() if getattr(content.metadata, name) is None}
    return replace(content.metadata, **missing)
