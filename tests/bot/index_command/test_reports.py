"""What `citebot index` tells of a run."""

import io
import json
import subprocess
from pathlib import Path

import pytest

from bot.index_report import progress_bar
from index.build import BuildReport
from index.disk import status
from tests.bot.index_command.running import index
from tests.command_line import OF_ANYBODY, citebot


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


def test_a_run_that_finds_nothing_new_tells_what_the_index_holds(docs: Path) -> None:
    """It does not look as if there was nothing in it."""
    (docs / "scan.pdf").unlink()
    first, second = index(docs), index(docs)
    assert "Read 2 passages from 2 pages in" in first.stdout
    assert "Nothing new was read in" in second.stdout
    for result in (first, second):
        assert result.stdout.endswith(f"The index in {docs.parent / 'index'} holds 2 documents, 2 passages.\n")
        assert "Dropped" not in result.stdout
    assert " 0 passages" not in second.stdout
    assert json.loads(index(docs, "--json").stdout)["index"] == {"documents": 2, "passages": 2}
    (docs / "b.csv").unlink()
    assert "Dropped 1 document." in index(docs).stdout


def test_what_could_not_be_understood_is_named_on_every_run(docs: Path) -> None:
    """Unchanged documents are not read again, but what is wrong beside and in them stays wrong until it is mended."""
    (docs / "scan.pdf").unlink()
    (docs / "a.meta.toml").write_text("retired = 2020-01-01\nefective = 2019-01-01\n", "utf-8")
    (docs / "b.references.json").write_text("{", "utf-8")
    (docs / "c.txt").write_bytes("The sural block is covered – always.\n".encode("cp1252"))
    (docs / "folder.meta.toml").write_text("kind = 3\n", "utf-8")
    first, second = (json.loads(index(docs, "--json").stdout) for _ in range(2))
    assert {failed["path"] for failed in first["failed"]} == {"a.meta.toml", "b.references.json", "folder.meta.toml"}
    assert len(first["failed"]) == 3
    assert [note["path"] for note in first["notes"]] == ["c.txt"]
    assert second["read"] == {}
    assert (second["failed"], second["notes"]) == (first["failed"], first["notes"])
    told = index(docs)
    assert told.returncode == 1
    assert "failed   a.meta.toml: efective: no such key; did you mean effective?" in told.stdout
    for name in ("a.meta.toml", "b.references.json", "folder.meta.toml"):
        (docs / name).unlink()
    assert index(docs).returncode == 0


def test_a_document_that_was_read_has_not_failed(docs: Path) -> None:
    """What it says amiss of itself is told on every run; what stands beside the documents is none of them."""
    (docs / "scan.pdf").unlink()
    (docs / "c.md").write_text("---\nrevised: soon\n---\nThe sural block is covered.\n", "utf-8")
    for count in (3, 0):
        told = index(docs)
        assert told.returncode == 0
        assert "doubt    c.md: front matter, revised: found “soon”, expected a date" in told.stdout
        assert ["all", str(count), str(3 - count), "0"] in [line.split() for line in told.stdout.splitlines()]
    assert [doubt["path"] for doubt in json.loads(index(docs, "--json").stdout)["doubts"]] == ["c.md"]
    (docs / "lexicon.txt").write_text("alone\n", "utf-8")
    wrong = index(docs)
    assert wrong.returncode == 1
    assert "failed   lexicon.txt: line 1" in wrong.stdout
    assert ["all", "0", "3", "0"] in [line.split() for line in wrong.stdout.splitlines()]


def test_a_run_that_is_cut_short_tells_what_answers(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And ends as shells have it for Ctrl-C."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    where = docs.parent / "index"
    with monkeypatch.context() as patched:
        patched.setattr("bot.commands.index.update", interrupted)
        stopped = citebot("index", docs, "--index", where)
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped. Nothing was indexed yet; run again to finish.\n")
    index(docs)
    monkeypatch.setattr("bot.commands.index.update", interrupted)
    stopped = citebot("index", docs, "--index", where, "--rebuild")
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped. The former index answers on; run again to finish.\n")
    assert status(where).documents == 2


def test_nothing_to_answer_from_is_said(tmp_path: Path) -> None:
    """An empty folder is no index and no success, and nobody is told where an index is that is not there."""
    folder = tmp_path / "docs"
    folder.mkdir()
    result = index(folder)
    assert result.returncode == 1
    assert "nothing to answer from (no files)" in result.stderr
    assert "The index is in" not in result.stdout
    assert "unchanged" not in result.stdout  # a table of nothing


def test_a_folder_that_is_not_there_is_told_without_another_commands_options(tmp_path: Path) -> None:
    """`index` has no --corpus, so it does not advise it."""
    result = index(tmp_path / "none")
    assert result.returncode == 1
    assert "none: no such file or folder. Name a document or a folder of documents" in result.stderr
    assert "--corpus" not in result.stderr


def test_what_cannot_be_written_tells_of_a_former_index_where_there_is_one(docs: Path) -> None:
    """Before the first run there is none that could be unchanged."""
    where = docs.parent / "index"
    where.write_text("a file")
    refused = index(docs)
    assert refused.stderr == f"Error: {where}: not written (Not a directory). Mend this and run again\n"
    where.unlink()
    index(docs)
    where.chmod(0o500)
    (where / "LOCK").unlink()
    command = [*OF_ANYBODY, "index", str(docs), "--index", str(where)]
    refused = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    where.chmod(0o700)
    told = "not written (Permission denied); the former index is unchanged. Mend this and run again"
    assert refused.stderr == f"Error: {where}: {told}\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_makes_room_for_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which tells all that it told; of a run that reads nothing an empty bar stood above it."""
    terminal = _Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal)
    with progress_bar(quiet=False) as shown:
        assert shown
        shown(BuildReport(), 1, 2)
    *_, last = terminal.getvalue().split("1/2")
    assert last.rstrip().endswith("\x1b[2K")  # clears the line that the bar stood in
