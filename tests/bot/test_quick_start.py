"""`citebot run` without Slack: the quick start in the terminal."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.command_line import PROGRAM, citebot


def test_run_without_slack_answers_here_and_says_how_to_connect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The quick start: one question answered from the sample, one line about Slack, exit status 0."""
    monkeypatch.chdir(tmp_path)  # no .env of the person who runs the tests
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    result = citebot("run", stdin="")
    assert result.exit_code == 0
    assert result.stdout.startswith("Answering from the sample collection (")
    assert "64999" in result.stdout
    assert "SLACK_BOT_TOKEN" in result.stdout


@pytest.mark.parametrize(("typed", "asked"), [("Q1234 for what?\nand the fee?\n", 2), ("", 0)])
def test_run_without_slack_answers_what_is_piped_to_it(folder: Path, typed: str, asked: int) -> None:
    """As `chat` does; where nothing is, it ends."""
    command = [*PROGRAM, "run", "--corpus", str(folder)]
    hidden = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    result = subprocess.run(
        command, input=typed, capture_output=True, text=True, check=False, cwd=folder.parent, env=hidden, timeout=120
    )
    assert (result.returncode, result.stdout.count("\n> ") - result.stdout.count("\n> What")) == (
        0,
        asked + bool(asked),
    )


@pytest.mark.parametrize("indexed", [False, True])
def test_run_without_slack_asks_the_documents_that_it_answers_from(
    folder: Path, monkeypatch: pytest.MonkeyPatch, indexed: bool
) -> None:
    """What answers is said first, and the first question is one that these documents answer, not the sample's."""
    monkeypatch.chdir(folder.parent)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    if indexed:
        citebot("index", folder)
    named: list[str | Path] = [] if indexed else ["--corpus", folder]
    result = citebot("run", *named, stdin="")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Answering from {'the index var/index' if indexed else folder} (1 document, 1 ")
    assert "> What code for tibial nerve block?" in result.stdout
    assert "Q1234" in result.stdout
    assert "64999" not in result.stdout
    assert "Not found" not in result.stdout
