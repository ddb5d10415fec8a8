"""Where the index is: named or by the settings, and how messages name it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from bot.setting_sources import TOML_FILE
from corpus.folder import scan
from index.disk import status
from tests.bot.index_command.running import index
from tests.command_line import PROGRAM, citebot


def test_what_mends_an_index_names_the_one_that_was_named(docs: Path) -> None:
    """The command that a message gives, typed as it stands, mends the index that the message is about and no other."""
    (docs / "scan.pdf").unlink()
    index(docs)
    where = docs.parent / "index"
    commands = []
    for name in ("a.txt", "b.csv"):
        (docs / name).rename(docs / f"new-{name}")
    commands.append(index(docs).stderr.partition("drop them with: ")[2])
    (where / "CURRENT").write_text("damaged")
    commands.append(index(docs).stderr.partition("Rebuild it with: ")[2].replace("FOLDER", str(docs)))
    for command in commands:
        assert f" --index {where}" in command
    for command in reversed(commands):
        _, *arguments = command.split()
        done = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False, timeout=120)
        assert (done.returncode, done.stderr) == (0, "")
    assert status(where).documents == 2


def test_an_index_of_the_settings_is_not_named(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody named it, and the command that is advised finds it as this one did."""
    monkeypatch.chdir(docs.parent)
    monkeypatch.setenv("CITEBOT_DATA_DIR", "data")
    (docs / "scan.pdf").unlink()
    assert citebot("index", "docs").exit_code == 0
    for name in ("a.txt", "b.csv"):
        (docs / name).rename(docs / f"new-{name}")
    assert citebot("index", "docs").stderr.endswith("drop them with: citebot index docs --prune --yes\n")


def test_an_empty_path_is_wrong_usage(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is not set names no folder, least of all the one that one is in: nothing is written there."""
    monkeypatch.chdir(docs)
    before = sorted(docs.iterdir())
    for arguments in (("index", ".", "--index", ""), ("index", ""), ("ask", "--corpus", "", "x"), ("inspect", "")):
        refused = citebot(*arguments)
        assert (refused.exit_code, "found an empty text" in refused.stderr) == (2, True)
    assert sorted(docs.iterdir()) == before


def test_an_index_in_its_own_folder_is_not_read(docs: Path) -> None:
    """`citebot index .` with the index below is as good as any: what citebot wrote is none of the documents."""
    (docs / "scan.pdf").unlink()
    where = ("--index", str(docs / "kept"))
    assert index(docs, *where).returncode == 0
    (docs / "kept-notes.txt").write_text("The sural block is covered.\n", "utf-8")
    planned = json.loads(index(docs, *where, "--dry-run", "--json").stdout)
    assert planned["read"] == ["kept-notes.txt"]
    report = json.loads(index(docs, *where, "--json").stdout)
    assert (report["read"], report["unchanged"], report["failed"]) == ({".txt": 1}, {".txt": 1, ".csv": 1}, [])
    assert scan(docs).documents == ("a.txt", "b.csv", "kept-notes.txt")  # as `citebot ask --corpus .` reads


def test_settings_name_the_place_of_the_index(docs: Path, tmp_path: Path) -> None:
    """Without --index it goes below the data folder."""
    (tmp_path / TOML_FILE).write_text(f'data_dir = "{tmp_path}/data"\n', "utf-8")
    command = [*PROGRAM, "index", str(docs)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, timeout=120)
    assert (tmp_path / "data" / "index").is_dir()
