"""Example questions are made from the collection, and the collection answers them."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.examples import example_questions
from bot.model import Status
from corpus.library import read_library
from index.analyzer import Analyzer
from index.memory import MemoryEngine

PLEXUS = """# Celiac plexus block

## Coding

A celiac plexus block is reported with CPT code 64530.

## Contraindications

A celiac plexus block is contraindicated in local infection and in coagulopathy.
"""
STELLATE = """# Stellate ganglion block

## Indications

A stellate ganglion block is indicated for complex regional pain syndrome of the arm.
"""


@pytest.fixture
def engine(tmp_path: Path) -> MemoryEngine:
    """An engine over two documents."""
    (tmp_path / "a.md").write_text(PLEXUS)
    (tmp_path / "b.md").write_text(STELLATE)
    library = read_library(tmp_path)
    return MemoryEngine(library.passages, Analyzer(), library.references)


def test_each_document_has_its_turn(engine: MemoryEngine) -> None:
    """In the words of a person, by heading or by a code that is there."""
    assert example_questions(engine) == (
        "What code for celiac plexus block?",
        "Indications for stellate ganglion block?",
        "Contraindications to celiac plexus block?",
    )


def test_what_is_offered_is_answered(engine: MemoryEngine) -> None:
    """A prompt that leads to "not found" would be a poor start."""
    answerer = Answerer(engine, Analyzer())
    assert {answerer.answer(question).status for question in example_questions(engine)} == {Status.ANSWERED}


def test_an_empty_collection_offers_nothing() -> None:
    """The empty state."""
    assert example_questions(MemoryEngine((), Analyzer())) == ()
