"""The check of all payloads against Slack's types can fail, and is there where it must be."""

import json
import os
from pathlib import Path

import pytest

from tests.slack_types.check import is_installed, problems


@pytest.fixture
def compiler() -> None:
    """The TypeScript compiler; without it a visible skip, in CI a failure."""
    if not is_installed():
        told = "no TypeScript compiler: npm ci --prefix tests/slack_types"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)


def written(folder: Path, *payloads: object) -> Path:
    """Return a folder that holds the payloads."""
    (folder / "1.jsonl").write_text("\n".join(map(json.dumps, payloads)))
    return folder


@pytest.mark.usefixtures("compiler")
@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": "not an object"},
        {"type": "sectoin", "text": {"type": "mrkdwn", "text": "a"}},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "mrkdwn", "text": "a"}}]},
        {"type": "section", "text": {"type": "mrkdwn", "text": "a"}, "colour": "red"},
    ],
)
def test_a_payload_that_does_not_fit_is_told(tmp_path: Path, block: object) -> None:
    """Else the check would be none."""
    good = {"type": "divider"}
    assert "error" in problems(written(tmp_path, {"blocks": [good]}, {"blocks": [block]}))
    assert problems(written(tmp_path, {"blocks": [good]})) == ""


@pytest.mark.usefixtures("compiler")
def test_a_view_is_checked_too(tmp_path: Path) -> None:
    """A modal without its title is none."""
    assert problems(written(tmp_path, {"view": {"type": "modal", "blocks": []}, "blocks": []}))
