"""A folder into an index: only what is new or changed is read again, what is gone leaves, failures cost themselves."""

import hashlib
import json
import os
import shlex
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from corpus.errors import CitebotError
from corpus.folder import Folder, Remark, companions
from corpus.understanding import CHANGED, Understood
from corpus.version import reading_version
from corpus.workers import ReadingPool
from index.synonyms import owners_lexicon
from index.writer import DocumentRecord, IndexWriter

_MOST_DROPPED = 0.1  # share of the indexed documents that may leave without being asked for
_JUST_WRITTEN = 2_000_000_000  # ns; a file this young may change again without a new time on it

Progress = Callable[["BuildReport", int, int], None]  # the report so far, files that are done, files to read


class TooManyGoneError(CitebotError):
    """More documents would leave than a person deletes by hand: perhaps the folder is not mounted."""

    def __init__(self, path: Path, gone: int, indexed: int) -> None:
        super().__init__(
            f"{path}: {gone} of {indexed} indexed documents are not there any more. If that is meant, drop them with: "
            f"citebot index {_quoted(path)} --prune --yes"
        )
        self.gone, self.indexed = gone, indexed


class OtherFolderError(CitebotError):
    """The index was built from another folder, whose documents would all but leave."""

    def __init__(self, path: Path, former: Path) -> None:
        common = Path(os.path.commonpath([former, path.absolute()]))
        both = f", such as: citebot index {_quoted(common)}" if common != Path(common.anchor) else ""
        super().__init__(
            f"{path}: the index was built from {former}, and an index holds one folder. "
            f"To keep this one apart: citebot index {_quoted(path)} --index DIR. "
            f"To put it in place of the other: citebot index {_quoted(path)} --yes. "
            f"To have both, index a folder that holds both{both}"
        )
        self.former = former


class OneFileError(CitebotError):
    """An index of one file would be made in place of an index of several."""

    def __init__(self, path: Path, gone: int) -> None:
        super().__init__(
            f"{path}: the new index would hold this file alone, without {gone} of the indexed documents. "
            f"To bring it up to date among them: citebot index {_quoted(path)}. "
            f"If that is meant: citebot index {_quoted(path)} --rebuild --yes"
        )
        self.gone = gone


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


@dataclass(slots=True)
class BuildReport:
    """What a run did."""

    read: Counter[str] = field(default_factory=Counter)  # by file ending
    unchanged: Counter[str] = field(default_factory=Counter)
    failed: list[Remark] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    pages: int = 0
    passages: int = 0
    citations: int = 0
    uncertain: int = 0
    resolved: int = 0
    unresolved: int = 0
    seconds: float = 0.0

    @property
    def changes(self) -> int:
        """Return how many documents were read or dropped."""
        return self.read.total() + len(self.dropped)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a folder."""

    to_read: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


def plan(folder: Folder, records: Iterable[DocumentRecord]) -> Plan:
    """Return which files are new or changed, which are as indexed, and which indexed ones are gone."""
    records = list(records)
    known = {record.doc_id: record for record in records}
    unchanged = [name for name in folder.documents if name in known and _is_same(folder.root, name, known[name])]
    same = frozenset(unchanged)
    return Plan(tuple(n for n in folder.documents if n not in same), tuple(unchanged), _gone(folder, records))


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


def update(
    folder: Folder,
    writer: IndexWriter,
    *,
    confirmed: bool = False,
    prune: bool = True,
    pool: ReadingPool | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to the folder and commit.

    `prune` drops documents that are gone; `confirmed` allows what `refusal` speaks against. Raises what that returns,
    and then leaves the index as it was.
    """
    began = time.monotonic()
    records = list(writer.records())
    planned = plan(folder, records)
    gone = planned.gone if prune else ()
    if prune and not confirmed and (refused := refusal(folder, records)):
        raise refused
    wrong = owners_lexicon(folder.root).wrong  # read when questions are asked, looked at here to be mended
    report = BuildReport(skipped=list(folder.skipped), failed=[*folder.refused, *wrong])
    _tell_again(report, planned.unchanged, records)
    for doc_id in gone:
        writer.delete(doc_id)
        report.dropped.append(doc_id)
    if planned.to_read:
        indexed = frozenset(record.doc_id for record in records)
        _read(folder.root, planned.to_read, indexed, writer, report, pool or ReadingPool(folder.root), progress)
    if report.changes:  # a folder of which nothing can be read makes no index, and replaces none
        writer.commit()
    # a folder's defaults are wrong once, however many documents they are of
    report.failed = sorted(dict.fromkeys(report.failed), key=lambda remark: remark.path)
    report.notes.sort(key=lambda remark: remark.path)
    report.seconds = time.monotonic() - began
    return report


def _tell_again(report: BuildReport, unchanged: Sequence[str], records: Iterable[DocumentRecord]) -> None:
    """Count what is as indexed, and tell what its reading told: what was wrong then is wrong still."""
    report.unchanged.update(suffix(name) for name in unchanged)
    same = frozenset(unchanged)
    for record in records:
        if record.doc_id in same:
            report.notes.extend(Remark(record.doc_id, note) for note in record.notes)
            report.failed.extend(_problems(record))


