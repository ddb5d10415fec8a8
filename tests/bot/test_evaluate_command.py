"""`citebot evaluate` and `citebot status`, by the front door."""

import gzip
import json
import re
import sys
from pathlib import Path

import pytest

from bot.answer_scores import Accepted, JudgedQuestion, score_answers, summary
from bot.model import Answer, Headline, ShownPassage, Status
from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.disk import open_writer
from index.writer import DocumentRecord
from tests.command_line import citebot

# plain BM25 of bm25s (k1 = 1.5) as printed in ../shared/data/*/README.md; MRR and P@1 move by a whole query at a time
REFERENCE = {
    "med": {"nDCG@10": 0.6957, "MAP": 0.5351, "R@100": 0.7921},
    "cran": {"nDCG@10": 0.3652, "MAP": 0.3012, "R@100": 0.7349},
    "cacm": {"nDCG@10": 0.5297, "MAP": 0.3824, "R@100": 0.7231},
    "pubmedqa": {"nDCG@10": 0.9745, "MAP": 0.9697, "R@100": 0.9960},
}


@pytest.mark.parametrize("engine", ["memory", "disk"])
@pytest.mark.parametrize("name", REFERENCE)
def test_plain_ranking_reaches_the_reference(shared: Path, name: str, engine: str) -> None:
    """Whole records and plain terms rank as well as bm25s does, within 0.01."""
    result = citebot("evaluate", shared / "data" / name, "--plain", "--engine", engine, "--json")
    figures = json.loads(result.stdout)
    for measure, expected in REFERENCE[name].items():
        assert figures["measures"][measure] >= expected - 0.01, measure


def test_a_run_is_written_compared_and_drawn(judged: Path) -> None:
    """The way of a change: measure, keep the run, compare with another, draw both."""
    first, second, picture = judged / "a.trec", judged / "b.trec", judged / "plot.png"
    ranked = citebot("evaluate", judged, "--run", first, "--plot", picture)
    assert (ranked.exit_code, ranked.stderr) == (0, f"citebot: wrote {first}\ncitebot: wrote {picture}\n")
    assert picture.read_bytes().startswith(b"\x89PNG")
    second.write_text("1 Q0 a 1 2.0 other\n1 Q0 b 2 1.0 other\n", "utf-8")
    chart = judged / "compare.png"
    result = citebot("evaluate", judged, "--compare", first, second, "--json", "--plot", chart)
    lines = {c["measure"]: c for c in json.loads(result.stdout)["comparison"]}
    assert (lines["P@1"]["first"], lines["P@1"]["second"], lines["P@1"]["worse"]) == (1.0, 0.0, 1)
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_a_folder_without_a_collection_is_refused(tmp_path: Path) -> None:
    """The message says what a judged collection holds; without a folder it is a usage error."""
    refused = citebot("evaluate", tmp_path)
    assert (refused.exit_code, "corpus.jsonl.gz" in refused.stderr) == (1, True)
    assert citebot("evaluate").exit_code == 2


def test_judged_queries_that_are_lacking_are_told(judged: Path) -> None:
    """They count 0 as elsewhere; unsaid, a run of half the queries would be taken for a bad one."""
    (judged / "qrels.tsv").write_text("1\tb\t1\n2\tb\t1\n3\ta\t1\n", "utf-8")
    first, second = judged / "a.trec", judged / "b.trec"
    ranked = citebot("evaluate", judged, "--engine", "memory", "--json")
    assert (ranked.exit_code, json.loads(ranked.stdout)["measures"]["P@1"]) == (0, 0.3333)
    assert ranked.stderr == f"citebot: {judged.name}: 2 of 3 judged queries are lacking; they count 0\n"
    first.write_text("1 Q0 b 1 2.0 x\n2 Q0 b 1 2.0 x\n3 Q0 b 1 2.0 x\n", "utf-8")
    second.write_text("1 Q0 b 1 2.0 x\n3 Q0 a 1 2.0 x\n", "utf-8")
    compared = citebot("evaluate", judged, "--compare", first, second)
    assert (compared.exit_code, "P@1" in compared.stdout) == (0, True)
    assert compared.stderr == f"citebot: {second}: 1 of 3 judged queries is lacking; it counts 0\n"


