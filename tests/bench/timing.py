"""Timing: questions a second with percentiles, opening and memory.

The engines take turns at the same questions: what else runs on the machine weighs on all of them alike, and the ratio
of a round is the ratio of its two turns. Engines on disk run in processes of their own, so that memory can be told.
"""

import importlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

import psutil
from rich.console import Console
from rich.progress import track

from bot.garbage import search_seldom
from index.analyzer import Analyzer
from tests.bench import rivals

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = 8
_STRIDE = 311  # questions between the rounds' beginnings

ON_DISK = {
    "citebot answer": rivals.open_citebot_answer,
    "citebot search": rivals.open_citebot_search,
    "tantivy": rivals.open_tantivy,
    "tantivy, ranks only": rivals.open_tantivy_addresses,
    "sqlite fts5": rivals.open_fts5,
}


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast questions were answered."""

    per_second: float  # median of the rounds
    ratio: float  # to the base, median of the rounds
    p50_ms: float
    p95_ms: float
    p99_ms: float
    per_second_2_threads: float = 0.0
    ratio_2_threads: float = 0.0
    open_ms: float = 0.0  # from the engine's opening to its first answer, imports done before
    misspelt_ms: float = 0.0  # the first question with a misspelt word, where words are repaired
    memory_mb: float = 0.0  # resident after all questions, the mapped file pages that were touched included
    private_mb: float = 0.0  # resident without file pages
    read_mb: float = 0.0  # of files that are read and not mapped: what the system may hold for them at most


class Contestant(Protocol):
    """An engine that takes its turns."""

    def turn(self, start: int, seconds: float) -> list[float]:
        """Return the seconds that each question took, from the start-th on, for so long."""
        ...

    def two_threads(self, start: int, seconds: float) -> float:
        """Return questions a second with two threads asking."""
        ...

    def end(self) -> dict[str, float]:
        """Return what is known of opening and memory, and end."""
        ...


class Here:
    """An engine in this process."""

    def __init__(self, ask: rivals.Ask, questions: Sequence[str]) -> None:
        self._ask, self._questions = ask, questions

    def turn(self, start: int, seconds: float) -> list[float]:
        """Return the seconds that each question took."""
        times: list[float] = []
        end = time.perf_counter() + seconds
        while not times or time.perf_counter() < end:
            question = self._questions[(start + len(times)) % len(self._questions)]
            began = time.perf_counter()
            self._ask(question)
            times.append(time.perf_counter() - began)
        return times

    def two_threads(self, start: int, seconds: float) -> float:
        """Return questions a second with two threads asking."""
        counts: list[int] = []
        half = len(self._questions) // 2
        threads = [
            threading.Thread(target=lambda at=at: counts.append(len(self.turn(at, seconds))))
            for at in (start, start + half)
        ]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / (time.perf_counter() - began)

    def end(self) -> dict[str, float]:
        """Return nothing: this process holds more than the engine."""
        return {}


class Apart:
    """An engine on disk, in a process of its own."""

    def __init__(self, engine: str, folder: Path, questions: Path) -> None:
        command = [sys.executable, "-m", "tests.bench.timing", engine, str(folder), str(questions)]
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._told: dict[str, float] = self._read()
        self._size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6

    def turn(self, start: int, seconds: float) -> list[float]:
        """Return the seconds that each question took."""
        times: list[float] = self._call("turn", start, seconds)
        return times

    def two_threads(self, start: int, seconds: float) -> float:
        """Return questions a second with two threads asking."""
        return float(self._call("two_threads", start, seconds))

    def end(self) -> dict[str, float]:
        """Return opening and memory."""
        process = psutil.Process(self._process.pid)
        memory, read = process.memory_info(), process.io_counters().read_chars / 1e6
        self._told["read_mb"] = min(read - self._told["read_mb"], self._size)
        self._told |= {"memory_mb": memory.rss / 1e6, "private_mb": (memory.rss - memory.shared) / 1e6}
        self._process.communicate("")
        return self._told

    def _call(self, *command: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


def compete(contestants: Mapping[str, Contestant], base: str, seconds: float) -> dict[str, Speed]:
    """Return how fast each was, `seconds` each in all, in turns of a fraction of that."""
    share = seconds / ROUNDS
    for contestant in contestants.values():
        contestant.turn(0, share)  # warm
    times: dict[str, list[list[float]]] = {name: [] for name in contestants}
    threaded: dict[str, list[float]] = {name: [] for name in contestants}
    for number in track(range(ROUNDS), "questions", console=Console(stderr=True), transient=True):
        for name, contestant in contestants.items():
            times[name].append(contestant.turn(number * _STRIDE, share))
            threaded[name].append(contestant.two_threads(number * _STRIDE, share / 2))
    rates = {name: [len(turn) / sum(turn) for turn in turns] for name, turns in times.items()}
    return {
        name: Speed(
            median(rates[name]),
            _ratio(rates[name], rates[base]),
            *_percentiles([one for turn in times[name] for one in turn]),
            per_second_2_threads=median(threaded[name]),
            ratio_2_threads=_ratio(threaded[name], threaded[base]),
            **contestant.end(),
        )
        for name, contestant in contestants.items()
    }


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return median(a / b for a, b in zip(ours, theirs, strict=True))


def _percentiles(times: list[float]) -> tuple[float, float, float]:
    times.sort()
    p50, p95, p99 = (
        round(times[min(int(len(times) * share), len(times) - 1)] * 1000, 3) for share in (0.5, 0.95, 0.99)
    )
    return p50, p95, p99


def main(engine: str, folder: Path, questions: Path) -> None:
    """Open an engine, then take turns as standard input says."""
    asked: list[str] = json.loads(questions.read_text())
    _import_all(engine)
    read = psutil.Process().io_counters().read_chars / 1e6
    began = time.perf_counter()
    ask = ON_DISK[engine](folder)
    ask(asked[-1])
    told = {"open_ms": _milliseconds(began), "read_mb": read}
    if engine == "citebot answer":
        began = time.perf_counter()
        ask(_misspelt(asked[-2]))
        told["misspelt_ms"] = _milliseconds(began)
    contestant = Here(ask, asked)
    print(json.dumps(told), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(getattr(contestant, name)(*arguments)), flush=True)


def _import_all(engine: str) -> None:
    """Do what is no part of opening an index: imports, the analyzer's caches, what the program sets at its start."""
    if engine == "citebot answer":
        importlib.import_module("bot.current_answerer")  # by no other engine: memory is measured without what it brings
        search_seldom()
    Analyzer().terms("imports and caches are not the index's")


def _milliseconds(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def _misspelt(question: str) -> str:
    """Return the question with a letter doubled in its last word."""
    return f"{question[:-2]}{question[-2]}{question[-2:]}"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
