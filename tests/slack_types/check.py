"""Checks payloads against Slack's own TypeScript types.

The local Slack of the tests writes what it accepted into a folder; each payload of a shape of its own becomes a
constant that must satisfy `KnownBlock[]`. The call types of @slack/types take any object with a type, so they are
not used. Needs node, and once: npm ci --prefix tests/slack_types
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COMPILER = HERE / "node_modules" / ".bin" / "tsc"
_OPTIONS = ["--strict", "--noEmit", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"]
_IN_CALLBACKS = frozenset({"text", "value", "url", "alt_text", "initial_value", "private_metadata", "block_id"})

Json = Any


def is_installed() -> bool:
    """Return whether the compiler and node are there."""
    return COMPILER.exists() and shutil.which("node") is not None


def problems(folder: Path) -> str:
    """Return what the compiler says of the payloads in a folder; nothing if all of them fit."""
    shapes = {json.dumps(_shape(payload), sort_keys=True): payload for payload in _payloads(folder)}
    source = HERE / f"payloads-{os.getpid()}.ts"  # beside the types, where the compiler looks for them
    source.write_text("\n".join(_source(list(shapes.values()))), "utf-8")
    try:
        done = subprocess.run([str(COMPILER), *_OPTIONS, str(source)], capture_output=True, text=True, check=False)
    finally:
        source.unlink()
    return done.stdout + done.stderr if done.returncode else ""


def count(folder: Path) -> int:
    """Return how many payloads a folder holds."""
    return sum(1 for _ in _payloads(folder))


def _payloads(folder: Path) -> Iterator[Mapping[str, Json]]:
    for file in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, file.read_text("utf-8").splitlines())


def _source(payloads: list[Mapping[str, Json]]) -> Iterator[str]:
    yield 'import type { HomeView, KnownBlock, ModalView } from "@slack/types";'
    for number, payload in enumerate(payloads):
        blocks = json.dumps(payload.get("blocks", []))
        yield f"export const blocks{number} = {blocks} satisfies KnownBlock[];"
        if "view" in payload:
            kind = {"modal": "ModalView", "home": "HomeView"}[payload["view"]["type"]]
            yield f"export const view{number} = {json.dumps({**payload['view'], 'blocks': []})} satisfies {kind};"


def _shape(value: Json, key: str = "") -> Json:
    """Return a payload without its words, which no type asks about."""
    if isinstance(value, dict):
        return {name: _shape(held, name) for name, held in value.items()}
    if isinstance(value, list):
        return [_shape(held, key) for held in value]
    return "" if key in _IN_CALLBACKS and isinstance(value, str) else value
