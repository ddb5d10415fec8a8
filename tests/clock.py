"""A clock that a test sets."""

from dataclasses import dataclass


@dataclass
class Clock:
    """The time in seconds, which passes only when a test says so."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now
