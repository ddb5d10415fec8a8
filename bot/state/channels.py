"""What administrators set for a channel; the defaults are quiet and safe."""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Engine, delete, select

from bot.state.schema import channel_settings

_REMEMBERED = 10.0  # seconds that settings are held in memory; another replica may have changed them since


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


class Channels:
    """The settings by channel. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock
        self._known: dict[tuple[str, str], tuple[float, ChannelSettings]] = {}
        self._lock = threading.Lock()

    def of(self, team: str, channel: str) -> ChannelSettings:
        """Return the settings of a channel."""
        now = self._clock()
        with self._lock:
            at, known = self._known.get((team, channel), (0.0, None))
        if known is not None and now - at < _REMEMBERED:
            return known
        table = channel_settings.c
        wanted = select(table.settings).where(table.team == team, table.channel == channel)
        with self._engine.connect() as connection:
            stored = connection.execute(wanted).scalar()
        return self._remember(team, channel, _parsed(stored) if stored else ChannelSettings())

    def change(self, team: str, channel: str, settings: ChannelSettings, user: str) -> None:
        """Store the settings of a channel."""
        table = channel_settings.c
        row = {"team": team, "channel": channel, "settings": json.dumps(asdict(settings)), "changed_by": user}
        with self._engine.begin() as connection:
            connection.execute(delete(channel_settings).where(table.team == team, table.channel == channel))
            connection.execute(channel_settings.insert().values(**row, changed_at=self._clock()))
        self._remember(team, channel, settings)

    def _remember(self, team: str, channel: str, settings: ChannelSettings) -> ChannelSettings:
        with self._lock:
            self._known[team, channel] = (self._clock(), settings)
        return settings


def _parsed(stored: str) -> ChannelSettings:
    """Return stored settings; names that this version does not know are passed over."""
    known = {field.name for field in fields(ChannelSettings)}
    values: dict[str, Any] = {name: value for name, value in json.loads(stored).items() if name in known}
    for name in ("collections", "allowed_users"):
        values[name] = tuple(values.get(name, ()))
    return ChannelSettings(**values)
