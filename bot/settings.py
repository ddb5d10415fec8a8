"""Settings: one frozen value, built once in the command line and passed down.

Order: arguments, environment (CITEBOT_DATA_DIR=…), .env, secret files, citebot.toml. Tokens come from the environment
or secret files only.
"""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.errors import CitebotError

TOML_FILE = "citebot.toml"  # in the working directory; CITEBOT_CONFIG names another
_PREFIX = "CITEBOT_"
SLACK = ("slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_client_id")  # any of them: Slack is meant
_OTHER_NAMES = frozenset({"CITEBOT_CONFIG", "CITEBOT_SECRETS_DIR"})


LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _ids(value: object) -> object:
    """Return IDs that were given in one text, separated by commas, as a tuple."""
    return tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value


UserIds = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_ids)]


class SettingsError(CitebotError):
    """A setting that is unknown or has no valid value; the message never holds the value."""


class Settings(BaseSettings):
    """What an installation decides; docs/settings.md lists every setting."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    data_dir: Path = Field(Path("var"), description="Where the index and the bot's state are kept.")
    corpus: Path | None = Field(None, description="The folder of documents to answer from when there is no index.")
    slack_bot_token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("SLACK_BOT_TOKEN", "CITEBOT_SLACK_BOT_TOKEN", "slack_bot_token"),
        description="The bot token (xoxb-…). Environment or secret file only.",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("SLACK_APP_TOKEN", "CITEBOT_SLACK_APP_TOKEN", "slack_app_token"),
        description="The app-level token (xapp-…) for Socket Mode. Environment or secret file only.",
    )

    slack_signing_secret: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("SLACK_SIGNING_SECRET", "CITEBOT_SLACK_SIGNING_SECRET", "slack_signing_secret"),
        description="Proves that a request is Slack's, in HTTP mode. Environment or secret file only.",
    )
    slack_client_id: str | None = Field(
        None,
        validation_alias=AliasChoices("SLACK_CLIENT_ID", "CITEBOT_SLACK_CLIENT_ID", "slack_client_id"),
        description="The app's client ID, to be installed in several workspaces.",
    )
    slack_client_secret: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("SLACK_CLIENT_SECRET", "CITEBOT_SLACK_CLIENT_SECRET", "slack_client_secret"),
        description="Its client secret. Environment or secret file only.",
    )
    workspaces: UserIds = Field(
        (), description="IDs of the workspaces that may install the app, as in T012AB3CD,T045EF6GH; *: any workspace."
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Where Slack's Web API is.")
    state_url: SecretStr | None = Field(
        None, description="Database URL of the state; without it a SQLite file in data_dir. Environment only."
    )
    owners: UserIds = Field((), description="Slack user IDs of the knowledge owners, as in U012AB3CD,U045EF6GH.")
    allow_shared_channels: bool = Field(False, description="Answer in channels shared with other organisations.")
    allow_guests: bool = Field(False, description="Answer guest accounts.")
    patient_guard: bool = Field(
        True,
        description="Refuse questions with what gives a patient away (docs/slack.md lists it), and say so privately.",
    )
    help_channel: str | None = Field(None, description="ID of the channel where “Ask a person” posts.")
    help_group: str | None = Field(None, description="ID of the user (U…) or user group (S…) that is called there.")
    keep_questions_days: int = Field(0, ge=0, le=3650, description="Days that the text of questions is kept; 0: never.")
    questions_per_minute: int = Field(20, ge=1, description="Questions that one person may ask in a minute.")
    http_host: str = Field("127.0.0.1", description="Where HTTP mode and the health page listen.")
    http_port: int = Field(0, ge=0, le=65535, description="Port of HTTP mode and of the health page; 0: none.")
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @property
    def index_dir(self) -> Path:
        """Return where the index is."""
        return self.data_dir / "index"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, strongest first."""
        toml = TomlConfigSettingsSource(settings_cls, _toml_file())
        return init_settings, env_settings, dotenv_settings, file_secret_settings, toml


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    alias = Settings.model_fields[name].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"{_PREFIX}{name.upper()}"


def load_settings(**overrides: object) -> Settings:
    """Return the settings; `overrides` are the command line's. Raises SettingsError."""
    _check_environment()
    _check_toml()
    try:
        given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
        given["_secrets_dir"] = _secrets_dir()
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("; ".join(_problem(e["loc"], e["msg"]) for e in error.errors())) from None
    except OSError as error:
        raise SettingsError(f"{error.filename}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SettingsError(".env, or a file in CITEBOT_SECRETS_DIR: expected text in UTF-8") from None


def _secrets_dir() -> str | None:
    named = os.environ.get("CITEBOT_SECRETS_DIR")
    if named and not Path(named).is_dir():
        raise SettingsError(f"{named}: no such folder, although CITEBOT_SECRETS_DIR names it")
    return named or None


def _problem(place: tuple[int | str, ...], message: str) -> str:
    name = ".".join(map(str, place))
    return f"setting {name}: {message}. See docs/settings.md, or: citebot config table"


def _toml_file() -> Path:
    return Path(os.environ.get("CITEBOT_CONFIG") or TOML_FILE)


def _check_environment() -> None:
    """Refuse a mistyped CITEBOT_ name, which would silently be ignored."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | _OTHER_NAMES
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in known:
            raise SettingsError(f"environment variable {name} is not known; expected one of {', '.join(sorted(known))}")


def _check_toml() -> None:
    """Refuse a file that is no TOML, and tokens in it: the file is no place for secrets."""
    path = _toml_file()
    if not path.is_file():
        if os.environ.get("CITEBOT_CONFIG"):
            raise SettingsError(f"{path}: no such file, although CITEBOT_CONFIG names it")
        return
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no valid TOML: {error}") from None
    for name in values:
        if name.endswith(("_token", "_secret")) or name == "state_url":
            raise SettingsError(f"{path}: {name} does not belong in a file; set it in the environment")
