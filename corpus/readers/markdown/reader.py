"""Markdown by markdown-it: headings, paragraphs, lists, tables; inline marks dropped, superscripts kept as such."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.citation_numbers import NOTE
from corpus.citations.grammar import Need, need
from corpus.citations.words_before import Before, kind_of, plain
from corpus.front_matter import split_front_matter
from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.headings import heads_text, may_head
from corpus.readers.link_lists import LinkLists
from corpus.readers.links import one_link
from corpus.readers.markdown.inline_html import TAG, seen, tag_name
from corpus.readers.markdown.rows import whole_rows, with_items_marked, with_notes_apart, without_lone_dashes
from corpus.readers.markdown.unmarked import BREAKS, unmarked_headings
from corpus.readers.plain.drawn import undrawn
from corpus.readers.plain.labels import is_label
from corpus.readers.plain.rows import without_pages
from corpus.readers.superscripts import sticks, superscript
from corpus.readers.tables import Cell, table_rows
from corpus.readers.web.reader import LeftOut, add_page
from corpus.tables.column_names import may_name, repeats
from corpus.tables.rows import row_text
from corpus.tables.unit_rows import tells_units, with_units
from corpus.words import word_list

_OPTIONS = {"html": True, "store_labels": True, "inline_definitions": True}
_HOLDING = frozenset({"inline", "html_block", "fence", "code_block"})  # tokens that hold text
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LOOKED_AT = 3  # a label, a title and what follows it
_NUMBER = re.compile(rf"(?:{NOTE})?(\d{{1,3}})")
_SHORT_NUMBER = re.compile(r"[1-9]\d?")  # as answers have few sources
_OTHER_NUMBERS = re.compile(r"(?:\s*,?\s*\[\d{1,2}\])*,?\s*$")  # of the same row
_ENDS_CLAUSE = re.compile(r"\s*(?:$|[.,;:!?)]|\s[A-Z])")
_FEWEST_SAID = 3  # words
_NEAR = 20  # parts of a line before a link that are looked at
_REACH = 200  # characters of them
_STOPS = (".", "!", "?")
_ENTRY = re.compile(rf"\[(?:{NOTE})?\d{{1,3}}\]:")
_UNDERLINED = re.compile(r"<u>|<span style=[\"']text-decoration:\s?underline;?[\"']>", re.IGNORECASE)
_PAIR = 2  # tags, or columns


class MarkdownReader:
    """Reads CommonMark with tables; front matter is set apart, and what it means told by corpus.metadata."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(data, name)
        front_matter, below = split_front_matter(text)
        rows = without_pages(below.split("\n"), keep_first=True)  # of a PDF that a program turned into it
        below = "\n".join(whole_rows(list(with_notes_apart(list(with_items_marked(list(without_lone_dashes(rows))))))))
        tokens = MarkdownIt("commonmark", _OPTIONS).enable(["table", "strikethrough"]).parse(below)
        left_out = _leave_out_unseen(tokens)
        walk = _Walk(below.split("\n"), left_out, _top(tokens, front_matter.get("title", "")))
        heading = unmarked_headings(tokens)
        for i, token in enumerate(tokens):
            if i in heading:
                walk.head(token)
            else:
                walk.step(token, tokens[i - 1] if i else None)
        return replace(walk.finished(notes), front_matter=front_matter)


def _leave_out_unseen(tokens: Sequence[Token]) -> LeftOut:
    """Take what is hidden or struck out within lines out of them, and return what that was."""
    total = LeftOut()
    for token in tokens:
        if token.children:
            token.children, left_out = seen(token.children)
            total += left_out
    return total


class _Top(NamedTuple):
    """What is known of the headings before the first one is met."""

    given: str  # title of the front matter, "" where it has none
    labelled: bool  # the first heading is no title, but a label above it
    alone: bool  # one of the first level stands above all others

    def may_name(self, text: str, *, first: bool) -> bool:
        """Return whether a heading of the first level names the document; `first` tells that no text is above it."""
        if self.given:
            return first and _plain(text) == _plain(self.given)
        return first or self.alone


