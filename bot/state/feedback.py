"""What people thought of an answer: one verdict a person and answer, the last one counts."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from bot.state.schema import feedback

KEPT = 400 * 86_400.0  # seconds that a verdict is kept, so that a year can be compared with the year before


@dataclass(frozen=True, slots=True)
class Answered:
    """Which answer is meant, and who judges it."""

    team: str
    channel: str
    answer_ts: str
    user: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict. Question and correction are None where the settings keep no questions."""

    verdict: str  # helpful | not helpful
    reason: str | None = None
    passage_id: str | None = None
    question: str | None = None
    correction: str | None = None


class Feedback:
    """The verdicts. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    def give(self, answered: Answered, verdict: Verdict, text_seconds: float) -> None:
        """Store a verdict in the place of an earlier one; its texts are kept for `text_seconds`."""
        now, table = self._clock(), feedback.c
        same = (
            (table.team == answered.team)
            & (table.channel == answered.channel)
            & (table.answer_ts == answered.answer_ts)
            & (table.user_id == answered.user)
        )
        row = {
            "team": answered.team,
            "channel": answered.channel,
            "answer_ts": answered.answer_ts,
            "user_id": answered.user,
            "verdict": verdict.verdict,
            "reason": verdict.reason,
            "passage_id": verdict.passage_id,
            "question": verdict.question if text_seconds else None,
            "correction": verdict.correction if text_seconds else None,
            "given_at": now,
            "expires_at": now + text_seconds,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(same))
            connection.execute(insert(feedback).values(row))

    def counts(self, team: str | None = None) -> dict[str, int]:
        """Return how many verdicts there are of each kind; one for "not helpful" with each reason too."""
        wanted = select(feedback.c.verdict, feedback.c.reason)
        if team is not None:
            wanted = wanted.where(feedback.c.team == team)
        found: dict[str, int] = {}
        with self._engine.connect() as connection:
            for verdict, reason in connection.execute(wanted):
                for name in (verdict, reason):
                    if name:
                        found[name] = found.get(name, 0) + 1
        return found

    def expire(self) -> None:
        """Blank texts that are past their time, and drop old verdicts."""
        now, table = self._clock(), feedback.c
        with self._engine.begin() as connection:
            connection.execute(feedback.update().where(table.expires_at <= now).values(question=None, correction=None))
            connection.execute(delete(feedback).where(table.given_at < now - KEPT))
