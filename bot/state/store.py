"""Opens the state: one SQLite file by default, PostgreSQL by URL where there are replicas."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from bot.settings import Settings
from bot.state.channels import Channels
from bot.state.claims import Claims, Place
from bot.state.errors import StateError, no_state, no_url, not_opened, shown
from bot.state.escalations import Escalations
from bot.state.feedback import Feedback
from bot.state.forgetting import expire_proposals, forget, forget_team, shorten
from bot.state.forgotten import Forgotten, person, place
from bot.state.gaps import Gaps
from bot.state.installations import Installations, expire_states
from bot.state.leases import Leases
from bot.state.pins import Pins
from bot.state.schema import VERSION, metadata, schema_version
from bot.state.threads import Thread, Threads
from bot.state.writing import writing

Clock = Callable[[], float]

_CONNECTIONS = 28  # kept open: one for each thread at work, as opening one costs more than using it
# no more than those: a PostgreSQL server takes a hundred of all replicas together, and refuses further ones
_FURTHER = 0
BUSY_SECONDS = 10.0  # how long a SQLite writer waits for another
_WAL_PAGES = (
    10_000  # in SQLite's log, 10 MB in a new file; beyond, a question waits until they are copied into the file
)
_LOCK = 0x63697465  # "cite": the advisory lock under which replicas create the tables of PostgreSQL


class State:
    """All stores over one database. Safe to share between threads and, on PostgreSQL, between replicas."""

    def __init__(self, engine: Engine, clock: Clock = time.time) -> None:
        self.engine, self.clock = engine, clock
        self._writing = writing(engine)
        self.claims = Claims(engine, self._writing, clock)
        self.forgotten = Forgotten(engine, clock)
        self.threads = Threads(engine, self._writing, clock, self.forgotten)
        self.channels = Channels(engine, clock)
        self.feedback = Feedback(engine, clock)
        self.gaps = Gaps(engine, clock)
        self.escalations = Escalations(engine, clock)
        self.pins = Pins(engine, clock)
        self.leases = Leases(engine, clock, self.claims.worker)

    def installations(self, client_id: str) -> Installations:
        """Return the workspaces that installed an app."""
        return Installations(client_id, self.engine)

    def conclude(self, place: Place, thread: Thread) -> None:
        """Mark a message as answered and follow its thread, unless that was stopped since; in one transaction."""
        self.claims.rest(place)

        def change(cursor: DBAPICursor) -> None:
            self.claims.finish_in(cursor, place)
            self.threads.engage_in(cursor, thread, float(place.ts))

        self._writing.soon(change)

    def expire(self) -> None:
        """Drop what is past its time."""
        for store in (self.claims, self.threads, self.forgotten, self.feedback, self.gaps, self.escalations):
            store.expire()
        expire_proposals(self.engine, self.clock())
        expire_states(self.engine, self.clock())

    def write_back(self) -> None:
        """Bring SQLite's log into its file, so that no question has to wait for the disk, and empty it.

        What was forgotten would else be in the log until something else is written there.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
            try:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")  # somebody may be writing: then the next time
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")

    def forget(self, team: str | None, user: str) -> int:
        """Delete what is known of a person, in one workspace or in all; return how many rows that were.

        Other workers drop what they hold in memory when they expire what is past its time.
        """
        self.forgotten.add(person(user))
        self.threads.forget(user)
        rows = forget(self.engine, team, user)
        self.pins.read_anew(team)
        return rows

    def withdraw(self, thread: Thread, user: str, question: str) -> None:
        """Delete the words of a question that its author deleted or changed, whoever else's button kept them too.

        Other workers drop what they hold of its thread in memory, as with `forget`, and read it in Slack if need be.
        """
        team, channel, _ = thread
        self.forgotten.add(place(thread))
        self.threads.withdraw(thread, user, question)
        self.gaps.withdraw(team, channel, question)
        self.feedback.withdraw(team, channel, question)

    def forget_team(self, team: str) -> None:
        """Delete what is known of a workspace that has left. What others hold in memory goes within a day."""
        self.threads.forget_team(team)
        forget_team(self.engine, team)
        self.pins.read_anew(team)
        self.channels.read_anew(team)

    def shorten(self, seconds: float) -> None:
        """Let no text be kept for longer than `seconds`, whatever the settings were when it was said."""
        shorten(self.engine, seconds)

    def close(self) -> None:
        """Close all connections."""
        self._writing.close()
        self.engine.dispose()


