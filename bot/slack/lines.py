"""Lines of posts, one for each channel in which Slack takes no more for now: first come, first served.

Sent all at once, they would be refused again, all but one of them, and the more there are the longer.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.slack.workers import aside

PACE = 1.0  # seconds between two posts in a channel, as Slack wants it
PATIENCE = 120.0  # seconds that a post stands in line at most: an answer after two minutes is better than none

Place = tuple[str, str]  # token, channel


@dataclass(slots=True)
class _Line:
    """Who stands in line, and when the first of them may post."""

    turns: deque["Turn"] = field(default_factory=deque)
    free_at: float = 0.0

    def refused(self, seconds: float) -> None:
        """Have the first wait for as long as Slack says."""
        self.free_at = max(self.free_at, time.monotonic() + max(seconds, PACE))


class Turn:
    """A post's place in a line."""

    def __init__(self, line: _Line, ended: threading.Event) -> None:
        self._line, self._ended, self._left = line, ended, PATIENCE
        self._called = threading.Event()

    def call(self) -> None:
        """Have it be the first."""
        self._called.set()

    def comes(self) -> bool:
        """Wait until Slack may take the post; return False if that takes too long, or all ends."""
        with aside():
            began = time.monotonic()
            if not self._called.wait(self._left):
                return False
            now = time.monotonic()
            seconds = max(0.0, self._line.free_at - now)
            self._left -= now - began + seconds
            return self._left >= 0.0 and not self._ended.wait(seconds)

    def refused(self, seconds: float) -> None:
        """Stay the first, for as long as Slack says."""
        self._line.refused(seconds)


class Lines:
    """The lines of all channels. Safe to share between threads. Where `ended` is set, whoever waits leaves."""

    def __init__(self, ended: threading.Event) -> None:
        self._ended = ended
        self._lines: dict[Place, _Line] = {}
        self._lock = threading.Lock()

    def at(self, place: Place) -> bool:
        """Return whether there is a line."""
        return place in self._lines

    @contextmanager
    def turn(self, place: Place, seconds: float = 0.0) -> Iterator[Turn | None]:
        """Stand in line; gives None where the line is too long. Slack said to wait `seconds` before the next post."""
        with self._lock:
            line = self._lines.setdefault(place, _Line())
            if seconds:
                line.refused(seconds)
            turn = self._joined(line)
        try:
            yield turn
        finally:
            with self._lock:
                self._leave(place, line, turn)

    def _joined(self, line: _Line) -> Turn | None:
        if line.free_at - time.monotonic() + len(line.turns) * PACE > PATIENCE:
            return None
        turn = Turn(line, self._ended)
        line.turns.append(turn)
        line.turns[0].call()
        return turn

    def _leave(self, place: Place, line: _Line, turn: Turn | None) -> None:
        if turn:
            line.free_at = max(line.free_at, time.monotonic() + PACE)
            line.turns.remove(turn)
        if line.turns:
            line.turns[0].call()
        else:
            self._lines.pop(place, None)
