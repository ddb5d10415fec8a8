"""Analysis on all cores: in this process, and in others that take what waits whenever they are free."""

import os
import subprocess
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from corpus.processes import end, started
from index.analyzer import Analyzer
from index.disk.analysis import Analysis, BulkAnalyzer, Parts

_HERE_FIRST = 10_000  # passages before the processes are started; below, starting costs what it saves
_AT_ONCE = 8  # batches that another process is given at most, and that wait for it before this one helps itself
_PROGRAM = """
import sys
from index.disk.analysis import serve
serve(int(sys.argv[1]))
"""


@dataclass(slots=True, eq=False)
class Pending:
    """A batch, and its analysis once it is made."""

    parts: Parts
    analysis: Analysis | None = None


@dataclass(slots=True, eq=False)
class _Helper:
    """Another process, and what it is working at; None if it waits for work."""

    process: "subprocess.Popen[bytes]"
    pipe: Connection
    work: list[Pending] | None = field(default_factory=list)  # at first it is starting


class AnalysisPool:
    """Analyses batches here and in other processes. Only text goes out and only terms come back.

    One thread does all of it: one that waited for a pipe would wait as long again for the interpreter, at each turn.
    """

    def __init__(self, analyzer: Analyzer, workers: int | None = None) -> None:
        self._here = BulkAnalyzer(analyzer)
        cores = len(os.sched_getaffinity(0))
        self.workers = 1 if type(analyzer) is not Analyzer else cores if workers is None else workers
        self._submitted = 0
        self._waiting: deque[Pending] = deque()
        self._helpers: list[_Helper] = []

    def submit(self, parts: Parts) -> Pending:
        """Return a batch whose analysis is made at a later call at the latest."""
        pending = Pending(parts)
        self._waiting.append(pending)
        if self._submitted <= _HERE_FIRST < self._submitted + len(parts):
            self._start()
        self._submitted += len(parts)
        for helper in self._helpers.copy():
            if helper.work is not None and helper.pipe.poll():
                self._receive(helper)
            if helper.work is None:
                self._give_work(helper)
        if len(self._waiting) > (_AT_ONCE if self._helpers else 0):
            self._analyze_oldest()
        return pending

    def result(self, pending: Pending) -> Analysis:
        """Return the analysis of a batch, waited for or made now."""
        for helper in self._helpers.copy():
            if pending in (helper.work or ()):
                self._receive(helper)
        while pending.analysis is None:
            self._analyze_oldest()
        return pending.analysis

    def close(self) -> None:
        """End the other processes."""
        for helper in self._helpers:
            end(helper.process, helper.pipe)
        self._helpers.clear()

    def _start(self) -> None:
        with suppress(OSError):  # no room for a process: it goes on here
            for _ in range(self.workers - 1):
                self._helpers.append(_Helper(*started(_PROGRAM)))

    def _give_work(self, helper: _Helper) -> None:
        work = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
        helper.work = work
        try:
            helper.pipe.send([pending.parts for pending in work])
        except OSError:
            self._lose(helper)

    def _receive(self, helper: _Helper) -> None:
        try:
            analyses: Iterable[Analysis] = helper.pipe.recv()
        except (EOFError, OSError):
            self._lose(helper)
            return
        for pending, analysis in zip(helper.work or (), analyses, strict=True):
            pending.analysis = analysis
        helper.work = None

    def _lose(self, helper: _Helper) -> None:
        """Take back what a process had that has ended, perhaps for want of memory."""
        self._waiting.extendleft(reversed(helper.work or ()))
        self._helpers.remove(helper)
        end(helper.process, helper.pipe)

    def _analyze_oldest(self) -> None:
        pending = self._waiting.popleft()
        pending.analysis = self._here.analyze(pending.parts)
