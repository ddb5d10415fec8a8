"""Values held in memory for a moment: what another replica changes is seen soon, what this one changes at once."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

SECONDS = 10.0

V = TypeVar("V")


class Remembered(Generic[V]):
    """Holds one value a workspace, read anew when it has grown old. Safe to share between threads."""

    def __init__(self, read: Callable[[str], V], clock: Callable[[], float]) -> None:
        self._read, self._clock = read, clock
        self._held: dict[str, tuple[float, V]] = {}
        self._changes = 0  # of any workspace's value: what was read before one may be old
        self._lock = threading.Lock()

    def of(self, team: str) -> V:
        """Return a workspace's value."""
        now = self._clock()
        with self._lock:
            held, changes = self._held.get(team), self._changes
        if held is not None and now - held[0] < SECONDS:
            return held[1]
        value = self._read(team)
        with self._lock:
            if changes == self._changes:
                self._held[team] = now, value
        return value

    def forget(self, team: str | None) -> None:
        """Read a workspace's value anew next time; None: those of all."""
        with self._lock:
            self._changes += 1
            if team is None:
                self._held.clear()
            else:
                self._held.pop(team, None)
