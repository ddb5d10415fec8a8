"""What can be wrong with the state: the system's reason and what mends it, never a password."""

import tempfile
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from corpus.errors import CitebotError

_EXPECTED = (
    "expected sqlite:///FILE in a folder that can be written, or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
    " (install with: pip install psycopg[binary])"
)
_ANOTHER = "name another with CITEBOT_DATA_DIR or CITEBOT_STATE_URL"
_NO_RIGHT = "42501"  # PostgreSQL's code


class StateError(CitebotError):
    """The state cannot be opened; the message never holds a password."""


def shown(url: URL) -> str:
    """Return a database URL without its secrets."""
    return url.set(query={}).render_as_string(hide_password=True)


def no_state(file: Path) -> StateError:
    """Return what to say where nothing was ever kept."""
    where = "Run this where the bot runs, or name its data folder with CITEBOT_DATA_DIR or its database with"
    return StateError(f"{file}: no state here. {where} CITEBOT_STATE_URL")


def no_url(error: Exception) -> StateError:
    """Return what to say of a URL that leads to no database."""
    missing = f" (the package {error.name} is not installed)" if isinstance(error, ModuleNotFoundError) else ""
    return StateError(f"state_url: no usable database URL{missing}; {_EXPECTED}")


def not_opened(url: URL, error: DBAPIError | OSError) -> StateError:
    """Return why a database cannot be opened, and what mends it."""
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        return StateError(f"{file}: the state cannot be opened: {_of_sqlite(file, error)}")
    return StateError(f"{shown(url)}: the state cannot be opened: {_of_server(url, error)}")


def _of_sqlite(file: Path, error: DBAPIError | OSError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}. {_rights(file)}"
    name = getattr(error.orig, "sqlite_errorname", "")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        mend = "Put a backup in its place (docs/slack.md, Backup), or move it away to begin with an empty one"
        return f"it is damaged, or no SQLite file. {mend}"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program is writing it. Wait for it, then run again"
    if name.startswith("SQLITE_FULL"):
        return f"the disk is full. Make room, or {_ANOTHER}"
    return f"{_refused(file) or error.orig}. {_rights(file)}"


def _rights(file: Path) -> str:
    return f"Give the account that runs citebot the right to write {file.parent} and what is in it, or {_ANOTHER}"


def _refused(file: Path) -> str:
    """Return why the system does not let a file be written, as SQLite does not tell; "" if it does."""
    try:
        with tempfile.TemporaryFile(dir=file.parent):  # the log stands beside the file
            pass
        if file.exists():
            with file.open("r+b"):
                pass
    except OSError as error:
        return error.strerror or ""
    return ""


def _of_server(url: URL, error: DBAPIError | OSError) -> str:
    cause = getattr(error, "orig", None) or error
    told = str(cause).strip().partition("\n")[0].rpartition("failed: ")[2].strip()
    if url.password:
        told = told.replace(str(url.password), "***")
    if getattr(cause, "sqlstate", None) == _NO_RIGHT:
        return f"{told}. Give that user the right to make tables there"
    return f"{told}. Check that the server runs, and the host, port, user, password and database in CITEBOT_STATE_URL"
