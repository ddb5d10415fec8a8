"""`citebot index`, entered as a person does."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import TOML_FILE
from tests.corpus.files import pdf

PLAIN = "The tibial block is reported once for each foot [1].\n\nReferences\n\n1. Smith J. Blocks of the foot. 2020.\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with two documents and a scan."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAIN, "utf-8")
    (folder / "b.csv").write_text("Code,Meaning\nQ1234,tibial block\n", "utf-8")
    (folder / "scan.pdf").write_bytes(pdf([[]]))
    return folder


def index(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the command on a folder, with the index beside it."""
    command = [sys.executable, "-m", "bot", "index", str(folder), "--index", str(folder.parent / "index"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_run_tells_what_it_did(docs: Path) -> None:
    """The failure has its reason, the types their counts, and the exit status says that something failed."""
    result = index(docs)
    assert result.returncode == 1
    assert "scan.pdf: a scan" in result.stdout
    assert [line.split() for line in result.stdout.splitlines() if line.strip().startswith("all")] == [
        ["all", "2", "0", "1"]
    ]
    (docs / "scan.pdf").unlink()
    assert index(docs).returncode == 0


def test_the_report_as_json(docs: Path) -> None:
    """Programs get the same figures as plain values."""
    report = json.loads(index(docs, "--json").stdout)
    assert report["read"] == {".txt": 1, ".csv": 1}
    assert [failed["path"] for failed in report["failed"]] == ["scan.pdf"]
    assert report["references"] == {"resolved": 1, "unresolved": 0}


def test_a_dry_run_changes_nothing(docs: Path) -> None:
    """It names what would be read, and leaves not even an empty index behind."""
    result = index(docs, "--dry-run")
    assert "read  a.txt" in result.stdout
    assert not (docs.parent / "index").exists()


def test_too_many_gone_is_refused_in_one_line(docs: Path) -> None:
    """The message names the command that does it all the same; --yes does."""
    for i in range(10):
        (docs / f"c{i}.txt").write_text(f"Block {i} is reported once.\n", "utf-8")
    (docs / "scan.pdf").unlink()
    assert index(docs).returncode == 0
    for i in range(10):
        (docs / f"c{i}.txt").unlink()
    refused = index(docs, "--prune")
    assert refused.returncode == 1
    assert "--prune --yes" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert index(docs, "--prune", "--yes").returncode == 0


def test_nothing_to_answer_from_is_said(tmp_path: Path) -> None:
    """An empty folder is no index and no success."""
    folder = tmp_path / "docs"
    folder.mkdir()
    result = index(folder)
    assert result.returncode == 1
    assert "nothing to answer from" in result.stderr


def test_watching_keeps_up_with_the_folder(docs: Path) -> None:
    """A document that is put into the folder is indexed without being asked for."""
    (docs / "scan.pdf").unlink()
    command = [sys.executable, "-m", "bot", "index", str(docs), "--index", str(docs.parent / "index")]
    with subprocess.Popen([*command, "--watch", "--json"], stdout=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout is not None
            assert json.loads(run.stdout.readline())["read"]
            time.sleep(1)  # until it watches
            (docs / "new.txt").write_text("The sural block is covered.\n", "utf-8")
            assert json.loads(run.stdout.readline())["read"] == {".txt": 1}
            os.kill(run.pid, signal.SIGINT)
            assert run.wait(timeout=30) == 0
        finally:
            run.kill()


def test_settings_name_the_place_of_the_index(docs: Path, tmp_path: Path) -> None:
    """Without --index it goes below the data folder."""
    (tmp_path / TOML_FILE).write_text(f'data_dir = "{tmp_path}/data"\n', "utf-8")
    command = [sys.executable, "-m", "bot", "index", str(docs)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, timeout=120)
    assert (tmp_path / "data" / "index").is_dir()
