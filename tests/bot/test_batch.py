"""`citebot ask --batch`: questions of a file, an answer a line."""

import json
from pathlib import Path

import pytest

from tests.command_line import citebot


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
        ('{"id": NaN, "question": "x"}', "line 2: no valid JSON"),  # printed again, it would spoil the answer's line
        ('{"id": [1e999], "question": "x"}', "line 2: no valid JSON"),
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


def test_a_batch_may_come_over_standard_input(folder: Path) -> None:
    """Its bad lines are named like those of a file, and what became of a question is said in its line."""
    result = citebot("ask", "--corpus", folder, "--batch", "-", stdin='{"question": "lunch menu"}\n')
    assert (result.exit_code, json.loads(result.stdout)["status"]) == (0, "not_found")
    result = citebot("ask", "--corpus", folder, "--batch", "-", stdin="\n{\n")
    assert (result.exit_code, "standard input, line 2: no valid JSON" in result.stderr) == (1, True)
