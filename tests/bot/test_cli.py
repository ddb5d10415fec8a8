"""The command line as a person and a program meet it."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import _COMMANDS, main

DOCUMENT = """\
Tibial nerve block
Coding
The tibial nerve block is reported with Q1234 once per foot 1. It is reviewed every year.
References
1. Doe J. Blocks of the foot. J Foot 2020;1:1-2. doi:10.1000/foot
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "tibial.txt").write_text(DOCUMENT, "utf-8")
    return corpus


def citebot(*arguments: str | Path, stdin: str | None = None) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="citebot")


def test_ask_prints_the_sentence_its_number_and_the_reference(folder: Path) -> None:
    """The answer in a pipe is plain text: headline, passages, references."""
    result = citebot("ask", "--corpus", folder, "code for tibial nerve block?")
    assert result.exit_code == 0
    assert "reported with Q1234 once per foot 1.  [1]" in result.stdout
    assert "It is reviewed every year.  (no citation in source)" in result.stdout
    assert "https://doi.org/10.1000/foot" in result.stdout


def test_ask_json_is_the_contract(folder: Path) -> None:
    """Every key that other programs rely on is there."""
    answer = json.loads(citebot("ask", "--json", "--corpus", folder, "tibial code").stdout)
    assert answer["status"] == "answered"
    assert answer["headline"]["citations"] == [1]
    assert answer["headline"]["passage"] == "A"
    passage = answer["passages"][0]
    assert passage["doc_id"] == "tibial.txt"
    assert passage["section"] == ["Coding"]
    assert passage["page"] is None
    assert passage["sentences"][0]["certainty"] in {"exact", "inferred"}
    assert answer["references"]["tibial.txt"]["1"]["doi"] == "10.1000/foot"
    assert {"repairs", "missing", "conflicts", "suggestions", "took_ms"} <= answer.keys()


