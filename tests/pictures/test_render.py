"""The pictures show what the app posts; a block that they do not know is an error, not a gap."""

import struct
from pathlib import Path

import pytest

from tests.pictures.__main__ import draw, pages
from tests.pictures.render import UnknownBlock, page, render


def test_every_picture_shows_the_answer() -> None:
    """Drawn from real blocks."""
    drawn = dict(pages())
    assert set(drawn) == {"answer", "in-context", "not-found", "disagreement", "home"}
    assert "<code>64999</code>" in drawn["answer"].replace("<b>", "").replace("</b>", "")
    assert "64624" in drawn["disagreement"]
    assert "Not found" in drawn["not-found"]
    assert "once for each knee" in drawn["not-found"]


def test_an_unknown_block_is_refused() -> None:
    """Else a picture would leave it out."""
    with pytest.raises(UnknownBlock):
        render([{"type": "carousel", "elements": []}])


def test_words_cannot_be_markup() -> None:
    """A passage may hold anything."""
    shown = render([{"type": "header", "text": {"type": "plain_text", "text": "<script>&"}}])
    assert "&lt;script&gt;&amp;" in shown


@pytest.mark.usefixtures("needs_chromium")
def test_a_page_becomes_a_picture(tmp_path: Path) -> None:
    """By a real browser, as high as it needs to be."""
    picture = tmp_path / "a.png"
    draw(page(render([{"type": "header", "text": {"type": "plain_text", "text": "A"}}] * 20)), picture)
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert (width, height > 600) == (796, True)
