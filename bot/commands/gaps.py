"""`citebot gaps`: what people asked that the sources do not answer."""

import time
from pathlib import Path

import click

from bot.counted import counted
from bot.gaps import complaint_line, csv_of, lines, sparkline, topics, verdicts, weekly
from bot.settings import load_settings
from bot.state.store import open_state_of
from bot.terminal import printable

_DAY = 86_400.0
_MOST = 25  # topics, and complaints


@click.command(
    epilog="""\b
Examples:
  citebot gaps
  citebot gaps --days 90 --csv gaps.csv
  citebot gaps --plot gaps.png"""
)
@click.option("--days", type=click.IntRange(1, 400), default=28, show_default=True, help="How far to look back.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the topics as CSV.")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw the trend to a PNG file.")
def command(*, days: int, csv_file: Path | None, plot: Path | None) -> None:
    """Tell which questions were left open: unanswered, refused, disliked or passed to a person, by topic."""
    settings = load_settings()
    state = open_state_of(settings)
    try:
        records = state.gaps.since(days * _DAY)
        counts, complaints = state.feedback.counts(), state.feedback.complaints(_MOST)
    finally:
        state.close()
    found = topics(records)
    weeks = weekly(records, time.time(), max(1, -(-days // 7)))
    left_open = (
        f"{counted(len(records), 'question')} left open in {counted(days, 'day')}, {counted(len(found), 'topic')}"
    )
    click.echo(f"{left_open}  {sparkline(weeks)} by week")
    click.echo(verdicts(counts))
    if records and not settings.keep_questions_days:
        click.echo("No question text is kept (keep_questions_days is 0): topics are the nearest headings.")
    for line in lines(found, most=_MOST):
        click.echo(printable(line))
    for complaint in complaints:
        click.echo(printable(f"       {complaint_line(complaint)}"))
        if complaint.verdict.correction:
            click.echo(printable(f"         {complaint.verdict.correction}"))
    if csv_file:
        csv_file.write_text(csv_of(found), "utf-8")
    if plot:
        from bot.plots import plot_gaps  # noqa: PLC0415 - matplotlib, needed with --plot only

        plot_gaps(plot, records, time.time(), len(weeks))
