"""Paths as arguments. Whether they may be read is found out where they are read: it is no wrong usage."""

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


ANY_PATH = _Named(path_type=Path, readable=False)
OUTPUT_FILE = _Named(path_type=Path, dir_okay=False, readable=False)
