"""Settings: one frozen value, built once in the command line and passed down.

Order: environment (CITEBOT_DATA_DIR=…), .env, secret files, citebot.toml. Tokens come from the environment
or secret files only.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

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
    toml_values,
    unknown,
)
from bot.setting_types import (
    Address,
    ChannelIds,
    Choice,
    Days,
    Documents,
    Expected,
    Folder,
    HelpersIds,
    Host,
    LogLevel,
    Port,
    Rate,
    Text,
    UserIds,
    WorkspaceIds,
    in_workspace,
)

SLACK = ("slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_client_id")  # any of them: Slack is meant
_SHOWN = 60  # characters of a value that an error shows
_OF_A_SERVICE = re.compile(r"citebot_(?:service_|port(?:_|$))")  # Kubernetes tells each pod of a service called citebot
_SECRET_FORM = re.compile(r"xox[a-z]|xapp|://[^/]*@")  # what is no setting's value to show, wherever it stands


class Settings(BaseSettings):
    """What an installation decides; docs/settings.md lists every setting."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        dotenv_filtering="only_existing",  # .env is other programs' too; load_settings looks for mistyped names
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    data_dir: Folder = Field(Path("var"), description="Where the index and the bot's state are kept.")
    corpus: Documents = Field(None, description="The folder of documents to answer from when there is no index.")
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
    slack_client_id: Text = Field(
        None,
        validation_alias=AliasChoices("SLACK_CLIENT_ID", "CITEBOT_SLACK_CLIENT_ID", "slack_client_id"),
        description="The app's client ID, to be installed in several workspaces.",
    )
    slack_client_secret: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("SLACK_CLIENT_SECRET", "CITEBOT_SLACK_CLIENT_SECRET", "slack_client_secret"),
        description="Its client secret. Environment or secret file only.",
    )
    workspaces: WorkspaceIds = Field(
        (), description="IDs of the workspaces that may install the app, as in T012AB3CD,T045EF6GH; *: any workspace."
    )
    slack_api_url: Address = Field("https://slack.com/api/", description="Where Slack's Web API is.")
    state_url: SecretStr | None = Field(
        None,
        description="Database URL of the state; without it a SQLite file in data_dir. Environment or secret file only.",
    )
    owners: UserIds = Field(
        (),
        description="Slack user IDs of the knowledge owners, as in U012AB3CD,U045EF6GH. Where a workspace has none of"
        " them, its administrators are.",
    )
    allow_shared_channels: Choice = Field(False, description="Answer in channels shared with other organisations.")
    allow_guests: Choice = Field(False, description="Answer guest accounts.")
    patient_guard: Choice = Field(
        True,
        description="Refuse questions with what gives a patient away (docs/slack.md lists it), and say so privately.",
    )
    help_channel: ChannelIds = Field(
        (),
        description="ID of the channel where “Ask a person” posts; for several workspaces one each, as in"
        " T012AB3CD/C012AB3CD,T045EF6GH/C045EF6GH.",
    )
    help_group: HelpersIds = Field(
        (),
        description="ID of the user (U…) or user group (S…) that is called there; for several workspaces as"
        " help_channel.",
    )
    keep_questions_days: Days = Field(0, description="Days that the text of questions is kept; 0: never.")
    questions_per_minute: Rate = Field(20, description="Questions that one person may ask in a minute.")
    http_host: Host = Field("127.0.0.1", description="Where HTTP mode and the health page listen.")
    http_port: Port = Field(0, description="Port of HTTP mode and of the health page; 0: none.")
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @property
    def index_dir(self) -> Path:
        """Return where the index is."""
        return self.data_dir / "index"

    def help_channel_of(self, team: str) -> str:
        """Return where “Ask a person” posts in a workspace; "" for nowhere."""
        return in_workspace(self.help_channel, team)

    def help_group_of(self, team: str) -> str:
        """Return who is called there; "" for nobody."""
        return in_workspace(self.help_group, team)

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
        toml = InitSettingsSource(settings_cls, dict(toml_values(settings_cls)))
        return init_settings, env_settings, dotenv_settings, file_secret_settings, toml


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    return _variables(name)[0]


def _variables(name: str) -> list[str]:
    alias = Settings.model_fields[name].validation_alias
    own = f"{PREFIX}{name.upper()}"
    return [str(choice) for choice in alias.choices[:-1]] if isinstance(alias, AliasChoices) else [own]


_VARIABLES = {variable.lower(): name for name in Settings.model_fields for variable in _variables(name)}
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
