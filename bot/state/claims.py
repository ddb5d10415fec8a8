"""Who answers which message: taken atomically before any work, so that each message is answered once.

A claim holds where a message stands, never what it says. The worker that took it renews it while it is at work on it;
a claim that is neither done nor renewed is taken over, by whichever worker.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, or_, select, update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import IntegrityError

from bot.state.prepared import Prepared
from bot.state.schema import claims
from bot.state.writing import Writing, changing

LEASE = 90.0  # seconds without a renewal after which a worker counts as dead
WORK = 600.0  # seconds that a message is worked on at most; what takes longer broke off without a word
KEPT = 2 * 86_400.0  # seconds that a done claim is remembered; Slack retries for minutes

CLICK = "click"  # the way of what a person clicked, and can click again
ASKING = "asking"  # the way of a question to a person
EDIT = "edit"  # the way of a change to a question or a reply
CLOSING = "closing"  # the way of the end of a question to a person
DECIDING = "deciding"  # the way of what an owner says of a proposed answer
_NO_QUESTIONS = (CLICK, "reply", ASKING, EDIT, CLOSING, DECIDING)  # ways
_LONGEST = 32  # characters of a place's `ts`: a PostgreSQL refuses what is longer than its column, SQLite does not
_TAKEN = tuple(column.name for column in claims.c if column is not claims.c.done_at)
_FINISH = update(claims).where(claims.c.key == bindparam("done")).values(done_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands in Slack, and by which way it came."""

    team: str
    channel: str
    ts: str  # of the message; of what is no message, a name of it of at most 32 characters
    thread_ts: str | None
    user: str
    way: str  # mention | direct | follow-up | open; else in _NO_QUESTIONS
    shared: bool = False  # with another organisation

    @property
    def key(self) -> str:
        """Return what is the same for every delivery of the message, by whichever event."""
        return f"{self.team}/{self.channel}/{self.ts}"

    @property
    def replies_in(self) -> str | None:
        """Return the thread in which it is replied to; None where that is beside it, in a direct conversation."""
        return self.thread_ts if self.way == "direct" else self.thread_ts or self.ts


class Taken(IntEnum):
    """Whether a message is ours to answer."""

    NO = 0
    NEW = 1
    OVER = 2  # from one who died over it, and may have answered it


