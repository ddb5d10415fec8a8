"""`python -m bot`, the same as `citebot`."""

from bot.cli import main

main(prog_name="citebot")
