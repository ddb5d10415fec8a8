"""What a file's properties call it: programs fill in a title where nobody did."""

from pathlib import Path

import pytest

from corpus.library import read_library
from tests.corpus.files import assembled

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_SHOWN = b"BT /F1 11 Tf 72 700 Td (The appeal is due within sixty days of the denial.) Tj ET"


def pdf(title: str) -> bytes:
    """Return a PDF of one line with a title in its properties."""
    fonts = b"/Resources << /Font << /F1 3 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R " + fonts + b" >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        _FONT,
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_SHOWN), _SHOWN),
        b"<< /Title (%s) >>" % title.replace("(", "\\(").replace(")", "\\)").encode(),
    ]
    return assembled(objects, b"/Info 6 0 R")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Appeals of denials", "Appeals of denials"),
        ("Microsoft Word - Appeals 2026.docx", "Appeals 2026"),
        ("Document of medical necessity", "Document of medical necessity"),
        *((made_up, "appeal desk") for made_up in ("untitled", "(anonymous)", "Microsoft Word - Document1", "Slide 1")),
    ],
)
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, title: str, shown: str) -> None:
    """The file's own name tells more."""
    (tmp_path / "appeal_desk.pdf").write_bytes(pdf(title))
    assert [passage.document for passage in read_library(tmp_path).passages] == [shown]


def test_a_page_without_a_title_of_its_own_goes_by_its_file(tmp_path: Path) -> None:
    """Editors of pages fill one in too."""
    (tmp_path / "appeals.html").write_text("<!doctype html><title>Untitled Document</title><p>It is due in May.</p>")
    assert [passage.document for passage in read_library(tmp_path).passages] == ["appeals"]
