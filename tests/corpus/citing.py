"""Paragraphs read for their citations."""

from corpus.citations import Reading, read_citations
from corpus.model import Block, BlockKind, Certainty, Sentence

LISTED = range(1, 41)  # the numbers of a reference list that leaves every form open


def read(text: str, listed: range | None = None) -> Reading:
    """Return the reading of a paragraph."""
    return read_citations(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), listed)


def shown(sentence: Sentence) -> list[int]:
    """Return the numbers that are shown with a sentence."""
    return [] if sentence.certainty is Certainty.UNCERTAIN else list(sentence.citations)


def cited(text: str, listed: range | None = None) -> list[int]:
    """Return the numbers that are shown with the sentences of a paragraph."""
    return [number for sentence in read(text, listed).sentences[0] for number in shown(sentence)]
