"""HTML by selectolax: what is visible, in order; scripts, menus and hidden text left out. Nothing is fetched."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.superscripts import superscript
from corpus.readers.tables import Cell, laid_out, table_rows

_DROPPED = (
    "script, style, noscript, template, nav, head > *:not(title), iframe, object, svg, [hidden], [aria-hidden=true]"
)
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
    address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hr html li main ol p pre section table tbody tfoot thead tr ul
""",
    )
)
_SPAN_DIGITS = 4
_HEADING = re.compile(r"^h([1-6])$")
_META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


class WebReader:
    """Reads .html and .htm."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(_as_utf8(data), name)
        builder = ContentBuilder()
        named, hidden = add_page(builder, text)
        return builder.build(named or None, notes=(*notes, *hidden_parts(hidden)))


def add_page(builder: ContentBuilder, page: str) -> tuple[str, int]:
    """Add what is visible of a page, or of a part of one; return its title and how many parts it hides."""
    tree = LexborHTMLParser(page)
    title = tree.css_first("title")
    named = " ".join(title.text().split()) if title else ""
    for node in tree.css(_DROPPED):
        node.decompose()
    hidden = [node for node in tree.css("[style]") if _is_hidden(node.attributes.get("style") or "")]
    for node in hidden:
        node.decompose()
    if tree.body is not None:
        _Walk(builder).visit(tree.body)
    return named, len(hidden)


def hidden_parts(count: int) -> Iterator[str]:
    """Yield the note on what a page hides, if it hides anything."""
    if count:
        yield f"{count} hidden parts left out"


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
        self._inline: list[str] = []
        self._depth = -1
        self._item = False

    def visit(self, node: LexborNode) -> None:
        """Take in a block element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "table" and not child.css_first("table table"):
                self._flush()
                self._table(child)
            elif tag in _BLOCKS:
                self._flush()
                self._block(child, tag)
            elif tag == "br":
                self._inline.append("\n")
            else:
                self._inline.append(_words(child))
        self._flush()

    def _block(self, node: LexborNode, tag: str) -> None:
        if match := _HEADING.match(tag):
            self._builder.add(BlockKind.HEADING, " ".join(_words(node).split()), level=int(match.group(1)))
        elif tag in {"ul", "ol"}:
            self._depth += 1
            self.visit(node)
            self._depth -= 1
        elif tag == "li":
            self._item = True
            self.visit(node)
            self._item = False
        else:
            self.visit(node)

    def _flush(self) -> None:
        text = " ".join("".join(self._inline).split())
        self._inline = []
        if text and self._item:
            depth = max(self._depth, 0)
            self._builder.add(BlockKind.LIST_ITEM, text, level=depth, marker="  " * depth + "- ")
            self._item = False
        else:
            self._builder.add(BlockKind.PARAGRAPH, text)

    def _table(self, table: LexborNode) -> None:
        rows = laid_out(_rows(table))
        if all(len(row) <= 1 for row in rows):  # a table that only lays out
            for node in table.css("td, th"):
                self.visit(node)
            return
        for text in table_rows(rows):
            self._builder.add(BlockKind.TABLE_ROW, text)


def _rows(table: LexborNode) -> Iterator[list[Cell]]:
    for row in table.css("tr"):
        cells = [_cell(cell) for cell in row.iter() if cell.tag in {"td", "th"}]
        if cells:
            yield cells


def _cell(node: LexborNode) -> Cell:
    text = " ".join(_words(node).split())
    return Cell(text, node.tag == "th", _span(node, "colspan"), _span(node, "rowspan"))


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _SPAN_DIGITS else 1


def _words(node: LexborNode) -> str:
    """Return the words of inline content; raised numbers become Unicode superscripts."""
    if node.tag == "-text":
        return node.text(deep=False) or ""
    if node.tag == "sup":
        return superscript(node.text())
    if node.tag == "br":
        return " "
    parts = [_words(child) for child in node.iter(include_text=True)]
    return (" " if node.tag in _BLOCKS else "").join(parts)
