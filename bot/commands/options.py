"""Options that several commands share."""

from pathlib import Path

import click

corpus_option = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A document or folder of documents to answer from.  [default: the index, else CITEBOT_CORPUS, else a sample]",
)
k_option = click.option(
    "-k", "--passages", "k", type=click.IntRange(1, 26), default=3, show_default=True, help="Show at most this many."
)
exact_option = click.option("--exact", is_flag=True, help="Leave the spelling of the question alone.")


def warn(line: str) -> None:
    """Print a line about what could not be used, apart from the answer."""
    click.echo(f"citebot: {line}", err=True)