def state_url(setting: str | None, data_dir: Path) -> str:
    """Return where the state is: as set, or a SQLite file in the data folder."""
    return setting or URL.create("sqlite", database=str(data_dir / "state.sqlite")).render_as_string()


def open_state_of(settings: Settings) -> State:
    """Return the state of an installation. Raises StateError."""
    return open_state(_url_of(settings))


def open_existing_state_of(settings: Settings) -> State:
    """Return the state of an installation that has one: nothing is made. Raises StateError."""
    if not state_exists(settings):
        raise no_state(Path(str(_parsed(_url_of(settings)).database)))
    return open_state_of(settings)


def state_exists(settings: Settings) -> bool:
    """Return whether there is a database that may hold a state: a file, or a server's. Raises StateError."""
    file = _file_of(_parsed(_url_of(settings)))
    return file is None or file.exists()


def _url_of(settings: Settings) -> str:
    return state_url(settings.state_url.get_secret_value() if settings.state_url else None, settings.data_dir)


def open_state(url: str, clock: Clock = time.time) -> State:
    """Return the state behind a database URL, its tables made if need be. Raises StateError."""
    parsed = _parsed(url)
    try:
        engine = _engine(parsed)
        _prepare_or_close(engine)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise no_url(error) from None
    except (DBAPIError, OSError) as error:
        raise not_opened(parsed, error) from None
    return State(engine, clock)


def _parsed(url: str) -> URL:
    """Return a database URL, the ~ of a file as the home folder. Raises StateError."""
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise no_url(error) from None
    file = _file_of(parsed)
    return parsed.set(database=str(file.expanduser())) if file else parsed


def _file_of(url: URL) -> Path | None:
    """Return the file of SQLite's that a URL names by its path."""
    named = url.get_backend_name() == "sqlite" and url.database and not url.database.startswith(("file:", ":"))
    return Path(str(url.database)) if named else None


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        kept = {"pool_size": _CONNECTIONS, "max_overflow": _FURTHER, "pool_use_lifo": True}
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, **kept)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        pool_use_lifo=True,  # the one used last holds the newest pages; another has to read them again
    )
    event.listen(engine, "connect", _set_up_sqlite)
    if url.database:
        # questions may be kept in it: for the account that runs the bot alone
        with engine.connect(), suppress(OSError):
            Path(url.database).chmod(0o600)
    return engine


def _set_up_sqlite(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA page_size=1024")  # of a new file: a question changes a few short rows in each of ten pages
    cursor.execute("PRAGMA journal_mode=WAL")
    # a crash of the process loses nothing; only a power failure may undo the last second
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")
    cursor.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten in the file
    cursor.close()


def _prepare_or_close(engine: Engine) -> None:
    try:
        with engine.begin() as connection:
            _prepare(connection)
    except Exception:
        engine.dispose()
        raise


def _prepare(connection: Connection) -> None:
    """Make the tables, once even if several replicas start together, and check their version."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    if not inspect(connection).has_table(schema_version.name):
        metadata.create_all(connection)
        connection.execute(schema_version.insert().values(version=VERSION))
        return
    found = connection.execute(select(schema_version.c.version)).scalar_one()
    if found < VERSION:  # so far each version only added tables
        metadata.create_all(connection)
        connection.execute(schema_version.update().values(version=VERSION))
    elif found > VERSION:
        raise StateError(
            f"{shown(connection.engine.url)}: the state has version {found}, this citebot reads {VERSION}. "
            f"Use the citebot that wrote it, or name another database with CITEBOT_STATE_URL"
        )
