"""`citebot index` and what answers from it, by the front door."""

import json
import os
import random
import subprocess
import time
from pathlib import Path

import pytest

from tests.command_line import PROGRAM, citebot


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a folder of documents and a data directory of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEBOT_DATA_DIR", str(tmp_path / "data"))
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "tibial.txt").write_text("The tibial nerve block is reported with Q1234 once per foot.\n")
    (docs / "sural.txt").write_text("The sural nerve block is reported with Q1235 once per foot.\n")
    return tmp_path


def test_index_then_ask_answers_from_the_index(home: Path) -> None:
    """Once an index is built, questions need neither the folder nor an option."""
    assert citebot("index", "docs").exit_code == 0
    for file in (home / "docs").iterdir():
        file.unlink()
    result = citebot("ask", "--json", "code for tibial nerve block?")
    answer = json.loads(result.stdout)
    assert answer["headline"]["text"].startswith("The tibial nerve block is reported with Q1234")
    assert answer["passages"][0]["doc_id"] == "tibial.txt"


def test_an_index_is_no_folder_of_documents(home: Path) -> None:
    """Named as one, by whichever command, it is said to be an index and how it is asked; and so it can be."""
    citebot("index", "docs", "--index", "mine")
    for command in (("ask", "--corpus", "mine", "x"), ("index", "mine"), ("chat", "--corpus", "mine")):
        refused = citebot(*command)
        assert refused.exit_code == 1
        assert (
            "mine: an index that citebot built, no documents. Ask it with: citebot ask --index mine" in refused.stderr
        )
    for file in (home / "docs").iterdir():
        file.unlink()
    assert "Q1234" in citebot("ask", "--index", "mine", "code for tibial nerve block?").stdout
    assert "Q1234" in citebot("explain", "--index", "mine", "tibial nerve block").stdout
    assert "the index mine (2 documents" in citebot("chat", "--index", "mine").stdout
    assert "the index mine: 2 documents" in citebot("doctor", "--index", "mine").stdout
    assert "64999" not in citebot("run", "--index", "mine").stdout.partition("To connect")[0]


@pytest.mark.parametrize("place", ["docs", "mine"])
@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--rebuild"]])
def test_an_index_is_not_put_among_other_files(home: Path, place: str, options: list[str]) -> None:
    """The folder that holds it would be taken for an index, and its documents for none."""
    (home / "mine").mkdir()
    (home / "mine" / "letters.txt").write_text("The femoral nerve block is reported with Q1236.\n")
    refused = citebot("index", "docs", "--index", place, *options)
    assert refused.exit_code == 1
    assert f"Error: {place}: holds other files, such as " in refused.stderr
    assert "Name a folder of its own: citebot index docs --index DIR" in refused.stderr
    assert citebot("ask", "--corpus", place, "nerve block code?").exit_code == 0


@pytest.mark.parametrize("left", [["generations"], ["generations", "LOCK"], ["lost+found", ".snapshot"]])
def test_an_index_is_put_where_nothing_else_is(home: Path, left: list[str]) -> None:
    """What a run that was killed left behind, and what a file system puts there, are no other files."""
    for name in left:
        (home / "mine" / name).mkdir(parents=True) if name != "LOCK" else (home / "mine" / name).touch()
    assert citebot("index", "docs", "--index", "mine").exit_code == 0
    assert citebot("index", "docs", "--index", "mine").exit_code == 0


@pytest.mark.parametrize("command", ["ask", "chat", "explain", "doctor", "run"])
def test_an_index_and_a_folder_are_not_asked_at_once(home: Path, command: str) -> None:
    """Which of them should answer would be a guess."""
    question = ["x"] if command in ("ask", "explain") else []
    refused = citebot(command, "--index", "mine", "--corpus", "docs", *question)
    assert (refused.exit_code, "either --index or --corpus" in refused.stderr) == (2, True)
    missing = citebot(command, "--index", "none", *question)
    assert "none: no index here. Build one with: citebot index FOLDER --index none" in missing.output


