"""The picture of what is left open, drawn in a process of its own."""

import time
from pathlib import Path

import pytest

from bot import drawing, plots
from bot.drawing import draw_gaps
from bot.state.gaps import Gap, GapRecord

RECORDS = [GapRecord("T1", "C1", "U1", Gap.UNANSWERED, "Meals", ("lunch",), "lunch?", time.time())]


def test_the_picture_is_drawn_elsewhere() -> None:
    """And comes back whole."""
    pytest.importorskip("matplotlib")
    picture = draw_gaps(RECORDS, time.time(), 12) or b""
    assert picture.startswith(b"\x89PNG")
    assert picture.endswith(b"IEND\xaeB`\x82")


def test_no_words_of_questions_go_there() -> None:
    """It needs none."""
    pytest.importorskip("matplotlib")
    program = (
        "import sys; from multiprocessing.connection import Connection; pipe = Connection(int(sys.argv[1]));"
        "records, _, _ = pipe.recv(); pipe.send(repr(records).encode())"
    )
    told = (draw_gaps(RECORDS, time.time(), 12, program=program) or b"").decode()
    assert "Meals" in told
    assert "lunch" not in told


def test_who_draws_may_tidy_up(tmp_path: Path) -> None:
    """Where matplotlib may not write at home, as in a container, it deletes a temporary folder at its end."""
    pytest.importorskip("matplotlib")
    left = tmp_path / "left"
    left.touch()
    program = (
        "import pathlib, sys, time; from multiprocessing.connection import Connection;"
        "pipe = Connection(int(sys.argv[1])); pipe.recv(); pipe.send(b'drawn'); time.sleep(0.5);"
        f"pathlib.Path({str(left)!r}).unlink()"
    )
    assert draw_gaps(RECORDS, time.time(), 12, program=program) == b"drawn"
    assert not left.exists()


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "import time; time.sleep(60)"])
def test_a_drawing_that_fails_or_never_ends_is_none(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """The table is sent without it."""
    monkeypatch.setattr(drawing, "SECONDS", 1.0)
    assert draw_gaps(RECORDS, time.time(), 12, program=program) is None


def test_without_matplotlib_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setattr(plots, "find_spec", lambda _: None)
    monkeypatch.setattr(drawing, "started", pytest.fail)
    assert draw_gaps(RECORDS, time.time(), 12) is None
