"""Headings of Markdown that marks none, as where a page or a letter was pasted into a file: told as in plain texts."""

from collections.abc import Sequence

from markdown_it.token import Token

from corpus.readers.headings import is_heading, names_document
from corpus.readers.letters import Letter

BREAKS = frozenset({"softbreak", "hardbreak"})  # tokens between the lines of a paragraph
_ITEM = "- "


def unmarked_headings(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the numbers of the tokens that hold a heading: paragraphs of one line that would be one without markup.

    Where any heading is marked, by signs, by bold type or as HTML, all of them are taken to be.
    """
    if any(map(_marks, tokens)):
        return frozenset()
    held = [(i, token) for i, token in enumerate(tokens) if token.type == "inline"]
    letter = Letter()
    found = set[int]()
    for n, (i, token) in enumerate(held):
        following = _shown(tokens, held[n + 1][0]) if n + 1 < len(held) else None
        framed = letter.frames(token.content, following)
        if framed or not _is_line(tokens, i) or (following or "").startswith("["):  # over a list of references
            continue
        if is_heading(token.content, following) or (n == 0 and names_document(token.content, following)):
            found.add(i)
    return frozenset(found)


def _marks(token: Token) -> bool:
    if token.type in {"heading_open", "html_block"}:
        return True
    return token.type == "inline" and token.level == 1 and token.content.startswith(("**", "__", "<"))


def _is_line(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token holds a paragraph of one line that stands in nothing else."""
    alone = tokens[at - 1].type == "paragraph_open" and tokens[at].level == 1
    return alone and not any(child.type in BREAKS for child in tokens[at].children or ())


def _shown(tokens: Sequence[Token], at: int) -> str:
    """Return the words of a token as they stand on the page: an item behind its mark."""
    return f"{_ITEM}{tokens[at].content}" if tokens[at].level > 1 else tokens[at].content
