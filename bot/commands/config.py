"""`citebot config`: the settings in force, and what can be set."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.setting_loading import load_settings
from bot.settings import Settings, variable_of

_TABLE = """\
# Settings

From the environment, `.env`, files in the folder that `CITEBOT_SECRETS_DIR` names, or `citebot.toml` (`CITEBOT_CONFIG`
names another); the first that says so wins. Tokens and passwords do not belong in the TOML file and are refused there.
A name that is not in this list is an error, not a setting without effect; in the environment and in `.env`, which other
programs read too, if it begins with `CITEBOT_`. An empty value is as good as none. `~` in a path is your home folder.
`citebot config show` prints what holds.

| setting | environment | default | meaning |
| --- | --- | --- | --- |
"""


@click.group(name="config", epilog="Example: citebot config show")
def command() -> None:
    """Show the settings."""


@command.command(epilog="Example: citebot config show")
def show() -> None:
    """Print each setting's value in force, secrets masked."""
    settings = load_settings()
    width = max(map(len, Settings.model_fields))
    for name in Settings.model_fields:
        value = getattr(settings, name)
        shown = value.absolute() if isinstance(value, Path) else value  # "var" is another folder from elsewhere
        click.echo(f"{name:{width}}  {_value(shown)}")


@command.command(epilog="Example: citebot config table > settings.md")
def table() -> None:
    """Print all settings as a table in Markdown."""
    click.echo(settings_table(), nl=False)


def settings_table() -> str:
    """Return docs/settings.md."""
    return _TABLE + "".join(_rows())


def _rows() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        default = _value(field.default)
        yield f"| `{name}` | `{variable_of(name)}` | {_default(default, field)} | {field.description} |\n"


def _default(default: str, field: FieldInfo) -> str:
    return "–" if field.default in (None, ()) else f"`{default}`"


def _value(value: Any) -> str:  # noqa: ANN401 - a setting of any type
    if isinstance(value, SecretStr):
        return "**********"
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
