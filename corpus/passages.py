"""Document -> Passages: sentence-aligned, split at headings and pages, about 60 to 150 words, no overlap.

A table row is a passage of its own. The lead-in of a list ("…include:") is the context of the items that fall into a
later passage, as an item is of those below it; their citations stay their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from corpus.model import Block, BlockKind, Document, Passage, Sentence
from corpus.tables.columns_above import cells_of, columns_above, may_name
from corpus.tables.row_groups import names_above
from corpus.words import word_list

BETWEEN_CONTEXTS = "; "  # of a row: the names of its columns, its group, the cells with which it goes on
MIN_WORDS = 60
MAX_WORDS = 150
_STOPS = (".", ";", "!")  # of a note, which names no rows below it


@dataclass(slots=True)
class _Draft:
    """A passage while it grows."""

    section: tuple[str, ...]
    first: Block
    context: str
    sentences: list[Sentence] = field(default_factory=list)
    words: int = 0

    def add(self, sentence: Sentence, words: int) -> None:
        self.sentences.append(sentence)
        self.words += words


def split_passages(document: Document, sentences: Sequence[Sequence[Sentence]]) -> list[Passage]:
    """Return a document's passages; `sentences` holds one sequence per block, () for what is not to be found."""
    drafts = _Drafts(document.text)
    for block, found, above in zip(document.blocks, sentences, _rows_above(document), strict=True):
        drafts.take(block, found, above)
    return [_passage(document, draft, i) for i, draft in enumerate(drafts.finished())]


class _Above(NamedTuple):
    """What is known of a row of a table by the rows above it, and below."""

    cells: str = ""  # with which it goes on, if it leaves them out
    columns: str = ""  # what names its columns, where the cells of the rows do not


def _rows_above(document: Document) -> Iterator[_Above]:
    """Yield for each block what is known by the rows about it, if it is a row."""
    for is_row, blocks in groupby(document.blocks, key=lambda block: block.kind is BlockKind.TABLE_ROW):
        texts = [document.text[block.start : block.end] for block in blocks]
        yield from map(_Above, names_above(texts), columns_above(texts)) if is_row else (_Above() for _ in texts)


class _Drafts:
    """Fills passages block by block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._section: list[tuple[int, str]] = []
        self._lead_in = ""
        self._items: list[tuple[int, str]] = []  # levels and ends of the items that stand above the present one
        self._group = ""  # the name that stands over some of its rows
        self._done: list[_Draft] = []
        self._open: _Draft | None = None

    def take(self, block: Block, sentences: Sequence[Sentence], above: _Above) -> None:
        """Take up a block; `above` is what is known of a row by the rows about it."""
        text = self._text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            self._head(block, text, sentences)
            return
        if block.kind is BlockKind.TABLE_ROW or (self._open and _is_complete(self._open, block, sentences)):
            self._close()
        inner = [item for item in self._items if item[0] < block.level]
        self._items = inner if block.kind is BlockKind.LIST_ITEM else []
        for sentence in sentences:
            self._put(sentence, block, above)
        if block.kind is BlockKind.TABLE_ROW:
            self._close()
            self._name_group(text)
        elif block.kind is BlockKind.PARAGRAPH:
            self._lead_in = _lead_in(sentences)
        elif sentences:
            self._items.append((block.level, sentences[-1].text))
        if block.kind is not BlockKind.TABLE_ROW:
            self._group = ""

    def _head(self, block: Block, text: str, sentences: Sequence[Sentence]) -> None:
        """Take up a heading. One with nothing below is found itself, together with those beside it."""
        section = [(level, title) for level, title in self._section if level < block.level]
        beside = self._open is not None and self._open.first.kind is BlockKind.HEADING
        if not (sentences and beside and section == self._section[:-1]):
            self._close()
        self._lead_in, self._items = "", []
        self._section = section
        for sentence in sentences:
            self._put(sentence, block, _Above())
        self._section = [*section, (block.level, text)]

    def _put(self, sentence: Sentence, block: Block, above: _Above) -> None:
        words = len(sentence.text.split())
        if self._open and self._open.words + words > MAX_WORDS:
            self._close()
        if self._open is None:
            context = self._above_item() if block.kind is not BlockKind.PARAGRAPH else ""
            if block.kind is BlockKind.TABLE_ROW:
                context = BETWEEN_CONTEXTS.join(filter(None, (above.columns, self._group, above.cells))) or context
            self._open = _Draft(tuple(title for _, title in self._section), block, context)
        self._open.add(sentence, words)

    def _above_item(self) -> str:
        """Return the item that an inner item stands below, else what leads the list in."""
        return self._items[-1][1] if self._items else self._lead_in

    def _name_group(self, row: str) -> None:
        """Keep a row of a single cell as the name of the rows below it."""
        name, *others = cells_of(row)
        if not others:
            self._group = name if may_name(name.rstrip(":")) and not _is_note(name) else ""

    def _close(self) -> None:
        if self._open and self._open.sentences:
            self._done.append(self._open)
        self._open = None

    def finished(self) -> list[_Draft]:
        self._close()
        return self._done


def _is_complete(draft: _Draft, block: Block, sentences: Sequence[Sentence]) -> bool:
    """Return whether a passage ends before a block: it is long enough, and asks nothing that the block replies to."""
    asks = draft.sentences[-1].text.endswith("?") and not (sentences and sentences[0].text.endswith("?"))
    return draft.first.page != block.page or (draft.words >= MIN_WORDS and not asks)


def _is_note(name: str) -> bool:
    """Return whether a row of one cell says something: "Not in Ohio.", but not "Alder Health Inc."."""
    return name.endswith(_STOPS) and name.rsplit(maxsplit=1)[-1].rstrip(".").lower() not in word_list("abbreviations")


def _lead_in(sentences: Sequence[Sentence]) -> str:
    last = sentences[-1].text if sentences else ""
    return last if last.rstrip().endswith(":") else ""


def _passage(document: Document, draft: _Draft, ordinal: int) -> Passage:
    start = _line_start(document.text, draft.sentences[0], draft.first)
    end = draft.sentences[-1].end
    return Passage(
        passage_id=f"{document.doc_id}#{ordinal}",
        doc_id=document.doc_id,
        ordinal=ordinal,
        text=document.text[start:end],
        start=start,
        end=end,
        document=document.title,
        source=document.source,
        collection=document.collection,
        section=draft.section,
        sentences=tuple(draft.sentences),
        context=draft.context,
        page=draft.first.page,
        page_label=draft.first.page_label,
        kind=draft.first.kind,
        metadata=document.metadata,
    )


def _line_start(text: str, sentence: Sentence, block: Block) -> int:
    """Return where the passage begins: with the bullet of its first item, if it opens one."""
    if block.kind is not BlockKind.LIST_ITEM or sentence.start != block.start:
        return sentence.start
    return text.rfind("\n", 0, sentence.start) + 1
