"""HTML by selectolax: what is visible, in order; scripts, menus and hidden text left out. Nothing is fetched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, repeat, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.model import BlockKind, Content
from corpus.plurals import counted
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.headings import heads_text, may_head
from corpus.readers.link_lists import LinkLists
from corpus.readers.links import one_link
from corpus.readers.superscripts import sticks, superscript
from corpus.readers.tables import Cell, laid_out, table_rows
from corpus.readers.web.stylesheets import apply_sheets

_DROPPED = (
    "script, style, noscript, template, nav, [role=navigation], head > *:not(title), iframe, object, svg, [hidden], "
    "[aria-hidden=true]"
)
_STRUCK = "del, s, strike, [style*=line-through]"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])"
    r"|(?:text-indent|left|top)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*([^;!]+)", re.IGNORECASE)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
    address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol optgroup option p pre search section summary table
    tbody td tfoot th thead tr ul
""",
    )
)
_EDGES = frozenset({"header", "footer"})
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b).{0,12}\d{4}", re.IGNORECASE)
_APART = frozenset({"sup", "br"})  # what they hold or part does not stick to the words beside it
_HOLDS_BLOCKS = ", ".join(sorted(_BLOCKS))
_SPAN_DIGITS = 4
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_PRINTED_NUMBER = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s")  # the page has numbers of its own
_SET_APART = frozenset({"summary", "dt"})  # by the page, above what they head; a term of a glossary heads nothing
_HEADING = re.compile(r"^h([1-6])$")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


class WebReader:
    """Reads .html and .htm."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(_as_utf8(data), name)
        builder = ContentBuilder()
        named, left_out = add_page(builder, text)
        return builder.build(named or None, notes=(*notes, *left_out.notes()))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many parts with text a page does not show, or strikes out."""

    hidden: int = 0
    struck: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        return LeftOut(self.hidden + other.hidden, self.struck + other.struck)

    def notes(self) -> Iterator[str]:
        """Yield what is told of them."""
        for count, what in ((self.hidden, "hidden"), (self.struck, "struck-out")):
            if count:
                yield f"{counted(count, f'{what} part')} left out"


def add_page(builder: ContentBuilder, page: str, *, unsaid: str = "") -> tuple[str, LeftOut]:
    """Add what is visible of a page, or of a part of one; return its title and what was left out.

    `unsaid` selects what is visible and yet no text of it.
    """
    tree = LexborHTMLParser(page)
    title = tree.css_first("title")
    named = " ".join(title.text().split()) if title else ""
    apply_sheets(tree)
    _leave_out(tree.css(_DROPPED))
    _leave_out(tree.css(unsaid) if unsaid else [])
    hidden = _leave_out([node for node in tree.css("[style]") if _is_hidden(node.attributes.get("style") or "")])
    struck = _leave_out(tree.css(_STRUCK))
    _part_links(tree.css("a[href]"))
    if tree.body is not None:
        walk = _Walk(builder)
        walk.visit(tree.body)
        walk.finish()
    return named, LeftOut(hidden, struck)


def _leave_out(nodes: Sequence[LexborNode]) -> int:
    """Take nodes in the order of the page out of it, inner ones first; return how many hold text."""
    count = sum(bool(node.text(strip=True)) for node in nodes)
    for node in reversed(nodes):
        node.decompose()
    return count


def _part_links(links: Sequence[LexborNode]) -> None:
    """Put the links that are numbers which stick to a word in brackets; they come in the order of the page."""
    for link in links:
        held = link.first_child
        following = "" if link.next is not None and link.next.tag == "a" else _beside(link, "next")
        if held is not None and sticks(_beside(link, "prev"), link.text(), following):
            held.insert_before("[")
            held.insert_after("]")


def _beside(link: LexborNode, side: str) -> str:
    """Return the words right before or behind a link in its line, "" where it is raised or begins or ends the line."""
    node: LexborNode | None = link
    while node is not None and node.tag not in _BLOCKS | _APART:
        if (found := getattr(node, side)) is not None:
            return "" if found.tag in _BLOCKS | _APART else found.text()
        node = node.parent
    return ""


