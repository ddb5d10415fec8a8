"""Who was forgotten lately, and in which threads a question was taken back.

Every worker holds questions in memory, and learns here whose and which to drop.
"""

import hashlib
from collections.abc import Callable, Mapping

from sqlalchemy import Engine, delete, func, select

from bot.state.schema import forgotten
from bot.state.writing import changing

KEPT = 24 * 3600.0  # seconds: as long as a question is held in memory


def person(user: str) -> str:
    """Return what stands for somebody who is named nowhere any more."""
    return hashlib.sha256(user.encode()).hexdigest()


def place(thread: tuple[str, str, str]) -> str:
    """Return what stands for a thread in which a question was taken back."""
    return person("/".join(thread))


class Forgotten:
    """When people were forgotten, and questions in threads. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    def add(self, named: str) -> None:
        """Let every worker drop what was asked until now by a `person`, or in a `place`."""
        with changing(self._engine) as connection:
            connection.execute(forgotten.insert().values(person=named, at=self._clock()))

    def times(self) -> Mapping[str, float]:
        """Return when people and threads were forgotten last."""
        newest = select(forgotten.c.person, func.max(forgotten.c.at)).group_by(forgotten.c.person)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(newest)}

    def expire(self) -> None:
        """Drop what no worker can need any more."""
        with changing(self._engine) as connection:
            connection.execute(delete(forgotten).where(forgotten.c.at <= self._clock() - KEPT))
