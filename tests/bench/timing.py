"""Timing: build, open, questions a second with percentiles, memory; each engine in a process of its own."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from index.analyzer import Analyzer
from tests.bench import rivals

REPOSITORY = Path(__file__).resolve().parents[2]
_WARM_UP = 50

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

    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    per_second_2_threads: float = 0.0
    open_ms: float = 0.0  # from the engine's opening to its first answer, imports done before
    memory_mb: float = 0.0  # resident after all questions, the mapped file pages that were touched included
    private_mb: float = 0.0  # resident without file pages


def measure(ask: rivals.Ask, questions: Sequence[str], seconds: float) -> Speed:
    """Ask until the questions or the time are used up, in one thread."""
    times: list[float] = []
    for question in questions[: _WARM_UP if seconds > 1 else 1]:
        ask(question)
    end = time.perf_counter() + seconds
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - began)
        if time.perf_counter() > end:
            break
    times.sort()
    at = [times[min(int(len(times) * share), len(times) - 1)] * 1000 for share in (0.5, 0.95, 0.99)]
    return Speed(len(times) / sum(times), *(round(value, 3) for value in at))


def two_threads(ask: rivals.Ask, questions: Sequence[str], seconds: float) -> float:
    """Return questions a second with two threads asking."""
    counts, end = [0, 0], time.perf_counter() + seconds

    def work(number: int) -> None:
        for question in questions[number::2]:
            if time.perf_counter() > end:
                return
            ask(question)
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


def in_own_process(engine: str, folder: Path, questions: Path, seconds: float) -> Speed:
    """Measure an engine on disk in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.timing", engine, str(folder), str(questions), str(seconds)]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return Speed(**json.loads(result.stdout))


def main(engine: str, folder: Path, questions: Path, seconds: float) -> None:
    """Open an engine, ask, and print the figures as JSON."""
    asked: list[str] = json.loads(questions.read_text())
    Analyzer().terms("imports and caches are not the index's")
    began = time.perf_counter()
    ask = ON_DISK[engine](folder)
    ask(asked[-1])
    opened = (time.perf_counter() - began) * 1000
    speed = asdict(measure(ask, asked, seconds))
    speed["per_second_2_threads"] = two_threads(ask, random.Random(1).sample(asked, len(asked)), seconds / 2)
    memory = psutil.Process(os.getpid()).memory_info()
    speed.update(open_ms=round(opened, 1), memory_mb=memory.rss / 1e6, private_mb=(memory.rss - memory.shared) / 1e6)
    print(json.dumps(speed))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]))
