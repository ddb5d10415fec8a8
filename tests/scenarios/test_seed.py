"""The real job on the real document: what a biller and a clinician type, and what must stand first."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Answer, Status, shown_citations
from corpus.library import Library, read_library
from index.analyzer import Analyzer
from index.memory import MemoryEngine

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
SEED_CITED = {
    (1,): 4,
    (2, 3, 4, 5, 6): 3,
    (2,): 2,
    (3,): 1,
    (4,): 1,
    (5,): 1,
    (6,): 2,
    (2, 5, 6): 1,
}
SAMPLE_CITED = {(1,): 4, (2, 3, 4): 4, (2,): 2, (3,): 1, (4,): 2}  # what its reference list has


@pytest.fixture(scope="module", params=["seed", "sample"])
def library(request: pytest.FixtureRequest) -> Library:
    """The seed document, and the sample collection that restates it: the same code answers from both."""
    if request.param == "sample":
        return read_library(SAMPLE)
    shared: Path = request.getfixturevalue("shared")
    return read_library(shared / "seed")


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    """An answerer over the library."""
    return Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer())


def first(answer: Answer) -> tuple[str, tuple[int, ...]]:
    """Return the headline's text and numbers."""
    sentence = answer.headlines[0].sentence
    return sentence.text, shown_citations(sentence)


def test_every_cited_sentence_carries_exactly_its_numbers(library: Library) -> None:
    """Fifteen sentences are cited, thirteen of the sample, each with its own numbers, the rest with none."""
    counted: dict[tuple[int, ...], int] = {}
    for passage in library.passages:
        for sentence in passage.sentences:
            if numbers := shown_citations(sentence):
                counted[numbers] = counted.get(numbers, 0) + 1
    assert counted == (SAMPLE_CITED if any(library.references.values()) else SEED_CITED)


def test_the_sample_has_an_entry_for_each_number_that_it_cites() -> None:
    """The first impression holds no number that leads to nothing."""
    sample = read_library(SAMPLE)
    cited = {number for passage in sample.passages for number in passage.citations}
    (listed,) = sample.references.values()
    assert cited == listed.keys() == {1, 2, 3, 4}


@pytest.mark.parametrize(
    "question", ["what code for ganglion impar?", "ganglion impar cpt", "64999", "ganglian impar cpt"]
)
def test_the_code_is_quoted_without_a_citation(answerer: Answerer, question: str) -> None:
    """The sentence with the code stands first, marked as uncited: the guideline on cancer pain supports no code."""
    answer = answerer.answer(question)
    text, numbers = first(answer)
    assert "64999" in text
    assert numbers == ()


def test_how_long_a_block_lasts_keeps_each_number_with_its_own_sentence(answerer: Answerer) -> None:
    """Three to six months is reference 1's, four weeks to three years reference 2's."""
    text, numbers = first(answerer.answer("how long does a neurolytic block last"))
    assert (numbers == (1,) and "3–6 months" in text) or (numbers == (2,) and "3 years" in text)


def test_is_it_safe(answerer: Answerer) -> None:
    """The sentence on safety carries the three studies that it names."""
    assert first(answerer.answer("is it safe"))[1] in {(2, 5, 6), (2, 3, 4)}


@pytest.mark.parametrize(
    ("question", "missing"),
    [("lunch menu", ("lunch", "menu")), ("code for knee arthroscopy", ("knee", "arthroscopy"))],
)
def test_what_the_sources_do_not_say_is_not_found(answerer: Answerer, question: str, missing: tuple[str, ...]) -> None:
    """A question about something else is refused, and the words that are not there are named."""
    answer = answerer.answer(question)
    assert answer.status is Status.NOT_FOUND
    assert answer.missing == missing
    assert answer.passages == ()
