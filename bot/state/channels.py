"""What administrators set for a channel; the defaults are quiet and safe."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Engine, bindparam, select

from bot.state.remembered import Remembered
from bot.state.schema import channel_settings
from bot.state.writing import changing, put

_OF_TEAM = select(channel_settings.c.channel, channel_settings.c.settings).where(
    channel_settings.c.team == bindparam("team")
)


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How citebot behaves in a channel."""

    collections: tuple[str, ...] = ()  # empty: all
    every_question: bool = False  # else only when mentioned
    private: bool = False  # answers for the asker alone
    follow_ups: bool = True  # without a new mention in a thread that citebot answered in
    allowed_users: tuple[str, ...] = ()  # empty: everybody in the channel
    help_channel: str = ""  # where "Ask a person" posts; empty: as the installation says
    help_group: str = ""  # the user or user group that is called there


_DEFAULT = ChannelSettings()


class Channels:
    """The settings by channel. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock
        self._known = Remembered(self._read, clock)

    def of(self, team: str, channel: str) -> ChannelSettings:
        """Return the settings of a channel."""
        return self._known.of(team).get(channel, _DEFAULT)

    def is_help_channel(self, team: str, channel: str) -> bool:
        """Return whether any channel of a workspace has its questions for people posted there."""
        return any(settings.help_channel == channel for settings in self._known.of(team).values())

    def change(self, team: str, channel: str, settings: ChannelSettings, user: str) -> None:
        """Store the settings of a channel."""
        row = {"team": team, "channel": channel, "settings": json.dumps(asdict(settings)), "changed_by": user}
        with changing(self._engine) as connection:
            put(connection, channel_settings, {**row, "changed_at": self._clock()})
        self._known.forget(team)

    def read_anew(self, team: str) -> None:
        """Go from now on by what is stored."""
        self._known.forget(team)

    def _read(self, team: str) -> Mapping[str, ChannelSettings]:
        with self._engine.connect() as connection:
            rows = connection.execute(_OF_TEAM, {"team": team}).all()
        return {channel: _parsed(stored) for channel, stored in rows}


def _parsed(stored: str) -> ChannelSettings:
    """Return stored settings; names that this version does not know are passed over."""
    known = {field.name for field in fields(ChannelSettings)}
    values: dict[str, Any] = {name: value for name, value in json.loads(stored).items() if name in known}
    for name in ("collections", "allowed_users"):
        values[name] = tuple(values.get(name, ()))
    return ChannelSettings(**values)
