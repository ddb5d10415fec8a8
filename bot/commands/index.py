"""`citebot index`: a folder into the index, with progress and a report."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from bot.cli import EXIT_INTERRUPTED
from bot.commands.paths import ANY_PATH
from bot.index_report import change_lines, plan_form, plan_lines, progress_bar, report_form, show_report
from bot.setting_loading import load_settings
from bot.watching import watch_folder
from corpus.errors import CitebotError, EmptyCorpus, MissingCorpus
from corpus.folder import Folder, Remark, scan
from corpus.library import what_was_found
from corpus.plurals import counted
from index.analyzer import Analyzer
from index.build import update
from index.disk import index_exists, open_index, open_writer, status
from index.errors import SearchIndexError
from index.places import refuse_foreign_files
from index.planning import Plan, among_indexed, gone_file, plan, unreadable
from index.writer import DocumentRecord


@click.command(
    epilog="""\b
Examples:
  citebot index policies/
  citebot index policies/ --dry-run
  citebot index policies/ --watch
  citebot index policies/nerve-blocks.md

Exit status: 1 if any file could not be read, a document or one beside it, though the rest is indexed. With --dry-run 1
if a run would be refused, or if a look at the files already tells that one would fail."""
)
@click.argument("folder", type=ANY_PATH)
@click.option("--index", "path", type=ANY_PATH, help="Where the index is.  [default: DATA_DIR/index]")
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
    """Build or update the index from FOLDER: only new and changed files are read.

    One file in place of FOLDER is brought up to date among the others; one that is gone leaves.
    """
    if rebuild and not prune:
        raise click.UsageError("--rebuild reads everything anew; with --no-prune, what is gone could not be kept.")
    if dry_run and watch:
        raise click.UsageError("Give either --dry-run or --watch: a dry run changes nothing that could be kept up.")
    run = _Run(folder, path, prune=prune, yes=yes, as_json=as_json)
    if dry_run:
        failed = run.show_plan(rebuild=rebuild)
    else:
        try:
            failed = run.watch(rebuild=rebuild) if watch else run.update(rebuild=rebuild)
        except KeyboardInterrupt:
            click.echo(f"Stopped. {run.what_is_left()}; run again to finish.", err=True)
            sys.exit(EXIT_INTERRUPTED)
    sys.exit(1 if failed else 0)


class _Run:
    """One folder and one index, that of the settings unless another is named."""

    def __init__(self, folder: Path, named: Path | None, *, prune: bool, yes: bool, as_json: bool) -> None:
        self._folder, self._named, self._path = folder, named, named or load_settings().index_dir
        refuse_foreign_files(self._path, folder)
        self._prune, self._yes, self._as_json = prune, yes, as_json
        self._analyzer = Analyzer()
        self._told: frozenset[Remark] = frozenset()  # failures of the run before

    def show_plan(self, *, rebuild: bool) -> int:
        """Print what an update would do, and return for how many reasons it would fail, as far as a look tells.

        No writer's lock is taken: nothing has to be written for it.
        """
        folder = self._scan(rebuild=rebuild)
        records = self._indexed(tolerant=rebuild)
        planned = plan(folder, records, rebuild=rebuild, prune=self._prune, confirmed=self._yes, index=self._named)
        failed = unreadable(folder, planned.to_read)
        if planned.refused is None and (rebuild or not index_exists(self._path)):
            planned = replace(planned, refused=self._without_a_document(planned, failed, folder.skipped))
        form = plan_form(planned, failed, folder.skipped)
        click.echo(json.dumps(form, ensure_ascii=False) if self._as_json else "\n".join(plan_lines(form)))
        return len(failed) + (planned.refused is not None)

    def _without_a_document(
        self, planned: Plan, failed: Sequence[Remark], skipped: Sequence[Remark]
    ) -> EmptyCorpus | None:
        """Return why there would be no new index, if a look tells already that nothing can be read."""
        if frozenset(planned.to_read) <= {remark.path for remark in failed}:
            return EmptyCorpus(self._folder, what_was_found(failed, skipped))
        return None

    def update(self, *, rebuild: bool = False, again: bool = False) -> int:
        """Update the index, print the report, or what is new in it where it is done `again`; return how many failed."""
        folder = self._scan(rebuild=rebuild)
        if rebuild:  # the writer of a new index knows nothing of the former one
            indexed = self._indexed(tolerant=True)
            planned = plan(folder, indexed, rebuild=True, confirmed=self._yes, index=self._named)
            if planned.refused:
                raise planned.refused
        with open_writer(self._path, self._analyzer, rebuild=rebuild) as writer, progress_bar(self._as_json) as bar:
            report = update(folder, writer, confirmed=self._yes, prune=self._prune, index=self._named, progress=bar)
        kept = index_exists(self._path)
        held = status(self._path) if kept else None
        if self._as_json:
            click.echo(json.dumps(report_form(report, held), ensure_ascii=False))
        elif again:
            for line in change_lines(report, held.documents if held else 0, self._told):
                click.echo(line)
        else:
            show_report(report)
        self._told = frozenset((*report.failed, *report.doubts))
        if not kept or (rebuild and not report.changes):
            found = what_was_found(report.failed, report.skipped)
            raise EmptyCorpus(self._folder, f"{found}; the former index is unchanged" if kept else found)
        if held and not (self._as_json or again):
            holds = f"{counted(held.documents, 'document')}, {counted(held.passages, 'passage')}"
            click.echo(f"The index in {self._path} holds {holds}.")
        return len(report.failed)

    def what_is_left(self) -> str:
        """Return what answers after a run that was cut short: nothing of it was committed."""
        return "The former index answers on" if index_exists(self._path) else "Nothing was indexed yet"

    def _scan(self, *, rebuild: bool) -> Folder:
        """Return what is there; a file that was indexed and is gone may leave, but a rebuild has nothing to read."""
        try:
            found = scan(self._folder)
            return among_indexed(found, self._indexed(tolerant=True)) if found.named else found
        except MissingCorpus:
            may_leave = self._prune and not rebuild
            gone = gone_file(self._folder, self._indexed(tolerant=True)) if may_leave else None
            if gone is None:
                raise
            return gone

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
            self.update(again=True)
        except CitebotError as error:  # the next change may mend it
            click.echo(f"citebot: {error}", err=True)
