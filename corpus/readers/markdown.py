"""Markdown by markdown-it: headings, paragraphs, lists, tables; inline marks dropped, superscripts kept as such."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.front_matter import split_front_matter
from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.lines import is_short
from corpus.readers.superscripts import superscript
from corpus.readers.tables import row_text


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
        title = walk.title
        return walk.builder.build(title=title, notes=notes)


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

    def step(self, token: Token, before: Token | None) -> None:
        """Take in one token."""
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
    """Return the words of inline tokens; HTML tags are dropped, a superscript becomes Unicode superscripts."""
    parts: list[str] = []
    raised = False
    for child in children:
        match child.type:
            case "text" | "code_inline":
                parts.append(superscript(child.content) if raised else child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "html_inline":
                tag = child.content.lower().replace(" ", "")
                raised = tag.startswith("<sup") if not tag.startswith("</sup") else False
            case "image":
                parts.append(child.content)
    return "".join(parts)
