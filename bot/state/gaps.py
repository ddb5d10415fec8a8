"""What the sources did not answer, for the owners: by nearest heading, and by words where the settings keep them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, delete, func, insert, select

from bot.state.schema import gaps
from bot.state.writing import changing

KEPT = 400 * 86_400.0


class Gap(StrEnum):
    """In which way a question was left open."""

    UNANSWERED = "unanswered"  # words of the question are not in the sources
    REFUSED = "refused"  # the words are there, but no sentence answers
    DISLIKED = "disliked"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class GapRecord:
    """One question that was left open. `words` and `question` are None where the settings keep no questions."""

    team: str
    channel: str
    user: str
    kind: Gap
    heading: str
    words: tuple[str, ...] = ()
    question: str | None = None
    at: float = 0.0

    @property
    def topic(self) -> str:
        """Return what the gap is grouped by: the missing words where they are kept, else the nearest heading."""
        return ", ".join(sorted(self.words)) or self.heading or "(no heading near)"


class Gaps:
    """The records. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    def add(self, record: GapRecord, text_seconds: float) -> None:
        """Store a record; its texts are kept for `text_seconds`, none if that is 0."""
        now = self._clock()
        row = {
            "team": record.team,
            "channel": record.channel,
            "user_id": record.user,
            "kind": record.kind.value,
            "heading": record.heading,
            "words": "\n".join(record.words) or None if text_seconds else None,
            "question": record.question if text_seconds else None,
            "at": now,
            "expires_at": now + text_seconds,
        }
        with changing(self._engine) as connection:
            connection.execute(insert(gaps).values(row))

    def take_back(self, record: GapRecord) -> None:
        """Drop the newest record of this kind that a person left under this heading in this channel."""
        table = gaps.c
        same = select(func.max(table.id)).where(
            table.team == record.team,
            table.channel == record.channel,
            table.user_id == record.user,
            table.kind == record.kind.value,
            table.heading == record.heading,
        )
        with changing(self._engine) as connection:
            connection.execute(delete(gaps).where(table.id == same.scalar_subquery()))

    def withdraw(self, team: str, channel: str, question: str) -> None:
        """Blank the words of a question that was taken back; that it was left open is counted still."""
        table = gaps.c
        same = (table.team == team) & (table.channel == channel) & (table.question == question)
        with changing(self._engine) as connection:
            connection.execute(gaps.update().where(same).values(question=None, words=None))

    def since(self, seconds: float, team: str | None = None) -> Sequence[GapRecord]:
        """Return the records of the last `seconds`, oldest first, without texts that are past their time."""
        table, now = gaps.c, self._clock()
        wanted = select(gaps).where(table.at >= now - seconds).order_by(table.at, table.id)
        if team is not None:
            wanted = wanted.where(table.team == team)
        with self._engine.connect() as connection:
            return [
                GapRecord(
                    row.team,
                    row.channel,
                    row.user_id,
                    Gap(row.kind),
                    row.heading,
                    tuple(row.words.split("\n")) if row.words and row.expires_at > now else (),
                    row.question if row.expires_at > now else None,
                    row.at,
                )
                for row in connection.execute(wanted)
            ]

    def expire(self) -> None:
        """Blank texts that are past their time, and drop old records."""
        now, table = self._clock(), gaps.c
        with changing(self._engine) as connection:
            connection.execute(gaps.update().where(table.expires_at <= now).values(question=None, words=None))
            connection.execute(delete(gaps).where(table.at < now - KEPT))