@pytest.mark.parametrize(
    ("run", "told"),
    [
        ("", "b.trec: 0 of 1 judged query found among 0 queries"),
        ("7 Q0 b 1 2.0 x\n8 Q0 b 1 2.0 x\n", "b.trec: 0 of 1 judged query found among 2 queries"),
        ("1 Q0 elsewhere 1 2.0 x\n", "b.trec: 0 of 1 document found among 2 documents of "),
    ],
)
def test_a_run_of_another_collection_is_refused(judged: Path, run: str, told: str) -> None:
    """Every figure of it would be 0, which tells nothing of the ranking."""
    first, second = judged / "a.trec", judged / "b.trec"
    first.write_text("1 Q0 a 1 2.0 x\n", "utf-8")
    second.write_text(run, "utf-8")
    refused = citebot("evaluate", judged, "--compare", first, second)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert told in refused.stderr
    assert "Expected " in refused.stderr


@pytest.mark.parametrize(
    ("qrels", "told"),
    [
        ("7\tb\t1\n8\tb\t1\n", "0 of 2 judged queries found among 1 query"),
        ("1\telsewhere\t1\n", "0 of 1 judged document found among 2 documents"),
    ],
)
def test_judgements_of_another_collection_are_refused(judged: Path, qrels: str, told: str) -> None:
    """Before anything is indexed."""
    (judged / "other.tsv").write_text(qrels, "utf-8")
    refused = citebot("evaluate", judged, "--qrels", judged / "other.tsv", "--run", judged / "run.trec")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"{judged.name}: {told}" in refused.stderr
    assert not (judged / "run.trec").exists()


@pytest.mark.parametrize("option", ["--answers", "--citations"])
def test_a_file_in_which_nothing_is_judged_measures_nothing(tmp_path: Path, option: str) -> None:
    """It would be no measure to call all of nothing right."""
    (tmp_path / "file").write_text("\n", "utf-8")
    result = citebot("evaluate", option, tmp_path / "file")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "file, line 1: expected a JSON object with " in result.stderr


@pytest.mark.parametrize(
    "given",
    [
        ["--answers", "FILE", "FOLDER"],
        ["--answers", "FILE", "--plot", "x.png"],
        ["--citations", "FILE", "--corpus", "FOLDER"],
        ["--answers", "FILE", "--citations", "FILE"],
        ["FOLDER", "--compare", "FILE", "FILE", "--run", "out.trec"],
        ["FOLDER", "--compare", "FILE", "FILE", "--engine", "disk"],
        ["FOLDER", "--corpus", "FOLDER"],
    ],
)
def test_an_option_without_effect_is_wrong_usage(judged: Path, given: list[str]) -> None:
    """What would be passed over in silence is told before any work is done."""
    (judged / "file").write_text("", "utf-8")
    names = {"FOLDER": judged, "FILE": judged / "file"}
    result = citebot("evaluate", *(names.get(word, word) for word in given))
    assert result.exit_code == 2
    assert "has no effect" in result.stderr


@pytest.mark.parametrize("option", ["--run", "--plot"])
def test_a_place_that_cannot_be_written_is_told_before_any_work(judged: Path, option: str) -> None:
    """The file is named with the system's reason; a long ranking would be lost."""
    target = judged / "none" / "out"
    result = citebot("evaluate", judged / "gone", option, target)  # what is to be measured is not looked at
    assert (result.exit_code, result.stderr.splitlines()) == (1, [f"Error: {target}: No such file or directory"])


def test_a_file_that_is_to_be_written_is_there_once_it_is(judged: Path) -> None:
    """Work that fails leaves no empty file, and a former run as it was; a link is written through."""
    former, link = judged / "former.trec", judged / "link.trec"
    former.write_text("1 Q0 d1 1 0.5 kept\n", "utf-8")
    link.symlink_to(judged / "behind.trec")
    for name in ("new.trec", "former.trec", "link.trec"):
        assert citebot("evaluate", judged / "gone", "--run", judged / name).exit_code == 1
    assert not (judged / "new.trec").exists()
    assert former.read_text("utf-8") == "1 Q0 d1 1 0.5 kept\n"
    assert (link.is_symlink(), link.exists()) == (True, False)
    assert citebot("evaluate", judged, "--engine", "memory", "--run", link).exit_code == 0
    assert (judged / "behind.trec").read_text("utf-8").endswith("citebot-memory\n")


def test_what_a_picture_needs_is_told_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ranking of a large collection takes minutes, and would be lost."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = citebot("evaluate", tmp_path / "none", "--plot", tmp_path / "plot.png")
    assert (result.exit_code, "pip install -e '.[plots]'" in result.stderr) == (1, True)


def test_a_picture_is_a_png_whatever_its_name(judged: Path) -> None:
    """The name decides where it is written, not what."""
    picture = judged / "picture.of-it"
    assert citebot("evaluate", judged, "--engine", "memory", "--plot", picture).exit_code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def shown(text: str, citations: tuple[int, ...], label: str = "A") -> ShownPassage:
    """Return a shown passage of one sentence of folder/doc.txt."""
    sentence = Sentence(text, 0, len(text), citations)
    passage = Passage("folder/doc.txt#0", "folder/doc.txt", 0, text, 0, len(text), "", "doc.txt", "", (), (sentence,))
    return ShownPassage(label, passage, 1.0)


