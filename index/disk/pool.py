"""Analysis on all cores: in this process, and in others that take a part of the batches."""

import os
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Semaphore

from corpus.processes import end, started
from index.analyzer import Analyzer
from index.disk.analysis import Analysis, BulkAnalyzer, Parts

_HERE_FIRST = 10_000  # passages before the processes are started; below, starting costs what it saves
_FEW, _MANY = 64, 512  # passages in a batch: few keep Tantivy busy from the first on, many are worth a message
_AHEAD = 2  # batches that a process has: the one it works at, and the next
_PROGRAM = """
import sys
from index.disk.analysis import serve
serve(int(sys.argv[1]))
"""


class AnalysisPool:
    """Analyses batches here and in other processes, of which each has a thread that talks with it.

    Only text goes out and only terms come back. A batch for which no process is free is analysed here and now.
    """

    def __init__(self, analyzer: Analyzer, workers: int | None = None) -> None:
        self._here = BulkAnalyzer(analyzer)
        cores = len(os.sched_getaffinity(0))
        self.workers = 1 if type(analyzer) is not Analyzer else cores if workers is None else workers
        self._submitted = 0
        self._threads: ThreadPoolExecutor | None = None
        self._processes: list[tuple[subprocess.Popen[bytes], Connection]] = []
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._free = Semaphore(0)

    @property
    def batch(self) -> int:
        """Return how many passages make a batch now."""
        return _MANY if self._threads else _FEW

    def submit(self, parts: Parts) -> "Future[Analysis]":
        """Return the analysis of a batch, to come or made."""
        self._submitted += len(parts)
        if self._threads is None and self.workers > 1 and self._submitted > _HERE_FIRST:
            self._start()
        if self._threads and self._free.acquire(blocking=False):
            return self._threads.submit(self._elsewhere, parts)
        done: Future[Analysis] = Future()
        done.set_result(self.here(parts))
        return done

    def here(self, parts: Parts) -> Analysis:
        """Return the analysis of a few passages, made in this process."""
        return self._here.analyze(parts)

    def close(self) -> None:
        """End the processes; what they have not answered fails."""
        for process, _ in self._processes:
            process.kill()
        if self._threads:
            self._threads.shutdown(cancel_futures=True)  # a pipe is closed when no thread listens to it any more
        for process, pipe in self._processes:
            end(process, pipe)
        self._processes.clear()

    def _start(self) -> None:
        others = self.workers - 1
        self._threads = ThreadPoolExecutor(others, thread_name_prefix="analysis")
        for _ in range(others):
            process, pipe = started(_PROGRAM)
            self._processes.append((process, pipe))
            self._threads.submit(self._welcome, pipe)

    def _welcome(self, pipe: Connection) -> None:
        """Let a process take batches once it is ready."""
        pipe.recv()
        self._idle.put(pipe)
        self._free.release(_AHEAD)

    def _elsewhere(self, parts: Parts) -> Analysis:
        pipe = self._idle.get()
        try:
            pipe.send(parts)
            analysis: Analysis = pipe.recv()
        except (EOFError, OSError):
            raise ChildProcessError("a process that analysed passages has ended") from None
        finally:
            self._idle.put(pipe)
            self._free.release()
        return analysis
