"""Questions that a person was asked: where the asker is, and where the thread of those who help."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Engine, delete, insert, select, update

from bot.state.schema import escalations
from bot.state.writing import changing

KEPT = 90 * 86_400.0


class Progress(StrEnum):
    """How far a question to a person is."""

    OPEN = "open"
    ANSWERED = "answered"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Escalation:
    """A question to a person; its text stands in Slack alone."""

    team: str
    channel: str  # where the asker is; "": where only they see us, and their direct messages are not known yet
    thread_ts: str | None  # None: in a direct message
    user: str
    help_channel: str
    help_ts: str  # until it is posted, what the post is found by
    progress: Progress = Progress.OPEN
    opened_at: float = 0.0  # by the clock of whoever stored it


class Escalations:
    """The questions to people. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    def open(self, escalation: Escalation) -> None:
        """Store a new question to a person."""
        now = self._clock()
        row = {
            "team": escalation.team,
            "channel": escalation.channel,
            "thread_ts": escalation.thread_ts,
            "user_id": escalation.user,
            "help_channel": escalation.help_channel,
            "help_ts": escalation.help_ts,
            "status": escalation.progress.value,
            "opened_at": now,
            "expires_at": now + KEPT,
        }
        with changing(self._engine) as connection:
            connection.execute(insert(escalations).values(row))

    def stands_at(self, escalation: Escalation, help_ts: str) -> None:
        """Note where the thread of those who help stands, of a question that was stored before it was posted."""
        change = update(escalations).where(_same(escalation)).values(help_ts=help_ts)
        with changing(self._engine) as connection:
            connection.execute(change)

    def asker_is_in(self, escalation: Escalation, channel: str) -> None:
        """Note the direct messages of an asker whom only they see us with."""
        change = update(escalations).where(_same(escalation)).values(channel=channel)
        with changing(self._engine) as connection:
            connection.execute(change)

    def drop(self, escalation: Escalation) -> None:
        """Forget a question that was not posted."""
        with changing(self._engine) as connection:
            connection.execute(delete(escalations).where(_same(escalation)))

    def at(self, team: str, help_channel: str, help_ts: str) -> Escalation | None:
        """Return the question whose helpers' thread stands there."""
        table = escalations.c
        wanted = select(escalations).where(
            table.team == team, table.help_channel == help_channel, table.help_ts == help_ts
        )
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        return Escalation(
            row.team,
            row.channel,
            row.thread_ts,
            row.user_id,
            row.help_channel,
            row.help_ts,
            Progress(row.status),
            row.opened_at,
        )

    def advance(self, escalation: Escalation, progress: Progress) -> bool:
        """Return whether the question changed to this state now; a resolved one stays resolved."""
        this = _same(escalation) & escalations.c.status.not_in([progress.value, Progress.RESOLVED.value])
        with changing(self._engine) as connection:
            return connection.execute(update(escalations).where(this).values(status=progress.value)).rowcount == 1

    def expire(self) -> None:
        """Drop what is past its time."""
        with changing(self._engine) as connection:
            connection.execute(delete(escalations).where(escalations.c.expires_at <= self._clock()))


def _same(escalation: Escalation) -> ColumnElement[bool]:
    table = escalations.c
    there = (table.help_channel == escalation.help_channel) & (table.help_ts == escalation.help_ts)
    return (table.team == escalation.team) & there
