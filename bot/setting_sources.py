"""Where settings are given: the environment, .env, secret files and the TOML file; which names are known there."""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource

from corpus.errors import CitebotError

PREFIX = "CITEBOT_"
TOML_FILE = "citebot.toml"  # in the working directory; CITEBOT_CONFIG names another
CONFIG, SECRETS_DIR = "CITEBOT_CONFIG", "CITEBOT_SECRETS_DIR"
LIST = "All settings are listed by: citebot config table"

Settings = type[BaseSettings]


class SettingsError(CitebotError):
    """A setting that is unknown or has no valid value; the message never holds a secret."""


class Given(NamedTuple):
    """A value that a source gives."""

    place: str  # for people: "environment variable CITEBOT_OWNERS", "citebot.toml: owners"
    name: str  # in lower case, as the source has it
    value: object


def from_environment(settings: Settings) -> Iterator[Given]:
    """Yield what the environment gives, of whatever program."""
    for name, value in EnvSettingsSource(settings).env_vars.items():
        yield Given(f"environment variable {name.upper()}", name, value)


def from_dotenv(settings: Settings) -> Iterator[Given]:
    """Yield what .env gives, of whatever program. Raises OSError, UnicodeDecodeError."""
    for name, value in DotEnvSettingsSource(settings).env_vars.items():
        yield Given(f".env: {name.upper()}", name, value)


def from_secrets(settings: Settings) -> Iterator[Given]:
    """Yield what the files in the folder of secrets give, of whatever program. Raises OSError, SettingsError."""
    if folder := secrets_dir(settings):
        for file in filter(Path.is_file, folder.iterdir()):
            yield Given(str(file), file.name.lower(), file.read_text("utf-8", "replace").strip())


def from_toml(settings: Settings) -> Iterator[Given]:
    """Yield what the TOML file gives. Raises SettingsError."""
    path = _toml_file(settings)
    for name, value in toml_values(settings).items():
        yield Given(f"{path}: {name}", name.lower(), value)


def secrets_dir(settings: Settings) -> Path | None:
    """Return the folder of secret files, if one is named. Raises SettingsError."""
    folder = _named(settings, SECRETS_DIR)
    if folder and not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder, although {SECRETS_DIR} names it")
    return folder


def toml_values(settings: Settings) -> Mapping[str, Any]:
    """Return what stands in the TOML file; an empty text is as good as none. Raises SettingsError."""
    path = _toml_file(settings)
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if _named(settings, CONFIG):
            raise SettingsError(f"{path}: no such file, although {CONFIG} names it") from None
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: expected text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: no valid TOML: {error}") from None
    return {name: value for name, value in values.items() if value != ""}


def _toml_file(settings: Settings) -> Path:
    return _named(settings, CONFIG) or Path(TOML_FILE)


def _named(settings: Settings, variable: str) -> Path | None:
    """Return the path that a variable of the environment or of .env holds."""
    value = os.environ.get(variable) or DotEnvSettingsSource(settings).env_vars.get(variable.lower())
    return Path(value).expanduser() if value else None


def unknown(given: Given, known: Sequence[str]) -> SettingsError:
    """Return what to say of a name that no setting has, with the one that is nearest."""
    bare = {name.lower().removeprefix(PREFIX.lower()): name for name in known}
    near = get_close_matches(given.name.removeprefix(PREFIX.lower()), bare, n=1)
    meant = f"; did you mean {bare[near[0]]}?" if near else "."
    return SettingsError(f"{given.place} is not known{meant} {LIST}")
