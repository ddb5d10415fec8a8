"""`citebot inspect`: what an owner sees of a document."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.command_line import PROGRAM, citebot
from tests.corpus.hostile import HOSTILE

LETTER = """\
# Nerve block

## Treatment

The block helps most of the adults 1. It was safe in most of them 1, 2. It is given for serum potassium 3.

## References

1. Ames B. Foot blocks. 2018.
3. Cole D. Toes. 2020.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A document with a gap in its list."""
    path = tmp_path / "letter.md"
    path.write_text(LETTER, "utf-8")
    return path


def test_the_text_shows_sentences_with_numbers_references_and_doubts(letter: Path) -> None:
    """Each sentence stands beside its own numbers, marked by how sure we are."""
    result = CliRunner().invoke(main, ["inspect", str(letter)])
    assert result.exit_code == 0
    assert "[1]~  The block helps most of the adults 1." in result.output
    assert "[1, 2]~  It was safe in most of them 1, 2." in result.output
    assert "letter.md#0  Treatment" in result.output
    assert "[3] Cole D. Toes. 2020." in result.output
    assert "1 × no entry for reference 2 before reference 3" in result.output
    assert "no entry in the reference list for 2" in result.output


def test_what_is_known_of_the_document_is_shown(letter: Path) -> None:
    """Issuer, dates and flags as with an answer, its kind and address, and what was wrong beside it."""
    letter.with_name("letter.meta.toml").write_text(
        'issuer = "Plan"\nkind = "policy"\nretired = 2020-01-01\nsuperseded_by = "b.md"\n'
        'url = "https://plan.example/b"\nefective = 2019-01-01\n',
        "utf-8",
    )
    result = CliRunner().invoke(main, ["inspect", str(letter)])
    assert "\nPlan, RETIRED 2020-01-01, SUPERSEDED by b.md, policy, https://plan.example/b\n" in result.stdout
    assert "failed: letter.meta.toml: efective: no such key; did you mean effective?" in result.stdout
    assert result.stderr == ""
    form = json.loads(CliRunner().invoke(main, ["inspect", "--json", str(letter)]).stdout)
    assert [problem["path"] for problem in form["problems"]] == ["letter.meta.toml"]


def test_nothing_ambiguous_is_said_of_the_text_alone(tmp_path: Path) -> None:
    """Where a file beside the document failed, all is not well; and one is no plural."""
    plain = tmp_path / "a.txt"
    plain.write_text("The block is safe.\n", "utf-8")
    result = CliRunner().invoke(main, ["inspect", str(plain)])
    assert "1 passage, 1 sentence (" in result.stdout
    assert "undated" in result.stdout
    assert result.stdout.endswith("\nNothing ambiguous.\n")
    (tmp_path / "a.bib").write_text("@article{a, title={T", "utf-8")
    for options in ((), ("--doubts",)):
        result = CliRunner().invoke(main, ["inspect", str(plain), *options])
        assert "failed: a.bib: " in result.stdout
        assert result.stdout.endswith("\nNothing ambiguous in the text itself.\n")


def test_the_list_of_references_shows_their_links(tmp_path: Path) -> None:
    """What is known of an entry beside its text can be checked."""
    (tmp_path / "a.txt").write_text("The block is safe in most adults [1].\n", "utf-8")
    sidecar = '[{"citation-number": "1", "title": "Feet", "DOI": "10.1000/foot"}]'
    (tmp_path / "a.references.json").write_text(sidecar, "utf-8")
    result = CliRunner().invoke(main, ["inspect", str(tmp_path / "a.txt")])
    assert "  [1] Feet. https://doi.org/10.1000/foot\n" in result.stdout


def test_json_holds_what_an_answer_holds(letter: Path) -> None:
    """The same passages as in an answer, the references and the doubts with their places."""
    result = CliRunner().invoke(main, ["inspect", "--json", str(letter)])
    form = json.loads(result.output)
    assert {"doc_id", "title", "passages", "references", "doubts"} <= form.keys()
    assert form["title"] == "Nerve block"
    assert [s["citations"] for p in form["passages"] for s in p["sentences"]][:2] == [[1], [1, 2]]
    assert set(form["references"]) == {"1", "3"}
    assert [doubt["text"] for doubt in form["doubts"]] == ["Cole D. Toes. 2020.", "1, 2"]
    assert all({"start", "end", "text", "reason"} == doubt.keys() for doubt in form["doubts"])


def test_only_the_doubts(letter: Path) -> None:
    """An owner who mends a document needs no more."""
    result = CliRunner().invoke(main, ["inspect", "--doubts", str(letter)])
    assert result.output.startswith("\nAmbiguous")
    assert not [shown for shown in ("[1]~", "The block helps most", "[3] Cole D.") if shown in result.output]


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_what_is_no_file_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    """A missing file or a folder ends with status 1 and no traceback."""
    result = CliRunner().invoke(main, ["inspect", str(tmp_path / name)])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert result.output.endswith("Name one document.\n")


@pytest.mark.parametrize("name", ["tables.html", "draws-itself.pdf"])
def test_a_hostile_file_costs_one_line(tmp_path: Path, name: str) -> None:
    """It is read in a process of its own, as when it is indexed: what crashes there or nests without end is told."""
    (tmp_path / name).write_bytes(HOSTILE[name]())
    result = subprocess.run([*PROGRAM, "inspect", str(tmp_path / name)], capture_output=True, text=True, check=False)
    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert result.stderr.startswith(f"Error: {name}: ")


def test_the_names_by_which_a_document_is_found_are_told(tmp_path: Path) -> None:
    """Those of its file and its letterhead, which no passage needs to repeat."""
    policy = tmp_path / "ostrander_policy.txt"
    policy.write_text("Ostrander Benefit Trust, Network Operations\n\nThe policy holds from today.\n", "utf-8")
    assert "\nalso found by: ostrander benefit trust\n" in CliRunner().invoke(main, ["inspect", str(policy)]).stdout
    form = json.loads(CliRunner().invoke(main, ["inspect", "--json", str(policy)]).stdout)
    assert form["masthead"] == "ostrander benefit trust"


def test_each_piece_of_an_endless_sentence_has_the_numbers_that_it_prints(tmp_path: Path) -> None:
    """A number stands with the words that it is printed with, not with the end of the sentence."""
    words = ["relief"] * 350
    words[3] += " [1]"
    words[146] += " [4] [5, 6]"  # where the first piece ends: a mark stays with the words before it
    words[180] += " [2]"
    (tmp_path / "long.txt").write_text(f"The block {' '.join(words)} lasts [3].\n", "utf-8")
    shown = json.loads(CliRunner().invoke(main, ["inspect", "--json", str(tmp_path / "long.txt")]).stdout)
    pieces = [sentence for passage in shown["passages"] for sentence in passage["sentences"]]
    assert [piece["citations"] for piece in pieces] == [[1, 4, 5, 6], [2], [3]]
    assert all(f"[{number}" in piece["text"] for piece in pieces for number in piece["citations"][:1])
    assert pieces[0]["text"].endswith("[5, 6]")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("README.md", "a README describes the folder; rename it to have it answer"),
        ("lexicon.txt", "the owner's lexicon, read when questions are asked"),
        ("out.md", "a link that leads out of the folder is not followed"),
        ("a.md", None),
    ],
)
def test_what_is_no_document_of_its_folder_is_told_to_be_none(tmp_path: Path, name: str, told: str | None) -> None:
    """As `citebot index` tells it: else somebody would wonder why nothing is answered from there."""
    (tmp_path / "elsewhere.md").write_text("The sural block is covered.\n", "utf-8")
    path = tmp_path / "docs" / name
    path.parent.mkdir()
    if name == "out.md":
        path.symlink_to(tmp_path / "elsewhere.md")
    else:
        path.write_text("The sural block is covered.\n", "utf-8")
    lines = citebot("inspect", path).stdout.splitlines()
    assert lines[:1] == [f"not indexed: {told}"] if told else "not indexed" not in "".join(lines)
    assert json.loads(citebot("inspect", path, "--json").stdout)["not_indexed"] == told


def test_what_is_neither_file_nor_folder_is_not_called_a_folder(tmp_path: Path) -> None:
    """A pipe, whose end would never come."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert (
        "pipe.txt: neither a file nor a folder. Name one document" in citebot("inspect", tmp_path / "pipe.txt").stderr
    )
