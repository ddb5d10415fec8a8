"""The threads that citebot is engaged in, and the questions that were asked there.

That a thread is engaged is stored. The questions are held in memory, and stored only if the settings keep questions.
Each question moves the time at which its thread ends. A worker that finds another time than it wrote itself knows that
another worker was asked in the thread meanwhile.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import NamedTuple, cast

from sqlalchemy import ClauseElement, Double, Engine, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.state.forgotten import Forgotten, person, place
from bot.state.prepared import Prepared
from bot.state.schema import questions, threads
from bot.state.writing import Writing, changing

ENGAGED = 24 * 3600.0  # seconds after the last question
ALONE = "-"  # in the place of a thread: a question that none leans on
_THREADS_IN_MEMORY = 5_000
_QUESTIONS = 6  # of a thread, the newest, that a follow-up can lean on
_MOVED = 0.001  # seconds by which the end of a thread moves so that workers know what they hold of it for old

Thread = tuple[str, str, str]  # team, channel, ts of the thread's first message


def _upsert(dialect: ModuleType) -> ClauseElement:
    """Return the statement that makes or changes a thread's row; each database spells it in its own way.

    A thread that was stopped is engaged only by what was asked later, however late an earlier answer comes.
    """
    statement = dialect.insert(threads)
    changed = {name: statement.excluded[name] for name in ("engaged", "expires_at")}
    later = threads.c.expires_at < bindparam("asked_until", type_=Double)
    allowed = or_(statement.excluded.engaged.is_(False), threads.c.engaged.is_(True), later)
    return cast(
        "ClauseElement",
        statement.on_conflict_do_update(index_elements=list(threads.primary_key), set_=changed, where=allowed),
    )


_SET: Mapping[str, ClauseElement] = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}
_STORED = select(threads.c.engaged, threads.c.expires_at).where(
    threads.c.team == bindparam("team"),
    threads.c.channel == bindparam("channel"),
    threads.c.thread_ts == bindparam("ts"),
    threads.c.expires_at > bindparam("now"),
)


class _Question(NamedTuple):
    """One of those that are held."""

    at: float
    user: str
    words: str


@dataclass(slots=True)
class _Memory:
    """What is held of a thread."""

    asked: list[_Question] = field(default_factory=list)
    ends: float = 0.0  # when the thread ends, as stored; another time there tells that more was asked than is held


class Threads:
    """The engaged threads. Safe to share between threads of the process."""

    def __init__(self, engine: Engine, writing: Writing, clock: Callable[[], float], forgotten: Forgotten) -> None:
        self._engine, self._writing, self._clock, self._forgotten = engine, writing, clock, forgotten
        self._change = Prepared(engine, _SET[engine.dialect.name], tuple(threads.c.keys()))
        self._memories: OrderedDict[Thread, _Memory] = OrderedDict()
        self._lock = threading.Lock()

    def engage_in(self, cursor: DBAPICursor, thread: Thread, asked: float) -> None:
        """Follow the thread after a question, unless it was stopped since; together with what else is changed.

        `asked` is Slack's time, as that of a stop.
        """
        row = self._row(thread, engaged=True, expires_at=self._clock() + ENGAGED)
        self._change.run(cursor, {**row, "asked_until": asked + ENGAGED})

    def tell_others(self, thread: Thread) -> None:
        """Let other workers know that more was asked in a thread than they hold, if it is followed."""
        if self.is_engaged(thread):
            self._writing.now(lambda cursor: self.engage_in(cursor, thread, 0.0))

    def disengage(self, thread: Thread, said: float | None = None) -> None:
        """Leave the thread alone; what is asked later engages it again. `said`: Slack's time of it, if not now."""
        expires_at = (self._clock() if said is None else said) + ENGAGED
        row = self._row(thread, engaged=False, expires_at=expires_at)
        self._writing.now(lambda cursor: self._change.run(cursor, {**row, "asked_until": expires_at}))

    def _row(self, thread: Thread, *, engaged: bool, expires_at: float) -> dict[str, object]:
        team, channel, ts = thread
        with self._lock:
            self._memory(thread).ends = expires_at
        return {"team": team, "channel": channel, "thread_ts": ts, "engaged": engaged, "expires_at": expires_at}

    def is_engaged(self, thread: Thread, since: float = math.inf) -> bool:
        """Return whether a message in the thread may be a follow-up, or, if that is known, one from `since` a time."""
        stored = self._stored(thread)
        return stored is not None and stored[0] and stored[1] - ENGAGED <= since

    def is_new(self, thread: Thread) -> bool:
        """Return whether nothing was asked in the thread for a day."""
        return self._stored(thread) is None

    def _stored(self, thread: Thread) -> tuple[bool, float] | None:
        """Return whether a thread is engaged, and when it ends; None if nothing was asked there for a day."""
        team, channel, ts = thread
        with self._engine.connect() as connection:
            given = {"team": team, "channel": channel, "ts": ts, "now": self._clock()}
            row = connection.execute(_STORED, given).first()
        return (bool(row.engaged), float(row.expires_at)) if row else None

    def remember(self, thread: Thread, user: str, question: str) -> None:
        """Hold a question in memory for follow-ups."""
        with self._lock:
            memory = self._memory(thread)
            memory.asked = [*memory.asked, _Question(self._clock(), user, question)][-_QUESTIONS:]

    def restore(self, thread: Thread, asked: Sequence[tuple[str, str]]) -> None:
        """Hold what was asked in a thread, each with its user, oldest first, in the place of what is held of it."""
        now, stored = self._clock(), self._stored(thread)
        with self._lock:
            memory = self._memory(thread)
            memory.asked = [_Question(now, user, question) for user, question in asked][-_QUESTIONS:]
            memory.ends = stored[1] if stored else 0.0

    def _memory(self, thread: Thread) -> _Memory:
        """Return what is held of a thread, the newest of all from now on."""
        memory = self._memories.pop(thread, None) or _Memory()
        self._memories[thread] = memory
        if len(self._memories) > _THREADS_IN_MEMORY:
            self._memories.popitem(last=False)
        return memory

    def asked(self, thread: Thread) -> tuple[str, ...]:
        """Return the earlier questions of the thread that are known, oldest first."""
        held: tuple[str, ...] = ()
        if self.knows(thread):
            since = self._clock() - ENGAGED
            with self._lock:
                memory = self._memories.get(thread) or _Memory()
                held = tuple(one.words for one in memory.asked if one.at > since)
        return held or self._kept(thread)

    def knows(self, thread: Thread) -> bool:
        """Return whether what was asked in the thread is held; not so after a restart or if another worker answered."""
        stored = self._stored(thread)
        with self._lock:
            memory = self._memories.get(thread)
        return stored is None or (memory is not None and memory.ends == stored[1])

    def forget(self, user: str) -> None:
        """Drop what a person asked from memory."""
        self._keep_in_memory(lambda _, one: one.user != user)

    def withdraw(self, thread: Thread, user: str, question: str) -> None:
        """Drop what a person asked and took back: from memory, and from all that is kept of the conversation.

        Other workers know from now on that what they hold of the thread is old.
        """
        self._keep_in_memory(lambda held, one: (held, one.user, one.words) != (thread, user, question))
        team, channel, ts = thread
        table = questions.c
        same = (table.team == team) & (table.channel == channel) & (table.question == question)
        there = (threads.c.team == team) & (threads.c.channel == channel) & (threads.c.thread_ts == ts)
        with changing(self._engine) as connection:
            connection.execute(delete(questions).where(same))
            connection.execute(update(threads).where(there).values(expires_at=threads.c.expires_at - _MOVED))

    def forget_team(self, team: str) -> None:
        """Drop what was asked in a workspace from memory."""
        with self._lock:
            for thread in [thread for thread in self._memories if thread[0] == team]:
                del self._memories[thread]

    def _keep_in_memory(self, wanted: Callable[[Thread, _Question], bool]) -> None:
        """Hold wanted questions alone; a thread that lost some is not known any more."""
        now = self._clock()
        with self._lock:
            for thread, memory in list(self._memories.items()):
                kept = [one for one in memory.asked if wanted(thread, one)]
                if len(kept) < len(memory.asked):
                    memory.asked, memory.ends = kept, 0.0
                if not kept and memory.ends <= now:
                    del self._memories[thread]

    def recent(self, team: str, user: str, limit: int) -> tuple[str, ...]:
        """Return a person's newest kept questions, newest first, each once."""
        table = questions.c
        wanted = (
            select(table.question)
            .where(table.team == team, table.user_id == user, table.expires_at > self._clock())
            .order_by(table.id.desc())
            .limit(10 * limit)
        )
        with self._engine.connect() as connection:
            return tuple(dict.fromkeys(connection.execute(wanted).scalars()))[:limit]

    def keep(self, thread: Thread, user: str, question: str, seconds: float) -> None:
        """Store a question for as long as the settings say."""
        team, channel, ts = thread
        now = self._clock()
        row = {"team": team, "channel": channel, "thread_ts": ts, "user_id": user, "question": question}
        with changing(self._engine) as connection:
            connection.execute(insert(questions).values(**row, asked_at=now, expires_at=now + seconds))

    def _kept(self, thread: Thread) -> tuple[str, ...]:
        """Return the stored questions of the last day, oldest first: a follow-up leans on none before."""
        team, channel, ts = thread
        table, now = questions.c, self._clock()
        wanted = (
            select(table.question)
            .where(table.team == team, table.channel == channel, table.thread_ts == ts)
            .where(table.expires_at > now, table.asked_at > now - ENGAGED)
            .order_by(table.id.desc())
            .limit(_QUESTIONS)
        )
        with self._engine.connect() as connection:
            return tuple(reversed(connection.execute(wanted).scalars().all()))

    def expire(self) -> None:
        """Drop what is past its time, in memory too, and there what was forgotten since: of people, and in threads."""
        now, forgotten = self._clock(), self._forgotten.times()

        def ended(thread: Thread, user: str) -> float:
            return max(now - ENGAGED, *(forgotten.get(named, 0.0) for named in (person(user), place(thread))))

        self._keep_in_memory(lambda thread, one: one.at > ended(thread, one.user))
        with changing(self._engine) as connection:
            connection.execute(delete(threads).where(threads.c.expires_at <= now))
            connection.execute(delete(questions).where(questions.c.expires_at <= now))
