"""Reference lists at the end of a document: a heading, then numbered entries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.model import Block, BlockKind, Doubt, Reference

_HEADING = re.compile(r"^(?:references|bibliography|sources|citations|literature(?: cited)?)\s*:?$", re.IGNORECASE)
_MARKER = re.compile(r"\[?(\d{1,3})[.)\]]?\s*$")
_NUMBERED = re.compile(r"^\[?(\d{1,3})[.)\]]?\s+(?=\S)")
_DOI = re.compile(r"\b10\.\d{4,9}/\S+[^\s.,;)]")
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_URL = re.compile(r"https://[^\s<>\"]+[^\s<>\".,;)]")


@dataclass(frozen=True, slots=True)
class References:
    """A document's reference list and where it stands."""

    entries: dict[int, Reference] = field(default_factory=dict)
    first_block: int | None = None  # the heading's
    end_block: int | None = None
    doubts: tuple[Doubt, ...] = ()


def find_references(text: str, blocks: Sequence[Block]) -> References:
    """Return the reference list of a document, empty if it has none."""
    for i in reversed(range(len(blocks))):
        block = blocks[i]
        if block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH} and _HEADING.match(text[block.start : block.end]):
            entries, end = _entries(text, blocks, i + 1)
            if entries:
                return References(entries, i, end)
    return References()


def _entries(text: str, blocks: Sequence[Block], first: int) -> tuple[dict[int, Reference], int]:
    found: dict[int, str] = {}
    number = None
    for i, block in enumerate(blocks[first:], start=first):
        if block.kind is BlockKind.HEADING:
            return _references(found), i
        words = text[block.start : block.end]
        line = text[text.rfind("\n", 0, block.start) + 1 : block.start]
        marker = _MARKER.match(line.strip()) if line.strip() else _NUMBERED.match(words)
        if marker:
            number = int(marker.group(1))
            found.setdefault(number, words if line.strip() else words[marker.end() :])
        elif number is not None:
            found[number] += f" {words}"
    return _references(found), len(blocks)


def _references(found: dict[int, str]) -> dict[int, Reference]:
    return {number: reference(number, printed) for number, printed in found.items()}


def reference(number: int, printed: str) -> Reference:
    """Return an entry as printed, with the identifiers that it names."""
    doi, pmid, url = _DOI.search(printed), _PMID.search(printed), _URL.search(printed)
    return Reference(
        number,
        " ".join(printed.split()),
        doi.group() if doi else None,
        pmid.group(1) if pmid else None,
        url.group() if url else None,
    )
