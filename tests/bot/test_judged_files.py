"""Files of judgements: what is wrong with one is told with its line."""

import gzip
import re
from pathlib import Path

import pytest

from tests.command_line import citebot


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("queries.jsonl", None, "queries.jsonl: no such file. Expected a folder with corpus.jsonl.gz"),
        ("qrels.tsv", None, "qrels.tsv: no such file. Expected a folder with corpus.jsonl.gz"),
        ("qrels.tsv", b"", "expected a judgement"),
        ("qrels.tsv", "1\tb\t\u00b2\n".encode(), "line 1: expected query, document and grade"),
        ("queries.jsonl", b'{"id": "1", "text": "caf\xe9"}\n', "line 1: expected text in UTF-8"),
        ("queries.jsonl", b"[" * 100_000, "line 1: expected a JSON object with the texts id, text"),
        ("corpus.jsonl.gz", b"plain", "line 1: expected a whole file packed by gzip"),
        ("a.trec", b"1 Q0 a 1 nan x\n", "line 1: expected query, Q0, document, rank, score and name"),
    ],
)
def test_a_bad_file_of_a_collection_is_one_clear_line(judged: Path, name: str, data: bytes | None, told: str) -> None:
    """Missing, of another encoding, cut short, or without a number: told as such, with exit status 1."""
    (judged / "a.trec").write_text("1 Q0 a 1 2.0 other\n", "utf-8")
    (judged / name).unlink()
    if data is not None:
        (judged / name).write_bytes(data)
    result = citebot("evaluate", judged, "--compare", judged / "a.trec", judged / "a.trec")
    assert (result.exit_code, told in result.stderr) == (1, True)
    assert len(result.stderr.splitlines()) == 1


_QUESTION = '{"id": "1", "question": "is it safe?", "kind": "plain", "expected": "abstain", "accept": []}'


_ANSWERED = _QUESTION.replace(
    '"abstain", "accept": []', '"answer", "accept": [{"doc": "a", "contains": "b", "citations": []}]'
)


HALF = r"\ud800"  # of a letter beyond the first plane, as JSON escapes it


_SENTENCE = '{"text": "It helps 2.", "citations": [2], "context": {"max_reference": 3}}'


@pytest.mark.parametrize(
    ("option", "good", "former", "wrong"),
    [
        ("--answers", _QUESTION, '"1"', "1"),
        ("--answers", _QUESTION, '"is it safe?"', "5"),
        ("--answers", _QUESTION, '"plain"', "null"),
        ("--answers", _QUESTION, '"plain"', '["plain"]'),
        ("--answers", _QUESTION, '"abstain"', '"maybe"'),
        ("--answers", _QUESTION, '"abstain"', '"abstain", "thread": "is it?"'),
        ("--answers", _QUESTION, '"abstain"', '"abstain", "thread": [4]'),
        ("--answers", _ANSWERED, '"a"', "5"),
        ("--answers", _ANSWERED, '"b"', "5"),
        ("--answers", _ANSWERED, '"b"', '""'),
        ("--answers", _ANSWERED, '"citations": []', '"citations": "12"'),
        ("--answers", _ANSWERED, '"b"', "[" * 100_000),
        ("--citations", _SENTENCE, "[2]", "[1e400]"),
        ("--citations", _SENTENCE, "[2]", "[true]"),
        ("--citations", _SENTENCE, '"context"', '"doc": null, "context"'),
        ("--citations", _SENTENCE, "[2]", "[" * 100_000),
    ],
)
def test_a_line_that_judges_nothing_is_named(tmp_path: Path, option: str, good: str, former: str, wrong: str) -> None:
    """A value of another kind than docs/evaluate.md tells of would end in the middle, or be measured as something."""
    (tmp_path / "file").write_text(f"{good}\n{good.replace(former, wrong, 1)}\n", "utf-8")
    result = citebot("evaluate", option, tmp_path / "file")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "file, line 2: expected " in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("option", "good", "former"),
    [
        ("--answers", _QUESTION, '"plain"'),
        ("--answers", _QUESTION, '"is it safe?"'),
        ("--answers", _ANSWERED, '"b"'),
        ("--citations", _SENTENCE, '"It helps 2."'),
        ("--citations", _SENTENCE.replace("{", '{"style": "bare", ', 1), '"bare"'),
        ("--citations", _SENTENCE.replace("{", '{"id": "first", ', 1), '"first"'),
    ],
)
def test_half_a_letter_that_is_judged_is_named_with_its_line(
    tmp_path: Path, option: str, good: str, former: str
) -> None:
    """It can be shown in no encoding, so it is the file that is to be mended."""
    (tmp_path / "file").write_text(f"{good}\n{good.replace(former, chr(34) + 'a' + HALF + chr(34), 1)}\n", "utf-8")
    result = citebot("evaluate", option, tmp_path / "file")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "file, line 2: expected whole letters" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["corpus.jsonl.gz", "queries.jsonl"])
def test_half_a_letter_of_a_collection_is_named_with_its_line(judged: Path, name: str) -> None:
    """As one that is judged is."""
    opened = gzip.open if name.endswith(".gz") else open
    with opened(judged / name, "at", encoding="utf-8") as file:
        file.write('{"id": "c", "title": "", "text": "a' + HALF + '"}\n')
    result = citebot("evaluate", judged)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.search(rf"{name}, line \d: expected whole letters", result.stderr)


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        (
            "corpus.jsonl.gz",
            '{"id": "a", "title": "", "text": "Again."}',
            "line 3: expected an id that no earlier line",
        ),
        ("queries.jsonl", '{"id": "1", "text": "ganglion impar"}', "line 2: expected an id that no earlier line"),
        ("qrels.tsv", "1\tb\t0", "line 2: expected each document once for a query"),
        ("a.trec", "1 Q0 a 2 1.0 other", "line 2: expected each document once for a query"),
    ],
)
def test_what_stands_twice_in_a_collection_is_named_with_its_line(
    judged: Path, name: str, line: str, told: str
) -> None:
    """A document would be counted twice, and of queries, judgements and scores only the last one."""
    (judged / "a.trec").write_text("1 Q0 a 1 2.0 other\n", "utf-8")
    opened = gzip.open if name.endswith(".gz") else open
    with opened(judged / name, "at", encoding="utf-8") as file:
        file.write(f"{line}\n")
    result = citebot("evaluate", judged, "--compare", judged / "a.trec", judged / "a.trec")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{name}, {told}" in result.stderr
