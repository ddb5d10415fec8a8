"""Options that several commands share, and the desk that they choose."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.paths import ANY_PATH
from bot.desk import Desk, open_desk

if TYPE_CHECKING:
    from bot.settings import Settings


class QuestionCommand(click.Command):
    """A command that takes a question, which may begin with a dash behind "--" alone: else it could be an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and say how such a question is typed where one may be meant."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.possibilities:
                raise
            typed = f'{ctx.command_path} -- "-25 modifier?"'
            raise click.NoSuchOption(
                error.option_name,
                f"{error.message} A question that begins with a dash stands behind --, as in: {typed}",
                ctx=ctx,
            ) from None


corpus_option = click.option(
    "--corpus",
    type=ANY_PATH,
    help="A document or folder of documents to answer from.  [default: the index, else CITEBOT_CORPUS, else a sample]",
)
index_option = click.option(
    "--index",
    "index",
    type=ANY_PATH,
    help="An index to answer from instead of the settings' own.",
)
k_option = click.option(
    "-k", "--passages", "k", type=click.IntRange(1, 26), default=3, show_default=True, help="Show at most this many."
)
exact_option = click.option("--exact", is_flag=True, help="Leave the spelling of the question alone.")

_OWN_DOCUMENTS = "For your own documents: citebot index FOLDER, or --corpus FOLDER"


def check_one_source(corpus: Path | None, index: Path | None) -> None:
    """Refuse a folder and an index at once: which of them should answer would be a guess."""
    if corpus and index:
        raise click.UsageError("Give either --index or --corpus: an answer comes from one of them.")


def opened(corpus: Path | None, index: Path | None, settings: "Settings | None" = None) -> Desk:
    """Return the desk for what the options name; what could not be used is printed."""
    check_one_source(corpus, index)
    return open_desk(corpus, warn, index=index, settings=settings)


def own_documents(desk: Desk) -> str:
    """Return how somebody's own documents come to answer where the sample does, and where an index was looked for.

    A path in the settings may be meant from another folder than the one that the command is given in.
    """
    return f"{_OWN_DOCUMENTS}; there is no index in {desk.looked_in}"


def warn(line: str) -> None:
    """Print a line about what could not be used, apart from the answer."""
    click.echo(f"citebot: {line}", err=True)


def chosen_desk(corpus: Path | None, index: Path | None = None) -> Desk:
    """Return the desk that was named, or the one that is there; then say which, as nobody named it."""
    desk = opened(corpus, index)
    if not (corpus or index):
        warn(f"answering from {desk.source} ({desk.holdings}).{f' {own_documents(desk)}' if desk.is_sample else ''}")
    return desk
