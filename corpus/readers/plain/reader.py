"""Plain text: headings without markup, bullets, tables drawn with bars or tabs, hard-wrapped lines joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.front_matter import split_front_matter
from corpus.model import BlockKind, Content
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.headings import telling_words
from corpus.readers.plain.labels import is_label
from corpus.readers.plain.lines import Line, logical_lines

_FIGURES = re.compile(r"\d+")
_HEAD = 12  # lines in which a message tells whom it is from and what it is about
_ADDRESS = re.compile(r"(?:from|to):\s+\S", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:subject|re):\s+(?:(?:re|fwd?):\s*)*(\S.*)", re.IGNORECASE)
_FEWEST_LABELLED = 3  # lines: a label, a title, text
_NAMING_WORDS = 3  # telling words of a first heading that can name a document: "Overview" names none


class TextReader:
    """Reads .txt in UTF-8, UTF-16 or Windows-1252; front matter is set apart, as in Markdown."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile if the bytes are no text."""
        text, notes = decode(data, name)
        builder = ContentBuilder()
        front_matter, below = split_front_matter(text, keep_others=True)
        lines = list(logical_lines(below))
        title = _title(lines[1:]) if _is_labelled(lines) else None
        if title:
            builder.aside(lines.pop(0).text)
        title = title or _title(lines)
        for line in lines[1:] if title else lines:
            builder.add(line.kind, line.text, level=line.level, marker=line.marker)
        content = builder.build(title or _subject(lines), notes=notes)
        return replace(with_heading_levels(content), front_matter=front_matter)


def _is_labelled(lines: Sequence[Line]) -> bool:
    """Return whether the title stands below a label; text has to follow it."""
    return len(lines) >= _FEWEST_LABELLED and is_label(
        lines[0].text, lines[1].text, over_heading=lines[2].kind is BlockKind.HEADING
    )


def _title(lines: Sequence[Line]) -> str | None:
    """Return the first line if it is a heading that names the document and not only its first section.

    It stands right above another heading, or it says enough and no later heading opens like it, as "From the Research"
    does after "From the Guidelines".
    """
    headings = [line.text for line in lines if line.kind is BlockKind.HEADING]
    if len(headings) < 2 or lines[0].kind is not BlockKind.HEADING or lines[0].text[0].isdigit():
        return None
    first, *others = headings
    alone = all(_opening(other) != _opening(first) for other in others)
    names = lines[1].kind is BlockKind.HEADING or (alone and len(telling_words(first)) >= _NAMING_WORDS)
    return first if names else None


def _subject(lines: Sequence[Line]) -> str | None:
    """Return what a letter, a memo or an e-mail says that it is about, beside whom it is from or to."""
    head = [line.text for line in lines[:_HEAD]]
    subject = next(filter(None, map(_SUBJECT.match, head)), None)
    return subject[1].strip() if subject and any(map(_ADDRESS.match, head)) else None


def _opening(heading: str) -> str:
    """Return the words by which headings of one kind are told, in lower case; of numbered ones the form of the number.

    "9. Problems" is of one kind with "10. Removal", and "Step 1" with "Step 2".
    """
    words = _FIGURES.sub("#", heading.lower()).split()[:2]
    return words[0] if words[0].startswith("#") else " ".join(words)


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
            opening = _opening(text)
            below_heading = i > 0 and kinds[i - 1] is BlockKind.HEADING
            level = 2 if below_heading else 1 if opening in outer_openings or level == 1 else 2
            if level == 1:
                outer_openings.add(opening)
        levels.append(level)
    return levels
