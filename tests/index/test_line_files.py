"""Files that hold something a line, and what is said of those that cannot be used."""

import gzip
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from index.line_files import numbered_lines


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    """What JSON may hold as it is splits no line; a mark of order, carriage returns and blank lines are left out."""
    path = tmp_path / "lines"
    path.write_bytes(b"\xef\xbb\xbfone\xe2\x80\xa8still one\xc2\x85\r\n\r\nthree\x0c\nfour")
    assert list(numbered_lines(path)) == [(1, "one\u2028still one\x85"), (3, "three\x0c"), (4, "four")]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("latin", b"one\ntwo caf\xe9\n", "line 2: expected text in UTF-8"),
        ("plain.gz", b"one\n", "line 1: expected a whole file packed by gzip"),
        ("short.gz", gzip.compress(b"one\n" * 99, mtime=0)[:-9], "expected a whole file packed by gzip"),
        (
            "broken.gz",
            gzip.compress(bytes(range(256)) * 9, mtime=0)[:12] + b"garbage" * 9,
            "expected a whole file packed",
        ),
        ("none", None, "none: cannot be read \\(No such file"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
    """The file, the line and what was expected, never Python's own words."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CorpusError, match=told):
        list(numbered_lines(path))
