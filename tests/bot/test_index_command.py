"""`citebot index`, entered as a person does."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from bot.setting_sources import TOML_FILE
from corpus.folder import scan
from index.analyzer import Analyzer
from index.disk import open_writer, status
from tests.command_line import OF_ANYBODY, PROGRAM, citebot
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
    command = [*PROGRAM, "index", str(folder), "--index", str(folder.parent / "index"), *options]
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


def test_a_dry_run_tells_what_is_never_read(docs: Path) -> None:
    """A picture or an empty file is no file to read, where its name and its beginning tell."""
    (docs / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (docs / "letter.pages").write_bytes(b"letter")
    (docs / "empty.txt").touch()
    result = index(docs, "--dry-run")
    assert "failed  picture.png: a picture; citebot reads text" in result.stdout
    assert "failed  letter.pages: .pages is not read" in result.stdout
    assert "failed  empty.txt: empty" in result.stdout
    assert "3 to read, 0 unchanged, 0 to drop." in result.stdout
    planned = json.loads(index(docs, "--dry-run", "--json").stdout)
    assert planned["read"] == ["a.txt", "b.csv", "scan.pdf"]
    assert [failed["path"] for failed in planned["failed"]] == ["empty.txt", "letter.pages", "picture.png"]


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


def test_a_dry_run_changes_nothing(docs: Path) -> None:
    """It names what would be read and what would not, and leaves not even an empty index behind."""
    (docs / "pipe.txt").symlink_to(docs / "none.txt")
    result = index(docs, "--dry-run")
    assert "read  a.txt" in result.stdout
    assert "failed  pipe.txt: no regular file" in result.stdout
    assert result.returncode == 1
    assert not (docs.parent / "index").exists()


def test_a_dry_run_of_a_rebuild_reads_everything(docs: Path) -> None:
    """What a rebuild would read is all of it, and nothing is dropped."""
    index(docs)
    assert json.loads(index(docs, "--dry-run", "--json").stdout)["read"] == ["scan.pdf"]
    (docs / "a.txt").unlink()
    planned = json.loads(index(docs, "--dry-run", "--rebuild", "--json").stdout)
    assert (planned["read"], planned["drop"], planned["unchanged"]) == (["b.csv", "scan.pdf"], [], 0)


def test_a_dry_run_waits_for_no_writer(docs: Path) -> None:
    """While another process writes, and where nothing may be written, it tells all the same."""
    index(docs)
    with open_writer(docs.parent / "index", Analyzer()):
        result = index(docs, "--dry-run")
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 to read, 2 unchanged, 0 to drop." in result.stdout


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


@pytest.mark.parametrize("count", [1, 5])
def test_another_folder_does_not_take_the_place_of_the_first(tmp_path: Path, count: int) -> None:
    """An index holds one folder: the message says which, and how to have both."""
    policies, other = tmp_path / "policies", tmp_path / "other"
    for folder, word in ((policies, "tibial"), (other, "sural")):
        folder.mkdir()
        for i in range(count):
            (folder / f"{word}{i}.txt").write_text(f"The {word} block {i} is covered.\n", "utf-8")
    assert index(policies).returncode == 0
    for options in ((), ("--rebuild",)):
        refused = index(other, *options)
        assert refused.returncode == 1
        assert f"{other}: the index was built from {policies}, and an index holds one folder" in refused.stderr
        assert f"citebot index {tmp_path} --index {tmp_path / 'index'}\n" in refused.stderr
        assert "--index" in refused.stderr
        assert "--yes" in refused.stderr
        planned = index(other, *options, "--dry-run")
        assert f"A run would be refused: {other}: the index was built from {policies}" in planned.stdout
        assert planned.returncode == 1
        told = json.loads(index(other, *options, "--dry-run", "--json").stdout)["refused"]
        assert told.startswith(f"{other}: the index was built from")
    assert index(other, "--no-prune").returncode == 0
    assert index(other, "--yes").returncode == 0
    assert status(tmp_path / "index").documents == count
    assert json.loads(index(other, "--dry-run", "--json").stdout)["refused"] is None


def test_the_folder_above_takes_in_what_was_indexed(docs: Path, tmp_path: Path) -> None:
    """To index a folder that holds both is what is advised, so it is not refused: nothing is lost by it."""
    (docs / "scan.pdf").unlink()
    above = tmp_path / "above"
    above.mkdir()
    policies, other = docs.rename(above / "policies"), above / "other"
    other.mkdir()
    (other / "sural.txt").write_text("The sural block is covered.\n", "utf-8")
    where = ("--index", str(tmp_path / "index"))
    assert index(policies, *where).returncode == 0
    assert f"such as: citebot index {above}" in index(other, *where).stderr
    assert index(above, *where, "--rebuild", "--dry-run").returncode == 0
    taken_in = index(above, *where, "--json")
    assert (taken_in.returncode, json.loads(taken_in.stdout)["index"]["documents"]) == (0, 3)
    assert index(policies, *where).returncode == 1  # without the other


def test_the_folder_above_loses_no_more_than_an_update(docs: Path, tmp_path: Path) -> None:
    """Where several of the documents that were indexed are not below it any more, it asks as ever."""
    (docs / "scan.pdf").unlink()
    (tmp_path / "above").mkdir()
    policies = docs.rename(tmp_path / "above" / "policies")
    where = ("--index", str(tmp_path / "index"))
    assert index(policies, *where).returncode == 0
    for file in policies.iterdir():
        file.unlink()
    (policies / "new.txt").write_text("The sural block is covered.\n", "utf-8")
    refused = index(policies.parent, *where)
    assert (refused.returncode, "2 of 2 indexed documents are not there" in refused.stderr) == (1, True)


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


def test_a_folder_that_moved_is_the_same_folder(docs: Path) -> None:
    """Its documents are where they were in it, so that nothing is lost; what then leaves is told as ever."""
    (docs / "scan.pdf").unlink()
    index(docs)
    moved = docs.rename(docs.parent / "moved")
    assert json.loads(index(moved, "--json").stdout)["unchanged"] == {".txt": 1, ".csv": 1}
    for file in moved.iterdir():
        file.unlink()
    assert "2 of 2 indexed documents are not there any more" in index(moved).stderr


def test_a_rebuild_loses_no_more_than_an_update(docs: Path) -> None:
    """A folder of which half is not mounted is refused by --rebuild as well; a damaged index has nothing to lose."""
    (docs / "scan.pdf").unlink()
    for name in ("c.txt", "d.txt"):
        (docs / name).write_text(PLAIN, "utf-8")
    index(docs)
    for name in ("a.txt", "c.txt", "d.txt"):
        (docs / name).unlink()
    refused = index(docs, "--rebuild")
    assert (refused.returncode, "3 of 4 indexed documents" in refused.stderr) == (1, True)
    assert status(docs.parent / "index").documents == 4
    (docs.parent / "index" / "CURRENT").write_text("damaged")
    assert index(docs, "--rebuild").returncode == 0
    assert status(docs.parent / "index").documents == 1


def test_a_rebuild_cannot_keep_what_is_gone(docs: Path) -> None:
    """Options that contradict each other are wrong usage."""
    refused = index(docs, "--rebuild", "--no-prune")
    assert (refused.returncode, "--no-prune" in refused.stderr) == (2, True)


def test_a_dry_run_cannot_keep_up_with_a_folder(docs: Path) -> None:
    """--watch is not passed over in silence."""
    refused = index(docs, "--dry-run", "--watch")
    assert (refused.returncode, "either --dry-run or --watch" in refused.stderr) == (2, True)


def test_nothing_to_answer_from_is_said(tmp_path: Path) -> None:
    """An empty folder is no index and no success, and nobody is told where an index is that is not there."""
    folder = tmp_path / "docs"
    folder.mkdir()
    result = index(folder)
    assert result.returncode == 1
    assert "nothing to answer from (no files)" in result.stderr
    assert "The index is in" not in result.stdout


def test_a_rebuild_from_nothing_keeps_the_former_index_and_says_so(docs: Path, tmp_path: Path) -> None:
    """A folder that is empty, perhaps not mounted, makes no index; that is a failure, not a success without words."""
    (docs / "scan.pdf").unlink()
    index(docs)
    (docs / "a.txt").rename(tmp_path / "a.txt")
    (docs / "b.csv").rename(tmp_path / "b.csv")
    result = index(docs, "--rebuild", "--yes")
    assert result.returncode == 1
    assert "the former index is unchanged" in result.stderr
    assert status(tmp_path / "index").documents == 2


def test_a_folder_that_is_not_there_is_told_without_another_commands_options(tmp_path: Path) -> None:
    """`index` has no --corpus, so it does not advise it."""
    result = index(tmp_path / "none")
    assert result.returncode == 1
    assert "none: no such file or folder. Name a document or a folder of documents" in result.stderr
    assert "--corpus" not in result.stderr


def test_one_file_is_brought_up_to_date_among_the_others(docs: Path) -> None:
    """What stands beside a file that is named is not looked for, so nothing of it leaves."""
    (docs / "scan.pdf").unlink()
    index(docs)
    (docs / "a.txt").write_text("The sural block is reported once.\n", "utf-8")
    (docs / "b.csv").unlink()
    where = ("--index", str(docs.parent / "index"))
    planned = json.loads(index(docs / "a.txt", *where, "--dry-run", "--json").stdout)
    assert (planned["read"], planned["drop"], planned["refused"]) == (["a.txt"], [], None)
    report = json.loads(index(docs / "a.txt", *where, "--json").stdout)
    assert (report["read"], report["dropped"], report["index"]["documents"]) == ({".txt": 1}, [], 2)
    (docs.rename(docs.parent / "moved") / "b.csv").write_text("Code\nQ1\n", "utf-8")
    moved = index(docs.parent / "moved" / "a.txt", *where, "--json")
    assert (moved.returncode, json.loads(moved.stdout)["dropped"]) == (0, [])


@pytest.mark.parametrize("name", ["a.txt", "below/a.txt", "below/../a.txt"])
def test_one_file_that_is_gone_leaves(docs: Path, name: str) -> None:
    """Whoever indexes file by file takes one out by the same command; what is beside it is not looked for."""
    (docs / "below").mkdir()
    (docs / "below" / "a.txt").write_text(PLAIN, "utf-8")
    index(docs)
    (docs / name).unlink()
    (docs / "b.csv").unlink()
    where = ("--index", str(docs.parent / "index"))
    for keeping in ("--no-prune", "--rebuild"):
        kept = index(docs / name, *where, keeping)
        assert (kept.returncode, "no such file or folder" in kept.stderr) == (1, True)
    planned = json.loads(index(docs / name, *where, "--dry-run", "--json").stdout)
    gone = "a.txt" if ".." in name else name
    assert (planned["read"], planned["drop"], planned["refused"]) == ([], [gone], None)
    report = index(docs / name, *where)
    assert (report.returncode, "Dropped 1 document." in report.stdout) == (0, True)
    assert status(docs.parent / "index").documents == 2
    again = index(docs / name, *where)
    assert (again.returncode, "no such file or folder" in again.stderr) == (1, True)


def test_one_file_of_a_folder_that_is_gone_stays(docs: Path) -> None:
    """The folder may not be mounted."""
    index(docs)
    docs.rename(docs.parent / "elsewhere")
    result = index(docs / "a.txt", "--index", str(docs.parent / "index"))
    assert (result.returncode, "no such file or folder" in result.stderr) == (1, True)


def test_one_file_does_not_take_the_place_of_a_folder_unasked(docs: Path) -> None:
    """A rebuild from one file, or one of another folder, is refused with what does it all the same."""
    (docs / "scan.pdf").unlink()
    index(docs)
    where = ("--index", str(docs.parent / "index"))
    refused = index(docs / "a.txt", *where, "--rebuild")
    assert (refused.returncode, "would hold this file alone, without 1 of the" in refused.stderr) == (1, True)
    assert "this file alone" in index(docs / "a.txt", *where, "--rebuild", "--dry-run").stdout
    (docs / "below").mkdir()
    (docs / "below" / "c.txt").write_text(PLAIN, "utf-8")
    other = index(docs / "below" / "c.txt", *where)
    assert (other.returncode, f"the index was built from {docs}" in other.stderr) == (1, True)
    assert status(docs.parent / "index").documents == 2
    assert index(docs / "a.txt", *where, "--rebuild", "--yes").returncode == 0
    assert status(docs.parent / "index").documents == 1


def test_watching_keeps_up_with_the_folder(docs: Path) -> None:
    """A document that is put into the folder is indexed without being asked for."""
    (docs / "scan.pdf").unlink()
    command = [*PROGRAM, "index", str(docs), "--index", str(docs.parent / "index")]
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


def test_watching_waits_for_the_first_document(tmp_path: Path) -> None:
    """A folder that is empty today is told of, and indexed when something is put into it."""
    folder = tmp_path / "docs"
    folder.mkdir()
    command = [*PROGRAM, "index", str(folder), "--index", str(tmp_path / "index"), "--watch"]
    with subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        too_late = threading.Timer(60, run.kill)
        too_late.start()
        try:
            assert run.stdout is not None
            assert run.stderr is not None
            assert json.loads(run.stdout.readline())["read"] == {}
            assert "nothing to answer from (no files)" in run.stderr.readline()
            assert "Watching" in run.stderr.readline()
            time.sleep(1)  # until it watches
            (folder / "new.txt").write_text("The sural block is covered.\n", "utf-8")
            assert json.loads(run.stdout.readline())["read"] == {".txt": 1}
        finally:
            too_late.cancel()
            run.kill()


def test_watching_goes_on_where_the_folder_is_taken_away_and_comes_back(docs: Path) -> None:
    """A share that is mounted anew, or a folder put in the place of another, is kept up with like the one before."""
    (docs / "scan.pdf").unlink()
    command = [*PROGRAM, "index", str(docs), "--index", str(docs.parent / "index"), "--yes"]
    with subprocess.Popen(
        [*command, "--watch", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        too_late = threading.Timer(60, run.kill)
        too_late.start()
        try:
            assert run.stdout is not None
            assert run.stderr is not None
            assert json.loads(run.stdout.readline())["read"]
            assert "Watching" in run.stderr.readline()
            time.sleep(1)  # until it watches
            docs.rename(docs.parent / "elsewhere")
            assert "no such file or folder" in run.stderr.readline()
            (docs.parent / "elsewhere").rename(docs)
            assert json.loads(run.stdout.readline())["unchanged"] == {".txt": 1, ".csv": 1}
            time.sleep(1)
            (docs / "new.txt").write_text("The sural block is covered.\n", "utf-8")
            assert json.loads(run.stdout.readline())["read"] == {".txt": 1}
        finally:
            too_late.cancel()
            run.kill()


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
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, timeout=120)
    assert (tmp_path / "data" / "index").is_dir()
