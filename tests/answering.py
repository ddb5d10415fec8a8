"""Answers from a few documents that a test writes."""

from collections.abc import Mapping
from pathlib import Path

from bot.answer import Answerer
from bot.model import Answer
from corpus.library import read_library
from index.analyzer import Analyzer
from index.memory import MemoryEngine


def answerer_over(folder: Path, documents: Mapping[str, str] | None = None) -> Answerer:
    """Return an answerer over a folder; the documents, texts by file name, are written there first."""
    for name, text in (documents or {}).items():
        (folder / name).write_text(text, "utf-8")
    library = read_library(folder)
    return Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer())


def first(answer: Answer) -> str:
    """Return the sentence that stands first, "" for a refusal."""
    return answer.headlines[0].sentence.text if answer.headlines else ""
