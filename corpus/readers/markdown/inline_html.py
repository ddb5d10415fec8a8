"""Tags of HTML within the lines of Markdown: what lies between two may be hidden or struck out, as on a page."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from markdown_it.token import Token

from corpus.readers.builder import ContentBuilder
from corpus.readers.web.reader import LeftOut, add_page
from corpus.words import word_list

TAG = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)[^<>]*>")
_STRIKES = ("s_open", "s_close")  # "~~" and "~~"


def tag_name(tag: str) -> str:
    """Return the name of a tag in lower case, "" for a comment."""
    match = TAG.fullmatch(tag)
    return match["name"].lower() if match else ""


def seen(children: Sequence[Token]) -> tuple[list[Token], LeftOut]:
    """Return the tokens of a line that a page would show, and what was left out; a tag left open hides none."""
    ends = _ends(children)
    shown: list[Token] = []
    left_out = LeftOut()
    at = 0
    while at < len(children):
        unseen = _unseen(children[at]) if at in ends else None
        if unseen is None:
            shown.append(children[at])
            at += 1
            continue
        inner, at = children[at + 1 : ends[at]], ends[at] + 1
        if any(child.content.strip() for child in inner if child.type != "html_inline"):
            left_out += unseen
        _close_gap(shown, children[at : at + 1])
    return shown, left_out


def _ends(children: Sequence[Token]) -> Mapping[int, int]:
    """Return for the place of each token that opens something the place of the one that closes it."""
    opened: defaultdict[str, list[int]] = defaultdict(list)
    ends: dict[int, int] = {}
    for at, child in enumerate(children):
        name = tag_name(child.content) if child.type == "html_inline" else "~~" if child.type in _STRIKES else ""
        if name and not (child.type == "s_close" or child.content.startswith("</")):
            opened[name].append(at)
        elif name and opened[name]:
            ends[opened[name].pop()] = at
    return ends


def _unseen(opening: Token) -> LeftOut | None:
    """Return what a page tells of an element that opens so and holds words, None where it shows them."""
    if opening.type == "s_open":
        return LeftOut(struck=1)
    return _on_page(opening.content) if tag_name(opening.content) in word_list("html_elements") else None


@lru_cache
def _on_page(opening: str) -> LeftOut | None:
    builder = ContentBuilder()
    _, left_out = add_page(builder, f"{opening}words")
    return None if builder.build().blocks else left_out


def _close_gap(shown: Sequence[Token], following: Sequence[Token]) -> None:
    """Leave one of the blanks that stood on both sides of what is left out."""
    for token in following:
        if token.type == "text" and (not shown or shown[-1].content.endswith(" ")):
            token.content = token.content.lstrip(" ")