@pytest.mark.parametrize("name", ["ask", "explain"])
def test_what_answers_is_told_where_nobody_named_it(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Apart from the answer: in a folder without an index it is the sample, which nobody may take for their own."""
    monkeypatch.chdir(folder.parent)
    told = citebot(name, "what code for ganglion impar?").stderr
    assert "citebot: answering from the sample collection (" in told
    assert "For your own documents: citebot index FOLDER" in told
    assert citebot(name, "--corpus", folder, "tibial code").stderr == ""
    assert citebot("index", folder).exit_code == 0
    assert (
        citebot(name, "tibial code").stderr == "citebot: answering from the index var/index (1 document, 1 passage).\n"
    )


def test_not_found_names_the_words_and_exits_with_3(folder: Path) -> None:
    """A program can tell a refusal from an answer."""
    result = citebot("ask", "--corpus", folder, "lunch menu")
    assert result.exit_code == 3
    assert "Not in the sources: lunch, menu" in result.stdout


def test_batch_prints_one_answer_a_line_with_its_id(folder: Path, tmp_path: Path) -> None:
    """Questions of a file keep their ids; a thread is taken into account."""
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "tibial code"}\n\n'
        '{"id": "b", "question": "and the nerve?", "thread": ["tibial code"]}\n'
    )
    lines = [json.loads(line) for line in citebot("ask", "--corpus", folder, "--batch", batch).stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", "b"]
    assert "tibial" in lines[1]["inherited"]


def test_a_batch_line_ends_where_the_file_says(folder: Path, tmp_path: Path) -> None:
    """JSON may hold separators of lines and paragraphs as they are: they end no line of the file."""
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "tibial\u2028code"}\n{"id": "b", "question": "tibial\x85code"}\n', "utf-8"
    )
    result = citebot("ask", "--corpus", folder, "--batch", batch)
    assert [json.loads(line)["id"] for line in result.stdout.split("\n") if line] == ["a", "b"]


def test_half_a_letter_costs_no_line(folder: Path) -> None:
    """Half an emoji, cut off by another program, is escaped in its own line and left out in the terminal."""
    batch = '{"id": 1, "question": "tibial \\ud83d code"}\n{"id": "ß", "question": "tibial code"}\n'
    command = [sys.executable, "-m", "bot", "ask", "--corpus", str(folder)]
    result = subprocess.run([*command, "--batch", "-"], input=batch, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    first, second = result.stdout.splitlines()
    assert json.loads(first)["question"] == "tibial \ud83d code"
    assert '"id": "ß"' in second
    result = subprocess.run([*command, b"lunch \xff menu"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (3, "")


def test_a_long_thread_is_no_fault(folder: Path, tmp_path: Path) -> None:
    """However many follow-ups stand between, the first question's subject is still it."""
    batch = tmp_path / "questions.jsonl"
    thread = ["what is the tibial code?", *["and is it reviewed?"] * 2_000]
    batch.write_text(json.dumps({"question": "and what is it?", "thread": thread}))
    result = citebot("ask", "--corpus", folder, "--batch", batch)
    assert "tibial" in json.loads(result.stdout)["inherited"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: no valid JSON"),
        ("[]", 'line 2: no text under "question"'),
        ('{"question": "x", "thread": [1]}', '"thread"'),
        (f'{{"question": {"[" * 100_000}', "line 2: nested too deep"),
    ],
)
def test_a_bad_batch_line_is_named_before_any_work(folder: Path, tmp_path: Path, line: str, told: str) -> None:
    """One line says which line is wrong and what was expected."""
    batch = tmp_path / "questions.jsonl"
    batch.write_text(f'{{"question": "ok"}}\n{line}\n')
    result = citebot("ask", "--corpus", folder, "--batch", batch)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["missing", "empty", "binary.txt", "garbled.txt"])
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str) -> None:
    """A missing or empty folder, a binary file and bad bytes each cost one line and exit status 1."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "garbled.txt").write_bytes(b"a\x81\x8d\x90\xff" * 9)
    result = citebot("ask", "--corpus", tmp_path / name, "anything")
    assert result.exit_code == 1
    assert len([line for line in result.stderr.splitlines() if line.startswith("Error: ")]) == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_file_costs_only_itself(folder: Path) -> None:
    """The rest of the folder answers, and the broken file is named."""
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 9)
    result = citebot("ask", "--corpus", folder, "tibial code")
    assert result.exit_code == 0
    assert "not read: broken.txt: binary data" in result.stderr


@pytest.mark.parametrize("stub", ["---\ntitle: Draft\nkind: policy\n---\n", "<!-- todo -->\n", "---\n"])
def test_a_file_without_a_word_costs_only_itself(folder: Path, stub: str) -> None:
    """A draft of which there is a head alone is named, and the folder answers without it."""
    (folder / "stub.md").write_text(stub, "utf-8")
    result = citebot("ask", "--corpus", folder, "tibial code")
    assert result.exit_code == 0
    assert "Q1234" in result.stdout
    assert result.stderr == "citebot: not read: stub.md: no text in it\n"


def test_a_broken_reference_list_is_told_in_our_words(folder: Path) -> None:
    """What its parser says of it stays out of the answer's way, and may quote it."""
    (folder / "tibial.bib").write_text("@article{a, title={T", "utf-8")
    command = [sys.executable, "-m", "bot", "ask", "--corpus", str(folder), "tibial code"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stderr == "citebot: not read: tibial.bib: line 1: no complete BibTeX entry\n"


def test_a_question_of_100000_characters_is_answered_or_refused(folder: Path) -> None:
    """A pasted novel neither crashes nor takes long, and what was searched of it is told in one line."""
    result = citebot("ask", "--corpus", folder, "tibial " * 14_000)
    assert result.exit_code in {0, 3}
    assert "characters the first 2,000 were searched." in result.stdout


@pytest.mark.parametrize("arguments", [["ask"], ["ask", ""], ["ask", " ", ""], ["explain", " "]])
def test_no_question_is_wrong_usage(arguments: list[str]) -> None:
    """Neither a question nor a file of them: exit status 2 with an example."""
    result = citebot(*arguments)
    assert result.exit_code == 2
    assert f'citebot {arguments[0]} "' in result.stderr


@pytest.mark.parametrize("name", ["ask", "explain"])
def test_a_question_that_begins_with_a_dash_stands_behind_two(folder: Path, name: str) -> None:
    """It could be an option, so the message says how it is typed; a slip in an option is told as ever."""
    result = citebot(name, "--corpus", folder, "-25 tibial code?")
    assert result.exit_code == 2
    assert "No such option '-2'" in result.stderr
    assert f'stands behind --, as in: citebot {name} -- "-25 modifier?"' in result.stderr
    assert citebot(name, "--corpus", folder, "--", "-tibial nerve block code?").exit_code == 0
    assert "No such option '--corups'. Did you mean" in citebot(name, "--corups", "x", "tibial").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "--corpus", "nope", "x"],
        ["ask", "--batch", "nope"],
        ["ask", "--batch", "."],
        ["evaluate", "nope"],
        ["evaluate", "--answers", "nope"],
        ["evaluate", "--citations", "nope"],
        ["evaluate", "--citations", "."],
    ],
)
def test_what_is_not_there_is_one_line_and_no_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Whatever it was to be read for."""
    monkeypatch.chdir(tmp_path)
    result = citebot(*arguments)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert result.stderr.startswith(f"Error: {arguments[2] if len(arguments) > 2 else 'nope'}")


def test_a_folder_of_the_settings_that_is_not_there_is_told_with_what_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody typed that path, so the message says where it stands; of a folder without documents too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEBOT_CORPUS", "none")
    told = citebot("ask", "hi").stderr
    assert told == (
        "Error: environment variable CITEBOT_CORPUS: none: no such file or folder. "
        "Name a document or a folder of documents.\n"
    )
    (tmp_path / "none").mkdir()
    assert "CITEBOT_CORPUS: none: nothing to answer from" in citebot("ask", "hi").stderr
    monkeypatch.delenv("CITEBOT_CORPUS")
    (tmp_path / "citebot.toml").write_text('corpus = "nope"\n', "utf-8")
    assert "citebot.toml: corpus: nope: no such file or folder" in citebot("ask", "hi").stderr


def test_a_batch_may_come_over_standard_input(folder: Path) -> None:
    """Its bad lines are named like those of a file, and what became of a question is said in its line."""
    result = citebot("ask", "--corpus", folder, "--batch", "-", stdin='{"question": "lunch menu"}\n')
    assert (result.exit_code, json.loads(result.stdout)["status"]) == (0, "not_found")
    result = citebot("ask", "--corpus", folder, "--batch", "-", stdin="\n{\n")
    assert (result.exit_code, "standard input, line 2: no valid JSON" in result.stderr) == (1, True)


@pytest.mark.parametrize("question", ["hello", "Help!", "thanks"])
def test_small_talk_is_no_search(folder: Path, question: str) -> None:
    """A greeting gets a reply and examples from the collection's own headings."""
    result = citebot("ask", "--json", "--corpus", folder, question)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["status"] == "chat"


