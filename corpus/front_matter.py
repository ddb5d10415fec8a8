"""Front matter: the "key: value" lines between --- lines at the start of a text, and the text below them."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from itertools import takewhile

from corpus.model import Metadata

KNOWN = ("title", *(field.name for field in fields(Metadata) if field.name != "masthead"))  # that one is read
_NEAR = 0.8  # likeness from which a key is taken for a slip of one of ours
_MOST_LINES = 1_000
_FENCE = "---"
_END = re.compile(r"-{3,}|\.\.\.")  # the dots as YAML has them
_KEY = re.compile(r"""["']?(?P<key>[^\W\d][\w.-]*)["']?\s*:(?:\s+(?P<value>.*))?$""")
_VALUE = re.compile(r"""(?P<mark>["'])(?P<quoted>.*?)(?P=mark)\s*(?:#.*)?|(?P<plain>.*?)(?:\s+#.*)?""")
_GOES_ON = (" ", "\t", "#", "-")  # what a line of a longer value, a comment and an item of a list begin with


def split_front_matter(text: str, *, ours: bool = False) -> tuple[Mapping[str, str], str]:
    """Return the keys and values of the front matter, {} if there is none, and the text below it.

    Prose between two rules is text. With `ours` lines are front matter only where all of them say what we know.
    """
    lines = text.removeprefix("\ufeff").lstrip("\n").split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    inside = list(takewhile(lambda line: not _END.fullmatch(line.strip()), lines[1:]))
    if len(inside) + 1 == len(lines) or len(inside) > _MOST_LINES or not _says_what_is_known(inside, ours=ours):
        return {}, text
    values = dict(filter(None, map(_pair, _own(inside))))
    return values, "\n".join(lines[len(inside) + 2 :])


def _says_what_is_known(lines: Sequence[str], *, ours: bool) -> bool:
    """Return whether lines are keys and values; a slip in one must not hide that a document is retired."""
    own = _own(lines)
    keys = [pair[0] for pair in map(_pair, own) if pair]
    known = sum(1 for key in keys if nearest(key))
    if ours:
        return bool(own) and known == len(own)
    return bool(keys) and (len(keys) == len(own) or (known > 0 and 2 * len(keys) >= len(own)))


def nearest(key: str) -> str | None:
    """Return the key of ours that a key is, or nearly is."""
    return next(iter(get_close_matches(key.lower(), KNOWN, n=1, cutoff=_NEAR)), None)


def _own(lines: Sequence[str]) -> list[str]:
    """Return the lines that begin with a key, or should."""
    return [line for line in textwrap.dedent("\n".join(lines)).split("\n") if line and not line.startswith(_GOES_ON)]


def _pair(line: str) -> tuple[str, str] | None:
    match = _KEY.match(line.rstrip())
    return (match["key"].lower(), _value(match["value"] or "")) if match else None


def _value(text: str) -> str:
    """Return a value without its quotation marks, and without a comment behind it."""
    match = _VALUE.fullmatch(text.strip())
    return (match["quoted"] or match["plain"] or "") if match else text.strip()
