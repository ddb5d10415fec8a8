"""What is to be done with a folder, before anything is: what is read, what leaves, and whether it may."""

import os
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from corpus.errors import CitebotError
from corpus.folder import Folder, Remark, left_out
from corpus.readers.registry import BEGINNING, refusal_of
from index.fingerprints import is_same
from index.questions.lexicon import owners_lexicon
from index.writer import DocumentRecord

_MOST_DROPPED = 0.1  # share of the indexed documents that may leave without being asked for


class TooManyGoneError(CitebotError):
    """More documents would leave than a person deletes by hand: perhaps the folder is not mounted."""

    def __init__(self, path: Path, index: Path | None, gone: int, indexed: int) -> None:
        super().__init__(
            f"{path}: {gone} of {indexed} indexed documents are not there any more. If that is meant, drop them with: "
            f"{indexing_command(path, index)} --prune --yes"
        )
        self.gone, self.indexed = gone, indexed


class OtherFolderError(CitebotError):
    """The index was built from another folder, whose documents would all but leave."""

    def __init__(self, path: Path, index: Path | None, former: Path) -> None:
        common = Path(os.path.commonpath([former, path.absolute()]))
        both = f", such as: {indexing_command(common, index)}" if common != Path(common.anchor) else ""
        super().__init__(
            f"{path}: the index was built from {former}, and an index holds one folder. "
            f"To keep this one apart: {indexing_command(path)} --index DIR. "
            f"To put it in place of the other: {indexing_command(path, index)} --yes. "
            f"To have both, index a folder that holds both{both}"
        )
        self.former = former


class OneFileError(CitebotError):
    """An index of one file would be made in place of an index of several."""

    def __init__(self, path: Path, index: Path | None, gone: int) -> None:
        super().__init__(
            f"{path}: the new index would hold this file alone, without {gone} of the indexed documents. "
            f"To bring it up to date among them: {indexing_command(path, index)}. "
            f"If that is meant: {indexing_command(path, index)} --rebuild --yes"
        )
        self.gone = gone


def indexing_command(path: Path, index: Path | None = None) -> str:
    """Return what indexes a path, in an index that was named: without it another one would be changed."""
    named = f" --index {shlex.quote(str(index))}" if index else ""
    return f"citebot index {shlex.quote(str(path))}{named}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a folder."""

    to_read: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]  # what leaves the index
    refused: CitebotError | None = None  # why what is gone must not leave unasked


def plan(
    folder: Folder,
    records: Sequence[DocumentRecord],
    *,
    rebuild: bool = False,
    prune: bool = True,
    confirmed: bool = False,
    index: Path | None = None,
) -> Plan:
    """Return which files are new or changed, which are as indexed, and which indexed ones leave.

    A `rebuild` reads everything and keeps nothing else. `prune` drops documents that are gone, `confirmed` however many
    they are. `index` is the one that was named, if any, for what is told of a refusal.
    """
    if folder.named and not folder.documents:
        return Plan((), (), tuple(record.doc_id for record in records if _was_at(folder.named, record)))
    known = {} if rebuild else {record.doc_id: record for record in records}
    unchanged = [name for name in folder.documents if name in known and is_same(folder.root, name, known[name])]
    same = frozenset(unchanged)
    return Plan(
        tuple(name for name in folder.documents if name not in same),
        tuple(unchanged),
        _gone(folder, records) if prune and not rebuild else (),
        _refusal(folder, records, index, rebuild=rebuild) if prune and not confirmed else None,
    )


def among_indexed(folder: Folder, records: Sequence[DocumentRecord]) -> Folder:
    """Return what to plan with where one file was named: itself below the indexed folder, if it stands in there."""
    if folder.named is None:
        return folder
    place = folder.named.parent.resolve() / folder.named.name  # a link is a document by its own name
    for name, _ in Counter(record.state.get("root", "") for record in records).most_common():
        root = Path(name)
        if name and place.is_relative_to(root.resolve()):
            return _in_folder(folder, root, place.relative_to(root.resolve()).as_posix(), records)
    return _in_moved_folder(folder, place, records)


def _in_folder(folder: Folder, root: Path, name: str, records: Iterable[DocumentRecord]) -> Folder:
    """Return what to plan with where one file of the indexed folder was named: no document if none for the folder.

    What is indexed already was named alone from the first, and is a document for that.
    """
    reason = left_out(root, name)
    if reason is None or any(record.doc_id == name for record in records):
        return replace(folder, root=root, documents=(name,))
    return replace(folder, root=root, documents=(), skipped=(Remark(name, reason),))


