"""Questions as nobody should type them: answered, refused or taken as talk, never an error and never a wrong code."""

import gc
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answerer
from bot.current_answerer import CurrentAnswerer
from bot.garbage import Garbage, search_seldom
from bot.model import Status
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.questions.query import MAX_QUESTION
from index.writer import DocumentRecord
from tests.answering import answerer_over

_SYNTAX = '"(ganglion* OR [block) ~2 AND text:(pain^5 \\ /a+/ {1 TO *} -code +"'


@pytest.mark.parametrize("question", ["", " \n\t", "?!…", "🙂🙂", "\u200b\u200e", "the of and", "\x00"])
def test_nothing_that_can_be_searched_is_no_error(sample_answerer: Answerer, question: str) -> None:
    """Blanks, marks, emoji and stop words get help or an honest refusal."""
    answer = sample_answerer.answer(question)
    assert answer.status in {Status.CHAT, Status.NOT_FOUND}
    assert not answer.passages


@pytest.mark.parametrize("question", ["block " * 20_000, " ".join(f"word{i}" for i in range(10_000)), "a" * 100_000])
def test_a_pasted_document_is_cut_and_answered_in_time(sample_answerer: Answerer, question: str) -> None:
    """What is longer than a question is searched by its beginning, and the answer says so."""
    sample_answerer.answer("warm up")
    began = time.process_time()
    answer = sample_answerer.answer(question)
    assert time.process_time() - began < 2  # milliseconds here; a minute where something grows with the square
    assert f"first {MAX_QUESTION:,} were searched" in answer.message


@pytest.mark.parametrize("question", [_SYNTAX, "ganglion AND NOT impar", "code:64999", "(((((", "*", "(a+)+$" * 50])
def test_query_syntax_is_plain_text(sample_answerer: Answerer, question: str) -> None:
    """Operators mean nothing: no error, and the same passages as the words alone."""
    assert sample_answerer.answer(question).status in Status
    words = "".join(c if c.isalnum() else " " for c in _SYNTAX)
    found = [p.passage.passage_id for p in sample_answerer.answer(_SYNTAX).passages]
    assert found == [p.passage.passage_id for p in sample_answerer.answer(words).passages]


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_is_an_error(sample_answerer: Answerer, question: str) -> None:
    """Any Unicode text gets an answer of one of the three kinds."""
    assert sample_answerer.answer(question).status in Status


@pytest.mark.parametrize(
    "typed", ["64999", "CPT-64999", "cpt64999", "cpt#64999", "6499 9", "649g9", "64O99", "cpt 6499"]
)
def test_a_code_is_that_code_or_none(tmp_path: Path, typed: str) -> None:
    """A code typed loosely finds itself; another number never passes for it."""
    (tmp_path / "codes.md").write_text("# Codes\n\nThe block is reported with 64999.\n\nThe probe is 64099.\n", "utf-8")
    answer = answerer_over(tmp_path).answer(f"what is {typed}?")
    found = {h.sentence.text for h in answer.headlines}
    if typed == "64O99":
        assert found == {"The probe is 64099."}
        assert [(r.found, r.used) for r in answer.repairs] == [("64O99", "64099")]
    elif "64999" in typed:
        assert found == {"The block is reported with 64999."}
    else:
        assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["xyzzy plugh", "what is the code for a zorblax of the frumious bandersnatch"])
def test_nonsense_is_not_found(sample_answerer: Answerer, question: str) -> None:
    """No confident passage for words that no document holds; the nearest headings at most."""
    answer = sample_answerer.answer(question)
    assert answer.status is Status.NOT_FOUND
    assert answer.missing


def test_opposites_are_never_swapped(tmp_path: Path) -> None:
    """The ileum is not the ilium, and low pressure is not high pressure."""
    (tmp_path / "a.md").write_text("# Ilium\n\nThe ilium graft is 20900.\n\nHypertension is I10.\n", "utf-8")
    answerer = answerer_over(tmp_path)
    for question in ("code for ileum graft", "code for hypotension"):
        answer = answerer.answer(question)
        assert answer.status is Status.NOT_FOUND
        assert not [r for r in answer.repairs if r.used in {"ilium", "hypertension"}]


def _write(folder: Path, source: Answerer, version: int) -> None:
    """Commit the source's documents, every title with the version in it."""
    with open_writer(folder, Analyzer(), workers=1) as writer:
        for doc_id in source.engine.doc_ids():
            passages = [p._replace(document=f"Version {version}") for p in source.engine.passages(doc_id)]
            writer.replace(DocumentRecord(doc_id, f"Version {version}", doc_id, ""), passages)
        writer.commit()


@pytest.fixture
def _own_garbage() -> Iterator[None]:
    """Leave Python's search for garbage as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("_own_garbage")
def test_an_index_that_was_replaced_leaves_nothing_behind(sample_answerer: Answerer, tmp_path: Path) -> None:
    """Though Python is told to search seldom, and not through what stays."""
    search_seldom()
    _write(tmp_path, sample_answerer, 0)
    analyzer = Analyzer()
    engine = open_index(tmp_path, analyzer)
    current = CurrentAnswerer(engine, analyzer)
    garbage = Garbage(lambda: current.engine.version)
    garbage.settle()
    first = weakref.ref(current.engine)
    _write(tmp_path, sample_answerer, 1)
    engine.refresh()
    garbage.settle()
    assert first() is None


def test_each_answer_during_an_update_is_of_one_state(
    sample_answerer: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """200 questions while the index is rewritten again and again: each answer is wholly of one commit."""
    monkeypatch.setattr("index.disk.engine._LOOK_EVERY", 0.0)  # all commits may be over before the next look else
    _write(tmp_path, sample_answerer, 0)
    analyzer = Analyzer()
    current = CurrentAnswerer(open_index(tmp_path, analyzer), analyzer)

    def titles(number: int) -> frozenset[str]:
        answer = current.answer("what code for the ganglion impar block?", k=1 + number % 5)
        return frozenset(shown.passage.document for shown in answer.passages)

    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(titles, range(200))
        for version in range(1, 10):
            _write(tmp_path, sample_answerer, version)
        seen = set(asked)
    assert all(len(found) == 1 for found in seen), seen
    assert current.answer("what code for the ganglion impar block?").passages[0].passage.document == "Version 9"
