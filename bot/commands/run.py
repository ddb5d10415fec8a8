"""`citebot run`: the Slack bot when it has its tokens, the terminal when it has none."""

import sys
from pathlib import Path

import click
from pydantic import SecretStr

from bot.commands.chat import converse
from bot.commands.options import corpus_option, warn
from bot.desk import Desk, open_desk, sample_path
from bot.settings import Settings, load_settings
from bot.terminal import show
from corpus.errors import CitebotError

FIRST_QUESTION = "what code for ganglion impar?"
_CONNECT = "To connect Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or put them in .env): see docs/slack.md."


class SlackConnectionError(CitebotError):
    """A token is missing or refused, or Slack is out of reach; the message never holds a token."""


@click.command(epilog="Example: SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… citebot run --corpus policies/")
@corpus_option
def command(corpus: Path | None) -> None:
    """Start the Slack bot. Without Slack tokens, answer a first question here and offer a prompt."""
    settings = load_settings()
    if settings.slack_bot_token or settings.slack_app_token:
        _connect(open_desk(corpus, warn), settings)
        return
    click.echo(f"> {FIRST_QUESTION}")
    show(open_desk(corpus or sample_path(), warn).answerer.answer(FIRST_QUESTION))
    click.echo(_CONNECT)
    if sys.stdin.isatty():
        converse(open_desk(corpus, warn))


def _secret(token: SecretStr | None) -> str:
    return token.get_secret_value() if token else ""


def _connect(desk: Desk, settings: Settings) -> None:
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415 - Slack's packages cost 0.3 s

    from bot.slack.run import run  # noqa: PLC0415 - see above

    tokens = (
        ("SLACK_BOT_TOKEN", _secret(settings.slack_bot_token), "xoxb-"),
        ("SLACK_APP_TOKEN", _secret(settings.slack_app_token), "xapp-"),
    )
    for name, token, prefix in tokens:
        if not token or not token.startswith(prefix):
            found = "is not set" if not token else "does not begin so"
            raise SlackConnectionError(f"{name} {found}; expected a token that begins with {prefix}, see docs/slack.md")
    click.echo(f"Answering in Slack from {desk.source} ({desk.documents} documents, {desk.passages} passages).")
    try:
        run(desk.answerer, settings)
    except SlackApiError as error:
        reason = error.response.get("error", "unknown error")
        raise SlackConnectionError(f"Slack refused the tokens: {reason}. Check them as in docs/slack.md") from None
    except OSError as error:  # URLError is one
        raise SlackConnectionError(f"Slack cannot be reached: {error}. Check this machine's network") from None
