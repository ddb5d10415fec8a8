"""Builds a Content block by block, so that spans and text cannot disagree."""

from collections.abc import Sequence

from corpus.model import Block, BlockKind, Content, Metadata
from corpus.readers.invisible import without_invisible
from corpus.readers.wiki import row_without_edit_mark, without_edit_mark


class ContentBuilder:
    """Collects blocks in reading order, one line of the text each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    @property
    def empty(self) -> bool:
        """Whether no block was added."""
        return not self._blocks

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        marker: str = "",
        page: int | None = None,
        page_label: str | None = None,
        link: str | None = None,
    ) -> None:
        """Append a block; `marker` (such as "- ") stands before it in the text but outside its span."""
        text = without_invisible(text).strip()
        text = without_edit_mark(text) if kind is BlockKind.HEADING else row_without_edit_mark(text)
        if not text:
            return
        start = self._length + len(marker)
        self._blocks.append(Block(kind, start, start + len(text), level, page, page_label, link))
        line = f"{marker}{text}\n"
        self._parts.append(line)
        self._length += len(line)

    def aside(self, text: str) -> None:
        """Append a line that belongs to the text but to no block: it is shown in context and never found."""
        self._parts.append(f"{text}\n")
        self._length += len(text) + 1

    def build(
        self,
        title: str | None = None,
        metadata: Metadata | None = None,
        pages: int | None = None,
        notes: tuple[str, ...] = (),
        running: Sequence[str] = (),
    ) -> Content:
        """Return what was collected."""
        text = "".join(self._parts)
        return Content(text, tuple(self._blocks), title, metadata or Metadata(), pages, notes, tuple(running))
