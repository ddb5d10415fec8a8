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


@pytest.mark.parametrize(
    ("title", "examples"),
    [
        ("Nerve Block Policy", ("What code for nerve block?", "Is nerve block covered?")),
        ("Policy on Stellate Ganglion Blocks", ("What code for stellate ganglion blocks?",)),
        ("Botox Injection", ("What code for Botox injection?",)),
        ("MRI Guidance for Medicare Plans", ("What code for Medicare plans?",)),
        ("Sural Gap Filling", ("What code for Sural Gap Filling?",)),
        ("Nerve Block – Payers", ()),
        ("Nerve Block (Final)", ()),
        ("Billing Handbook", ()),
        ("Old Policy", ()),
        ("Frequently Asked Questions", ()),
    ],
)
def test_a_title_that_names_a_kind_of_document_is_no_subject(
    tmp_path: Path, title: str, examples: tuple[str, ...]
) -> None:
    """Nobody asks for the code of a policy; what it is about is asked for, in the letters of its text."""
    text = "The nerve block is coded with 64999. Stellate ganglion blocks, a Botox injection and Medicare plans not."
    (tmp_path / "a.md").write_text(f"# {title}\n\n## Coding\n\n{text}\n\n## Coverage\n\nThe block is covered once.\n")
    library = read_library(tmp_path)
    found = example_questions(MemoryEngine(library.passages, Analyzer(), library.references))
    asked = tuple(question for question in found if question.endswith("?"))
    assert asked[: len(examples)] == examples
    assert bool(asked) == bool(examples)


def test_a_table_of_data_is_no_subject(tmp_path: Path) -> None:
    """Its file's name says what was exported."""
    (tmp_path / "WIDE export.csv").write_text("Code,Fee\n64999,20.50\n64998,31.00\n")
    (tmp_path / "a.md").write_text(STELLATE)
    library = read_library(tmp_path)
    found = example_questions(MemoryEngine(library.passages, Analyzer(), library.references))
    assert [question for question in found if question.endswith("?")] == ["Indications for stellate ganglion block?"]


def test_questions_come_before_headings(tmp_path: Path) -> None:
    """A heading is offered where there is nothing to ask."""
    (tmp_path / "a.md").write_text("# Handbook\n\n## Parking permits\n\nParking is free.\n")
    (tmp_path / "b.md").write_text(PLEXUS)
    library = read_library(tmp_path)
    found = example_questions(MemoryEngine(library.passages, Analyzer(), library.references))
    assert found[:2] == ("What code for celiac plexus block?", "Contraindications to celiac plexus block?")
    assert found[2].startswith("Parking permits")


def test_what_is_offered_is_answered(engine: MemoryEngine) -> None:
    """A prompt that leads to "not found" would be a poor start."""
    answerer = Answerer(engine, Analyzer())
    assert {answerer.answer(question).status for question in example_questions(engine)} == {Status.ANSWERED}


def test_an_empty_collection_offers_nothing() -> None:
    """The empty state."""
    assert example_questions(MemoryEngine((), Analyzer())) == ()
