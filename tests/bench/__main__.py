"""Speed, side by side with the alternatives in one run: python -m tests.bench [SIZE …]

BENCH_LARGE=1 adds a million passages. Figures are written to var/bench/. What counts are the ratios: they hold on
another machine where the numbers do not.
"""

import gc
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import report, rivals
from tests.bench.collection import BenchDocument, documents, questions
from tests.bench.timing import ON_DISK, Apart, Contestant, Here, compete

_OUTPUT = Path("var/bench")
_SIZES = (1_000, 10_000, 100_000)
_LARGE = 1_000_000
_QUESTIONS = 3_000
_SECONDS = 6.0  # of asking, for each engine
_BUILDS, _SMALL = 3, 10_000  # builds of collections up to that size
_IN_MEMORY_UP_TO = 100_000  # rank-bm25 takes seconds a question beyond
_FTS5_UP_TO = 100_000

_BUILDERS: Mapping[str, Callable[[Path, Sequence[BenchDocument]], None]] = {
    "citebot": rivals.build_citebot,
    "tantivy": rivals.build_tantivy,
    "sqlite fts5": rivals.build_fts5,
}
_IN_MEMORY = {"rank-bm25 (memory)": rivals.memory_search, "bm25s": rivals.bm25s_search}


def main() -> None:
    """Measure every size and write the report."""
    sizes = [int(size) for size in sys.argv[1:]] or list(_SIZES)
    if os.environ.get("BENCH_LARGE") == "1":
        sizes.append(_LARGE)
    results = []
    for size in sizes:
        results.append(_measured(size))
        for line in report.table(results[-1]):
            print(line, flush=True)
    report.write(_OUTPUT, results, {"python": platform.python_version(), "cores": os.cpu_count()})
    print(f"\nwritten: {_OUTPUT / 'bench.json'}, {_OUTPUT / 'bench.png'}; ratio: to {report.BASE}")


def _measured(size: int) -> Mapping[str, Any]:
    generated = list(documents(size))
    passages = [passage for document in generated for passage in document.passages]
    asked = questions(passages, _QUESTIONS)
    _OUTPUT.mkdir(parents=True, exist_ok=True)
    file = _OUTPUT / f"questions-{size}.json"
    file.write_text(json.dumps(asked))
    gc.collect()
    gc.freeze()  # else every engine is charged for the collector's walks over the generated passages
    build = _builds(size, generated)
    contestants: dict[str, Contestant] = {}
    for name, make in _IN_MEMORY.items() if size <= _IN_MEMORY_UP_TO else ():
        contestants[name] = Here(make(passages), asked)
    for name in ON_DISK:
        if name != "sqlite fts5" or size <= _FTS5_UP_TO:
            contestants[name] = Apart(name, _folder(name, size), file)
    speeds = compete(contestants, report.BASE, _SECONDS)
    gc.unfreeze()
    return {"passages": size, "build": build, "questions": {name: asdict(speed) for name, speed in speeds.items()}}


def _builds(size: int, generated: Sequence[BenchDocument]) -> Mapping[str, Mapping[str, float]]:
    """Return how fast each index is built; the builders take turns, and the ratio is a round's."""
    names = [name for name in _BUILDERS if name != "sqlite fts5" or size <= _FTS5_UP_TO]
    rounds = [{name: _built(name, size, generated) for name in names} for _ in range(_BUILDS if size <= _SMALL else 1)]
    return {
        name: {
            "per_second": median(size / turn[name] for turn in rounds),
            "ratio": median(turn[report.BASE] / turn[name] for turn in rounds),
            "bytes": sum(file.stat().st_size for file in _folder(name, size).rglob("*") if file.is_file()),
        }
        for name in names
    }


def _built(name: str, size: int, generated: Sequence[BenchDocument]) -> float:
    """Build an index anew and return how many seconds that took."""
    folder = _folder(name, size)
    shutil.rmtree(folder, ignore_errors=True)
    began = time.perf_counter()
    _BUILDERS[name](folder, generated)
    return time.perf_counter() - began


def _folder(name: str, size: int) -> Path:
    """Return where an engine's index of a size is; the ways to ask an engine share it."""
    kind = name.replace(",", "").split()
    return _OUTPUT / f"{'-'.join(kind) if kind[0] == 'sqlite' else kind[0]}-{size}"


if __name__ == "__main__":
    main()
