"""What `citebot index` shows: its progress, what a run did, and what one would do; for people, and as JSON."""

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from corpus.folder import Remark
from corpus.plurals import counted
from index.build import BuildReport, Progress
from index.disk import Manifest
from index.planning import Plan

if TYPE_CHECKING:
    from rich.table import Table

_MOST_NAMED = 3  # documents that are named in a line


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """Give what shows the progress: a bar in a terminal, which makes room for the report; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - 0.1 s, not needed in a pipe
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - see above
    from rich.progress import Progress as Bar  # noqa: PLC0415 - see above

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files  {task.fields[pages]} pages, {task.fields[rate]:.0f} passages/s"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, pages=0, rate=0.0)

        def show(report: BuildReport, done: int, total: int) -> None:
            rate = report.passages / max(bar.tasks[0].elapsed or 0.0, 0.1)
            bar.update(task, total=total, completed=done, pages=report.pages, rate=rate)

        yield show


def show_report(report: BuildReport) -> None:
    """Print what a run did."""
    for remark in report.failed:
        click.echo(f"failed   {remark.path}: {remark.reason}")
    for remark in report.doubts:
        click.echo(f"doubt    {remark.path}: {remark.reason}")
    for remark in report.skipped:
        click.echo(f"skipped  {remark.path}: {remark.reason}")
    for remark in report.notes:
        click.echo(f"note     {remark.path}: {remark.reason}")
    if report.read or report.unchanged or report.unread:
        _show_counts(report)
    for line in _done(report):
        click.echo(line)


def _show_counts(report: BuildReport) -> None:
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - 0.1 s, not needed in a pipe

        Console().print(_table(report))
        return
    for row in _rows(report):
        click.echo("  ".join(f"{cell:>9}" for cell in row))


def change_lines(report: BuildReport, documents: int, told: Collection[Remark]) -> Iterator[str]:
    """Yield what a run did where one follows another: a line, and one for each failure that is not `told` already."""
    new = [remark for remark in (*report.failed, *report.doubts) if remark not in told]
    if not (report.changes or new):
        return
    done = ", ".join(filter(None, (_named("read", report.names), _named("dropped", report.dropped))))
    unread = f", {report.unread.total():,} not readable" if report.unread else ""
    time_of_day = datetime.now(UTC).astimezone().strftime("%H:%M:%S")
    yield f"{time_of_day} {done or 'nothing read'}; {counted(documents, 'document')}{unread}"
    yield from (f"         {remark.path}: {remark.reason}" for remark in new)


def _named(done: str, names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{done} {counted(len(names), 'document')}"
    return f"{done} {', '.join(sorted(names))}" if names else ""


def _done(report: BuildReport) -> Iterator[str]:
    """Yield what the run itself did, as far as it did anything."""
    if not report.changes:
        yield f"Nothing new was read in {report.seconds:.1f} s."
    if report.read:
        passages, pages = counted(report.passages, "passage"), counted(report.pages, "page")
        yield f"Read {passages} from {pages} in {report.seconds:.1f} s."
        yield (
            f"In them {counted(report.citations, 'citation')} ({report.uncertain:,} uncertain ones left out), "
            f"{counted(report.resolved, 'reference')} resolved, {report.unresolved:,} not."
        )
    if report.dropped:
        yield f"Dropped {counted(len(report.dropped), 'document')}."


def plan_form(planned: Plan, failed: Sequence[Remark], skipped: Sequence[Remark]) -> dict[str, Any]:
    """Return a plan as plain JSON values; `failed` is what a run would tell of files."""
    unread = {remark.path for remark in failed}
    return {
        "read": [name for name in planned.to_read if name not in unread],
        "unchanged": len(planned.unchanged),
        "drop": planned.gone,
        "refused": str(planned.refused) if planned.refused else None,
        "failed": [_remark_form(remark) for remark in failed],
        "skipped": [_remark_form(remark) for remark in skipped],
    }


def plan_lines(form: Mapping[str, Any]) -> Iterator[str]:
    """Yield a plan as lines."""
    yield from (f"failed  {remark['path']}: {remark['reason']}" for remark in form["failed"])
    yield from (f"skipped  {remark['path']}: {remark['reason']}" for remark in form["skipped"])
    yield from (f"read  {name}" for name in form["read"])
    yield from (f"drop  {name}" for name in form["drop"])
    yield f"{len(form['read'])} to read, {form['unchanged']} unchanged, {len(form['drop'])} to drop."
    if form["refused"]:
        yield f"A run would be refused: {form['refused']}"


def _rows(report: BuildReport) -> Iterator[tuple[str, ...]]:
    """Yield the report by type of file, the names of the columns first."""
    yield "type", "read", "unchanged", "failed"
    counts = (report.read, report.unchanged, report.unread)
    for ending in sorted(frozenset[str]().union(*counts)):
        yield ending or "none", *(str(count[ending]) for count in counts)
    yield "all", *(str(count.total()) for count in counts)


def _table(report: BuildReport) -> "Table":
    from rich.table import Table  # noqa: PLC0415 - not needed in a pipe

    names, *rows = _rows(report)
    table = Table(*names)
    for row in rows:
        table.add_row(*row, end_section=row is rows[-2] if len(rows) > 1 else False)
    return table


def report_form(report: BuildReport, held: Manifest | None = None) -> dict[str, object]:
    """Return the report as plain JSON values, with what the index holds now."""
    return {
        "read": dict(report.read),
        "unchanged": dict(report.unchanged),
        "failed": [_remark_form(remark) for remark in report.failed],
        "doubts": [_remark_form(remark) for remark in report.doubts],
        "skipped": [_remark_form(remark) for remark in report.skipped],
        "notes": [_remark_form(remark) for remark in report.notes],
        "dropped": report.dropped,
        "pages": report.pages,
        "passages": report.passages,
        "citations": {"found": report.citations, "uncertain": report.uncertain},
        "references": {"resolved": report.resolved, "unresolved": report.unresolved},
        "seconds": round(report.seconds, 3),
        "index": {"documents": held.documents, "passages": held.passages} if held else None,
    }


def _remark_form(remark: Remark) -> dict[str, str]:
    return {"path": remark.path, "reason": remark.reason}
