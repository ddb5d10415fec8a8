"""The measure that citations are judged by."""

import json
from pathlib import Path

import pytest

from bot.citation_scores import citation_figures, read_judged_sentences, score_sentences
from index.line_files import LineFileError

ALONE = {"max_reference": None}
LINES: list[dict[str, object]] = [
    {"id": "a", "text": "It helps [1, 2].", "citations": [1, 2], "style": "bracket", "context": ALONE},
    {"id": "b", "text": "It helps (4).", "citations": [4], "style": "paren", "context": {"max_reference": 9}},
    {"id": "c", "text": "It helps [3].", "citations": [], "style": "none", "context": ALONE},
    {"id": "d", "text": "It is seven.", "citations": [7], "style": "bare", "context": ALONE},
]


def write(path: Path, lines: list[dict[str, object]]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_precision_and_recall_count_numbers_and_misses_are_listed(tmp_path: Path) -> None:
    """Three of four numbers that were found are right, three of four that should be found were."""
    judged = read_judged_sentences(write(tmp_path / "s.jsonl", LINES))
    figures = citation_figures(score_sentences(judged, tmp_path))
    assert figures["all"] == {"sentences": 4, "exact": 2, "precision": 0.75, "recall": 0.75}
    assert figures["by_style"]["paren"] == {"sentences": 1, "exact": 1, "precision": 1.0, "recall": 1.0}
    assert [(miss["id"], miss["expected"], miss["found"]) for miss in figures["misses"]] == [
        ("c", [], [3]),
        ("d", [7], []),
    ]


def test_sentences_of_documents_are_read_in_their_document(tmp_path: Path) -> None:
    """A sentence that was cut elsewhere is missed, and citations where nobody saw any are superfluous."""
    (tmp_path / "documents").mkdir()
    text = "It helps most of the adults [1]. It is safe in most of them [2].\n"
    (tmp_path / "documents" / "d.txt").write_text(text, "utf-8")
    lines: list[dict[str, object]] = [
        {"doc": "d.txt", "n": 1, "text": "It helps most of the adults [1].", "citations": [1]},
        {"doc": "d.txt", "n": 2, "text": "It is safe", "citations": [2]},
    ]
    judged = read_judged_sentences(write(tmp_path / "s.jsonl", lines))
    figures = citation_figures(score_sentences(judged, tmp_path / "documents"))
    assert figures["all"] == {"sentences": 3, "exact": 1, "precision": 0.5, "recall": 0.5}
    assert figures["misses"][0]["found"] is None


@pytest.mark.parametrize("line", ["{", "7", '{"text": "x"}', '{"text": "x", "citations": ["a"]}'])
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    """The message names the file, the line and what was expected."""
    path = tmp_path / "s.jsonl"
    path.write_text(f"{json.dumps(LINES[0])}\n{line}\n", "utf-8")
    with pytest.raises(LineFileError, match="line 2: expected a JSON object"):
        read_judged_sentences(path)


def test_a_long_reference_list_costs_nothing(tmp_path: Path) -> None:
    """Only its last number is told, and no citation has more than three digits."""
    lines = [{**LINES[1], "context": {"max_reference": highest}} for highest in (999, 10**9, 10**30)]
    judged = read_judged_sentences(write(tmp_path / "s.jsonl", lines))
    assert [score.found for score in score_sentences(judged, tmp_path)] == [(4,)] * 3
