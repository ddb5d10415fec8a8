"""The names that the file and the first lines of a document give it, and that its passages need not repeat."""

import re
from collections.abc import Iterator, Sequence

from corpus.model import Block, BlockKind

_OPENING = 300  # characters in which a letterhead stands
PARTS = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W\d_]+\d*")  # "Ostrander", "mcp0417", but not what makes a file's name unique
_SHORTEST = 3  # characters of a name; less is a version
_LEADING = r"[^\W\d_a-z][\w'’&.-]*"  # a word that begins with a capital
_ORGANIZATION = re.compile(
    rf"(?<!\w){_LEADING}(?:[ \t]+(?:of[ \t]+)?{_LEADING}){{0,4}}[ \t]+(?i:advantage|associates|association|benefits?"
    r"|blue|cent(?:er|re)|care|clinic|company|cooperative|cross|group|health(?:care)?|hospital|insurance|medicaid|medicare"
    r"|mutual|network|partners|plans?|services|shield|trust)\b"
)


def masthead(source: str, text: str, blocks: Sequence[Block]) -> str | None:
    """Return the names in a file's name and of the organization in the first lines; None where there are none.

    A policy seldom says whose it is in every passage, and people ask by that. Words that the text prints in small
    letters are no names: they are what the document is about, and stand where they matter.
    """
    stem = source.rpartition(".")[0] or source
    first = _ORGANIZATION.search(_opening(text, blocks))
    whose = first.group() if first and not _heads_one_of_several(first.group(), text, blocks) else ""
    names = dict.fromkeys(part.casefold() for part in (*_names(stem), *_names(whose)))
    return " ".join(name for name in names if not _is_printed_small(name, text)) or None


def _opening(text: str, blocks: Sequence[Block]) -> str:
    """Return the first lines, rows of tables left out: they name many."""
    lines = (text[b.start : b.end] for b in blocks if b.start < _OPENING and b.kind is not BlockKind.TABLE_ROW)
    return "\n".join(lines)[:_OPENING]


def _heads_one_of_several(organization: str, text: str, blocks: Sequence[Block]) -> bool:
    """Return whether a section is headed by an organization, and one beside it by another: each tells of its own."""
    headings = (block for block in blocks if block.kind is BlockKind.HEADING)
    found = [(b.level, match.group()) for b in headings if (match := _ORGANIZATION.search(text, b.start, b.end))]
    levels = {level for level, name in found if _begins_alike(name, organization)}
    if not levels:
        return False
    words = frozenset(PARTS.findall(text))  # "Covered Services" are no organization where the text has "covered"
    others = (name for level, name in found if level in levels and not _begins_alike(name, organization))
    return any(part.casefold() not in words for name in others for part in _names(name))


def _begins_alike(name: str, other: str) -> bool:
    return name.split(maxsplit=1)[0] == other.split(maxsplit=1)[0]


def _is_printed_small(name: str, text: str) -> bool:
    """Return whether a text holds a name in small letters, as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _names(text: str) -> Iterator[str]:
    return (part for part in PARTS.findall(text) if len(part) >= _SHORTEST and _NAME.fullmatch(part))