@pytest.mark.parametrize("name", ["", *sorted(_COMMANDS), "config show", "config table"])
def test_help_has_an_example(name: str) -> None:
    """-h everywhere, each with an example to paste."""
    result = citebot(*name.split(), "-h")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert "citebot" in result.stdout.split("Example")[1]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_output_that_cannot_be_written_is_one_clear_line(folder: Path, options: list[str]) -> None:
    """A full disk, or an encoding that lacks a letter: told as such, no traceback, exit status 1."""
    (folder / "tibial.txt").write_text("The tibial code is ≥ Q1234.\n", "utf-8")
    command = [sys.executable, "-m", "bot", "ask", "--corpus", str(folder), "tibial code", *options]
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
    command = [sys.executable, "-m", "bot", *arguments.split()]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr) == (1, "Error: reading or writing failed: No space left on device\n")


@pytest.mark.parametrize("name", ["ask", "explain"])
def test_who_reads_no_further_has_had_enough(folder: Path, name: str) -> None:
    """As `head` does: exit status 0, nothing on standard error."""
    command = [sys.executable, "-m", "bot", name, "--corpus", str(folder), "tibial code"]
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


def test_version() -> None:
    """--version names the product and its version."""
    assert citebot("--version").stdout.startswith("citebot 0.")


def test_chat_keeps_the_thread_and_ends_with_the_input(folder: Path) -> None:
    """A follow-up leans on the question before; end of input ends with 0."""
    result = citebot("chat", "--corpus", folder, stdin="tibial code\nis it reviewed?\nnew\nexit\n")
    assert result.exit_code == 0
    assert "Taken over from your question before: tibial" in result.stdout
    assert "A new topic." in result.stdout


def test_an_index_that_goes_away_is_told_with_what_mends_it(folder: Path) -> None:
    """The conversation goes on with the former one; the line says whose it is, where, why and what to run."""
    home, program, pipe = folder.parent, [sys.executable, "-m", "bot"], subprocess.PIPE
    subprocess.run([*program, "index", "corpus"], cwd=home, check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen([*program, "chat"], cwd=home, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("tibial code\n")
        process.stdin.flush()
        while "[1]" not in process.stdout.readline():
            pass
        shutil.rmtree(home / "var" / "index")
        time.sleep(1.5)  # it looks for a new index once a second
        told, warned = process.communicate("tibial code\n")
    assert "Q1234" in told
    assert warned == (
        "citebot: index not usable, the former one stays in use: var/index: no index here."
        " Build one with: citebot index FOLDER\n"
    )


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
