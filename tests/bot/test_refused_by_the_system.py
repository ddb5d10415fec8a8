"""What the system does not let be read or written: told in one line, never as wrong usage."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import OF_ANYBODY


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder with a closed folder and a closed file in it."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("The tibial code is Q1234.\n", "utf-8")
    for path in (tmp_path / "folder", tmp_path / "file"):
        path.chmod(0)
    yield tmp_path
    (tmp_path / "folder").chmod(0o700)


def citebot(home: Path, *arguments: str, limit: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the command line in a folder as somebody who may read no more than others."""
    command = [*OF_ANYBODY, *arguments]
    if limit:
        command = ["sh", "-c", f'{limit}; exec "$@"', "sh", *command]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        "ask --corpus folder tibial",
        "ask --corpus file tibial",
        "ask --index folder tibial",
        "ask --batch file",
        "index folder",
        "inspect file",
        "status --index folder",
        "evaluate folder",
        "evaluate --answers file",
        "evaluate --citations file",
    ],
)
def test_what_may_not_be_read_is_no_wrong_usage(closed: Path, arguments: str) -> None:
    """The path is there and was meant: what is wrong are its rights, and the system's reason is told with it."""
    result = citebot(closed, *arguments.split())
    assert result.returncode == 1
    assert "Usage" not in result.stderr
    *_, told = result.stderr.splitlines()
    assert told.startswith("Error: ")


def test_doctor_goes_on_where_the_data_folder_may_not_be_read(closed: Path) -> None:
    """Every check is made and told, with what mends it."""
    (closed / "citebot.toml").write_text('data_dir = "folder"\n', "utf-8")
    result = citebot(closed, "doctor")
    assert (result.returncode, result.stderr) == (1, "")
    assert "✗ state " in result.stdout
    assert "– Slack " in result.stdout


def test_doctor_tells_of_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """A file can be made there, but holds nothing."""
    result = citebot(tmp_path, "doctor", limit="ulimit -f 0")
    assert result.returncode == 1
    assert "✗ data folder " in result.stdout
    assert "Make room there" in result.stdout


@pytest.mark.parametrize("mode", [0, 0o400, 0o600])
def test_a_closed_folder_costs_only_itself(tmp_path: Path, mode: int) -> None:
    """Whether it may not be listed or not be entered, and with a link that leads into it; what it held is not gone."""
    docs, inner = tmp_path / "docs", tmp_path / "docs" / "inner"
    inner.mkdir(parents=True)
    (docs / "a.txt").write_text("The tibial code is Q1234.\n", "utf-8")
    (inner / "b.txt").write_text("The sural code is Q1235.\n", "utf-8")
    assert citebot(tmp_path, "index", "docs").returncode == 0
    (docs / "link.txt").symlink_to(inner / "b.txt")
    inner.chmod(mode)
    result = citebot(tmp_path, "index", "docs")
    inner.chmod(0o700)
    assert result.returncode == 1
    assert "failed   inner: this folder may not be read (Permission denied)\n" in result.stdout
    assert "failed   link.txt: cannot be read (Permission denied)\n" in result.stdout
    assert result.stdout.endswith("holds 2 documents, 2 passages.\n")
