"""`citebot gaps`: what people asked that the sources do not answer."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.commands.paths import OUTPUT_FILE
from bot.gaps import Topic, complaint_line, csv_of, day, lines, sparkline, topics, verdicts, weekly
from bot.setting_loading import load_settings
from bot.settings import Settings
from bot.state.feedback import Complaint
from bot.state.gaps import Gap, GapRecord
from bot.state.store import open_existing_state_of
from bot.terminal import printable
from corpus.plurals import counted

_DAY = 86_400.0
_MOST = 25  # topics, and complaints


@dataclass(frozen=True, slots=True)
class _Report:
    """What was found of the last days."""

    days: int
    texts_kept: bool
    records: Sequence[GapRecord]
    topics: Sequence[Topic]
    weeks: Sequence[int]
    verdicts: Mapping[str, int]
    complaints: Sequence[Complaint]


@click.command(
    epilog="""\b
Examples:
  citebot gaps
  citebot gaps --days 90 --csv gaps.csv
  citebot gaps --plot gaps.png
  citebot gaps --json"""
)
@click.option("--days", type=click.IntRange(1, 400), default=28, show_default=True, help="How far to look back.")
@click.option("--csv", "csv_file", type=OUTPUT_FILE, help="Write the topics as CSV.")
@click.option("--plot", type=OUTPUT_FILE, help="Draw the trend to a PNG file.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(*, days: int, csv_file: Path | None, plot: Path | None, as_json: bool) -> None:
    """Tell which questions were left open: unanswered, refused, disliked or passed to a person, by topic."""
    if plot:
        from bot.plots import require_plots  # noqa: PLC0415 - numpy, needed with --plot only

        require_plots()
    report = _report(load_settings(), days)
    if as_json:
        click.echo(json.dumps(_form(report), ensure_ascii=False, indent=2))
    else:
        for line in _lines(report):
            click.echo(printable(line))
    if csv_file:
        csv_file.write_bytes(csv_of(report.topics, channels=True))
    if plot:
        from bot.plots import plot_gaps  # noqa: PLC0415 - see above

        plot_gaps(plot, report.records, time.time(), len(report.weeks))
    for path in filter(None, (csv_file, plot)):
        click.echo(f"citebot: wrote {path}", err=True)


def _report(settings: Settings, days: int) -> _Report:
    seconds = days * _DAY
    with closing(open_existing_state_of(settings)) as state:
        records, counts = state.gaps.since(seconds), state.feedback.counts(seconds)
        complaints = state.feedback.complaints(seconds, _MOST)
    weeks = weekly(records, time.time(), max(1, -(-days // 7)))
    return _Report(days, settings.keep_questions_days > 0, records, topics(records), weeks, counts, complaints)


def _lines(report: _Report) -> Iterator[str]:
    left_open = f"{counted(len(report.records), 'question')} left open in {counted(report.days, 'day')}"
    yield f"{left_open}, {counted(len(report.topics), 'topic')}  {sparkline(report.weeks)} by week"
    yield verdicts(report.verdicts)
    if report.records and not report.texts_kept:
        yield "No question text is kept (keep_questions_days is 0): topics are the nearest headings."
    yield from lines(report.topics, most=_MOST)
    for complaint in report.complaints:
        yield f"       {complaint_line(complaint)}"
        if complaint.verdict.correction:
            yield f"         {complaint.verdict.correction}"


def _form(report: _Report) -> dict[str, Any]:
    """Return the report as plain JSON values; texts are null where none are kept."""
    return {
        "days": report.days,
        "open": len(report.records),
        "weeks": list(report.weeks),
        "texts_kept": report.texts_kept,
        "topics": [_topic_form(topic) for topic in report.topics],
        "verdicts": dict(report.verdicts),
        "complaints": [_complaint_form(complaint) for complaint in report.complaints],
    }


def _topic_form(topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.name,
        "total": topic.total,
        **{kind.value: topic.kinds[kind] for kind in Gap},
        "newest": day(topic.newest),
        "channels": list(topic.channels),
        "headings": list(topic.headings),
        "questions": list(topic.questions),
    }


def _complaint_form(complaint: Complaint) -> dict[str, Any]:
    verdict = complaint.verdict
    return {
        "reason": verdict.reason,
        "passage_id": verdict.passage_id,
        "question": verdict.question,
        "correction": verdict.correction,
        "at": day(complaint.at),
    }
