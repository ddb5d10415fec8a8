"""Citations and reference lists of one document brought together: which list a number belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.citations import Reading, read_citations
from corpus.model import Block, Certainty, Doubt, Reference, Sentence
from corpus.plurals import counted
from corpus.references import References, find_references


def cited(
    text: str, blocks: Sequence[Block], beside: Mapping[int, Reference]
) -> tuple[Reading, Mapping[int, Reference]]:
    """Return the citations of a text and its references; entries that are kept `beside` the document count first.

    A list that names works is shown, not searched. Notes are searched, and are references too if they are cited.
    """
    lists = find_references(text, blocks)
    reading = _read(text, blocks, lists, beside)
    if any(found.loose for found in lists) and not _cites(reading, lists):
        lists = ()
        reading = _read(text, blocks, lists, beside)
    entries, ambiguous = _resolved(lists, reading.sentences)
    doubts = [doubt for found in lists for doubt in found.doubts]
    doubts += [_of_no_works(found, blocks) for found in lists if not found.works and not _cites(reading, [found])]
    if unsure := sorted(ambiguous - beside.keys()):
        doubts.insert(0, _of_several(lists, blocks, unsure))
    return replace(reading, doubts=(*doubts, *reading.doubts)), {**entries, **beside}


def _read(text: str, blocks: Sequence[Block], lists: Sequence[References], beside: Mapping[int, Reference]) -> Reading:
    numbers = {*beside, *(number for found in lists for number in found.entries)}
    skip = {i for found in lists if not found.loose for i in found.blocks}
    return read_citations(text, blocks, numbers or None, skip=skip)


def _cites(reading: Reading, lists: Sequence[References]) -> bool:
    """Return whether a document cites its notes: some plainly, or half of them at least."""
    notes = {number for found in lists for number in found.entries}
    within = {i for found in lists for i in found.blocks}
    sentences = [s for i, of_block in enumerate(reading.sentences) if i not in within for s in of_block]
    plain = _numbers(s for s in sentences if s.certainty is Certainty.EXACT)
    return bool(plain & notes) or 2 * len(_numbers(sentences) & notes) >= len(notes)


def _numbers(sentences: Iterable[Sentence]) -> set[int]:
    return {number for s in sentences for number in s.cited}


def _resolved(
    lists: Sequence[References], sentences: Sequence[Sequence[Sentence]]
) -> tuple[Mapping[int, Reference], set[int]]:
    """Return the entries by number, and the numbers that stand for several.

    With several lists each belongs to the part before it, and what stands behind the last one has none.
    """
    if len(lists) == 1:
        return lists[0].entries, set()
    meant: defaultdict[int, set[Reference | None]] = defaultdict(set)
    start = 0
    for found in (*lists, References(first_block=len(sentences))):
        part = [s for of_block in sentences[start : found.blocks.start] for s in of_block]
        for number in _numbers(part):
            meant[number].add(found.entries.get(number))
        start = found.blocks.stop
    for number in {number for found in lists for number in found.entries} - meant.keys():
        meant[number] = {found.entries[number] for found in lists if number in found.entries}
    entries = {number: next(iter(found)) for number, found in sorted(meant.items()) if len(found) == 1}
    return {number: entry for number, entry in entries.items() if entry}, {n for n in meant if len(meant[n]) > 1}


def _of_several(lists: Sequence[References], blocks: Sequence[Block], numbers: Sequence[int]) -> Doubt:
    heading = blocks[lists[-1].blocks.start]
    named = ", ".join(map(str, numbers))
    return Doubt(
        heading.start,
        heading.end,
        f"{counted(len(lists), 'reference list')}: no entry is shown for {named}, of which each has its own",
    )


def _of_no_works(found: References, blocks: Sequence[Block]) -> Doubt:
    heading = blocks[found.blocks.start]
    return Doubt(heading.start, heading.end, "a list that names no works and that nothing cites: it is not searched")
