"""`citebot doctor`: what is wrong with this installation, and what mends it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bot.checkup import Finding, Verdict, check_here
from bot.commands.options import check_one_source, corpus_option, index_option
from bot.setting_loading import load_settings
from bot.setting_sources import SettingsError
from bot.settings import SLACK, Settings
from bot.terminal import printable

_SIGNS = {Verdict.OK: "✓", Verdict.NOTE: "·", Verdict.WRONG: "✗", Verdict.SKIPPED: "–"}


@click.command(
    epilog="""\b
Examples:
  citebot doctor
  citebot doctor --corpus policies/ --json"""
)
@corpus_option
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(corpus: Path | None, index: Path | None, *, as_json: bool) -> None:
    """Check settings, state, documents, Slack's tokens and scopes; exit code 1 if something is wrong.

    Nothing is posted, and no secret is printed.
    """
    check_one_source(corpus, index)
    findings = []
    for finding in _findings(corpus, index):
        findings.append(finding)
        if not as_json:
            click.echo(printable(f"{_SIGNS[finding.verdict]} {finding.name:15} {finding.told}"))
    if as_json:
        rows = [{"name": f.name, "verdict": f.verdict.value, "told": f.told} for f in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    if any(f.verdict is Verdict.WRONG for f in findings):
        sys.exit(1)


def _findings(corpus: Path | None, index: Path | None) -> Iterator[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding("settings", Verdict.WRONG, str(error))
        return
    yield Finding("settings", Verdict.OK, "every setting is known and has a valid value")
    yield from check_here(settings, corpus, index)
    yield from _slack(settings)


def _slack(settings: Settings) -> Iterator[Finding]:
    if not any(getattr(settings, name) for name in SLACK):
        yield Finding("Slack", Verdict.SKIPPED, "no tokens are set: answers in the terminal only. See docs/slack.md")
        return
    from bot.slack.checkup import check_slack  # noqa: PLC0415 - Slack's packages cost 0.3 s

    yield from check_slack(settings)
