"""The command line as tests run it."""

import sys

from click.testing import CliRunner, Result

from bot.cli import main

PROGRAM = [sys.executable, "-m", "bot"]  # the same in a process of its own


def citebot(*arguments: object, stdin: str | None = None) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="citebot")
