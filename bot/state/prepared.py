"""The statements that every question needs, compiled once and given to the driver as they are.

SQLAlchemy Core spends more processor time on the way of such a statement than the database on the statement.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import ClauseElement, Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, IntegrityError

Values = Mapping[str, Any]


class Prepared:
    """One statement in a database's own words."""

    def __init__(self, engine: Engine, statement: ClauseElement, names: tuple[str, ...] = ()) -> None:
        """Compile it; `names` are the columns that an insert fills."""
        compiled: Any = statement.compile(dialect=engine.dialect, column_keys=names or None)
        self._text = str(compiled)
        self._order: tuple[str, ...] | None = tuple(compiled.positiontup) if compiled.positional else None

    def run(self, cursor: DBAPICursor, values: Values) -> None:
        """Run it; the values are those of the driver."""
        cursor.execute(self._text, values if self._order is None else tuple(values[name] for name in self._order))


class Writing:
    """Transactions of prepared statements. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite has one writer; who waits here is woken by it, who waits there sleeps and looks again
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @contextmanager
    def begin(self) -> Iterator[DBAPICursor]:
        """Yield a cursor; what ran is committed at the end. Raises DBAPIError, IntegrityError for what is there."""
        with self._turn:
            connection = self._engine.raw_connection()
            try:
                yield connection.cursor()
                connection.commit()
            except self._errors.IntegrityError as error:
                raise IntegrityError(None, None, error) from None
            except self._errors.Error as error:
                raise DBAPIError(None, None, error) from None
            finally:
                connection.close()  # back into the pool, which rolls back what was not committed

    @property
    def _errors(self) -> Any:  # noqa: ANN401 - a module
        return self._engine.dialect.loaded_dbapi