def answer_of(*passages: ShownPassage) -> Answer:
    """Return an answer with the first passage's sentence as headline."""
    headline = Headline(passages[0].passage.sentences[0], "A")
    return Answer("?", Status.ANSWERED, (headline,), passages)


def test_answers_are_scored_by_sentence_citations_and_silence() -> None:
    """Headline, first passage, parts and citations count apart; silence counts only where nothing answers."""
    accept = (Accepted("doc.txt", "is 64999", (2,), "1"), Accepted("doc.txt", "modifier 50", (), "2"))
    questions = [
        JudgedQuestion("full", "?", "two_part", (), accept),
        JudgedQuestion("half", "?", "two_part", (), accept),
        JudgedQuestion("wrong numbers", "?", "plain", (), accept[:1]),
        JudgedQuestion("silent", "?", "plain", (), accept[:1]),
        JudgedQuestion("off", "?", "off_topic", (), ()),
        JudgedQuestion("talks", "?", "off_topic", (), ()),
    ]
    code, modifier = shown("The block is 64999. [2]", (2,)), shown("Append modifier 50.", (), "B")
    answers = iter(
        [
            answer_of(code, modifier),
            answer_of(modifier),
            answer_of(shown("It is 64999. [3]", (3,))),
            Answer("?", Status.NOT_FOUND),
            Answer("?", Status.NOT_FOUND),
            answer_of(code),
        ]
    )
    result = summary(score_answers(questions, lambda _question, _thread: next(answers)))
    assert result["by_kind"]["two_part"] == {
        "questions": 2,
        "answered": 1.0,
        "headline": 1.0,
        "first_passage": 1.0,
        "any_passage": 1.0,
        "all_parts": 0.5,
        "citations": 1.0,
    }
    assert result["by_kind"]["plain"]["answered"] == 0.5
    assert result["by_kind"]["plain"]["citations"] == 0.0
    assert result["by_kind"]["off_topic"] == {"questions": 2, "abstained": 0.5}
    assert result["missed"] == ["silent", "talks"]


def test_answers_are_scored_from_files(tmp_path: Path) -> None:
    """Documents in, questions in, shares out; a bad line is named before any work is done."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("The ganglion impar block is reported with 64999 [1].\n", "utf-8")
    questions = tmp_path / "questions.jsonl"
    accept = [{"doc": "a.txt", "contains": "reported with 64999", "citations": [1]}]
    row = {
        "id": "1",
        "question": "how is the ganglion impar block reported?",
        "kind": "plain",
        "expected": "answer",
        "accept": accept,
    }
    questions.write_text(json.dumps(row) + "\n", "utf-8")
    arguments = ["evaluate", "--answers", str(questions), "--corpus", str(tmp_path / "docs")]
    assert json.loads(citebot(*arguments, "--json").stdout)["all"]["citations"] == 1.0
    assert "missed: none" in citebot(*arguments).stdout
    questions.write_text(json.dumps({**row, "accept": []}) + "\n", "utf-8")
    refused = citebot(*arguments)
    assert (refused.exit_code, "line 1" in refused.stderr) == (1, True)


def test_a_record_is_a_text_whatever_it_begins_with(judged: Path) -> None:
    """Files are told by what is in them; a record is none."""
    for engine in ("memory", "disk"):
        with gzip.open(judged / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write('{"id": "b", "title": "", "text": "%PDF-1.4 opens each file of a renal stent."}\n')
        result = citebot("evaluate", judged, "--engine", engine, "--json")
        assert json.loads(result.stdout)["measures"]["P@1"] == 1.0


def test_status_tells_what_the_index_holds(tmp_path: Path) -> None:
    """Collections, counts, size and age; without an index, how to build one."""
    index = tmp_path / "index"
    refused = citebot("status", "--index", index)
    assert (refused.exit_code, "citebot index FOLDER" in refused.stderr) == (1, True)
    found = shown("The block is 64999.", ()).passage
    with open_writer(index, Analyzer()) as writer:
        writer.replace(DocumentRecord("folder/doc.txt", "", "doc.txt", "folder"), [found])
        writer.commit()
    text = citebot("status", "--index", index, "--verify").stdout
    assert re.search(r"size +\d[\d.]+ kB", text)
    assert "1 document, 1 passage" in text
    assert "folder: 1 document" in text
    figures = json.loads(citebot("status", "--index", index, "--json").stdout)
    assert figures["collections"] == {"folder": {"documents": 1, "passages": 1}}
