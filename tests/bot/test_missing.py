"""Where only some collections are searched, the reply speaks of those alone."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Answer, Status
from corpus.library import read_library
from index.analyzer import Analyzer
from index.engine import Filter
from index.memory import MemoryEngine

BLOCK = "# Ganglion impar block\n\nThe ganglion impar block is reported with CPT code 64999.\n"
BOTOX = "# Botox for migraine\n\nBotox for migraine is reported with CPT code 64615.\n"


@pytest.fixture
def answerer(tmp_path: Path) -> Answerer:
    """Two collections."""
    for name, text in (("blocks", BLOCK), ("toxins", BOTOX)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(text)
    library, analyzer = read_library(tmp_path), Analyzer()
    return Answerer(MemoryEngine(library.passages, analyzer, library.references), analyzer)


def ask(answerer: Answerer, question: str) -> Answer:
    """Return the answer from the blocks alone."""
    return answerer.answer(question, searched_in=Filter(frozenset({"blocks"})))


@pytest.mark.parametrize("greeting", ["hello", "", "zebra"])
def test_examples_can_be_answered_where_they_are_asked(answerer: Answerer, greeting: str) -> None:
    """None is of a collection that is not searched, whose titles need not be known here."""
    suggestions = ask(answerer, greeting).suggestions
    assert suggestions
    assert not any("botox" in suggestion.lower() for suggestion in suggestions)
    assert all(ask(answerer, suggestion).status is Status.ANSWERED for suggestion in suggestions)


def test_a_word_of_another_collection_is_missing(answerer: Answerer) -> None:
    """And named, as one that stands nowhere is."""
    answer = ask(answerer, "what code for botox?")
    assert (answer.status, answer.missing) == (Status.NOT_FOUND, ("botox",))
    assert answerer.answer("what code for botox?").status is Status.ANSWERED


def test_a_repair_to_a_word_of_another_collection_is_none(answerer: Answerer) -> None:
    """There is nothing to see of it."""
    assert not ask(answerer, "what code for botx?").repairs
    assert ask(answerer, "ganglian impar cpt").repairs
