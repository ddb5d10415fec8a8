"""Where only some collections are searched, the reply speaks of those alone."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Answer, Status
from corpus.library import read_library
from index.analyzer import Analyzer
from index.engine import Filter
from index.memory import MemoryEngine
from tests.answering import answerer_over

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


APART = {
    "cedar.md": "# Cedar Fund\n\nAn appeal to Cedar Fund has a deadline of 45 days.\n",
    "birch.md": "# Birch Fund\n\nBirch Fund answers every letter within a week. A courier is paid by Birch Fund.\n",
}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("appeal deadline for Birch", "They name “Birch”, but not together with the rest of the question."),
        ("courier deadline letter days", "They hold these words, but too few of them together."),
        ("what code for an appeal to Cedar Fund?", "They come near it, but hold no sentence that tells what is asked."),
    ],
)
def test_a_refusal_without_a_missing_word_has_its_reason(tmp_path: Path, question: str, told: str) -> None:
    """In the question's own words: nothing of a passage stands in it."""
    answer = answerer_over(tmp_path, APART).answer(question)
    assert (answer.status, answer.missing) == (Status.NOT_FOUND, ())
    assert answer.message == f"The sources do not say. {told}"