def _top(tokens: Sequence[Token], given: str) -> _Top:
    tags = [token.tag for token in tokens if token.type == "heading_open"]
    return _Top(given, _is_labelled(tokens), tags[:1] == ["h1"] and tags.count("h1") == 1 < len(tags))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Return whether the first of two headings of the first level only labels the second one, which is the title."""
    inner = [i for i, token in enumerate(tokens) if token.type in _HOLDING][:_LOOKED_AT]
    tags = [tokens[i - 1].tag if i else "" for i in inner]
    if len(inner) < _LOOKED_AT or tags[:2] != ["h1", "h1"]:
        return False
    label, title = (plain_text(tokens[i].children or ()) for i in inner[:2])
    return is_label(label, title, over_heading=tags[2] in _HEADINGS)


class _Walk:
    """Follows the token stream: which list, which table, which heading we are in."""

    def __init__(self, lines: Sequence[str], left_out: LeftOut, top: _Top) -> None:
        self._lines = lines
        self._top = top
        self._labelled = top.labelled  # the next heading is no title, but a label above it
        self._builder = ContentBuilder()
        self._blocks = LinkLists(self._builder)
        self._title: str | None = None
        self._markers: list[str] = []
        self._item_open = False
        self._rows: list[list[str]] = []  # of the table that we are in
        self._cells: list[str] = []
        self._level = 0  # of the last heading
        self._html: list[str] = []  # blocks of it that stand below each other: blank lines part a table
        self._left_out = left_out
        self._defined: list[
            tuple[int, str]
        ] = []  # links that numbers in brackets lead to, kept for the end of the text

    def step(self, token: Token, before: Token | None) -> None:
        """Take in one token."""
        if token.type == "html_block":
            self._html.append(token.content)
            return
        self._close_html()
        if token.type == "definition":
            self._define(token)
        else:
            self._take(token, before)

    def head(self, token: Token) -> None:
        """Take in a token that holds a heading which nothing marks as one."""
        self._blocks.settle().add(BlockKind.HEADING, plain_text(token.children or ()), level=1)

    def finished(self, notes: tuple[str, ...]) -> Content:
        """Return the content, with the notes and those on what was left out."""
        self._close_html()
        self._list_defined()
        return self._blocks.settle().build(title=self._title, notes=(*notes, *self._left_out.notes()))

    def _take(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "bullet_list_open":
                self._markers.append("- ")
            case "ordered_list_open":
                self._markers.append("")
            case "bullet_list_close" | "ordered_list_close":
                self._markers.pop()
            case "list_item_open" | "list_item_close":
                self._item(token)
            case "tr_close":
                self._rows.append(self._cells)
                self._cells = []
            case "table_close":
                self._table()
            case "fence" | "code_block":
                self._code(token.content)
            case "inline":
                self._inline(token, before)

    def _item(self, token: Token) -> None:
        self._item_open = token.nesting > 0  # one that closes may be empty
        if self._item_open and self._markers[-1] != "- ":
            self._markers[-1] = f"{token.info}{token.markup} "

    def _close_html(self) -> None:
        if self._html:
            _, left_out = add_page(self._blocks.settle(), TAG.sub(_as_text, "".join(self._html)))
            self._left_out += left_out
            self._html = []

    def _define(self, token: Token) -> None:
        """Keep a link that is an entry of a list of references, as in "[2]: https://doi.org/…"."""
        if token.map and (number := _NUMBER.fullmatch(token.meta["label"])):
            line = " ".join(line.strip("> \t") for line in self._lines[slice(*token.map)])
            self._defined.append((int(number[1]), line))

    def _list_defined(self) -> None:
        for _, line in sorted(self._defined):
            self._blocks.settle().add(BlockKind.PARAGRAPH, line)
        self._defined = []

    def _inline(self, token: Token, before: Token | None) -> None:
        text = plain_text(token.children or ())
        opener = before.type if before else ""
        if _ENTRY.match(text):
            self._list_defined()  # in their place among entries in words
        if opener in {"th_open", "td_open"}:
            self._cells.append(text)
        elif opener == "heading_open" and before:
            self._heading(token, text, int(before.tag[1:]))
            self._level = int(before.tag[1:])
        elif not self._markers and _is_bold(token.children or ()) and may_head(text):
            self._add(token, BlockKind.HEADING, text, level=self._level + 1)
        elif not self._markers and (lines := _below_bold(token.children or ())):
            head, rest = lines
            self._blocks.settle().add(BlockKind.HEADING, head, level=self._level + 1)
            self._builder.add(BlockKind.PARAGRAPH, rest)
        elif self._item_open:
            depth = len(self._markers) - 1
            marker = "  " * depth + self._markers[-1]
            self._add(token, BlockKind.LIST_ITEM, text, level=depth, marker=marker)
            self._item_open = False
        else:
            self._add(token, BlockKind.PARAGRAPH, text)

    def _add(self, token: Token, kind: BlockKind, text: str, level: int = 0, marker: str = "") -> None:
        children = token.children or ()
        unlinked = _unlinked(children, keep_here=kind is BlockKind.HEADING)
        self._blocks.add(kind, text, unlinked=unlinked, level=level, marker=marker, link=_link(children))

    def _heading(self, token: Token, text: str, level: int) -> None:
        if self._labelled:
            self._builder.aside(text)
            self._labelled = False
        elif level == 1 and self._title is None and self._top.may_name(text, first=self._builder.empty):
            self._title = text
        else:
            self._add(token, BlockKind.HEADING, text, level=level)

    def _table(self) -> None:
        head, *below = self._rows
        if _is_one(head) or not any(head):  # a title over all columns, or none: the names may stand below
            texts = list(table_rows(list(map(_laid_out, self._rows))))
        else:
            if tells_units(head, below):
                head, *below = with_units(head, below[0]), *below[1:]
            rows = [row for row in below if not repeats(row, head)]
            texts = [row_text([], row[:1]) if _names_group(row) else row_text(head, row) for row in rows]
        for text in texts:
            self._blocks.settle().add(BlockKind.TABLE_ROW, text)
        self._rows = []

    def _code(self, text: str) -> None:
        lines = text.splitlines()
        rows = set(rows_with_bars := list(undrawn(lines))) - set(lines)
        for line in rows_with_bars:
            self._blocks.settle().add(BlockKind.TABLE_ROW if line in rows else BlockKind.PARAGRAPH, line)


def _is_one(row: Sequence[str]) -> bool:
    """Return whether one cell stands over all columns: Markdown knows none that does, and has it in each of them."""
    return len(row) > 1 and row[0] != "" and len(set(row)) == 1


def _names_group(row: Sequence[str]) -> bool:
    """Return whether one cell heads the rows below it; a value may as well be that of each column."""
    return _is_one(row) and len(row) > _PAIR and may_name(row[0])


def _laid_out(row: Sequence[str]) -> list[Cell]:
    return [Cell(row[0])] * len(row) if _is_one(row) else list(map(Cell, row))


def _is_bold(children: Sequence[Token]) -> bool:
    """Return whether all words are in bold or underlined, as where a paragraph heads those below it."""
    marks = [child for child in children if child.type != "text" or child.content.strip()]
    types = [child.type for child in marks]
    if types.count("strong_open") == 1 and (types[0], types[-1]) == ("strong_open", "strong_close"):
        return True
    tags = [child.content for child in marks if child.type == "html_inline"]
    ends = len(tags) == _PAIR and (marks[0].type, marks[-1].type) == ("html_inline", "html_inline")
    return ends and "link_open" not in types and _UNDERLINED.fullmatch(tags[0]) is not None


def _below_bold(children: Sequence[Token]) -> tuple[str, str] | None:
    """Return the first line, if it is in bold and heads the text right below it, and that text."""
    end = next((i for i, child in enumerate(children) if child.type in BREAKS), 0)
    if not _is_bold(children[:end]):
        return None
    head, text = plain_text(children[:end]).strip(), plain_text(children[end + 1 :]).strip()
    return (head, text) if heads_text(head, text) else None


def _link(children: Sequence[Token]) -> str | None:
    return one_link(str(child.attrGet("href") or "") for child in children if child.type == "link_open")


def _unlinked(children: Sequence[Token], *, keep_here: bool) -> str:
    """Return the words of inline tokens that are no link, with `keep_here` none that leads away from the page."""
    kept: list[Token] = []
    within = False
    for child in children:
        if child.type == "link_open":
            within = not (keep_here and str(child.attrGet("href") or "").startswith("#"))
        if not within:
            kept.append(child)
        within = within and child.type != "link_close"
    return plain_text([child for child in kept if not child.type.startswith("link_")])


def plain_text(children: Sequence[Token]) -> str:
    """Return the words of inline tokens; HTML tags are dropped, a superscript becomes Unicode superscripts.

    What is no tag of HTML is text, "<payer id>", and a number in brackets stays in them though it is a link.
    """
    parts: list[str] = []
    raised = False
    number = ""  # of the list of references, to which a link leads
    for i, child in enumerate(children):
        match child.type:
            case "link_open":
                label = child.meta.get("label", "")
                before, link = "".join(parts[-_NEAR:])[-_REACH:], children[i : i + 4]
                number = label if _NUMBER.fullmatch(label) else _stuck(before, link[1:]) or _set_apart(before, link)
            case "text" if number and _NUMBER.fullmatch(child.content):
                parts += [f"[{printed}]" for printed in dict.fromkeys((child.content, number))]
            case "text" | "code_inline":
                parts.append(superscript(child.content) if raised else child.content)
            case "link_close":
                number = ""
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "html_inline":
                name = tag_name(child.content)
                raised = not child.content.startswith("</") if name == "sup" else raised
                parts.append(_words_of_tag(name, child.content))
            case "image":
                parts.append(child.content)
    return "".join(parts)


def _stuck(before: str, link: Sequence[Token]) -> str:
    """Return the number that a link consists of, if it sticks to the word before it alone: "three[1](https://…)"."""
    words, _, behind = (*(child.content for child in link), "", "", "")[:3]
    whole = len(link) > 1 and link[1].type == "link_close"
    return words if whole and sticks(before, words, behind) else ""


def _set_apart(before: str, link: Sequence[Token]) -> str:
    """Return the number that a link away from the page consists of, if it can but cite: "90 days [3](https://…)."

    A blank parts it from words that are complete without it, and it ends their clause.
    """
    opening, *inside = link
    words, _, behind = (*(child.content for child in inside), "", "", "")[:3]
    whole = len(inside) > 1 and inside[1].type == "link_close" and _SHORT_NUMBER.fullmatch(words)
    away = str(opening.attrGet("href") or "").startswith(("https://", "http://"))
    if not (whole and away and before.endswith(" ") and _ENDS_CLAUSE.match(behind)):
        return ""
    said = _OTHER_NUMBERS.sub("", before).split()
    if len(said) < _FEWEST_SAID or kind_of(plain(said[-1])) in {"name", "rank", "set"}:
        return ""
    return words if said[-1].endswith(_STOPS) or need(Before(said)) is Need.COMPLETE else ""


def _words_of_tag(name: str, tag: str) -> str:
    if name == "br":
        return " "
    return "" if not name or name in word_list("html_elements") else tag


def _as_text(tag: re.Match[str]) -> str:
    """Return a tag as it is, or so that a page shows it if HTML knows none of its name."""
    return tag.group() if tag["name"].lower() in word_list("html_elements") else escape(tag.group(), quote=False)