def test_a_bad_file_is_reported_and_the_rest_is_indexed(home: Path) -> None:
    """Exit status 1 says that something failed, the report says what; both good files answer."""
    (home / "docs" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    result = citebot("index", "docs")
    assert result.exit_code == 1
    assert "failed   broken.pdf: no valid PDF; save or download it again" in result.stdout
    assert "Q1235" in citebot("ask", "sural code").stdout


def test_the_report_as_json(home: Path) -> None:
    """Programs read the same report."""
    report = json.loads(citebot("index", "docs", "--json").stdout)
    assert report["read"] == {".txt": 2}
    assert report["failed"] == []
    assert report["passages"] == 2


def test_a_dry_run_changes_nothing(home: Path) -> None:
    """It tells what would be read; afterwards there is still no index to answer from."""
    result = citebot("index", "docs", "--dry-run")
    assert "read  tibial.txt" in result.stdout
    assert "2 to read, 0 unchanged, 0 to drop." in result.stdout
    assert "no index here" in citebot("status", "--index", "data/index").output


def test_status_tells_what_a_question_would_run_into(home: Path) -> None:
    """A file of the index that is missing or cut short is no index that can be read, with --verify or without."""
    assert citebot("index", "docs").exit_code == 0
    assert citebot("status").exit_code == 0
    (table,) = (home / "data" / "index").rglob("documents.table")
    table.write_bytes(table.read_bytes()[:-1])
    shortened = citebot("status")
    assert (shortened.exit_code, "damaged index file" in shortened.stderr) == (1, True)
    assert shortened.stderr == citebot("ask", "sural code").stderr
    table.unlink()
    assert "documents.table: damaged index file: missing. Rebuild it with: " in citebot("status").stderr


def test_status_tells_of_text_that_left_the_folder_and_not_the_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large index is not written anew for each change; who answers for it is told how it leaves."""
    monkeypatch.setattr("index.disk.writer._ALWAYS_WHOLE", 0)
    monkeypatch.setattr("index.disk.writer._MAX_DELETED", 9.0)

    def files() -> bytes:
        return b"".join(file.read_bytes() for file in (home / "data").rglob("*") if file.is_file())

    citebot("index", "docs")
    assert "left over" not in citebot("status").stdout
    (home / "docs" / "sural.txt").unlink()
    citebot("index", "docs")
    told = citebot("status").stdout
    assert "left over    the text of 1 passage that no one finds any more. Rebuild it" in told
    assert f"citebot index --rebuild {home / 'docs'} --index" in told
    assert b"sural nerve" in files()
    citebot("index", "docs", "--rebuild", "--yes")
    assert "left over" not in citebot("status").stdout
    assert b"sural nerve" not in files()


def test_pruning_asks_first(home: Path) -> None:
    """A folder that lost most of its files keeps its index until --yes."""
    citebot("index", "docs")
    for file in (home / "docs").iterdir():
        file.unlink()
    refused = citebot("index", "docs")
    assert refused.exit_code == 1
    assert "--prune --yes" in refused.stderr
    assert citebot("ask", "sural code").exit_code == 0
    assert citebot("index", "docs", "--prune", "--yes").exit_code == 0
    assert citebot("ask", "sural code").exit_code == 3


def test_a_killed_run_leaves_the_last_good_state_and_the_next_one_finishes(home: Path) -> None:
    """kill -9 at any moment: what was indexed before still answers, and the next run completes the work."""
    assert citebot("index", "docs").exit_code == 0
    for i in range(150):
        (home / "docs" / f"{i:03}.txt").write_text(f"The block called word{i} is reported with Q{i:04} once.\n")
    random.seed(7)
    for _ in range(3):
        process = subprocess.Popen([*PROGRAM, "index", "docs"], stdout=subprocess.DEVNULL, env={**os.environ})
        time.sleep(random.uniform(0.4, 1.5))
        process.kill()
        process.wait()
        assert "Q1234" in citebot("ask", "tibial code").stdout
    assert citebot("index", "docs").exit_code == 0
    assert "Q0149" in citebot("ask", "word149").stdout


def test_the_quick_start_answers_from_what_is_indexed(home: Path) -> None:
    """Its first question is one that the indexed documents answer, and they are named before it."""
    citebot("index", "docs")
    result = citebot("run")
    assert result.exit_code == 0
    assert result.stdout.startswith("Answering from the index ")
    assert "is reported with Q123" in result.stdout
    assert "64999" not in result.stdout
