"""Bytes to text: encodings, what is no text at all, ends of lines and signs that nobody sees."""

import pytest

from corpus.errors import UnreadableFile
from corpus.readers.plain.reader import TextReader
from tests.corpus.contents import read


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("café".encode("utf-8-sig"), "café"),
        ("café au lait".encode("utf-16"), "café au lait"),
        ("café au lait".encode("utf-16-le"), "café au lait"),
        ("The patient’s note".encode("cp1252"), "The patient’s note"),
    ],
)
def test_other_encodings_are_read(data: bytes, expected: str) -> None:
    """UTF-8 and UTF-16 with or without a mark, and Windows-1252, come out as the same text."""
    content = TextReader().read(data, "note.txt")
    assert content.text.strip() == expected


def test_windows_1252_is_noted() -> None:
    """A guess about the encoding is told, with the byte that gave it away."""
    assert TextReader().read("caf\xe9 au lait".encode("cp1252"), "note.txt").notes == (
        "not UTF-8 (byte 3), read as Windows-1252",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 4, "binary data"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        (b"\xff\xfea\x00b\x00\x00", "begins like utf-16 but byte 6"),
        (b"ab\x81\x8d\x90 text that goes on for a while", "neither UTF-8 \\(byte 2 does not fit\\) nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, reason: str) -> None:
    """The refusal names the file and what was found, never its bytes."""
    with pytest.raises(UnreadableFile, match=reason) as caught:
        TextReader().read(data, "scan.txt")
    assert str(caught.value).startswith("scan.txt: ")


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u202e", "\ufeff"])
def test_what_nobody_sees_parts_no_word(hidden: str) -> None:
    """A soft hyphen, a zero-width blank, a mark of direction: the words are those that people read and ask for."""
    assert (
        read(f"The trans{hidden}foraminal block.{hidden} It is paid.\n").text
        == "The transforaminal block. It is paid.\n"
    )


@pytest.mark.parametrize("end", ["\v", "\f", "\u2028", "\u2029", "\r"])
def test_any_end_of_a_line_is_one(end: str) -> None:
    """However a program wrote it."""
    assert len(read(f"It is paid once a year.{end}It is paid in March.{end}").blocks) == 2
