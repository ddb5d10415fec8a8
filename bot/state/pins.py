"""Answers that a person wrote and an owner approved, shown with both names and the date over what the sources say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, Row, delete, insert, select, update

from bot.state.schema import pinned_answers


@dataclass(frozen=True, slots=True)
class Pin:
    """A kept answer."""

    team: str
    terms: tuple[str, ...]  # the question's terms, each once, ascending: a question with the same ones gets the pin
    question: str
    answer: str
    author: str
    written_at: float = 0.0
    approved_by: str | None = None
    approved_at: float | None = None
    pin_id: int = 0


class Pins:
    """The kept answers. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    def propose(self, pin: Pin) -> int:
        """Store an answer that waits for an owner's approval; return its id."""
        row = {
            "team": pin.team,
            "terms": "\n".join(pin.terms),
            "question": pin.question,
            "answer": pin.answer,
            "author": pin.author,
            "written_at": self._clock(),
        }
        with self._engine.begin() as connection:
            done = connection.execute(insert(pinned_answers).values(row).returning(pinned_answers.c.id))
            return int(done.scalar_one())

    def get(self, team: str, pin_id: int) -> Pin | None:
        """Return a kept answer, approved or not."""
        table = pinned_answers.c
        with self._engine.connect() as connection:
            row = connection.execute(select(pinned_answers).where(table.team == team, table.id == pin_id)).first()
        return _pin(row) if row else None

    def approve(self, team: str, pin_id: int, owner: str) -> bool:
        """Return whether an owner's approval is the first one."""
        table = pinned_answers.c
        waiting = (table.team == team) & (table.id == pin_id) & table.approved_by.is_(None)
        with self._engine.begin() as connection:
            change = update(pinned_answers).where(waiting).values(approved_by=owner, approved_at=self._clock())
            return connection.execute(change).rowcount == 1

    def remove(self, team: str, pin_id: int) -> bool:
        """Return whether there was something to remove."""
        table = pinned_answers.c
        with self._engine.begin() as connection:
            done = connection.execute(delete(pinned_answers).where(table.team == team, table.id == pin_id))
            return done.rowcount == 1

    def matching(self, team: str, terms: Sequence[str]) -> Pin | None:
        """Return the newest approved answer to a question with exactly these terms."""
        table = pinned_answers.c
        wanted = (
            select(pinned_answers)
            .where(table.team == team, table.terms == "\n".join(terms), table.approved_by.is_not(None))
            .order_by(table.approved_at.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        return _pin(row) if row else None

    def all(self, team: str) -> Sequence[Pin]:
        """Return all kept answers, newest first."""
        table = pinned_answers.c
        wanted = select(pinned_answers).where(table.team == team).order_by(table.id.desc())
        with self._engine.connect() as connection:
            return [_pin(row) for row in connection.execute(wanted)]


def _pin(row: Row[tuple[object, ...]]) -> Pin:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name for a row's columns
    return Pin(
        team=values["team"],
        terms=tuple(values["terms"].split("\n")),
        question=values["question"],
        answer=values["answer"],
        author=values["author"],
        written_at=values["written_at"],
        approved_by=values["approved_by"],
        approved_at=values["approved_at"],
        pin_id=values["id"],
    )
