"""Options that several commands share, and the desk that they choose."""

from pathlib import Path

import click

from bot.desk import Desk, open_desk

corpus_option = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A document or folder of documents to answer from.  [default: the index, else CITEBOT_CORPUS, else a sample]",
)
k_option = click.option(
    "-k", "--passages", "k", type=click.IntRange(1, 26), default=3, show_default=True, help="Show at most this many."
)
exact_option = click.option("--exact", is_flag=True, help="Leave the spelling of the question alone.")

OWN_DOCUMENTS = "For your own documents: citebot index FOLDER, or --corpus FOLDER"


def warn(line: str) -> None:
    """Print a line about what could not be used, apart from the answer."""
    click.echo(f"citebot: {line}", err=True)


def chosen_desk(corpus: Path | None) -> Desk:
    """Return the desk that was named, or the one that is there; then say which, as nobody named it."""
    desk = open_desk(corpus, warn)
    if corpus is None:
        warn(f"answering from {desk.source} ({desk.holdings}).{f' {OWN_DOCUMENTS}' if is_sample(desk) else ''}")
    return desk


def is_sample(desk: Desk) -> bool:
    """Return whether the answers are about nobody's own documents."""
    return desk.source == "the sample collection"
