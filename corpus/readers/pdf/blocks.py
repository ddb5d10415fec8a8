"""The lines of PDF pages, joined to blocks: headings by size and font, paragraphs over page ends, items, tables."""

import re
from collections.abc import Sequence

from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.figures import is_figures
from corpus.readers.hyphens import joined_lines, repair_hyphens
from corpus.readers.markers import LIST_MARKER
from corpus.readers.pdf.printed import PARAGRAPH_GAP, Line, in_one_size, usual_gap
from corpus.readers.pdf.pull_quotes import Said
from corpus.readers.pdf.rulings import Rulings
from corpus.readers.pdf.tables import PrintedTable, parts_of

_HEADING_SIZE = 1.12  # of the body's
_MAX_HEADING_WORDS = 25
_MAX_HEADING_LINES = 4
_ENUMERATED = re.compile(r"(?:[A-Z]|\d{1,2}|[IVX]{1,4})[.)]\s")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_][^\W\d_][.!?])(?=\s|$)|(?<=[^\W\d_][^\W\d_][.!?][\"”)])(?=\s|$)")
_LABELLED = re.compile(r"[A-Z][A-Z ]{2,24}:(?:\s|$)")  # "SHORT NAME: …" begins a line of its own
_MAY_PRECEDE_HEADING = (".", ":", "?", "!", ")", "”")
_QUOTES = '“"«‘'
_QUOTES_END = '”"»’'
_APART = 2.0  # of the usual distance; lines of one heading are no further from each other
_FEWEST_LETTERS = 3
_FULL_LINE = 0.8  # of the characters of a block's longest line
_SHORT_LINE = 0.8  # of the widest; a finished sentence on a shorter line ends its paragraph
_CONTENTS_ENTRY = re.compile(r"(?:\s|\.{3,}|…)\s*(?:[A-Z][A-Za-z]{0,5}-)?(?:\d{1,3}|[ivxlc]{1,6})$")
_FEWEST_ENTRIES = 5
_CONTENTS_SHARE = 0.6  # of a page's lines; the others are wrapped titles and chapters


class BlockWriter:
    """Joins the lines of a document's pages to blocks, page by page."""

    def __init__(self, body_size: float, body_family: str, words: frozenset[str], said: Said) -> None:
        """`body_size` (points) and `body_family` are those of most of the print, `words` and `said` hold all of it."""
        self._builder = ContentBuilder()
        self._body_size, self._body_family, self._words, self._said = body_size, body_family, words, said
        self._open: list[str] = []
        self._kind, self._marker = BlockKind.PARAGRAPH, ""
        self._at: tuple[int, str | None] = (1, None)
        self._levels: list[float] = []
        self._table_above: PrintedTable | None = None  # with nothing but headings since
        self.contents_pages = 0
        self.pull_quotes = 0

    def page(self, number: int, label: str | None, lines: Sequence[Line], rulings: Rulings) -> None:
        """Take in one page."""
        if _is_contents(lines):
            self._contents(lines)
            return
        for part in parts_of(lines, rulings):
            if isinstance(part, PrintedTable):
                self._table(part, number, label)
            else:
                self._prose(part, number, label)

    def _table(self, table: PrintedTable, number: int, label: str | None) -> None:
        """Take in a table. One that goes on behind a page's end or a heading has its columns' names from above."""
        self._flush()
        if self._table_above:
            table = table.goes_on(self._table_above)
        for text in table.texts():
            self._builder.add(BlockKind.TABLE_ROW, repair_hyphens(text, self._words), page=number, page_label=label)
        self._table_above = table

    def _prose(self, lines: Sequence[Line], number: int, label: str | None) -> None:
        gap = usual_gap(lines)
        width = max((line.right for line in lines), default=0.0)
        place = 0
        before: Line | None = None
        while place < len(lines):
            heading = self._heading_run(lines, place, gap)
            run = lines[place : place + (heading or 1)]
            place += len(run)
            if heading and self._is_pull_quote(run, lines[place : place + 1]):
                self.pull_quotes += 1
                before = None  # what follows goes on with what stands above it, as behind the end of a page
                continue
            if heading:
                self._heading(run, number, label)
            elif self._starts_block(run[0], before, gap, width):
                self._flush()
                self._begin(run[0], number, label)
            else:
                self._go_on(run[0], number, label)
            before = run[-1]

    def _is_pull_quote(self, run: Sequence[Line], below: Sequence[Line]) -> bool:
        """Return whether large print repeats words of the text: all in quotation marks, or within a sentence.

        Headings are repeated too, by a table of contents or the text, and items of a list above them have no stop.
        """
        text = joined_lines([line.text for line in run])
        quoted = text[0] in _QUOTES and text.rstrip(".,")[-1] in _QUOTES_END
        unfinished = bool(self._open) and not self._open[-1].rstrip().endswith(_MAY_PRECEDE_HEADING)
        within = unfinished and self._kind is BlockKind.PARAGRAPH and any(line.text[0].islower() for line in below)
        return (quoted or within) and self._said.again(text)

    def _contents(self, lines: Sequence[Line]) -> None:
        """Take in a page of a table of contents: it names what others say, and heads nothing."""
        self._flush()
        for line in lines:
            self._builder.aside(line.text)
        self.contents_pages += 1

    def _go_on(self, line: Line, number: int, label: str | None) -> None:
        """Add a line to the open block. What a page begins belongs to the page before until its sentence ends."""
        end = _SENTENCE_END.search(line.text) if number != self._at[0] else None
        if end is None:
            self._open.append(line.text)
            return
        self._open.append(line.text[: end.end()])
        self._flush()
        self._kind, self._marker, self._at = BlockKind.PARAGRAPH, "", (number, label)
        self._open = [rest] if (rest := line.text[end.end() :].strip()) else []

    def _heading_run(self, lines: Sequence[Line], place: int, gap: float) -> int:
        """Return how many lines from a place on are one heading, 0 if none: in one style that stands out."""
        first = lines[place]
        larger = first.size >= _HEADING_SIZE * self._body_size
        finished = not self._open or self._open[-1].rstrip().endswith(_MAY_PRECEDE_HEADING)
        if not self._stands_out(first) or not (finished or larger):
            return 0
        end = place + 1
        while end < len(lines) and _goes_on(lines[end - 1], lines[end], gap):
            end += 1
        run = lines[place:end]
        if not finished and place and not _is_larger(first, lines[place - 1], *lines[end : end + 1]):
            return 0  # what has no stop is an item where larger print follows, else a sentence that goes on
        text = " ".join(line.text for line in run)
        if first.bold and larger:
            text = _ENUMERATED.sub("", text, count=1)  # "2. Coding", and no item of a list
        return len(run) if len(run) <= _MAX_HEADING_LINES and text and _heading_shape(text) else 0

    def _stands_out(self, line: Line) -> bool:
        """Return whether a line is larger than the text, or bold, or all in another font."""
        other = bool(line.family) and line.family.removesuffix(" bold") != self._body_family.removesuffix(" bold")
        body_is_bold = self._body_family.endswith(" bold")
        return line.size >= _HEADING_SIZE * self._body_size or (line.bold and not body_is_bold) or other

    def _heading(self, lines: Sequence[Line], number: int, label: str | None) -> None:
        self._flush()
        size = round(max(lines[0].size, self._body_size), 1)
        if size not in self._levels:
            self._levels = sorted({*self._levels, size}, reverse=True)
        text = repair_hyphens(joined_lines([line.text for line in lines]), self._words)
        self._builder.add(BlockKind.HEADING, text, level=self._levels.index(size) + 1, page=number, page_label=label)

    def _starts_block(self, line: Line, before: Line | None, gap: float, width: float) -> bool:
        if not self._open or LIST_MARKER.match(line.text) or _LABELLED.match(line.text):
            return True
        if self._kind is BlockKind.TABLE_ROW or is_figures(line.text):
            return True
        last = self._open[-1]
        finished = last.endswith((".", "!", "?", ":"))
        if before is None:  # the first line of a page goes on with the page before, unless that was finished
            return finished or not (line.text[0].islower() or last.endswith((",", "-")) or self._breaks_off(line))
        if abs(before.y - line.y) > PARAGRAPH_GAP * gap and before.y > line.y:
            return True
        return finished and before.right < _SHORT_LINE * width

    def _breaks_off(self, line: Line) -> bool:
        """Return whether the open block, which is not finished, goes on with the first line of the next page.

        Its last line is as full as the others: "… may be reported with CPT code" / "01996 for infusions."
        """
        *others, last = self._open
        return bool(others) and len(last) >= _FULL_LINE * max(map(len, others)) and not self._stands_out(line)

    def _begin(self, line: Line, number: int, label: str | None) -> None:
        marker = LIST_MARKER.match(line.text)
        self._kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
        if is_figures(line.text):
            self._kind, marker = BlockKind.TABLE_ROW, None
        self._marker = marker.group() if marker else ""
        self._open = [line.text[len(self._marker) :]]
        self._at = (number, label)

    def _flush(self) -> None:
        if self._open:
            self._table_above = None
            text = repair_hyphens(joined_lines(self._open), self._words)
            number, label = self._at
            self._builder.add(self._kind, text, marker=self._marker, page=number, page_label=label)
        self._open = []

    def content(self, title: str | None, *, pages: int, notes: tuple[str, ...], running: Sequence[str] = ()) -> Content:
        """Return what was written; nothing can be added any more."""
        self._flush()
        return self._builder.build(title, pages=pages, notes=notes, running=running)


def _is_contents(lines: Sequence[Line]) -> bool:
    """Return whether a page is one of a table of contents: its lines end in page numbers, leaders or not."""
    entries = sum(bool(_CONTENTS_ENTRY.search(line.text)) for line in lines)
    return entries >= _FEWEST_ENTRIES and entries >= _CONTENTS_SHARE * len(lines)


def _is_larger(line: Line, *others: Line) -> bool:
    return all(line.size >= _HEADING_SIZE * other.size for other in others)


def _goes_on(above: Line, below: Line, gap: float) -> bool:
    """Return whether a line goes on with the heading above it: one style, close by, not numbered anew."""
    alike = above.bold == below.bold and above.family == below.family and in_one_size(above, below)
    return alike and abs(above.y - below.y) <= _APART * gap and not _ENUMERATED.match(below.text)


def _heading_shape(text: str) -> bool:
    return (
        len(text.split()) <= _MAX_HEADING_WORDS
        and sum(c.isalpha() for c in text) >= _FEWEST_LETTERS
        and not text[0].islower()
        and text[-1] not in ".;,:"
        and not LIST_MARKER.match(text)
        and "http" not in text
    )