class Claims:
    """The claims of one worker among others. Safe to share between threads."""

    def __init__(self, engine: Engine, writing: Writing, clock: Callable[[], float]) -> None:
        self._engine, self._writing, self._clock = engine, writing, clock
        self._take, self._finish = Prepared(engine, claims.insert(), _TAKEN), Prepared(engine, _FINISH)
        self._at_work: dict[str, float] = {}  # keys of what is worked on, and since when
        self._left: dict[str, float] = {}  # the same of what is to be tried again
        self.worker = uuid.uuid4().hex

    def take(self, place: Place, event_id: str | None = None) -> Taken:
        """Return whether the message is ours to answer: nobody took it, or the one who did died over it.

        Raises ValueError if its `ts` is longer than every database takes it.
        """
        if len(place.ts) > _LONGEST:
            raise ValueError(f"the ts of a claim has {len(place.ts)} characters, at most {_LONGEST} are stored")
        now = self._clock()
        row = {
            "key": place.key,
            "event_id": event_id,
            "team": place.team,
            "channel": place.channel,
            "ts": place.ts,
            "thread_ts": place.thread_ts,
            "user_id": place.user,
            "way": place.way,
            "shared": place.shared,
            "worker": self.worker,
            "claimed_at": now,
        }
        try:
            self._writing.now(lambda cursor: self._take.run(cursor, row))
        except IntegrityError:
            return Taken.OVER if self._take_over(place.key, now) else Taken.NO
        self._at_work[place.key] = now
        return Taken.NEW

    def _take_over(self, key: str, now: float) -> bool:
        abandoned = (claims.c.key == key) & claims.c.done_at.is_(None) & (claims.c.claimed_at < now - LEASE)
        change = update(claims).where(abandoned).values(worker=self.worker, claimed_at=now)
        with changing(self._engine) as connection:
            taken = connection.execute(change).rowcount == 1
        if taken:
            self._at_work[key] = self._left.pop(key, now)
        return taken

    def is_open(self, thread: tuple[str, str, str]) -> bool:
        """Return whether a question in a thread is being answered, the thread's first message or one below it."""
        team, channel, ts = thread
        there = (claims.c.team == team) & (claims.c.channel == channel)
        there &= or_(claims.c.ts == ts, claims.c.thread_ts == ts)
        asked = claims.c.done_at.is_(None) & claims.c.way.not_in(_NO_QUESTIONS)
        with self._engine.connect() as connection:
            return connection.execute(select(claims.c.key).where(asked, there).limit(1)).first() is not None

    def is_asking(self, team: str, channel: str) -> bool:
        """Return whether a question to a person is on its way to a channel, or its worker died over it."""
        there = (claims.c.team == team) & (claims.c.channel == channel)
        asking = there & claims.c.done_at.is_(None) & (claims.c.way == ASKING)
        with self._engine.connect() as connection:
            return connection.execute(select(claims.c.key).where(asking).limit(1)).first() is not None

    def asked_since(self, team: str, channel: str, ts: str, seconds: float = KEPT) -> Place | None:
        """Return the question that a message is, if it is being answered or was done within the last seconds."""
        key = Place(team, channel, ts, None, "", "").key
        lately = or_(claims.c.done_at.is_(None), claims.c.done_at > self._clock() - seconds)
        asked = select(claims).where(claims.c.key == key, lately, claims.c.way.not_in(_NO_QUESTIONS))
        with self._engine.connect() as connection:
            row = connection.execute(asked).first()
        return _place(row) if row else None

    def is_done(self, place: Place) -> bool:
        """Return whether a message is done with, and not being worked on."""
        done = select(claims.c.key).where(claims.c.key == place.key, claims.c.done_at.is_not(None))
        with self._engine.connect() as connection:
            return connection.execute(done).first() is not None

    def user_of(self, place: Place) -> str:
        """Return who was first to ask for what is claimed; "" if nobody did."""
        with self._engine.connect() as connection:
            return connection.execute(select(claims.c.user_id).where(claims.c.key == place.key)).scalar() or ""

    def finish(self, place: Place) -> None:
        """Mark the message as done, whatever came of it."""
        self.rest(place)
        self._writing.now(lambda cursor: self.finish_in(cursor, place))

    def finish_in(self, cursor: DBAPICursor, place: Place) -> None:
        """Mark the message as done together with what else a transaction changes."""
        self._finish.run(cursor, {"done": place.key, "at": self._clock()})

    def reopen(self, place: Place) -> bool:
        """Return whether a message that was done with is ours to answer after all; so it is for one at a time."""
        now = self._clock()
        done = (claims.c.key == place.key) & claims.c.done_at.is_not(None)
        change = update(claims).where(done).values(worker=self.worker, claimed_at=now, done_at=None)
        with changing(self._engine) as connection:
            ours = connection.execute(change).rowcount == 1
        if ours:
            self._at_work[place.key] = now
        return ours

    def rest(self, place: Place) -> None:
        """Renew the claim of a message no longer: if it cannot be noted as done, its claim ends, and another looks."""
        self._at_work.pop(place.key, None)

    def leave(self, place: Place) -> bool:
        """Let the message be taken over once its claim has ended, by whichever worker; False if it is too old for that.

        Its age is counted from when this worker first had it.
        """
        now = self._clock()
        since = self._at_work.pop(place.key, now)
        if now - since >= WORK:
            return False
        self._left[place.key] = since
        return True

    def settle(self, place: Place, *, done: bool) -> None:
        """Mark something as done, or give its claim back so that the person can try again."""
        if done:
            self.finish(place)
            return
        self.rest(place)
        with changing(self._engine) as connection:
            connection.execute(delete(claims).where(claims.c.key == place.key))

    def renew(self) -> None:
        """Tell the others that this worker lives, and what it is at work on."""
        now = self._clock()
        keys = [key for key, since in list(self._at_work.items()) if now - since < WORK]
        if not keys:
            return
        ours = (claims.c.worker == self.worker) & claims.c.done_at.is_(None) & claims.c.key.in_(keys)
        with changing(self._engine) as connection:
            connection.execute(update(claims).where(ours).values(claimed_at=now))

    def take_over(self) -> list[Place]:
        """Return the messages whose workers died over them; they are ours now.

        Not clicks: whoever repeats one takes it over, and learns so that it may have been done.
        """
        now = self._clock()
        abandoned = claims.c.done_at.is_(None) & (claims.c.claimed_at < now - LEASE) & (claims.c.way != CLICK)
        with self._engine.connect() as connection:
            rows = connection.execute(select(claims).where(abandoned)).all()
        return [_place(row) for row in rows if self._take_over(row.key, now)]

    def release(self) -> None:
        """Give up what this worker has not finished, so that another may take it over at once."""
        ended = self._clock() - 2 * LEASE
        ours = (claims.c.worker == self.worker) & claims.c.done_at.is_(None)
        with changing(self._engine) as connection:
            connection.execute(update(claims).where(ours).values(claimed_at=ended))

    def expire(self) -> None:
        """Forget claims that were done long ago, and clicks that nobody repeated."""
        now = self._clock()
        for of_ours in (self._at_work, self._left):
            for key, since in list(of_ours.items()):
                if now - since >= KEPT:  # another worker has been at it
                    of_ours.pop(key, None)
        lost = claims.c.done_at.is_(None) & (claims.c.way == CLICK) & (claims.c.claimed_at < now - KEPT)
        with changing(self._engine) as connection:
            connection.execute(delete(claims).where(or_(claims.c.done_at < now - KEPT, lost)))


def _place(row: Row[Any]) -> Place:
    return Place(row.team, row.channel, row.ts, row.thread_ts, row.user_id, row.way, row.shared)
