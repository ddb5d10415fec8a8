"""The figures as a table of ratios, as JSON and as a picture."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

BASE = "tantivy"  # what ratios are to


def table(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the table for one size."""
    build, asked = result["build"], result["questions"]
    yield f"\n{result['passages']:,} passages"
    yield f"  {'build':22} {'passages/s':>11} {'ratio':>7} {'MB':>8}"
    for name, figures in build.items():
        yield f"  {name:22} {figures['per_second']:11,.0f} {figures['ratio']:7.2f} {figures['bytes'] / 1e6:8.1f}"
    head = f"{'q/s':>9} {'ratio':>7} {'2 threads':>10} {'ratio':>7} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}"
    yield f"  {'questions':22} {head} {'open ms':>8} {'typo ms':>8} {'RSS MB':>7} {'private':>7} {'read':>7}"
    for name, s in asked.items():
        speeds = f"{s['per_second']:9,.1f} {s['ratio']:7.3f}"
        threads = f"{s['per_second_2_threads']:10,.1f} {s['ratio_2_threads']:7.3f}"
        times = f"{s['p50_ms']:8.2f} {s['p95_ms']:8.2f} {s['p99_ms']:8.2f} {s['open_ms']:8.1f}"
        memory = f"{s['memory_mb']:7.0f} {s['private_mb']:7.0f} {s['read_mb']:7.0f}"
        yield f"  {name:22} {speeds} {threads} {times} {s['misspelt_ms']:8.1f} {memory}"


def write(folder: Path, results: list[Mapping[str, Any]], machine: Mapping[str, Any]) -> None:
    """Write bench.json and bench.png."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps({"machine": machine, "sizes": results}, indent=1), "utf-8")
    figure = Figure(figsize=(11, 4.5), dpi=120, layout="constrained")
    cost, build = figure.subplots(1, 2)
    for name in dict.fromkeys(name for result in results for name in result["questions"]):
        points = [(r["passages"], r["questions"][name]["p50_ms"]) for r in results if name in r["questions"]]
        cost.plot(*zip(*points, strict=True), marker="o", label=name)
    first = results[0]["questions"][BASE]["p50_ms"], results[0]["passages"]
    cost.plot(
        [r["passages"] for r in results],
        [first[0] * r["passages"] / first[1] for r in results],
        linestyle=":",
        color="grey",
        label="growing with the collection",
    )
    cost.set(xscale="log", yscale="log", xlabel="passages", ylabel="median ms a question", title="cost of a question")
    for name in dict.fromkeys(name for result in results for name in result["build"]):
        points = [(r["passages"], r["build"][name]["per_second"]) for r in results if name in r["build"]]
        build.plot(*zip(*points, strict=True), marker="o", label=name)
    build.set(xscale="log", xlabel="passages", ylabel="passages a second", ylim=(0, None), title="building")
    cost.legend(fontsize=7)
    build.legend(fontsize=7)
    figure.savefig(folder / "bench.png")
