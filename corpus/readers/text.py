"""Plain text: headings without markup, bullets, tables drawn with bars or tabs, hard-wrapped lines joined."""

from dataclasses import replace

from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.lines import logical_lines


class TextReader:
    """Reads .txt in UTF-8, UTF-16 or Windows-1252."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(data, name)
        builder = ContentBuilder()
        for line in logical_lines(text):
            builder.add(line.kind, line.text, level=line.level, marker=line.marker)
        return with_heading_levels(builder.build(notes=notes))


def with_heading_levels(content: Content) -> Content:
    """Return the content with levels on its headings: a heading right below another one opens an inner level.

    Later headings stay at the inner level until one matches an outer heading in form, as in "From the Guidelines" and
    "From the Research".
    """
    levels = _levels([b.kind for b in content.blocks], [content.text[b.start : b.end] for b in content.blocks])
    blocks = tuple(
        replace(block, level=level) if block.kind is BlockKind.HEADING else block
        for block, level in zip(content.blocks, levels, strict=True)
    )
    return replace(content, blocks=blocks)


def _levels(kinds: list[BlockKind], texts: list[str]) -> list[int]:
    levels: list[int] = []
    level = 1
    outer_openings: set[str] = set()
    for i, (kind, text) in enumerate(zip(kinds, texts, strict=True)):
        if kind is BlockKind.HEADING:
            opening = " ".join(text.lower().split()[:2])
            below_heading = i > 0 and kinds[i - 1] is BlockKind.HEADING
            level = 2 if below_heading else 1 if opening in outer_openings or level == 1 else 2
            if level == 1:
                outer_openings.add(opening)
        levels.append(level)
    return levels
