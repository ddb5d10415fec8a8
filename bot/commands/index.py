"""`citebot index`: a folder into the index, with progress and a report."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.counted import counted
from bot.settings import load_settings
from bot.watching import watch_folder
from corpus.errors import CitebotError, EmptyCorpus
from corpus.folder import Remark, scan
from corpus.library import what_was_found
from corpus.readers.registry import BEGINNING, refusal_of
from index.analyzer import Analyzer
from index.build import BuildReport, Progress, plan, refusal, update
from index.disk import Manifest, index_exists, open_index, open_writer, status
from index.errors import SearchIndexError
from index.writer import DocumentRecord

if TYPE_CHECKING:
    from rich.table import Table


@click.command(
    epilog="""\b
Examples:
  citebot index policies/
  citebot index policies/ --dry-run
  citebot index policies/ --watch

Exit status: 1 if any file could not be read, though the rest is indexed. With --dry-run 1 if a run would be refused, or
if a look at the files already tells that one would fail."""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--index", "path", type=click.Path(path_type=Path), help="Where the index is.  [default: DATA_DIR/index]")
@click.option("--rebuild", is_flag=True, help="Start from nothing; the former index answers until the new one is done.")
@click.option("--prune/--no-prune", default=True, show_default=True, help="Drop documents whose files are gone.")
@click.option(
    "--yes",
    is_flag=True,
    help="Drop them however many they are. Without it, a run or --rebuild that would drop several documents and more"
    " than a tenth of all, or that reads another folder than the index was built from, is refused.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be read and dropped; change nothing.")
@click.option("--watch", is_flag=True, help="Keep up with the folder until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(  # noqa: PLR0913 - one parameter an option
    *, folder: Path, path: Path | None, rebuild: bool, prune: bool, yes: bool, dry_run: bool, watch: bool, as_json: bool
) -> None:
    """Build or update the index from FOLDER: only new and changed files are read."""
    if rebuild and not prune:
        raise click.UsageError("--rebuild reads everything anew; with --no-prune, what is gone could not be kept.")
    if dry_run and watch:
        raise click.UsageError("Give either --dry-run or --watch: a dry run changes nothing that could be kept up.")
    run = _Run(folder, path or load_settings().index_dir, prune=prune, yes=yes, as_json=as_json)
    if dry_run:
        failed = run.show_plan(rebuild=rebuild)
    else:
        failed = run.watch(rebuild=rebuild) if watch else run.update(rebuild=rebuild)
    sys.exit(1 if failed else 0)


class _Run:
    """One folder and one index."""

    def __init__(self, folder: Path, path: Path, *, prune: bool, yes: bool, as_json: bool) -> None:
        self._folder, self._path = folder, path
        self._prune, self._yes, self._as_json = prune, yes, as_json
        self._analyzer = Analyzer()

    def show_plan(self, *, rebuild: bool) -> int:
        """Print what an update would do, and return for how many reasons it would fail, as far as a look tells.

        No writer's lock is taken: nothing has to be written for it.
        """
        folder = scan(self._folder)
        records = self._indexed(tolerant=rebuild)
        planned = plan(folder, () if rebuild else records)
        unread = [Remark(n, why) for n in planned.to_read if (why := _refusal(folder.root / n, n))]
        gone = planned.gone if self._prune else ()
        refused = refusal(folder, records, rebuild=rebuild) if self._prune and not self._yes else None
        form = {
            "read": [name for name in planned.to_read if name not in {remark.path for remark in unread}],
            "unchanged": len(planned.unchanged),
            "drop": gone,
            "refused": str(refused) if refused else None,
            "failed": [_remark_form(remark) for remark in (*folder.refused, *unread)],
            "skipped": [_remark_form(remark) for remark in folder.skipped],
        }
        click.echo(json.dumps(form, ensure_ascii=False) if self._as_json else "\n".join(_planned(form)))
        return len(folder.refused) + len(unread) + (refused is not None)

    def update(self, *, rebuild: bool = False) -> int:
        """Update the index, print the report, and return how many files failed."""
        folder = scan(self._folder)
        if rebuild and not self._yes and (refused := refusal(folder, self._indexed(tolerant=True), rebuild=True)):
            raise refused
        with open_writer(self._path, self._analyzer, rebuild=rebuild) as writer, _progress(self._as_json) as progress:
            report = update(folder, writer, confirmed=self._yes, prune=self._prune, progress=progress)
        kept = index_exists(self._path)
        held = status(self._path) if kept else None
        if self._as_json:
            click.echo(json.dumps(report_form(report, held), ensure_ascii=False))
        else:
            _show(report)
        if not kept or (rebuild and not report.changes):
            found = what_was_found(report.failed, report.skipped)
            raise EmptyCorpus(self._folder, f"{found}; the former index is unchanged" if kept else found)
        if held and not self._as_json:
            holds = f"{counted(held.documents, 'document')}, {counted(held.passages, 'passage')}"
            click.echo(f"The index in {self._path} holds {holds}.")
        return len(report.failed)

    def _indexed(self, *, tolerant: bool) -> list[DocumentRecord]:
        """Return what is indexed; where it is to be made anew, an index that cannot be read has nothing to lose."""
        try:
            return list(open_index(self._path, self._analyzer).documents()) if index_exists(self._path) else []
        except SearchIndexError:
            if not tolerant:
                raise
            return []

    def watch(self, *, rebuild: bool) -> int:
        """Update now, returning how many files failed, and after each change until Ctrl-C; an empty folder may fill."""
        failed = 0
        try:
            failed = self.update(rebuild=rebuild)
        except EmptyCorpus as error:
            click.echo(f"citebot: {error}", err=True)
        click.echo(f"Watching {self._folder}. Ctrl-C ends.", err=True)
        watch_folder(self._folder, self._path, self._update_or_tell)  # what Ctrl-C cuts short is not committed
        return failed

    def _update_or_tell(self) -> None:
        try:
            self.update()
        except CitebotError as error:  # the next change may mend it
            click.echo(f"citebot: {error}", err=True)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """Give what shows the progress: a bar in a terminal, nothing in a pipe."""
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
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, pages=0, rate=0.0)

        def show(report: BuildReport, done: int, total: int) -> None:
            rate = report.passages / max(bar.tasks[0].elapsed or 0.0, 0.1)
            bar.update(task, total=total, completed=done, pages=report.pages, rate=rate)

        yield show


def _show(report: BuildReport) -> None:
    for remark in report.failed:
        click.echo(f"failed   {remark.path}: {remark.reason}")
    for remark in report.skipped:
        click.echo(f"skipped  {remark.path}: {remark.reason}")
    for remark in report.notes:
        click.echo(f"note     {remark.path}: {remark.reason}")
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - 0.1 s, not needed in a pipe

        Console().print(_table(report))
    else:
        for row in _rows(report):
            click.echo("  ".join(f"{cell:>9}" for cell in row))
    for line in _done(report):
        click.echo(line)


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


def _planned(form: Mapping[str, Any]) -> Iterator[str]:
    """Yield a plan as lines."""
    yield from (f"failed  {remark['path']}: {remark['reason']}" for remark in form["failed"])
    yield from (f"read  {name}" for name in form["read"])
    yield from (f"drop  {name}" for name in form["drop"])
    yield f"{len(form['read'])} to read, {form['unchanged']} unchanged, {len(form['drop'])} to drop."
    if form["refused"]:
        yield f"A run would be refused: {form['refused']}"


def _refusal(file: Path, name: str) -> str | None:
    """Return why a file will not be read, as far as a look at its beginning tells."""
    try:
        with file.open("rb") as opened:
            return refusal_of(opened.read(BEGINNING), name)
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _rows(report: BuildReport) -> Iterator[tuple[str, ...]]:
    """Yield the report by type of file, the names of the columns first."""
    yield "type", "read", "unchanged", "failed"
    failed: dict[str, int] = {}
    for remark in report.failed:
        ending = Path(remark.path).suffix.lower()
        failed[ending] = failed.get(ending, 0) + 1
    for ending in sorted({*report.read, *report.unchanged, *failed}):
        yield ending or "none", str(report.read[ending]), str(report.unchanged[ending]), str(failed.get(ending, 0))
    yield "all", str(report.read.total()), str(report.unchanged.total()), str(len(report.failed))


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
