"""Two columns of prose that a plain text sets side by side, as programs print newsletters: one below the other.

A table may look alike; but its rows begin in both columns at once, and a sentence does not care for what stands beside.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from corpus.readers.hyphens import joined_lines, repair_hyphens
from corpus.readers.markers import marked
from corpus.readers.plain.wrapped import join_wrapped

_TWO = re.compile(r" *\S+(?: \S+)*(?P<gap>(?<![.?!]) {2,}| {3,})\S+(?: \S+)*")  # two blanks may part sentences
_DRAWN = re.compile(r"[|\t]")
_FEWEST = 4  # lines with words on both sides
_MOST = 200  # lines; more than a page has
_GOES_ON = 0.3  # of the lines of a column begin in lower case, in the middle of a sentence
_FEWEST_WORDS = 4  # of a line, on the whole
_STOPS = (".", "?", "!", ":", ";")


class _Line(NamedTuple):
    left: str
    right: str


def one_below_the_other(rows: Sequence[str], words: frozenset[str]) -> Iterator[str]:
    """Yield the rows of a text; those of two columns of prose as the paragraphs of the left one, then the right one's.

    `words` are those of the text, by which a word that is cut at the end of a line is made whole.
    """
    at = 0
    while at < len(rows):
        lines = _columns(rows, at)
        if not _are_prose(lines):
            end = next((i for i in range(at + 1, at + len(lines)) if not rows[i].strip()), at + 1)
            yield from rows[at:end]
            at = end
            continue
        for column in zip(*lines, strict=True):
            for paragraph in _paragraphs(column, words):
                yield from ("", paragraph)
        yield ""
        at += len(lines)


def _columns(rows: Sequence[str], at: int) -> list[_Line]:
    """Return the lines from one with two cells on, cut where its second one begins, as long as none reaches over."""
    first = _TWO.fullmatch(rows[at])
    if first is None:
        return []
    place = first.end("gap")
    found: list[_Line] = []
    whole = 0  # lines up to the last that has words on both sides, or goes on with the left one
    for row in islice(rows, at, at + _MOST):
        if _DRAWN.search(row) or row[place - 1 : place].strip() or row[place : place + 1] == " ":
            break
        found.append(_Line(row[: place - 1].strip(), row[place:].strip()))
        plain = not row[place - 2 : place].strip()  # one blank may part the words of a sentence
        if (found[-1].right and plain) or (found[-1].left and whole == len(found) - 1):
            whole = len(found)
    return found[:whole]


def _are_prose(lines: Sequence[_Line]) -> bool:
    """Return whether both columns go on from line to line, and not as the rows of a table do."""
    both = [line for line in lines if all(line)]
    if len(both) < _FEWEST or any(_FEWEST_WORDS * len(both) > _words(side) for side in zip(*both, strict=True)):
        return False
    left, right = zip(*lines, strict=True)
    on_the_left, on_the_right = list(_goes_on(left)), list(_goes_on(right))
    pairs = [(a, b) for a, b in zip(on_the_left, on_the_right, strict=True) if a is not None and b is not None]
    if any(sum(side) < _GOES_ON * len(pairs) for side in zip(*pairs, strict=True)):
        return False
    return pairs.count((False, True)) >= pairs.count((False, False))


def _words(column: Sequence[str]) -> int:
    return sum(len(text.split()) for text in column)


def _goes_on(column: Sequence[str]) -> Iterator[bool | None]:
    """Yield of each two lines of a column whether the sentence goes on in the second; None where one is empty.

    A figure may begin the cell of a row as well, unless it had no room on the line above.
    """
    width = max(map(len, column))
    for above, below in pairwise(column):
        full = len(above) + len(below.partition(" ")[0]) >= width
        within = below[:1].islower() or (below[:1].isdigit() and full)
        yield within and not above.endswith(_STOPS) if above and below else None


def _paragraphs(column: Sequence[str], words: frozenset[str]) -> Iterator[str]:
    """Return the paragraphs of a column: in so narrow a one a line may have had room for the next word."""
    paragraphs: list[list[str]] = []
    for lines in join_wrapped(column, column, max(map(len, column))):
        above = paragraphs[-1][-1] if paragraphs else ""
        if above and lines[0][:1].islower() and not marked(lines[0]) and not above.endswith(_STOPS):
            paragraphs[-1] += lines
        else:
            paragraphs.append(lines)
    return (repair_hyphens(joined_lines(lines), words) for lines in paragraphs if any(lines))
