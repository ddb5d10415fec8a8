"""What only one worker at a time may do, across threads, processes and replicas."""

from collections.abc import Callable

from sqlalchemy import Engine, delete, or_, update
from sqlalchemy.exc import IntegrityError

from bot.state.schema import leases
from bot.state.writing import changing


class Leases:
    """Leases end by themselves, so that a worker that dies blocks nobody for long."""

    def __init__(self, engine: Engine, clock: Callable[[], float], worker: str) -> None:
        self._engine, self._clock, self._worker = engine, clock, worker

    def take(self, name: str, seconds: float) -> bool:
        """Return whether the lease is ours for so many seconds; False if another worker holds it."""
        now = self._clock()
        row = {"worker": self._worker, "until": now + seconds}
        free = or_(leases.c.until <= now, leases.c.worker == self._worker)
        with changing(self._engine) as connection:
            if connection.execute(update(leases).where(leases.c.name == name, free).values(row)).rowcount:
                return True
        try:
            with changing(self._engine) as connection:
                connection.execute(leases.insert().values(name=name, **row))
        except IntegrityError:
            return False
        return True

    def give_back(self, name: str) -> None:
        """Let another worker have it."""
        with changing(self._engine) as connection:
            connection.execute(delete(leases).where(leases.c.name == name, leases.c.worker == self._worker))
