"""The threads that citebot is engaged in, and the questions that were asked there.

That a thread is engaged is stored. The questions are held in memory, and stored only if the settings keep questions.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import ColumnElement, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.state.schema import questions, threads

ENGAGED = 24 * 3600.0  # seconds after the last question
_THREADS_IN_MEMORY = 5_000
_QUESTIONS = 6  # of a thread, the newest, that a follow-up can lean on

Thread = tuple[str, str, str]  # team, channel, ts of the thread's first message


class Threads:
    """The engaged threads. Safe to share between threads of the process."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock
        self._asked: OrderedDict[Thread, list[str]] = OrderedDict()
        self._lock = threading.Lock()

    def engage(self, thread: Thread) -> None:
        """Follow the thread from now on, until a day after the last question."""
        self._set(thread, engaged=True)

    def disengage(self, thread: Thread) -> None:
        """Leave the thread alone; a new mention engages it again."""
        self._set(thread, engaged=False)

    def _set(self, thread: Thread, *, engaged: bool) -> None:
        values = {"engaged": engaged, "expires_at": self._clock() + ENGAGED}
        team, channel, ts = thread
        # another replica may make the row between the two statements; then it says the same
        with suppress(IntegrityError), self._engine.begin() as connection:
            if not connection.execute(update(threads).where(_is(thread)).values(values)).rowcount:
                connection.execute(insert(threads).values(team=team, channel=channel, thread_ts=ts, **values))

    def is_engaged(self, thread: Thread) -> bool:
        """Return whether a message in the thread may be a follow-up."""
        wanted = select(threads.c.engaged).where(_is(thread), threads.c.expires_at > self._clock())
        with self._engine.connect() as connection:
            return bool(connection.execute(wanted).scalar())

    def remember(self, thread: Thread, question: str) -> None:
        """Hold a question in memory for follow-ups."""
        with self._lock:
            asked = [*self._asked.pop(thread, ()), question][-_QUESTIONS:]
            self._asked[thread] = asked
            if len(self._asked) > _THREADS_IN_MEMORY:
                self._asked.popitem(last=False)

    def asked(self, thread: Thread) -> tuple[str, ...]:
        """Return the earlier questions of the thread, oldest first."""
        with self._lock:
            held = self._asked.get(thread)
        return tuple(held) if held else self._kept(thread)

    def keep(self, thread: Thread, user: str, question: str, seconds: float) -> None:
        """Store a question for as long as the settings say."""
        team, channel, ts = thread
        now = self._clock()
        row = {"team": team, "channel": channel, "thread_ts": ts, "user_id": user, "question": question}
        with self._engine.begin() as connection:
            connection.execute(insert(questions).values(**row, asked_at=now, expires_at=now + seconds))

    def _kept(self, thread: Thread) -> tuple[str, ...]:
        team, channel, ts = thread
        table = questions.c
        wanted = (
            select(table.question)
            .where(table.team == team, table.channel == channel, table.thread_ts == ts)
            .where(table.expires_at > self._clock())
            .order_by(table.id.desc())
            .limit(_QUESTIONS)
        )
        with self._engine.connect() as connection:
            return tuple(reversed(connection.execute(wanted).scalars().all()))

    def expire(self) -> None:
        """Drop what is past its time."""
        now = self._clock()
        with self._engine.begin() as connection:
            connection.execute(delete(threads).where(threads.c.expires_at <= now))
            connection.execute(delete(questions).where(questions.c.expires_at <= now))


def _is(thread: Thread) -> ColumnElement[bool]:
    team, channel, ts = thread
    return (threads.c.team == team) & (threads.c.channel == channel) & (threads.c.thread_ts == ts)
