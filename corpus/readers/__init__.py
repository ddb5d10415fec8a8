"""One package a format, its `reader.py` first: bytes -> Content. What several formats share stands beside them.

A new format is a new package with a class of this shape and one line in the table of `corpus.readers.registry`.
"""

from typing import Protocol

from corpus.model import Content


class Reader(Protocol):
    """Understands one file format."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content of a file; `name` is for messages.

        Raises UnreadableFile with a fixed phrase (never the file's text) if the bytes are not what the format asks for.
        """
        ...
