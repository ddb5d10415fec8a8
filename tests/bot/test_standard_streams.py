"""Output that cannot be written, that nobody reads, or that is closed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import PROGRAM, citebot


def test_half_a_letter_costs_no_line(folder: Path) -> None:
    """Half an emoji, cut off by another program, is escaped in its own line and left out in the terminal."""
    batch = '{"id": 1, "question": "tibial \\ud83d code"}\n{"id": "ß", "question": "tibial code"}\n'
    command = [*PROGRAM, "ask", "--corpus", str(folder)]
    result = subprocess.run([*command, "--batch", "-"], input=batch, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    first, second = result.stdout.splitlines()
    assert json.loads(first)["question"] == "tibial \ud83d code"
    assert '"id": "ß"' in second
    result = subprocess.run([*command, b"lunch \xff menu"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (3, "")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_output_that_cannot_be_written_is_one_clear_line(folder: Path, options: list[str]) -> None:
    """A full disk, or an encoding that lacks a letter: told as such, no traceback, exit status 1."""
    (folder / "tibial.txt").write_text("The tibial code is ≥ Q1234.\n", "utf-8")
    command = [*PROGRAM, "ask", "--corpus", str(folder), "tibial code", *options]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr) == (1, "Error: reading or writing failed: No space left on device\n")
    narrow = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=narrow)
    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert "PYTHONIOENCODING=utf-8" in result.stderr


@pytest.mark.parametrize("arguments", ["--help", "--version", "ask --help"])
def test_help_that_cannot_be_written_is_one_clear_line(arguments: str) -> None:
    """Like every other output."""
    command = [*PROGRAM, *arguments.split()]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr) == (1, "Error: reading or writing failed: No space left on device\n")


@pytest.mark.parametrize("name", ["ask", "explain"])
def test_who_reads_no_further_has_had_enough(folder: Path, name: str) -> None:
    """As `head` does: exit status 0, nothing on standard error."""
    command = [*PROGRAM, name, "--corpus", str(folder), "tibial code"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_closed_standard_output_is_no_fault(folder: Path) -> None:
    """Nobody looks: the exit status alone tells."""
    for question, status in (("tibial code", 0), ("lunch menu", 3)):
        command = ["sh", "-c", '"$0" -m bot ask --corpus "$1" "$2" >&-', sys.executable, str(folder), question]
        result = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        assert (result.returncode, result.stderr) == (status, "")


def test_closed_standard_output_ends_a_conversation(folder: Path) -> None:
    """Nobody reads the answers."""
    command = ["sh", "-c", '"$0" -m bot chat --corpus "$1" >&-', sys.executable, str(folder)]
    result = subprocess.run(command, input="tibial code\n", stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["chat", "run"])
def test_closed_standard_input_ends_a_conversation(tmp_path: Path, name: str) -> None:
    """A service manager may close it: what can be said is said, exit status 0, no traceback."""
    command = ["sh", "-c", '"$0" -m bot "$1" <&-', sys.executable, name]
    without_slack = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    environment = {**without_slack, "PYTHONPATH": str(Path.cwd())}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert "sample collection" in result.stdout or "64999" in result.stdout


def test_ctrl_c_ends_as_shells_have_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was being done: one word, and the exit status that tells of it."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.commands.index.load_settings", interrupted)
    stopped = citebot("index", folder)
    assert (stopped.exit_code, stopped.stdout, stopped.stderr) == (130, "", "Stopped.\n")
