"""Blocks to sentences with their citations."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.citations.bare import clauses, final
from corpus.citations.explicit import bracketed, raised
from corpus.citations.listed import glued, parenthesised
from corpus.citations.marks import Mark
from corpus.citations.settling import doubts_of, settle, style_of
from corpus.model import Block, BlockKind, Certainty, Doubt, Sentence
from corpus.sentences import split_sentences

_DIGIT = re.compile(r"[\d¹²³⁴-⁹]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's sentences with their citations."""

    sentences: tuple[tuple[Sentence, ...], ...]  # one tuple per block, () for headings
    style: str  # bracket | superscript | paren | glued | bare | none
    doubts: tuple[Doubt, ...]


def read_citations(text: str, blocks: Sequence[Block], reference_numbers: Collection[int] | None) -> Reading:
    """Return the sentences of the blocks with the numbers that each carries itself.

    `reference_numbers` are those of the document's reference list; None if it has none. A list confirms numbers in
    parentheses, superscripts that lost their form, and numbers inside a sentence.
    """
    spans = [_spans(text, block) for block in blocks]
    flat = [(span, block.kind) for block, found in zip(blocks, spans, strict=True) for span in found]
    listed = frozenset(reference_numbers) if reference_numbers is not None else None
    candidates = [list(_candidates(text, span, kind, listed)) for span, kind in flat]
    style = style_of(candidates)
    settled = settle(candidates, style, max(listed, default=0) if listed is not None else None)
    sentences = iter([_sentence(text, span, marks) for (span, _), marks in zip(flat, settled, strict=True)])
    by_block = tuple(tuple(next(sentences) for _ in found) for found in spans)
    return Reading(by_block, str(style), tuple(doubts_of(settled, listed)))


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    """Return the spans of a block's sentences: none for a heading, one for a table row."""
    if block.kind is BlockKind.HEADING:
        return []
    if block.kind is BlockKind.TABLE_ROW:
        row = text[block.start : block.end]
        start = block.start + len(row) - len(row.lstrip())
        return [(start, start + len(row.strip()))] if row.strip() else []
    return split_sentences(text, block.start, block.end)


def _candidates(text: str, span: tuple[int, int], kind: BlockKind, listed: Collection[int] | None) -> Iterator[Mark]:
    """Yield what may be a citation in a sentence; a table row speaks in numbers, so there only printed forms count."""
    start, end = span
    if not _DIGIT.search(text, start, end):
        return
    yield from bracketed(text, start, end)
    yield from raised(text, start, end)
    if kind is BlockKind.TABLE_ROW:
        return
    yield from parenthesised(text, start, end)
    yield from glued(text, start, end)
    if listed is not None:
        yield from clauses(text, start, end)
    yield from final(text, start, end)


def _sentence(text: str, span: tuple[int, int], marks: Sequence[tuple[Mark, Certainty]]) -> Sentence:
    """Return a sentence with its certain marks, or with the uncertain ones where it has no other."""
    certain = [(mark, certainty) for mark, certainty in marks if certainty is not Certainty.UNCERTAIN]
    used = sorted(certain or marks, key=lambda pair: pair[0].start)
    numbers = tuple(dict.fromkeys(n for mark, _ in used for n in mark.numbers))
    levels = {certainty for _, certainty in used}
    certainty = next((c for c in (Certainty.UNCERTAIN, Certainty.INFERRED) if c in levels), Certainty.EXACT)
    places = tuple((mark.start, mark.end) for mark, _ in used)
    return Sentence(text[span[0] : span[1]], *span, citations=numbers, certainty=certainty, marks=places)
