"""Blocks to sentences with their citations."""

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from corpus.citations.bare import cells, clauses, final
from corpus.citations.bylines import bylines
from corpus.citations.explicit import bracketed, raised
from corpus.citations.listed import glued, parenthesised
from corpus.citations.marks import Mark
from corpus.citations.numbered import names, numbered_names
from corpus.citations.settling import Settled, settle, style_of
from corpus.model import Block, BlockKind, Certainty, Doubt, Sentence
from corpus.pieces import pieces
from corpus.sentences import split_sentences

_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,}(?![\w-])")
_SYMBOL = re.compile(r"(?<=[^\s§¶])[†‡]+(?=[\s.,;:)\]”\"’]|$)|(?<=[^\W\d_])[§¶](?=[\s.,;:)]|$)")
_NAMES_PART = re.compile(
    r"\W*(?:part|chapter|section|appendix|annex|attachment|exhibit|module|unit|volume|article|book|title)"
    r"\s+(?:\d|[A-Z]\b|[IVXLC]+\b)",
    re.IGNORECASE,
)  # "Chapter IV Surgery": on a title page it heads what follows, and tells nothing
_DIGIT = re.compile(r"[\d¹²³⁴-⁹]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's sentences with their citations."""

    sentences: tuple[tuple[Sentence, ...], ...]  # one tuple per block, () for headings with text below
    style: str  # bracket | superscript | paren | glued | bare | none
    doubts: tuple[Doubt, ...]


def read_citations(
    text: str, blocks: Sequence[Block], reference_numbers: Collection[int] | None, *, skip: Collection[int] = ()
) -> Reading:
    """Return the sentences of the blocks with the numbers that each carries itself.

    `reference_numbers` are those of the document's reference list; None if it has none. A list confirms numbers in
    parentheses, superscripts that lost their form, and numbers inside a sentence. `skip` holds the indices of blocks
    that are not read, such as those of the list itself.
    """
    alone = _alone(blocks)
    spans = [[] if i in skip else _spans(text, block, alone=i in alone) for i, block in enumerate(blocks)]
    listed = frozenset(reference_numbers) if reference_numbers is not None else None
    finder = _Finder(text, blocks, listed is not None)
    candidates = [
        list(finder.marks(s, b.kind, alone=len(found) == 1))
        for b, found in zip(blocks, spans, strict=True)
        for s in found
    ]
    of_authors = bylines([text[start:end] for found in spans for start, end in found], candidates)
    candidates = [[] if i in of_authors else marks for i, marks in enumerate(candidates)]
    style = style_of(candidates, listed is not None)
    settled = settle(candidates, style, listed)
    doubts = tuple(Doubt(s.mark.start, s.mark.end, s.doubt) for marks in settled for s in marks if s.doubt)
    doubts += tuple(_symbols(text, [span for found in spans for span in found]))
    remaining = iter(settled)
    sentences = tuple(tuple(s for span in found for s in _cut(text, span, next(remaining))) for found in spans)
    return Reading(sentences, str(style), doubts)


def _alone(blocks: Sequence[Block]) -> set[int]:
    """Return the headings that head nothing, as another of their level or above follows: they say what they say."""
    following = [*blocks, None][1:]
    return {
        i
        for i, (block, below) in enumerate(zip(blocks, following, strict=True))
        if block.kind is BlockKind.HEADING
        and (below is None or (below.kind is BlockKind.HEADING and below.level <= block.level))
    }


def _tells(heading: str) -> bool:
    """Return whether a heading says something by itself: it is no question, and no name of a part."""
    return not heading.rstrip().endswith("?") and not _NAMES_PART.match(heading)


def _spans(text: str, block: Block, *, alone: bool) -> list[tuple[int, int]]:
    """Return the spans of a block's sentences: none for a heading with text below, one for a table row."""
    if block.kind is BlockKind.HEADING:
        return [(block.start, block.end)] if alone and _tells(text[block.start : block.end]) else []
    if block.kind is BlockKind.TABLE_ROW:
        row = text[block.start : block.end]
        start = block.start + len(row) - len(row.lstrip())
        return [(start, start + len(row.strip()))] if row.strip() else []
    return split_sentences(text, block.start, block.end)


def _symbols(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Doubt]:
    """Yield a doubt for each footnote symbol: it may cite, but it has no number that a list could hold."""
    for start, end in spans:
        for match in _SYMBOL.finditer(text, start, end):
            yield Doubt(*match.span(), "a footnote symbol without a number is not read as a citation")


class _Finder:
    """Finds what may be a citation in the sentences of one document."""

    def __init__(self, text: str, blocks: Sequence[Block], listed: bool) -> None:
        self._text, self._blocks, self._listed = text, blocks, listed

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        return frozenset(_ACRONYM.findall(self._text))

    @cached_property
    def _numbered(self) -> frozenset[tuple[str, int]]:
        headings = [(block.start, block.end) for block in self._blocks if block.kind is BlockKind.HEADING]
        return numbered_names(self._text, headings)

    def marks(self, span: tuple[int, int], kind: BlockKind, *, alone: bool) -> Iterator[Mark]:
        """Yield the candidates of a sentence, which may stand alone in its block.

        Rows and headings are full of numbers, so there few forms count.
        """
        text, (start, end) = self._text, span
        if not _DIGIT.search(text, start, end):
            return
        yield from bracketed(text, start, end)
        yield from raised(text, start, end)
        if kind is BlockKind.HEADING:
            return
        if kind is BlockKind.TABLE_ROW:
            yield from cells(text, start, end)
            return
        yield from parenthesised(text, start, end)
        yield from glued(text, start, end, self._acronyms)
        bare = (clauses(text, start, end, self._listed), final(text, start, end, self._listed, alone=alone))
        yield from (mark for mark in chain.from_iterable(bare) if not names(text, mark, self._numbered))


def _cut(text: str, span: tuple[int, int], marks: Sequence[Settled]) -> Iterator[Sentence]:
    """Yield a sentence, in pieces where it is endless, each with the marks that it prints itself."""
    left = deque(sorted(marks, key=lambda s: s.mark.start))
    for start, end in pieces(text, span, [(s.mark.start, s.mark.end) for s in left]):
        own = []
        while left and left[0].mark.start < end:
            own.append(left.popleft())
        yield _sentence(text, (start, end), own)


def _sentence(text: str, span: tuple[int, int], marks: Sequence[Settled]) -> Sentence:
    """Return a sentence with its certain marks, or with the uncertain ones where it has no other; in printed order."""
    certain = [s for s in marks if s.certainty is not Certainty.UNCERTAIN]
    used = certain or marks
    numbers = tuple(dict.fromkeys(n for s in used for n in s.mark.numbers))
    levels = {s.certainty for s in used}
    certainty = next((c for c in (Certainty.UNCERTAIN, Certainty.INFERRED) if c in levels), Certainty.EXACT)
    places = tuple((s.mark.start, s.mark.end) for s in used)
    return Sentence(text[span[0] : span[1]], *span, citations=numbers, certainty=certainty, marks=places)
