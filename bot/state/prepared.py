"""The statements that every question needs, compiled once and given to the driver as they are.

SQLAlchemy Core spends more processor time on the way of such a statement than the database on the statement.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ClauseElement, Engine
from sqlalchemy.engine.interfaces import DBAPICursor

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