def _in_moved_folder(folder: Folder, place: Path, records: Sequence[DocumentRecord]) -> Folder:
    """Return what to plan with where the indexed folder is not there: a file of an indexed name is that document.

    Taken for another one, it would be found beside what it said before.
    """
    deepest_first = sorted(records, key=lambda record: -len(PurePosixPath(record.doc_id).parts))
    for record in deepest_first:
        parts, root = PurePosixPath(record.doc_id).parts, record.state.get("root")
        if root and place.parts[-len(parts) :] == parts and not Path(root).is_dir():
            return replace(folder, root=Path(*place.parts[: -len(parts)]), documents=(record.doc_id,))
    return folder


def gone_file(path: Path, records: Iterable[DocumentRecord]) -> Folder | None:
    """Return what to plan with where a file was indexed and is gone: itself, without a document.

    None where no such file was, or where its folder is gone as well: that may not be mounted.
    """
    roots = [Path(record.state.get("root", "")) for record in records if _was_at(path, record)]
    return Folder(roots[0], (), named=path) if roots and roots[0].is_dir() and not path.exists() else None


def _was_at(path: Path, record: DocumentRecord) -> bool:
    return Path(record.state.get("root", ""), record.doc_id).resolve() == path.resolve()


def unreadable(folder: Folder, names: Iterable[str]) -> list[Remark]:
    """Return what a run would tell of these files, as far as a look at their beginnings tells, and of the lexicon."""
    looked_at = [Remark(name, reason) for name in names if (reason := _look(folder.root / name, name))]
    return [*folder.refused, *owners_lexicon(folder.root).wrong, *looked_at]


def _look(file: Path, name: str) -> str | None:
    try:
        with file.open("rb") as opened:
            return refusal_of(opened.read(BEGINNING), name)
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _gone(folder: Folder, records: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """Return the indexed documents that are not there; beside a file that was named, none was looked for."""
    missing = _missing(folder, records)
    return missing if folder.named is None or _other_folder(folder.root, missing, records) else ()


def _missing(folder: Folder, records: Iterable[DocumentRecord]) -> tuple[str, ...]:
    refused = frozenset(remark.path for remark in folder.refused)
    there = frozenset(folder.documents)
    return tuple(r.doc_id for r in records if r.doc_id not in there and not _below_refused(r.doc_id, refused))


def _below_refused(doc_id: str, refused: frozenset[str]) -> bool:
    """Return whether a document stands in a folder that could not be read this time: it is not gone."""
    return any(str(parent) in refused for parent in PurePosixPath(doc_id).parents)


def _refusal(
    folder: Folder, records: Sequence[DocumentRecord], index: Path | None, *, rebuild: bool
) -> CitebotError | None:
    """Return why documents must not leave the index unasked, None if they may.

    It is a TooManyGoneError, an OtherFolderError, or a OneFileError for a rebuild, which keeps what was found alone.
    """
    gone = _missing(folder, records) if rebuild else _gone(folder, records)
    path, former = folder.named or folder.root, _other_folder(folder.root, gone, records)
    if former and not folder.named and former.is_relative_to(folder.root.absolute()):
        gone, former = _lost(folder, gone, records), None  # what was indexed is read anew, as part of more
    too_many = len(gone) > max(1, _MOST_DROPPED * len(records))
    if former and (too_many or folder.named or len(gone) == len(records)):
        return OtherFolderError(path, index, former)
    if folder.named:
        return OneFileError(path, index, len(gone)) if gone else None
    return TooManyGoneError(path, index, len(gone), len(records)) if too_many else None


def _lost(folder: Folder, gone: Sequence[str], records: Iterable[DocumentRecord]) -> tuple[str, ...]:
    """Return those that are gone whose files do not stand in the folder under another name either."""
    left, there = frozenset(gone), {folder.root.absolute() / name for name in folder.documents}
    return tuple(r.doc_id for r in records if r.doc_id in left and Path(r.state.get("root", ""), r.doc_id) not in there)


def _other_folder(root: Path, gone: Sequence[str], records: Iterable[DocumentRecord]) -> Path | None:
    """Return the folder that most of those that are gone were read from, if that is another one and still there."""
    left = frozenset(gone)
    roots = Counter(r.state.get("root", "") for r in records if r.doc_id in left).most_common(1)
    former = roots[0][0] if roots else ""
    return Path(former) if former and former != str(root.absolute()) and Path(former).is_dir() else None
