"""Which reader takes which file: by content first, then by name."""

from pathlib import PurePath

from corpus.errors import UnreadableFile
from corpus.model import Content
from corpus.readers import Reader


def _markdown() -> Reader:
    from corpus.readers.markdown import MarkdownReader  # noqa: PLC0415 - a reader is imported when its format turns up

    return MarkdownReader()


def _text() -> Reader:
    from corpus.readers.text import TextReader  # noqa: PLC0415 - a reader is imported when its format turns up

    return TextReader()


_BY_SUFFIX = {".txt": _text, ".text": _text, ".md": _markdown, ".markdown": _markdown}
SUFFIXES = frozenset(_BY_SUFFIX)


def read_file(data: bytes, name: str) -> Content:
    """Return the content of a file. Raises UnreadableFile, also for a format that we do not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _BY_SUFFIX:
        raise UnreadableFile(
            name, f"{suffix or 'no'} format is not read; convert it to one of {', '.join(sorted(SUFFIXES))}"
        )
    return _BY_SUFFIX[suffix]().read(data, name)
