"""Answers that a person wrote and an owner approved, shown with both names and the date over what the sources say."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine, Row, bindparam, delete, func, insert, select, update

from bot.same_question import Key, same_question_key
from bot.state.remembered import Remembered
from bot.state.schema import pinned_answers
from bot.state.writing import changing
from index.analyzer import Analyzer

# in the order of their approval: of several answers to one question the newest counts
_APPROVED = (
    select(pinned_answers)
    .where(pinned_answers.c.team == bindparam("team"), pinned_answers.c.approved_by.is_not(None))
    .order_by(pinned_answers.c.approved_at)
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A kept answer."""

    team: str
    question: str  # that reads without a thread: the same question gets the pin
    answer: str
    author: str
    written_at: float = 0.0
    approved_by: str | None = None
    approved_at: float | None = None
    pin_id: int = 0
    collections: tuple[str, ...] = ()  # that were searched where it was asked; empty: all, or not known

    def holds_in(self, searched: Collection[str]) -> bool:
        """Return whether it is shown where some collections are searched; none: all. It may be of any of its own."""
        return not searched or (bool(self.collections) and set(self.collections) <= set(searched))


class Pins:
    """The kept answers. Safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock
        self._approved = Remembered(self._read, clock)

    def propose(self, pin: Pin) -> int:
        """Store an answer that waits for an owner's approval; return its id.

        It is that of no earlier one, also of one that is gone: messages that cannot be changed have its buttons still,
        and SQLite counts on from what is there.
        """
        now = self._clock()
        row = {
            "team": pin.team,
            "collections": json.dumps(pin.collections) if pin.collections else "",
            "question": pin.question,
            "answer": pin.answer,
            "author": pin.author,
            "written_at": now,
        }
        with changing(self._engine) as connection:
            last = connection.execute(select(func.max(pinned_answers.c.id))).scalar() or 0
            pin_id = max(last + 1, int(now * 1_000_000))
            connection.execute(insert(pinned_answers).values({**row, "id": pin_id}))
        return pin_id

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
        with changing(self._engine) as connection:
            change = update(pinned_answers).where(waiting).values(approved_by=owner, approved_at=self._clock())
            first = connection.execute(change).rowcount == 1
        self._approved.forget(team)
        return first

    def remove(self, team: str, pin_id: int) -> bool:
        """Return whether there was something to remove."""
        table = pinned_answers.c
        with changing(self._engine) as connection:
            done = connection.execute(delete(pinned_answers).where(table.team == team, table.id == pin_id))
        self._approved.forget(team)
        return done.rowcount == 1

    def read_anew(self, team: str | None) -> None:
        """Show from now on what is stored; None: of all workspaces."""
        self._approved.forget(team)

    def any(self, team: str) -> bool:
        """Return whether a workspace has approved answers at all."""
        return bool(self._approved.of(team))

    def matching(self, team: str, question: str, searched: Collection[str] = ()) -> Pin | None:
        """Return the newest approved answer to the same question, which reads without a thread.

        `searched` are the collections that are searched where it is asked; none: all.
        """
        key = self.key(question)
        found = self._approved.of(team).get(key, ()) if key else ()
        return next((pin for pin in reversed(found) if pin.holds_in(searched)), None)

    def key(self, question: str) -> Key | None:
        """Return what a pinned answer to a question is found by; None if it says too little by itself to have one."""
        return same_question_key(question, self._analyzer)

    @cached_property
    def _analyzer(self) -> Analyzer:
        return Analyzer()

    def _read(self, team: str) -> Mapping[Key, Sequence[Pin]]:
        with self._engine.connect() as connection:
            pins = [_pin(row) for row in connection.execute(_APPROVED, {"team": team})]
        found: dict[Key, list[Pin]] = {}
        for pin in pins:
            # worked out of the question each time: one that was stored would be lost with the next change of word forms
            if key := self.key(pin.question):
                found.setdefault(key, []).append(pin)
        return found

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
        question=values["question"],
        answer=values["answer"],
        author=values["author"],
        written_at=values["written_at"],
        approved_by=values["approved_by"],
        approved_at=values["approved_at"],
        pin_id=values["id"],
        collections=_collections(values["collections"]),
    )


def _collections(stored: str) -> tuple[str, ...]:
    """Return the collections of a row; none of one that an earlier version wrote, which stored terms there."""
    return tuple(json.loads(stored)) if stored.startswith("[") else ()
