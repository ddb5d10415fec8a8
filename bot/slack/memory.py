"""What the bot remembers between events, in memory only: messages that were taken on, and the questions of a thread."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_SEEN_KEPT = 10_000  # messages
_THREADS_KEPT = 1_000
_QUESTIONS_KEPT = 5  # of each thread
_THREAD_LIFE = 24 * 3600.0  # seconds since the last question


class Seen:
    """Remembers which messages were taken on; Slack delivers some of them more than once."""

    def __init__(self, size: int = _SEEN_KEPT) -> None:
        self._size = size
        self._keys: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def first_time(self, channel: str, timestamp: str) -> bool:
        """Return whether the message is new, and remember it."""
        with self._lock:
            key = (channel, timestamp)
            if key in self._keys:
                return False
            self._keys[key] = None
            if len(self._keys) > self._size:
                self._keys.popitem(last=False)
            return True


class Threads:
    """Remembers the last questions of each thread for a day, so that a follow-up knows what it is about."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._threads: OrderedDict[tuple[str, str], tuple[float, tuple[str, ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def questions(self, channel: str, thread: str) -> tuple[str, ...]:
        """Return the earlier questions of a thread, oldest first."""
        with self._lock:
            last, questions = self._threads.get((channel, thread), (0.0, ()))
            return questions if self._clock() - last < _THREAD_LIFE else ()

    def add(self, channel: str, thread: str, question: str) -> None:
        """Remember a question of a thread."""
        earlier = self.questions(channel, thread)
        with self._lock:
            self._threads[channel, thread] = (self._clock(), (*earlier, question)[-_QUESTIONS_KEPT:])
            self._threads.move_to_end((channel, thread))
            if len(self._threads) > _THREADS_KEPT:
                self._threads.popitem(last=False)
