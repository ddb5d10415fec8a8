"""The command line as a person and a program meet it."""

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import click
import pytest

from bot.cli import _COMMANDS, main
from tests.command_line import PROGRAM, citebot


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
    assert f"; there is no index in {folder.parent / 'var' / 'index'}\n" in told
    assert citebot(name, "--corpus", folder, "tibial code").stderr == ""
    assert citebot("index", folder).exit_code == 0
    assert (
        citebot(name, "tibial code").stderr == "citebot: answering from the index var/index (1 document, 1 passage).\n"
    )


def test_where_things_are_is_told_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the data is named from where one is, and from elsewhere the same name is another folder."""
    monkeypatch.chdir(folder.parent)
    data = folder.parent / "var"
    assert f"no index in {data / 'index'}" in citebot("doctor").stdout
    assert f"{data} can be made" in citebot("doctor").stdout
    assert re.search(rf"^data_dir +{re.escape(str(data))}$", citebot("config", "show").stdout, re.MULTILINE)
    citebot("index", folder)
    assert citebot("status").stdout.startswith(f"index        {data / 'index'} (")


def test_not_found_names_the_words_and_exits_with_3(folder: Path) -> None:
    """A program can tell a refusal from an answer."""
    result = citebot("ask", "--corpus", folder, "lunch menu")
    assert result.exit_code == 3
    assert "Not in the sources: lunch, menu" in result.stdout


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
    command = [*PROGRAM, "ask", "--corpus", str(folder), "tibial code"]
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


def test_a_question_is_read_from_standard_input(folder: Path) -> None:
    """Other users of the machine see what is typed as an argument; a line may end as Windows has it."""
    asked = citebot("ask", "--corpus", folder, "--json", "-", stdin="\ufeffcode for tibial nerve block?\r\n")
    typed = citebot("ask", "--corpus", folder, "--json", "code for tibial nerve block?")
    assert asked.exit_code == 0
    first, second = json.loads(asked.stdout), json.loads(typed.stdout)
    assert {**first, "took_ms": 0} == {**second, "took_ms": 0}
    assert citebot("ask", "--corpus", folder, "-", stdin=" \n").exit_code == 2
    foreign = subprocess.run([*PROGRAM, "ask", "-"], input=b"M\xfcller?", capture_output=True, check=False)
    assert (foreign.returncode, foreign.stdout) == (1, b"")
    assert foreign.stderr == b"Error: standard input: no text in UTF-8\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("indx", "Did you mean 'index'?"),
        ("is it safe?", 'A question is asked as in: citebot ask "is it safe?"'),
        ("help", "Help is shown by: citebot --help"),
    ],
)
def test_what_is_no_command_is_told_with_what_may_be_meant(typed: str, told: str) -> None:
    """A slip, or a question without its command."""
    result = citebot(typed)
    assert result.exit_code == 2
    assert f"No such command {typed!r}. {told}" in result.stderr


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


@pytest.mark.parametrize("question", ["hello", "Help!", "thanks"])
def test_small_talk_is_no_search(folder: Path, question: str) -> None:
    """A greeting gets a reply and examples from the collection's own headings."""
    result = citebot("ask", "--json", "--corpus", folder, question)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["status"] == "chat"


def test_who_asks_for_help_on_a_command_is_told_how_it_is_shown() -> None:
    """Other programs have a command for it; a question may be about help."""
    assert "No such command 'help'. Help is shown by: citebot index --help" in citebot("help", "index").stderr
    assert "Help is shown by: citebot --help" in citebot("help", "me").stderr


@pytest.mark.parametrize("name", ["", *sorted(_COMMANDS), "config show", "config table"])
def test_help_has_an_example(name: str) -> None:
    """-h everywhere, each with an example to paste."""
    result = citebot(*name.split(), "-h")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert "citebot" in result.stdout.split("Example")[1]
    assert not re.search(r"citebot[^\n]*\n +policies/", result.stdout)  # an example that is cut cannot be pasted


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_help_tells_what_each_option_does(name: str) -> None:
    """A name and its values alone leave it to be guessed."""
    command = main.get_command(click.Context(main), name)
    assert command
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


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
    home, pipe = folder.parent, subprocess.PIPE
    subprocess.run([*PROGRAM, "index", "corpus"], cwd=home, check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen([*PROGRAM, "chat"], cwd=home, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
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
        " Build one with: citebot index FOLDER --index var/index\n"
    )
