"""Sentences that are far longer than any sentence is, in pieces: text without full stops makes no endless passage."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

Span = tuple[int, int]  # offsets of the document, the end exclusive

_LONGEST = 300  # words of a sentence that stays whole
_WORDS = 150  # of a piece, as of a passage


def pieces(text: str, span: Span, marks: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans of a sentence's pieces, mostly one; a mark stays with the words before it.

    `marks` are in ascending order.
    """
    start, end = span
    if end - start <= 2 * _LONGEST or len(text[start:end].split()) <= _LONGEST:  # so few letters are not more words
        yield span
        return
    while start < end:
        cut = _after_words(text, start, end, _WORDS)
        while (mark_end := _reaches(marks, cut)) > cut:  # it is cut through, or would open the next piece
            cut = _after_words(text, mark_end, end, 1)
        yield start, start + len(text[start:cut].rstrip())
        start = cut


def _reaches(marks: Sequence[Span], offset: int) -> int:
    """Return the end of the last mark that begins at an offset or before it; 0 for none."""
    before = bisect_right(marks, offset, key=itemgetter(0))
    return marks[before - 1][1] if before else 0


def _after_words(text: str, start: int, end: int, count: int) -> int:
    """Return the offset at which the word after the next `count` words begins."""
    position = start
    for _ in range(count):
        while position < end and not text[position].isspace():
            position += 1
        while position < end and text[position].isspace():
            position += 1
        if position >= end:
            return end
    return position
