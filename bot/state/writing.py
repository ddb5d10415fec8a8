"""How the changes of every question are written: each in a transaction of its own, or all that wait in one.

SQLite has one writer. Who waits for it in SQLite sleeps and looks again; here they wait for each other, and whoever's
turn it is writes for all that wait.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import PoolProxiedConnection

from bot.logs import fault

log = logging.getLogger(__name__)

Change = Callable[[DBAPICursor], None]


class Writing(Protocol):
    """Writes changes. Safe to share between threads.

    A change that finds its row there already must be a single statement: what else it did would stay.
    """

    def now(self, change: Change) -> None:
        """Write a change; it is committed on return. Raises IntegrityError if its row is there, DBAPIError."""
        ...

    def soon(self, change: Change) -> None:
        """Write a change, at the latest with the next; nobody waits for it."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction of its own that changes something."""
    with _alone(engine), engine.begin() as connection:
        yield connection


def put(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Put a row in the place of the one with its key, whoever else does so at the same moment: the last one stays."""
    statement = _INSERT[connection.dialect.name](table).values(row)
    keys = [column.key for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _alone(engine: Engine) -> AbstractContextManager[object]:
    """Return what lets one thread of this process at a time write to a SQLite file.

    Who waits for a writer inside SQLite holds the mutex of its connection. The writer waits for that mutex if Python
    collects garbage in its thread just then and a statement of that connection is among it: both stand until SQLite
    gives up.
    """
    return _lock_of(engine.url.database) if engine.dialect.name == "sqlite" else nullcontext()


@cache
def _lock_of(_file: str | None) -> threading.Lock:
    return threading.Lock()


def writing(engine: Engine) -> Writing:
    """Return how a database is written."""
    return _Together(engine) if engine.dialect.name == "sqlite" else _Apart(engine)


class _Apart:
    """Every change in a transaction of its own, many at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def now(self, change: Change) -> None:
        connection = self._engine.raw_connection()
        try:
            with _told(self._engine):
                change(connection.cursor())
                connection.commit()
        finally:
            connection.close()  # back into the pool, which undoes what was not committed

    def soon(self, change: Change) -> None:
        self.now(change)

    def close(self) -> None:
        pass


class _Waiting:
    """A change and what became of it."""

    __slots__ = ("change", "done", "error")

    def __init__(self, change: Change) -> None:
        self.change = change
        self.done = False
        self.error: BaseException | None = None


class _Together:
    """One transaction for all changes that wait, over one connection whose pages stay in memory."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Waiting] = deque()
        self._turn = threading.Lock()
        self._connection: PoolProxiedConnection | None = None

    def now(self, change: Change) -> None:
        mine = _Waiting(change)
        self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                self._write()
        self._write_the_rest()
        if mine.error:
            raise mine.error

    def soon(self, change: Change) -> None:
        self._waiting.append(_Waiting(change))
        self._write_the_rest()

    def close(self) -> None:
        with self._turn:
            self._drop()

    def _write_the_rest(self) -> None:
        """Write what came while nobody looked; whoever is writing looks once more when done."""
        while self._waiting and self._turn.acquire(blocking=False):
            try:
                self._write()
            finally:
                self._turn.release()

    def _write(self) -> None:
        """Write all that waits."""
        together = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            with _alone(self._engine), _told(self._engine):
                self._commit(together)
        except BaseException as error:  # noqa: BLE001 - whatever it is, nobody may take theirs for written
            self._drop()
            log.warning("not written", extra={"changes": len(together), "error": fault(error)})
            for one in together:
                one.error = error
        finally:
            for one in together:
                one.done = True

    def _commit(self, together: list[_Waiting]) -> None:
        if self._connection is None:
            self._connection = self._engine.raw_connection()
        cursor = self._connection.cursor()
        for one in together:
            try:
                one.change(cursor)
            except _errors(self._engine).IntegrityError as error:
                one.error = IntegrityError(None, None, error)
        self._connection.commit()

    def _drop(self) -> None:
        """Close the connection, which undoes what was not committed; the next change opens another."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection = None


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Raise a driver's errors as SQLAlchemy's."""
    errors = _errors(engine)
    try:
        yield
    except errors.IntegrityError as error:
        raise IntegrityError(None, None, error) from None
    except errors.Error as error:
        raise DBAPIError(None, None, error) from None


def _errors(engine: Engine) -> Any:  # noqa: ANN401 - a module
    return engine.dialect.loaded_dbapi
