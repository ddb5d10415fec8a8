"""Keeps the payloads that the local Slack accepted, to be checked against Slack's types after all tests."""

import json
import os
from pathlib import Path
from typing import Any

FOLDER = "SLACK_PAYLOADS"  # set for a whole test run, by tests/conftest.py

Values = dict[str, Any]


def record(values: Values) -> None:
    """Keep the blocks or the view of a call, if they are to be kept."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return
    if view := values.get("view"):
        kept = {"view": view, "blocks": view["blocks"]}
    elif values.get("blocks"):
        kept = {"blocks": values["blocks"]}
    else:
        return
    with (Path(folder) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(kept) + "\n")
