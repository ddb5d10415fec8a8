"""`citebot status`: what the index holds, how old and how large it is, and whether its folder says more."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.commands.paths import ANY_PATH
from bot.setting_loading import load_settings
from corpus.plurals import counted
from index.analyzer import Analyzer
from index.disk import Manifest, check, open_index, status
from index.errors import SearchIndexError, rebuild_hint
from index.freshness import Freshness, freshness


@click.command(
    epilog="""\b
Examples:
  citebot status
  citebot status --index var/index --verify"""
)
@click.option(
    "--index",
    "path",
    type=ANY_PATH,
    help="Where the index is.  [default: that of the settings]",
)
@click.option("--verify", is_flag=True, help="Read every byte and compare it with its checksum.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(path: Path | None, *, verify: bool, as_json: bool) -> None:
    """Tell what the built index holds, its size and age, whether this version can read it, and what changed since."""
    named, path = path, path or load_settings().index_dir
    manifest = check(path) if verify else status(path)
    fresh = _freshness(path)
    figures = _figures(path, manifest, fresh, verified=verify)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    lines = [*_lines(figures), *([f"folder       {fresh.told(named)}"] if fresh else [])]
    click.echo("\n".join(lines))


def _figures(path: Path, manifest: Manifest, fresh: Freshness | None, *, verified: bool) -> dict[str, Any]:
    """Return what is told of an index as plain JSON values; sizes in bytes, times in seconds."""
    return {
        "path": str(path.absolute()),
        "engine": manifest.engine,
        "format": manifest.format,
        "generation": manifest.generation,
        "analyzer": manifest.analyzer,
        "readable": manifest.analyzer == Analyzer().fingerprint,
        "created": manifest.created,
        "age_seconds": round((datetime.now(UTC) - datetime.fromisoformat(manifest.created)).total_seconds()),
        "bytes": manifest.size,
        "documents": manifest.documents,
        "passages": manifest.passages,
        "deleted": manifest.deleted,
        "verified": verified,
        "folder": fresh and {**asdict(fresh), "folder": str(fresh.folder)},
        "collections": {
            name: {"documents": counts.documents, "passages": counts.passages}
            for name, counts in manifest.collections.items()
        },
    }


def _freshness(path: Path) -> Freshness | None:
    """Return how the index stands to its folder; None also where this version cannot read what is indexed."""
    try:
        return freshness(list(open_index(path, Analyzer()).documents()))
    except SearchIndexError:
        return None


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"index        {figures['path']} ({figures['engine']}, format {figures['format']})"
    yield f"holds        {_held(figures)}"
    yield f"size         {_size(figures['bytes'])}"
    yield f"built        {figures['created']}, {_age(figures['age_seconds'])} ago"
    yield f"analyzer     {figures['analyzer']}{'' if figures['readable'] else _other_analyzer(figures['path'])}"
    if left := figures["deleted"]:
        folder = figures["folder"] and Path(figures["folder"]["folder"])
        hint = rebuild_hint(Path(figures["path"]), folder)
        yield f"left over    the text of {counted(left, 'passage')} that no one finds any more. {hint}"
    if figures["verified"]:
        yield "checksums    every byte is as written"
    for name, counts in figures["collections"].items():
        yield f"collection   {name or '(top)'}: {_held(counts)}"


def _held(counts: Mapping[str, Any]) -> str:
    return f"{counted(counts['documents'], 'document')}, {counted(counts['passages'], 'passage')}"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.1f} kB"


def _other_analyzer(path: str) -> str:
    return f"; this version uses another. {rebuild_hint(Path(path))}"


def _age(seconds: int) -> str:
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return counted(seconds // length, unit)
    return counted(max(0, seconds), "second")  # the clock may have been set back
