"""Front matter: the "key: value" lines between --- lines at the start of a text, and the text below them."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from itertools import takewhile
from typing import NamedTuple

from corpus.model import Metadata

KNOWN = ("title", *(field.name for field in fields(Metadata) if field.name != "masthead"))  # that one is read
_OF_OTHER_TOOLS = frozenset(
    {"issue", "issued", "preview", "review", "reviewer", "reviewers", "reviews", "urls"}
)  # keys that mean something else
_NEAR = 0.8  # likeness from which a key is taken for a slip of one of ours
_MOST_LINES = 1_000
_FENCE = "---"
_END = re.compile(r"-{3,}|\.\.\.")  # the dots as YAML has them
_KEY = re.compile(r"""["']?(?P<key>[^\W\d][\w.-]*)["']?\s*:(?:\s+(?P<value>.*))?$""")
_VALUE = re.compile(r"""(?P<mark>["'])(?P<quoted>.*?)(?P=mark)\s*(?:#.*)?|(?P<plain>.*?)(?:\s+#.*)?""")
_FOLDED = re.compile(r"[>|][-+\d]*")  # the value stands in the lines below
_LISTED = re.compile(r"\[[^\[\]]*\]")
_ITEM = "- "
_GOES_ON = (" ", "\t", "#", "-")  # what a line of a longer value, a comment and an item of a list begin with


class _Entry(NamedTuple):
    """What stands from one key to the next."""

    key: str  # "" where the first line should begin with one
    value: str
    lines: list[str]


def split_front_matter(text: str, *, keep_others: bool = False) -> tuple[Mapping[str, str], str]:
    """Return the keys and values of the front matter, {} if there is none, and the text below it.

    Prose between two rules is text. With `keep_others` so are lines that say nothing which we know.
    """
    lines = text.removeprefix("\ufeff").lstrip("\n").split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    inside = list(takewhile(lambda line: not _END.fullmatch(line.strip()), lines[1:]))
    entries = list(_entries(inside))
    if len(inside) + 1 == len(lines) or len(inside) > _MOST_LINES or not _are_front_matter(entries):
        return {}, text
    values = {entry.key: _value(entry) for entry in entries if entry.key}
    others = [line for entry in entries if keep_others and not is_ours(entry.key) for line in (*entry.lines, "")]
    return values, "\n".join([*others, *lines[len(inside) + 2 :]])


def _entries(lines: Sequence[str]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for line in textwrap.dedent("\n".join(lines)).split("\n"):
        if line and not line.startswith(_GOES_ON):
            if entry:
                yield entry
            match = _KEY.match(line.rstrip())
            entry = _Entry(match["key"].lower(), match["value"] or "", [line]) if match else _Entry("", line, [line])
        elif entry:
            entry.lines.append(line)
    if entry:
        yield entry


def _are_front_matter(entries: Sequence[_Entry]) -> bool:
    """Return whether entries are keys and values; a slip in one must not hide that a document is retired."""
    keys = [entry.key for entry in entries if entry.key]
    known = any(map(nearest, keys))
    return bool(keys) and (len(keys) == len(entries) or (known and 2 * len(keys) >= len(entries)))


def nearest(key: str) -> str | None:
    """Return the key of ours that a key is, or nearly is."""
    return next(iter(get_close_matches(key.lower(), KNOWN, n=1, cutoff=_NEAR)), None)


def is_ours(key: str) -> bool:
    """Return whether a key is one that we know, or nearly so; all others are other tools' own."""
    return key in KNOWN or (key not in _OF_OTHER_TOOLS and nearest(key) is not None)


def _value(entry: _Entry) -> str:
    """Return a value as YAML has it, on one line; the items of a list behind each other."""
    below = [line.strip() for line in entry.lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    first = _scalar(entry.value)
    if _FOLDED.fullmatch(first):
        return " ".join(below)
    if not first and below and all(line.startswith(_ITEM) for line in below):
        return ", ".join(_scalar(line.removeprefix(_ITEM)) for line in below)
    whole = " ".join([entry.value, *below])
    if _LISTED.fullmatch(_scalar(whole)):
        return ", ".join(map(_scalar, _scalar(whole)[1:-1].split(",")))
    return _scalar(whole)


def _scalar(text: str) -> str:
    """Return a value without its quotation marks, and without a comment behind it."""
    match = _VALUE.fullmatch(text.strip())
    return (match["quoted"] or match["plain"] or "") if match else text.strip()
