"""`citebot run`: the Slack bot when it has its tokens, the terminal when it has none."""

import os
import sys
from pathlib import Path

import click

from bot.commands.chat import converse
from bot.commands.options import corpus_option, warn
from bot.desk import open_desk
from bot.terminal import show

FIRST_QUESTION = "what code for ganglion impar?"
_CONNECT = "To connect Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or put them in .env): see docs/slack.md."


@click.command(epilog="Example: SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… citebot run --corpus policies/")
@corpus_option
def command(corpus: Path | None) -> None:
    """Start the Slack bot. Without Slack tokens, answer a first question here and offer a prompt."""
    if os.environ.get("SLACK_BOT_TOKEN"):
        click.echo("soon")
        return
    desk = open_desk(corpus, warn)
    click.echo(f"> {FIRST_QUESTION}")
    show(desk.answerer.answer(FIRST_QUESTION))
    click.echo(_CONNECT)
    if sys.stdin.isatty():
        converse(desk)
