"""`citebot chat`: question after question, each with the ones before it as its thread."""

import sys
from pathlib import Path

import click

from bot.commands.options import corpus_option, index_option, k_option, opened, own_documents
from bot.desk import Desk
from bot.model import Answer, Status
from bot.terminal import show, show_nearest

_NEAREST = "nearest"
_ENDINGS = frozenset({"exit", "quit", "bye", ":q"})


@click.command(epilog="Example: citebot chat --corpus policies/")
@corpus_option
@index_option
@k_option
def command(corpus: Path | None, index: Path | None, k: int) -> None:
    """Ask question after question. "new" starts a new topic; "exit" or Ctrl-D ends.

    Where nothing is found, "nearest" prints the passages that come nearest.
    """
    desk = opened(corpus, index)
    tell_source(desk)
    converse(desk, k)


def tell_source(desk: Desk) -> None:
    """Print what the answers come from."""
    click.echo(f"Answering from {desk.source} ({desk.holdings}).{f' {own_documents(desk)}.' if desk.is_sample else ''}")


def converse(desk: Desk, k: int = 3) -> None:
    """Read questions from standard input and show their answers until it ends."""
    thread: list[str] = []
    asked: Answer | None = None  # the last question's
    click.echo('Ask away. "new" starts a new topic, "exit" or Ctrl-D ends.')
    while (question := _next_question()) is not None:
        if question.lower() in {"new", "reset"}:
            thread.clear()
            click.echo("A new topic.")
            continue
        if question.lower() == _NEAREST:
            _show_nearest(asked)
            continue
        answer = desk.answerer.answer(question, thread=thread, k=k)
        show(answer, f'"{_NEAREST}"')
        if answer.status is not Status.CHAT:
            asked = answer
            thread.append(question)


def _show_nearest(asked: Answer | None) -> None:
    """Print what comes nearest to the last question, if the sources do not answer it."""
    if asked and asked.status is Status.NOT_FOUND:
        show_nearest(asked)
    else:
        click.echo(f'"{_NEAREST}" shows passages for a question that was not found.')


def _next_question() -> str | None:
    if sys.stdin is None or sys.stdout is None:  # closed before we began
        return None
    try:
        question = input("\n> ").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
    return None if question.lower() in _ENDINGS else question
