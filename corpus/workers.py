"""Worker processes that read files: a crash, a bomb or a hang costs that file alone.

Each worker reads one file at a time under a time and a memory limit, and is replaced when it dies.
"""

import os
import resource
import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import UnreadableFile
from corpus.processes import end, started
from corpus.understanding import Understood, understand

SECONDS = 120.0  # per file
MEGABYTES = 2_000  # of address space per worker
_MOST_WORKERS = 8
PROGRAM = """
import pathlib, sys
from corpus.workers import serve
serve(int(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
"""
_GRACE = 10.0  # seconds beyond the limit, after which a worker ends itself
_LOOK_EVERY = 0.5  # seconds between looks at the clock

Outcome = Understood | str  # a document, or why there is none


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, and what it is reading."""

    process: "subprocess.Popen[bytes]"
    pipe: Connection
    name: str | None = None
    deadline: float = 0.0


class ReadingPool:
    """Reads files in worker processes, one per core; a context manager."""

    def __init__(
        self,
        root: Path,
        *,
        workers: int | None = None,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        program: str = PROGRAM,
    ) -> None:
        self._program = program
        self._root, self._seconds, self._megabytes = root, seconds, megabytes
        self._size = workers or min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            end(worker.process, worker.pipe)
        self._workers.clear()

    def read(self, names: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Yield each file's name with what it says or why it could not be read, as they are done."""
        waiting = deque(names)
        while waiting or any(worker.name for worker in self._workers):
            self._hand_out(waiting)
            busy = {worker.pipe: worker for worker in self._workers if worker.name}
            ready = wait(list(busy), timeout=_LOOK_EVERY)
            for pipe in ready:
                if isinstance(pipe, Connection):
                    yield self._received(busy[pipe])
            yield from self._overdue()

    def _hand_out(self, waiting: deque[str]) -> None:
        for worker in [w for w in self._workers if w.name is None and w.process.poll() is not None]:
            self._replace(worker)  # it has ended between two files
        while waiting and len(self._workers) < self._size and all(worker.name for worker in self._workers):
            self._workers.append(self._started())
        for worker in self._workers:
            if worker.name is None and waiting:
                worker.name, worker.deadline = waiting.popleft(), time.monotonic() + self._seconds
                worker.pipe.send(worker.name)

    def _started(self) -> _Worker:
        return _Worker(*started(self._program, str(self._root), str(self._megabytes), str(self._seconds)))

    def _received(self, worker: _Worker) -> tuple[str, Outcome]:
        name = worker.name or ""
        try:
            received: Outcome = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return name, f"its reader crashed, perhaps for want of memory (it may use {self._megabytes} MB)"
        worker.name = None
        return name, received

    def _overdue(self) -> Iterator[tuple[str, Outcome]]:
        now = time.monotonic()
        for worker in [w for w in self._workers if w.name and w.deadline < now]:
            name = worker.name or ""
            self._replace(worker)
            yield name, f"not read within {self._seconds:g} seconds; split it"

    def _replace(self, worker: _Worker) -> None:
        end(worker.process, worker.pipe)
        self._workers.remove(worker)


def serve(descriptor: int, root: Path, megabytes: int, seconds: float) -> None:
    """Read files until the pipe is closed; runs in the worker process."""
    pipe = Connection(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    limit = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    while True:
        try:
            name = pipe.recv()
        except EOFError:
            return
        # ends this process in the middle of a hang, even if the parent was killed and nobody waits any more
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        done = outcome(root, name, megabytes)
        signal.setitimer(signal.ITIMER_REAL, 0)
        pipe.send(done)


def outcome(root: Path, name: str, megabytes: int = MEGABYTES) -> Outcome:
    """Return what a file says, or why it could not be read, whatever its reader raises."""
    try:
        return understand(root, name)
    except UnreadableFile as error:
        return error.reason
    except MemoryError:
        return f"needs more than {megabytes} MB of memory"
    except RecursionError:
        return "nested too deep"
    except Exception as error:  # noqa: BLE001 - a hostile file can make a parser raise anything
        # the type alone: a message may hold the file's text
        return f"its reader failed ({type(error).__name__}); save it again, or convert it to .pdf"
