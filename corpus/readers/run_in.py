"""Headings that run in: "III. Turnaround. Stat panels are reported within an hour." heads the sentences behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from corpus.model import Block, BlockKind, Content
from corpus.numerals import roman
from corpus.readers.headings import may_head
from corpus.words import word_list

_RUN_IN = re.compile(
    r"\s*(?:(?P<roman>[IVX]{1,5})\.|(?P<letter>[A-Z])\.|(?P<places>\d{1,2}(?:\.\d{1,2}){1,2})\.?)"
    r"\s+(?P<name>[A-Z][^.!?:;|]{2,60})\.(?P<gap>\s)\s*(?=[A-Z\"“(])"
)
_MOST_WORDS = 6  # of a heading
_FEWEST_SAID = 4  # words behind it
_FEWEST = {"roman": 2, "places": 2, "letter": 3}  # headings of a kind; "B. Ames." may be a person
_ROMANS = {roman(number).upper(): number for number in range(1, 40)}


class _Found(NamedTuple):
    kind: str
    number: tuple[int, ...]
    start: int
    stop: int  # the full stop that ends it
    below: int  # where the text behind it begins


def with_run_in_headings(content: Content) -> Content:
    """Return the content, its numbered headings that run in as headings: those of which several count up."""
    found = {i: run_in for i, block in enumerate(content.blocks) if (run_in := _found(content.text, block))}
    kinds = {kind for kind in _FEWEST if _count_up([one for one in found.values() if one.kind == kind])}
    if not kinds:
        return content
    text = list(content.text)
    blocks: list[Block] = []
    level = 0  # of the last heading that stands by itself
    for i, block in enumerate(content.blocks):
        if i in found and found[i].kind in kinds:
            text[found[i].stop + 1] = "\n"  # each block has a line of its own
            blocks += _parted(block, found[i], level + 1)
        else:
            level = block.level if block.kind is BlockKind.HEADING else level
            blocks.append(block)
    return replace(content, text="".join(text), blocks=tuple(blocks))


def _parted(block: Block, run_in: _Found, level: int) -> Iterator[Block]:
    yield replace(block, kind=BlockKind.HEADING, start=run_in.start, end=run_in.stop, level=level, link=None)
    yield replace(block, kind=BlockKind.PARAGRAPH, start=run_in.below, level=0)


def _found(text: str, block: Block) -> _Found | None:
    """Return the heading that a block begins with, its number perhaps before the block as that of an item."""
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return None
    line = text.rfind("\n", 0, block.start) + 1
    match = _RUN_IN.match(text, line, block.end)
    if match is None or match.end() <= block.start or not _names(match["name"]):
        return None
    if len(text[match.end() : block.end].split()) < _FEWEST_SAID:
        return None
    kind = next(kind for kind in _FEWEST if match[kind])
    return _Found(kind, _number(match), match.start(kind), match.end("name"), match.end())


def _names(name: str) -> bool:
    words = name.split()
    return len(words) <= _MOST_WORDS and words[-1].lower() not in word_list("abbreviations") and may_head(name)


def _number(match: re.Match[str]) -> tuple[int, ...]:
    if match["places"]:
        return tuple(map(int, match["places"].split(".")))
    return (_ROMANS.get(match["roman"], 0),) if match["roman"] else (ord(match["letter"]) - ord("A") + 1,)


def _count_up(found: Sequence[_Found]) -> bool:
    """Return whether headings of a kind follow each other in their order; letters without a gap, from "A" on."""
    numbers = [one.number for one in found]
    if not found or len(numbers) < _FEWEST[found[0].kind]:
        return False
    if found[0].kind == "letter":
        return numbers == [(place,) for place in range(1, len(numbers) + 1)]
    return all(above < below for above, below in pairwise(numbers))
