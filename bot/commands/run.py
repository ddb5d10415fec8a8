"""`citebot run`: the Slack bot when it has its tokens, the terminal when it has none."""

import errno
import io
import logging
import select
import sys
from pathlib import Path

import click

from bot.commands.chat import converse, tell_source
from bot.commands.options import corpus_option, index_option, opened, own_documents
from bot.desk import Desk
from bot.examples import example_questions
from bot.model import Status
from bot.setting_loading import load_settings
from bot.settings import SLACK, Settings
from bot.terminal import show

log = logging.getLogger(__name__)

_OF_SAMPLE = "what code for ganglion impar?"
_CONNECT = "To connect Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or put them in .env): see docs/slack.md."


@click.command(
    epilog="""\b
Examples:
  citebot run
  citebot run --corpus policies/
  SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… citebot run"""
)
@corpus_option
@index_option
def command(corpus: Path | None, index: Path | None) -> None:
    """Start the Slack bot. Without Slack tokens, answer a first question here and offer a prompt."""
    settings = load_settings()
    desk = opened(corpus, index, settings)
    if any(getattr(settings, name) for name in SLACK):
        _connect(desk, settings)
        return
    tell_source(desk)
    _show_first_answer(desk)
    click.echo(_CONNECT)
    if sys.stdin and (sys.stdin.isatty() or _holds_questions()):  # a service may have none
        converse(desk)


def _holds_questions() -> bool:
    """Return whether something stands in a pipe or a file that is standard input; a service's holds nothing."""
    try:
        is_ready = bool(select.select([sys.stdin], [], [], 0)[0])
        return is_ready and isinstance(sys.stdin.buffer, io.BufferedReader) and bool(sys.stdin.buffer.peek(1))
    except (OSError, ValueError):  # of no file of the system
        return False


def _show_first_answer(desk: Desk) -> None:
    """Ask what these documents answer and print it, so that whoever tries citebot sees an answer before typing."""
    for question in (_OF_SAMPLE,) if desk.is_sample else example_questions(desk.answerer.engine):
        answer = desk.answerer.answer(question)
        if answer.status is Status.ANSWERED:
            click.echo(f"> {question}")
            show(answer)
            return


def _connect(desk: Desk, settings: Settings) -> None:
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415 - Slack's packages cost 0.3 s

    from bot.logs import set_up_logs  # noqa: PLC0415 - see above
    from bot.slack.connection import SlackConnectionError, connection_of  # noqa: PLC0415 - see above
    from bot.slack.reach import out_of_reach  # noqa: PLC0415 - see above
    from bot.slack.run import run  # noqa: PLC0415 - see above

    connection = connection_of(settings)
    way = f"{connection.transport.value}, port {connection.port}" if connection.port else connection.transport.value
    click.echo(f"Answering in Slack ({way}) from {desk.source} ({desk.holdings}).")
    set_up_logs(settings.log_level)
    if desk.is_sample:  # an index may still be on its way: then it is answered from as soon as it is there
        click.echo(f"These are not your documents! {own_documents(desk)}.")
        log.warning("answering from the sample collection, as there is no index and no corpus is set")
    try:
        run(desk.answerer, settings)
    except SlackApiError as error:
        reason = error.response.get("error", "unknown error")
        raise SlackConnectionError(f"Slack refused the tokens: {reason}. Check them as in docs/slack.md") from None
    except OSError as error:  # URLError is one
        told = _port_taken(error, settings, connection.port) or out_of_reach(error, settings)
        raise SlackConnectionError(told) from None


def _port_taken(error: OSError, settings: Settings, port: int) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
        return (
            f"{settings.http_host}:{port} cannot be listened on: {error.strerror}. Name another port or host with"
            " CITEBOT_HTTP_PORT and CITEBOT_HTTP_HOST"
        )
    return ""
