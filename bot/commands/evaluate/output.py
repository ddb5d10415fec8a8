"""Where the figures of an evaluation go: to people as lines, to programs as JSON, to a picture beside them."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Output:
    """How the figures are asked for."""

    as_json: bool
    plot: Path | None  # the PNG file that they are drawn to

    def show(self, figures: Figures, lines: Callable[[Figures], Iterator[str]], run_file: Path | None = None) -> None:
        """Print the figures as one JSON object, or the lines that are made of them; beside them what was written."""
        if self.as_json:
            click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(lines(figures)))
        for path in filter(None, (run_file, self.plot)):
            click.echo(f"citebot: wrote {path}", err=True)