def _is_hidden(style: str) -> bool:
    """Return whether a style keeps its element out of sight, be it in the colour of its own background."""
    if _HIDDEN.search(style):
        return True
    colours = {name.lower().removesuffix("-color"): value.strip().lower() for name, value in _COLOUR.findall(style)}
    return "color" in colours and colours["color"] == colours.get("background")


def _as_utf8(data: bytes) -> bytes:
    """Return the bytes in UTF-8 where the page names another encoding that fits them."""
    match = _META_CHARSET.search(data[:4000])
    if match:
        try:
            return data.decode(match.group(1).decode()).encode("utf-8")
        except (LookupError, UnicodeDecodeError):
            return data
    return data


class _Walk:
    """Follows the tree and collects blocks."""

    def __init__(self, builder: ContentBuilder) -> None:
        self._builder = builder
        self._blocks = LinkLists(builder)
        self._linked = 0  # links around blocks that we are in
        self._edges = 0  # heads and feet of the page, or of a part of it, that we are in
        self._level = 0  # of the last heading that is marked as one
        self._inline: list[LexborNode] = []
        self._lists: list[Iterator[str]] = []  # the numbers still to come of each list that we are in
        self._number: str | None = None  # of the item that begins, None where none does

    def finish(self) -> None:
        """Add what waited for the next block."""
        self._blocks.settle()

    def visit(self, node: LexborNode) -> None:
        """Take in a block element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "table" and len(child.css("table")) == 1:  # the others lay out
                self._flush()
                self._table(child)
            elif tag in _BLOCKS:
                self._flush()
                self._block(child, tag)
            elif child.css_first(_HOLDS_BLOCKS):  # a link around a card, or an element of the page's own making
                self._around(child, is_link=tag == "a")
            else:
                self._inline.append(child)
        self._flush()

    def _around(self, node: LexborNode, *, is_link: bool) -> None:
        if is_link:
            self._flush()
        self._linked += is_link
        self.visit(node)
        self._linked -= is_link

    def _block(self, node: LexborNode, tag: str) -> None:
        if match := _HEADING.match(tag):
            self._level = int(match.group(1))
            self._add(BlockKind.HEADING, [node], _line(_words(node)), level=self._level)
        elif tag in _SET_APART and may_head(text := _line(_words(node))) and (tag == "summary" or text.endswith("?")):
            self._add(BlockKind.HEADING, [node], text, level=self._level + 1)
        elif tag in {"ul", "ol"}:
            self._lists.append(_numbers(node))
            self.visit(node)
            self._lists.pop()
        elif tag == "li":
            self._number = next(self._lists[-1]) if self._lists else ""
            self.visit(node)
            self._number = None
        else:
            self._edges += tag in _EDGES
            self.visit(node)
            self._edges -= tag in _EDGES

    def _flush(self) -> None:
        inline, self._inline = self._inline, []
        text = _line("".join(map(_words, inline)))
        if text and self._number is not None:
            depth = max(len(self._lists) - 1, 0)
            number = "" if _PRINTED_NUMBER.match(text) else self._number
            marker = f"{number}. " if number else "- "
            self._add(BlockKind.LIST_ITEM, inline, text, level=depth, marker="  " * depth + marker)
            self._number = None
        elif (head := _bold_head(inline, text)) and head != text:
            self._blocks.settle()
            self._builder.add(BlockKind.HEADING, head, level=self._level + 1)
            self._builder.add(BlockKind.PARAGRAPH, text.removeprefix(head))
        elif head:
            self._add(BlockKind.HEADING, inline, text, level=self._level + 1)
        else:
            self._add(BlockKind.PARAGRAPH, inline, text)

    def _add(self, kind: BlockKind, inline: Sequence[LexborNode], text: str, level: int = 0, marker: str = "") -> None:
        here = kind is BlockKind.HEADING  # one that links to itself
        unlinked = "" if self._linked else "".join(_unlinked(node, keep_here=here) for node in inline)
        leads = not any(map(str.isalnum, unlinked)) or _RIGHTS.match(text)
        if self._edges and leads and kind is not BlockKind.HEADING:  # a menu, or whose the page is
            self._blocks.settle().aside(text)
            return
        self._blocks.add(kind, text, unlinked=unlinked, level=level, marker=marker, link=_link(inline))

    def _table(self, table: LexborNode) -> None:
        self._blocks.settle()
        rows = laid_out(_rows(table))
        for caption in table.css("caption"):
            self._builder.add(BlockKind.TABLE_ROW, _line(_words(caption)))
        if all(len(row) <= 1 for row in rows):  # a table that only lays out
            for node in table.css("td, th"):
                self.visit(node)
            return
        for text in table_rows(rows):
            self._builder.add(BlockKind.TABLE_ROW, text)


def _link(inline: Sequence[LexborNode]) -> str | None:
    """Return the one address that inline content leads to; a node's own tag is no part of what it finds within it."""
    links = [link for node in inline for link in ([node] if node.tag == "a" else node.css("a[href]"))]
    return one_link(link.attributes.get("href") or "" for link in links)


