"""The command line as tests run it."""

import os
import sys

from click.testing import CliRunner, Result

from bot.cli import main

PROGRAM = [sys.executable, "-m", "bot"]  # the same in a process of its own
# root may read whatever it likes; a process without these capabilities may not
_FORBIDDEN = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
OF_ANYBODY = [*_FORBIDDEN, *PROGRAM]  # that may do what the modes of files allow, whoever runs the tests


def citebot(*arguments: object, stdin: str | None = None) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="citebot")
