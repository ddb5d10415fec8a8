"""Settings: one frozen value, built once in the command line (bot.setting_loading) and passed down.

Order: environment (CITEBOT_DATA_DIR=…), .env, secret files, citebot.toml. Tokens come from the environment
or secret files only.
"""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.setting_sources import PREFIX, toml_values
from bot.setting_types import (
    Address,
    ChannelIds,
    Choice,
    Days,
    Documents,
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
        (),
        description="IDs of the workspaces that may install the app and use it, as in T012AB3CD,T045EF6GH;"
        " *: any workspace.",
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
    return variables_of(name)[0]


def variables_of(name: str) -> list[str]:
    """Return all environment variables that give a setting, the one to tell people of first."""
    alias = Settings.model_fields[name].validation_alias
    own = f"{PREFIX}{name.upper()}"
    return [str(choice) for choice in alias.choices[:-1]] if isinstance(alias, AliasChoices) else [own]