def _bold_head(inline: Sequence[LexborNode], text: str) -> str:
    """Return the first line of a paragraph of this text if it is all in bold and heads what stands below, else ""."""
    begun = dropwhile(lambda node: not _words(node).strip(), inline)
    first = list(takewhile(lambda node: node.tag != "br", begun))
    if not first or not all(_is_bold(node) for node in first if _words(node).strip()):
        return ""
    line = _line("".join(map(_words, first)))
    heads = may_head(line) if line == text else heads_text(line, text.removeprefix(line))
    return line if heads else ""


def _is_bold(node: LexborNode) -> bool:
    """Return whether all words of inline content are in bold."""
    if node.tag in {"b", "strong"} or _BOLD.search(node.attributes.get("style") or ""):
        return True
    held = [child for child in node.iter(include_text=True) if child.text(strip=True)]
    return node.tag != "-text" and bool(held) and all(map(_is_bold, held))


def _numbers(listed: LexborNode) -> Iterator[str]:
    """Yield the number of each item of a list as a page prints it, for ever; "" where it prints none."""
    if listed.tag != "ol" or (listed.attributes.get("type") or "1") != "1":
        yield from repeat("")
    items = [item for item in listed.iter() if item.tag == "li"]
    step = -1 if "reversed" in listed.attributes else 1
    number = _whole(listed, "start", len(items) if step < 0 else 1)
    for item in items:
        number = _whole(item, "value", number)
        yield str(number)
        number += step
    yield from repeat("")


def _whole(node: LexborNode, name: str, otherwise: int) -> int:
    value = (node.attributes.get(name) or "").strip()
    return int(value) if _WHOLE.fullmatch(value) else otherwise


def _rows(table: LexborNode) -> Iterator[list[Cell]]:
    for row in table.css("tr"):
        cells = [_cell(cell) for cell in row.iter() if cell.tag in {"td", "th"}]
        if cells:
            yield cells


def _cell(node: LexborNode) -> Cell:
    return Cell(_line(_words(node)), node.tag == "th", _span(node, "colspan"), _span(node, "rowspan"))


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _SPAN_DIGITS else 1


def _line(words: str) -> str:
    """Return words with one blank between them."""
    return " ".join(words.split())


def _unlinked(node: LexborNode, *, keep_here: bool) -> str:
    """Return the words of inline content that are no link, with `keep_here` none that leads away from the page."""
    if node.tag == "-text":
        return node.text(deep=False) or ""
    address = node.attributes.get("href") if node.tag == "a" else None
    if address is not None and not (keep_here and address.startswith("#")):
        return ""
    return "".join(_unlinked(child, keep_here=keep_here) for child in node.iter(include_text=True))


def _words(node: LexborNode) -> str:
    """Return the words of inline content; raised numbers become Unicode superscripts."""
    if node.tag == "-text":
        return node.text(deep=False) or ""
    if node.tag == "sup":
        return superscript(node.text())
    if node.tag == "br":
        return " "
    words = "".join(_words(child) for child in node.iter(include_text=True))
    return f" {words} " if node.tag in _BLOCKS else words
