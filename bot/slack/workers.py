"""Threads that do the work: a fixed number at a time, not counting those that wait for Slack."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

MOST = 500  # threads in all; when there are so many, those that wait count among those at work
_here = threading.local()

P = ParamSpec("P")
T = TypeVar("T")


def aside() -> AbstractContextManager[None]:
    """Wait for Slack within this context: another thread of the same workers takes this one's place meanwhile."""
    workers: Workers | None = getattr(_here, "workers", None)
    return workers.aside() if workers else nullcontext()


class Workers(Executor):
    """`size` threads at work. They end with the process, which gives up the claims on unfinished work before."""

    def __init__(self, size: int, name: str) -> None:
        self._size, self._name = size, name
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: set[threading.Thread] = set()
        self._aside = 0
        self._ended = False
        self._lock = threading.Lock()
        for _ in range(size):
            self._start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have something done by the next thread that is free."""
        future: Future[T] = Future()
        with self._lock:
            if self._ended:
                raise RuntimeError("the workers have ended")
            self._work.put(lambda: _do(future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; what was submitted is still done, unless `cancel_futures` drops what has not begun."""
        with self._lock:
            self._ended = True
            while cancel_futures and not self._work.empty():
                with suppress(Empty):  # somebody took it
                    self._work.get_nowait()
            self._work.put(None)
        while wait and self._threads:
            for thread in list(self._threads):
                thread.join()

    @property
    def waiting(self) -> int:
        """Return how many wait aside."""
        return self._aside

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Have another thread take this one's place."""
        with self._lock:
            self._aside += 1
            if len(self._threads) - self._aside < self._size and len(self._threads) < MOST:
                self._start()
        try:
            yield
        finally:
            with self._lock:
                self._aside -= 1

    def _start(self) -> None:
        thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._threads.add(thread)
        thread.start()

    def _run(self) -> None:
        _here.workers = self
        while (work := self._work.get()) is not None:
            work()
            del work  # it holds a question
            if self._too_many():
                return
        self._work.put(None)  # the end, for the others
        with self._lock:
            self._threads.discard(threading.current_thread())

    def _too_many(self) -> bool:
        """Return whether this thread is one too many, now that nobody waits aside for whom it came, and drop it."""
        if len(self._threads) == self._size:  # nearly always
            return False
        with self._lock:
            too_many = len(self._threads) - self._aside > self._size
            if too_many:
                self._threads.discard(threading.current_thread())
            return too_many


def _do(future: Future[T], fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    try:
        future.set_result(fn(*args, **kwargs))
    except BaseException as error:  # noqa: BLE001 - whoever asks is told
        future.set_exception(error)
