"""Paths as arguments. Whether they may be read is found out where they are read: it is no wrong usage.

Whether they may be written is found out here, before any work whose result they are to hold.
"""

import os
from pathlib import Path
from typing import Any

import click


class _Named(click.Path):
    """A path that has a name: an empty one, as of a variable that is not set, would be the folder that one is in."""

    def convert(self, value: "str | os.PathLike[str]", param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own
        """Return the path."""
        if value == "":
            self.fail("expected a path, found an empty text", param, ctx)
        return super().convert(value, param, ctx)


class _Output(_Named):
    """A file that is written at the end of a command."""

    def convert(self, value: "str | os.PathLike[str]", param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own
        """Return the path. Raises OSError if no file can be written there; what is there stays as it is."""
        path = super().convert(value, param, ctx)
        existed = path.exists()
        if not existed or path.is_file():  # whoever reads a pipe would hear that it was opened and closed
            path.open("ab").close()
        if not existed:
            path.resolve().unlink()  # not a link that leads there
        return path


ANY_PATH = _Named(path_type=Path, readable=False)
OUTPUT_FILE = _Output(path_type=Path, dir_okay=False, readable=False)
