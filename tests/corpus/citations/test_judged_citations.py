"""Citations of the shared collections: judged sentences and documents, a printed guide, abstracts that cite nothing."""

import gzip
import json
from pathlib import Path

import pytest

from bot.citation_scores import citation_figures, read_judged_sentences, score_sentences
from corpus.model import Certainty
from corpus.understanding import understand
from tests.corpus.citing import read, shown


def test_single_sentences_of_the_shared_file(shared: Path) -> None:
    """The measure of the issue on single sentences: precision 0.99, recall 0.97."""
    path = shared / "data" / "citations" / "sentences.jsonl"
    figures = citation_figures(score_sentences(read_judged_sentences(path), path.parent / "documents"))["all"]
    assert figures["precision"] >= 0.99
    assert figures["recall"] >= 0.97


def test_whole_documents_of_the_shared_folder(shared: Path) -> None:
    """The measure of the issue on documents read as wholes: 0.995 both."""
    path = shared / "data" / "clinic" / "sentences.jsonl"
    figures = citation_figures(score_sentences(read_judged_sentences(path), path.parent / "documents"))["all"]
    assert min(figures["precision"], figures["recall"]) >= 0.995


def test_the_real_guide_with_superscripts(shared: Path) -> None:
    """A printed guide cites 1 to 9 in six sentences, and its list is found with nine entries."""
    name = "cdc-outpatient-infection-prevention-guide.pdf"
    understood = understand(shared / "data" / "documents", name)
    numbers = [shown(s) for found in understood.reading.sentences for s in found if shown(s)]
    assert numbers == [[1], [2], [3], [4], [5, 6, 7], [8, 9]]
    assert sorted(understood.document.references) == list(range(1, 10))


@pytest.mark.parametrize("collection", ["pubmedqa", "med"])
def test_abstracts_without_citations_show_next_to_none(shared: Path, collection: str) -> None:
    """Two hundred abstracts full of numbers: bare, glued and parenthesised ones are not taken for citations."""
    inferred = 0
    with gzip.open(shared / "data" / collection / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(200), lines, strict=False):
            sentences = read(json.loads(line)["text"].replace("\n", " ") or "-").sentences[0]
            inferred += sum(s.certainty is Certainty.INFERRED for s in sentences)
    assert inferred <= 2
