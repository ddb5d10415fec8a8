"""Markdown by markdown-it: headings, paragraphs, lists, tables; inline marks dropped, superscripts kept as such."""

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.front_matter import split_front_matter
from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.lines import is_short
from corpus.readers.superscripts import superscript
from corpus.readers.tables import row_text
from corpus.readers.web import add_page, hidden_parts
from corpus.words import word_list

_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)[^<>]*>")


class MarkdownReader:
    """Reads CommonMark with tables. Front matter between --- lines is left to corpus.metadata."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(data, name)
        _, below = split_front_matter(text)
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(below)
        walk = _Walk()
        for i, token in enumerate(tokens):
            walk.step(token, tokens[i - 1] if i else None)
        walk.close_html()
        return walk.builder.build(title=walk.title, notes=(*notes, *hidden_parts(walk.hidden)))


class _Walk:
    """Follows the token stream: which list, which table, which heading we are in."""

    def __init__(self) -> None:
        self.builder = ContentBuilder()
        self.title: str | None = None
        self._markers: list[str] = []
        self._item_open = False
        self._header: list[str] = []
        self._cells: list[str] = []
        self._in_head = False
        self._level = 0  # of the last heading
        self._html: list[str] = []  # blocks of it that stand below each other: blank lines part a table
        self.hidden = 0  # parts of the page

    def step(self, token: Token, before: Token | None) -> None:
        """Take in one token."""
        if token.type == "html_block":
            self._html.append(token.content)
        else:
            self.close_html()
            self._take(token, before)

    def _take(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "bullet_list_open":
                self._markers.append("- ")
            case "ordered_list_open":
                self._markers.append("")
            case "bullet_list_close" | "ordered_list_close":
                self._markers.pop()
            case "list_item_open":
                self._item_open = True
                if self._markers[-1] != "- ":
                    self._markers[-1] = f"{token.info}{token.markup} "
            case "thead_open" | "thead_close":
                self._in_head = token.type == "thead_open"
            case "tr_close":
                self._row()
            case "fence" | "code_block":
                self._code(token.content)
            case "inline":
                self._inline(token, before)

    def close_html(self) -> None:
        """Take in the HTML that ended."""
        if self._html:
            _, hidden = add_page(self.builder, _TAG.sub(_as_text, "".join(self._html)))
            self.hidden += hidden
            self._html = []

    def _inline(self, token: Token, before: Token | None) -> None:
        text = plain_text(token.children or ())
        opener = before.type if before else ""
        if opener in {"th_open", "td_open"}:
            self._cells.append(text)
        elif opener == "heading_open" and before:
            self._heading(text, int(before.tag[1:]))
            self._level = int(before.tag[1:])
        elif not self._markers and _is_bold(token.children or ()) and is_short(text):
            self.builder.add(BlockKind.HEADING, text, level=self._level + 1)
        elif self._item_open:
            depth = len(self._markers) - 1
            self.builder.add(BlockKind.LIST_ITEM, text, level=depth, marker="  " * depth + self._markers[-1])
            self._item_open = False
        else:
            self.builder.add(BlockKind.PARAGRAPH, text)

    def _heading(self, text: str, level: int) -> None:
        if level == 1 and self.title is None:
            self.title = text
        else:
            self.builder.add(BlockKind.HEADING, text, level=level)

    def _row(self) -> None:
        if self._in_head:
            self._header = self._cells
        else:
            self.builder.add(BlockKind.TABLE_ROW, row_text(self._header, self._cells))
        self._cells = []

    def _code(self, text: str) -> None:
        for line in text.splitlines():
            self.builder.add(BlockKind.PARAGRAPH, line)


def _is_bold(children: Sequence[Token]) -> bool:
    """Return whether all words are in bold, as where a paragraph heads those below it."""
    marks = [child.type for child in children if child.type != "text" or child.content.strip()]
    return marks.count("strong_open") == 1 and (marks[0], marks[-1]) == ("strong_open", "strong_close")


def plain_text(children: Sequence[Token]) -> str:
    """Return the words of inline tokens; HTML tags are dropped, a superscript becomes Unicode superscripts.

    What is no tag of HTML is text: "<payer id>".
    """
    parts: list[str] = []
    raised = False
    for child in children:
        match child.type:
            case "text" | "code_inline":
                parts.append(superscript(child.content) if raised else child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "html_inline":
                name = _tag_name(child.content)
                raised = not child.content.startswith("</") if name == "sup" else raised
                parts.append(_words_of_tag(name, child.content))
            case "image":
                parts.append(child.content)
    return "".join(parts)


def _words_of_tag(name: str, tag: str) -> str:
    if name == "br":
        return " "
    return "" if not name or name in word_list("html_elements") else tag


def _tag_name(tag: str) -> str:
    """Return the name of a tag in lower case, "" for a comment."""
    match = _TAG.fullmatch(tag)
    return match["name"].lower() if match else ""


def _as_text(tag: re.Match[str]) -> str:
    """Return a tag as it is, or so that a page shows it if HTML knows none of its name."""
    return tag.group() if tag["name"].lower() in word_list("html_elements") else escape(tag.group(), quote=False)
