"""Paths as arguments. Whether they may be read is found out where they are read: it is no wrong usage."""

from pathlib import Path

import click

ANY_PATH = click.Path(path_type=Path, readable=False)
OUTPUT_FILE = click.Path(path_type=Path, dir_okay=False, readable=False)
