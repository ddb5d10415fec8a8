"""The picture of what the sources leave open, drawn in a process of its own.

In the bot's own, matplotlib would hold up the answers of others for a second and keep 40 MB for good.
"""

import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from subprocess import TimeoutExpired

from bot.plots import can_plot, plot_gaps
from bot.state.gaps import GapRecord
from corpus.processes import end, started

SECONDS = 60.0  # matplotlib's first start on a machine lists the fonts there
_GOODBYE = 5.0  # seconds to end by itself: matplotlib then deletes its temporary folder
_PROGRAM = "import sys; from bot.drawing import serve; serve(int(sys.argv[1]))"


def draw_gaps(records: Sequence[GapRecord], now: float, weeks: int, *, program: str = _PROGRAM) -> bytes | None:
    """Return a PNG as `plot_gaps` draws it; None where matplotlib is not installed, or nothing was drawn in time."""
    if not can_plot():
        return None
    process, pipe = started(program)
    try:
        pipe.send(([replace(record, words=(), question=None) for record in records], now, weeks))
        if not pipe.poll(SECONDS):
            return None
        drawn: bytes = pipe.recv()
        with suppress(TimeoutExpired):
            process.wait(_GOODBYE)
    except (EOFError, OSError):
        return None
    finally:
        end(process, pipe)
    return drawn


def serve(descriptor: int) -> None:
    """Draw one picture; runs in the process of its own."""
    with Connection(descriptor) as pipe:
        records, now, weeks = pipe.recv()
        picture = io.BytesIO()
        plot_gaps(picture, records, now, weeks)
        pipe.send(picture.getvalue())
