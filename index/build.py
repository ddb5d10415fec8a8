"""A folder into an index: only what is new or changed is read again, what is gone leaves, failures cost themselves."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from corpus.folder import Folder, Remark
from corpus.understanding import CHANGED, Understood
from corpus.workers import ReadingPool
from index.fingerprints import content_hash, stamps
from index.planning import plan
from index.questions.lexicon import owners_lexicon
from index.writer import DocumentRecord, IndexWriter

Progress = Callable[["BuildReport", int, int], None]  # the report so far, files that are done, files to read


@dataclass(slots=True)
class BuildReport:
    """What a run did."""

    read: Counter[str] = field(default_factory=Counter)  # by file ending
    names: list[str] = field(default_factory=list)  # of what was read
    unchanged: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    failed: list[Remark] = field(default_factory=list)  # what could not be read, and what stands beside and is no good
    doubts: list[Remark] = field(default_factory=list)  # what documents that were read say amiss of themselves
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    pages: int = 0
    passages: int = 0
    citations: int = 0  # numbers that are shown with sentences
    uncertain: int = 0  # those that are not
    resolved: int = 0  # numbers with an entry in their document's list, each once a document
    unresolved: int = 0
    seconds: float = 0.0

    @property
    def changes(self) -> int:
        """Return how many documents were read or dropped."""
        return self.read.total() + len(self.dropped)

    def end(self, seconds: float) -> None:
        """Bring what is told into the order of the files, after a run that took so long."""
        # a folder's defaults are wrong once, however many documents they are of
        self.failed = sorted(dict.fromkeys(self.failed), key=lambda remark: remark.path)
        self.doubts.sort(key=lambda remark: remark.path)
        self.notes.sort(key=lambda remark: remark.path)
        self.seconds = seconds


def update(
    folder: Folder,
    writer: IndexWriter,
    *,
    confirmed: bool = False,
    prune: bool = True,
    index: Path | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to the folder and commit.

    `prune`, `confirmed` and `index` are as for `plan`. Raises what that refuses, and then leaves the index as it was.
    """
    began = time.monotonic()
    records = list(writer.records())
    planned = plan(folder, records, prune=prune, confirmed=confirmed, index=index)
    if planned.refused:
        raise planned.refused
    report = _begun(folder, planned.unchanged, records)
    for doc_id in planned.gone:
        writer.delete(doc_id)
        report.dropped.append(doc_id)
    if planned.to_read:
        indexed = frozenset(record.doc_id for record in records)
        _read(folder.root, planned.to_read, indexed, writer, report, progress)
    moved = _moved(folder, planned.unchanged, records)
    for record in moved:
        writer.restate(record)
    if report.changes or moved:  # a folder of which nothing can be read makes no index, and replaces none
        writer.commit()
    report.end(time.monotonic() - began)
    return report


def _begun(folder: Folder, unchanged: Sequence[str], records: Iterable[DocumentRecord]) -> BuildReport:
    """Return the report with what is known before anything is read."""
    wrong = owners_lexicon(folder.root).wrong  # read when questions are asked, looked at here to be mended
    report = BuildReport(skipped=list(folder.skipped), failed=[*folder.refused, *wrong])
    report.unread.update(suffix(remark.path) for remark in folder.refused)
    _tell_again(report, unchanged, records)
    return report


def _moved(folder: Folder, unchanged: Sequence[str], records: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """Return the records of what is as indexed, but stands in this folder now: it is the one that the index is of."""
    same, root = frozenset(unchanged if folder.named is None else ()), str(folder.root.absolute())
    elsewhere = (record for record in records if record.doc_id in same and record.state.get("root") != root)
    return [replace(record, state={**record.state, "root": root}) for record in elsewhere]


def _tell_again(report: BuildReport, unchanged: Sequence[str], records: Iterable[DocumentRecord]) -> None:
    """Count what is as indexed, and tell what its reading told: what was wrong then is wrong still."""
    report.unchanged.update(suffix(name) for name in unchanged)
    same = frozenset(unchanged)
    for record in records:
        if record.doc_id in same:
            report.notes.extend(Remark(record.doc_id, note) for note in record.notes)
            _tell_problems(report, record.doc_id, _problems(record))


def _tell_problems(report: BuildReport, doc_id: str, problems: Iterable[Remark]) -> None:
    for problem in problems:
        (report.doubts if problem.path == doc_id else report.failed).append(problem)


def _read(
    root: Path,
    names: Sequence[str],
    indexed: frozenset[str],
    writer: IndexWriter,
    report: BuildReport,
    progress: Progress | None,
) -> None:
    before = {name: stamps(root, name) for name in names}
    with ReadingPool(root) as reading:
        for done, (name, outcome) in enumerate(reading.read(names), 1):
            reason = outcome if isinstance(outcome, str) else _taken_up(root, outcome, before[name], writer, report)
            if reason:
                report.failed.append(Remark(name, reason))
                report.unread[suffix(name)] += 1
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
            "stamps": stamps(root, document.doc_id),
            "root": str(root.absolute()),
            "seen": str(time.time_ns()),
            "problems": _stored(understood.problems),
        },
    )


def _stored(problems: Iterable[Remark]) -> str:
    return json.dumps([[problem.path, problem.reason] for problem in problems])


def _problems(record: DocumentRecord) -> list[Remark]:
    return [Remark(path, reason) for path, reason in json.loads(record.state.get("problems") or "[]")]


def _count(report: BuildReport, understood: Understood) -> None:
    document = understood.document
    report.read[suffix(document.doc_id)] += 1
    report.names.append(document.doc_id)
    report.notes.extend(Remark(document.doc_id, note) for note in understood.notes)
    _tell_problems(report, document.doc_id, understood.problems)
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