def refusal(folder: Folder, records: Sequence[DocumentRecord], *, rebuild: bool = False) -> CitebotError | None:
    """Return why documents must not leave the index unasked, None if they may.

    It is a TooManyGoneError, an OtherFolderError, or a OneFileError for a rebuild, which keeps what was found alone.
    """
    gone = _missing(folder, records) if rebuild else _gone(folder, records)
    too_many = len(gone) > max(1, _MOST_DROPPED * len(records))
    path = folder.named or folder.root
    if (too_many or folder.named or len(gone) == len(records)) and (
        former := _other_folder(folder.root, gone, records)
    ):
        return OtherFolderError(path, former)
    if folder.named:
        return OneFileError(path, len(gone)) if gone else None
    return TooManyGoneError(path, len(gone), len(records)) if too_many else None


def _other_folder(root: Path, gone: Sequence[str], records: Iterable[DocumentRecord]) -> Path | None:
    """Return the folder that most of those that are gone were read from, if that is another one and still there."""
    left = frozenset(gone)
    roots = Counter(r.state.get("root", "") for r in records if r.doc_id in left).most_common(1)
    former = roots[0][0] if roots else ""
    return Path(former) if former and former != str(root.absolute()) and Path(former).is_dir() else None


def _read(
    root: Path,
    names: Sequence[str],
    indexed: frozenset[str],
    writer: IndexWriter,
    report: BuildReport,
    pool: ReadingPool,
    progress: Progress | None,
) -> None:
    before = {name: _stamps(root, name) for name in names}
    with pool as reading:
        for done, (name, outcome) in enumerate(reading.read(names), 1):
            reason = outcome if isinstance(outcome, str) else _taken_up(root, outcome, before[name], writer, report)
            if reason:
                report.failed.append(Remark(name, reason))
            if reason and reason != CHANGED and name in indexed:  # what it said before is not what it says now
                writer.delete(name)
                report.dropped.append(name)
            if progress:
                progress(report, done, len(names))


def _taken_up(root: Path, understood: Understood, before: str, writer: IndexWriter, report: BuildReport) -> str:
    """Put a document into the index, or return that it is not any more what was read: the next run reads it again."""
    record = record_of(root, understood)  # hashes the file as it is now, so its stamps are compared after that
    if record.state["stamps"] != before:
        return CHANGED
    writer.replace(record, understood.passages, understood.document.references)
    _count(report, understood)
    return ""


def record_of(root: Path, understood: Understood) -> DocumentRecord:
    """Return what the index keeps of a document."""
    document = understood.document
    return DocumentRecord(
        doc_id=document.doc_id,
        title=document.title,
        source=document.source,
        collection=document.collection,
        content_hash=content_hash(root, document.doc_id),
        metadata=document.metadata,
        notes=understood.notes,
        state={
            "stamps": _stamps(root, document.doc_id),
            "root": str(root.absolute()),
            "seen": str(time.time_ns()),
            "problems": _stored(understood.problems),
        },
    )


def _stored(problems: Iterable[Remark]) -> str:
    return json.dumps([[problem.path, problem.reason] for problem in problems])


def _problems(record: DocumentRecord) -> list[Remark]:
    return [Remark(path, reason) for path, reason in json.loads(record.state.get("problems") or "[]")]


def _is_same(root: Path, name: str, record: DocumentRecord) -> bool:
    """Return whether a file and those beside it are as indexed: by size and time, by content when in doubt."""
    stamps = _stamps(root, name)
    seen = int(record.state.get("seen", "0"))
    if not stamps or not record.content_hash.startswith(f"{reading_version()}-"):
        return False
    if stamps == record.state.get("stamps") and all(
        _modified(stamp) < seen - _JUST_WRITTEN for stamp in stamps.split(";")
    ):
        return True
    return content_hash(root, name) == record.content_hash


def _modified(stamp: str) -> int:
    """Return when a file was last touched: its content, which can be backdated, or its entry, which cannot."""
    return max(map(int, stamp.split(":")[2:4]))


def _stamps(root: Path, name: str) -> str:
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


def _count(report: BuildReport, understood: Understood) -> None:
    document = understood.document
    report.read[suffix(document.doc_id)] += 1
    report.notes.extend(Remark(document.doc_id, note) for note in understood.notes)
    report.failed.extend(understood.problems)
    report.passages += len(understood.passages)
    report.pages += len({block.page for block in document.blocks if block.page is not None}) or 1
    cited: set[int] = set()
    for passage in understood.passages:
        for sentence in passage.sentences:
            report.citations += len(sentence.cited)
            report.uncertain += len(sentence.citations) - len(sentence.cited)
            cited.update(sentence.cited)
    report.resolved += len(cited & document.references.keys())
    report.unresolved += len(cited - document.references.keys())


def suffix(name: str) -> str:
    """Return a file's ending for the report, "" for none."""
    return PurePosixPath(name).suffix.lower()
