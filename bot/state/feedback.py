"""What people thought of an answer: one verdict a person and answer, the last one counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.state.schema import feedback
from bot.state.writing import changing, put

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


class Given(Enum):
    """How a verdict relates to the one that the same person gave on the answer before."""

    FIRST = "first"
    BEFORE = "before"  # the same: it may have its reason already
    INSTEAD = "instead"  # of the other one


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why an answer did not help, and when that was said."""

    verdict: Verdict
    at: float


class Feedback:
    """The verdicts. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    def rate(self, answered: Answered, verdict: Verdict, text_seconds: float) -> Given:
        """Store a verdict unless it repeats the one before. Of equal ones at the same moment one alone is FIRST."""
        row = self._row(answered, verdict, text_seconds)
        try:
            with changing(self._engine) as connection:
                connection.execute(insert(feedback).values(row))
        except IntegrityError:
            other = _same(answered) & (feedback.c.verdict != verdict.verdict)
            with changing(self._engine) as connection:
                changed = connection.execute(update(feedback).where(other).values(row)).rowcount
            return Given.INSTEAD if changed else Given.BEFORE
        return Given.FIRST

    def give(self, answered: Answered, verdict: Verdict, text_seconds: float) -> None:
        """Store a verdict in the place of an earlier one; its texts are kept for `text_seconds`."""
        with changing(self._engine) as connection:
            put(connection, feedback, self._row(answered, verdict, text_seconds))

    def _row(self, answered: Answered, verdict: Verdict, text_seconds: float) -> dict[str, object]:
        now = self._clock()
        return {
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

    def set_aside(self, team: str, channel: str, answer_ts: str) -> None:
        """Keep the verdicts on an answer in whose place another one stands by now: that is judged anew."""
        table = feedback.c
        there = (table.team == team) & (table.channel == channel) & (table.answer_ts == answer_ts)
        with changing(self._engine) as connection:
            connection.execute(update(feedback).where(there).values(answer_ts=f"{answer_ts}:{self._clock():.6f}"))

    def withdraw(self, team: str, channel: str, question: str) -> None:
        """Blank a question that was taken back; the verdicts on its answer stay."""
        table = feedback.c
        same = (table.team == team) & (table.channel == channel) & (table.question == question)
        with changing(self._engine) as connection:
            connection.execute(update(feedback).where(same).values(question=None))

    def complaints(self, seconds: float, most: int, team: str | None = None) -> Sequence[Complaint]:
        """Return the newest verdicts of the last `seconds` with a reason, without texts past their time."""
        table, now = feedback.c, self._clock()
        wanted = select(feedback).where(self._lately(seconds, team), table.reason.is_not(None))
        with self._engine.connect() as connection:
            newest = connection.execute(wanted.order_by(table.given_at.desc()).limit(most))
            return [_complaint(row, now) for row in newest]

    def counts(self, seconds: float, team: str | None = None) -> dict[str, int]:
        """Return how many verdicts the last `seconds` brought of each kind; of each reason too."""
        wanted = select(feedback.c.verdict, feedback.c.reason).where(self._lately(seconds, team))
        found: dict[str, int] = {}
        with self._engine.connect() as connection:
            for verdict, reason in connection.execute(wanted):
                for name in (verdict, reason):
                    if name:
                        found[name] = found.get(name, 0) + 1
        return found

    def _lately(self, seconds: float, team: str | None) -> ColumnElement[bool]:
        since = feedback.c.given_at >= self._clock() - seconds
        return since if team is None else since & (feedback.c.team == team)

    def expire(self) -> None:
        """Blank texts that are past their time, and drop old verdicts."""
        now, table = self._clock(), feedback.c
        with changing(self._engine) as connection:
            connection.execute(feedback.update().where(table.expires_at <= now).values(question=None, correction=None))
            connection.execute(delete(feedback).where(table.given_at < now - KEPT))


def _same(answered: Answered) -> ColumnElement[bool]:
    table = feedback.c
    there = (table.channel == answered.channel) & (table.answer_ts == answered.answer_ts)
    return (table.team == answered.team) & there & (table.user_id == answered.user)


def _complaint(row: Row[tuple[object, ...]], now: float) -> Complaint:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name for a row's columns
    kept = values["expires_at"] > now
    question, correction = (values["question"], values["correction"]) if kept else (None, None)
    verdict = Verdict(values["verdict"], values["reason"], values["passage_id"], question, correction)
    return Complaint(verdict, values["given_at"])
