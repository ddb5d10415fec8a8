"""Loads the settings, or says what is wrong: which name is not known, which value is not good, and where it stands."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import SecretStr, ValidationError

from bot.setting_sources import (
    CONFIG,
    LIST,
    PREFIX,
    SECRETS_DIR,
    Given,
    SettingsError,
    from_dotenv,
    from_environment,
    from_secrets,
    from_toml,
    secrets_dir,
    unknown,
)
from bot.setting_types import Expected
from bot.settings import Settings, variables_of

_SHOWN = 60  # characters of a value that an error shows
_OF_A_SERVICE = re.compile(r"citebot_(?:service_|port(?:_|$))")  # Kubernetes tells each pod of a service called citebot
_SECRET_FORM = re.compile(r"xox[a-z]|xapp|://[^/]*@")  # what is no setting's value to show, wherever it stands

_VARIABLES = {variable.lower(): name for name in Settings.model_fields for variable in variables_of(name)}
_IN_FILE = {name: name for name in Settings.model_fields} | {
    variable: name for variable, name in _VARIABLES.items() if Settings.model_fields[name].validation_alias
}
_SECRETS = {name for name, field in Settings.model_fields.items() if SecretStr in get_args(field.annotation)}
_LOCATIONS = {CONFIG.lower(), SECRETS_DIR.lower()}


def load_settings() -> Settings:
    """Return the settings. Raises SettingsError."""
    try:
        _check_names()
        elsewhere: dict[str, Any] = {"_secrets_dir": secrets_dir(Settings)}
        return _checked(Settings(**elsewhere))
    except ValidationError as error:
        names = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        raise SettingsError(f"{'; '.join(map(_problem, names))}. {LIST}") from None
    except OSError as error:
        raise SettingsError(f"{error.filename}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SettingsError(f".env, or a file in {SECRETS_DIR}: expected text in UTF-8") from None


def _check_names() -> None:
    """Refuse mistyped names, which would silently be ignored, and secrets in the TOML file, which is no place for them.

    The environment and .env are other programs' too: only what begins like ours is looked at.
    """
    environment = (given for given in from_environment(Settings) if not _OF_A_SERVICE.match(given.name))
    for given in (*environment, *from_dotenv(Settings)):
        if given.name.startswith(PREFIX.lower()) and given.name not in _VARIABLES.keys() | _LOCATIONS:
            raise unknown(given, [name.upper() for name in _VARIABLES.keys() | _LOCATIONS])
    for given in from_toml(Settings):
        if given.name.removeprefix(PREFIX.lower()) in _SECRETS:
            raise SettingsError(f"{given.place} does not belong in a file; set it in the environment")
        if given.name not in _IN_FILE:
            raise unknown(given, [name for name in Settings.model_fields if name not in _SECRETS])


def given_by(name: str) -> str:
    """Return in words what gives a setting its value, its name alone where nothing is known to."""
    source = _source(name)
    return source.place if source else name


def _checked(settings: Settings) -> Settings:
    """Return the settings if the data folder is one, or can be made. Raises SettingsError."""
    for place in (settings.data_dir, *settings.data_dir.parents):
        if place.is_dir():
            break
        if place.exists():
            raise SettingsError(f"{given_by('data_dir')}: {place} is a file, expected a folder")
    return settings


def _problem(place: str) -> str:
    """Return what is wrong with the value of a setting: where it stands, what was found, what is expected."""
    name = _IN_FILE.get(place.lower(), place)
    expected, given = _expected(name), _source(name)
    if given is None:
        return f"setting {name}: expected {expected}"
    found = "a value that is not shown" if name in _SECRETS else _shown(given.value)
    return f"{given.place}: found {found}, expected {expected}"


def _expected(name: str) -> str:
    field = Settings.model_fields.get(name)
    return next((mark.words for mark in field.metadata if isinstance(mark, Expected)), "text") if field else "no value"


def _source(name: str) -> Given | None:
    """Return the strongest source that gives a setting."""
    return next((given for given in _sources() if name == _setting_of(given)), None)


def _sources() -> Iterator[Given]:
    for source in (from_environment, from_dotenv, from_secrets, from_toml):
        yield from source(Settings)


def _setting_of(given: Given) -> str | None:
    return _IN_FILE.get(given.name) or _VARIABLES.get(given.name)


def _shown(value: object) -> str:
    text = " ".join((",".join(map(str, value)) if isinstance(value, list) else str(value)).split())
    if _SECRET_FORM.search(text):
        return "a value that is not shown"
    return f"“{text if len(text) <= _SHOWN else f'{text[: _SHOWN - 1]}…'}”"
