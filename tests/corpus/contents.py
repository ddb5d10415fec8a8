"""What readers made of a file, as tests look at it."""

from corpus.model import BlockKind, Content
from corpus.readers.plain.reader import TextReader
from corpus.readers.registry import read_file


def read(text: str) -> Content:
    """Return the content of a plain text."""
    return TextReader().read(text.encode(), "note.txt")


def shapes(content: Content) -> list[tuple[BlockKind, str]]:
    """Return kind and text of each block."""
    return [(block.kind, content.text[block.start : block.end]) for block in content.blocks]


def rows(content: Content) -> list[str]:
    """Return the rows of its tables."""
    return [text for kind, text in shapes(content) if kind is BlockKind.TABLE_ROW]


def rows_of(data: bytes, name: str) -> list[str]:
    """Return the rows of the tables of a file."""
    return rows(read_file(data, name))
