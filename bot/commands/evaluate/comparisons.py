"""Two runs on the same judged collection, measure by measure."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bot.commands.evaluate.common_ids import check_run
from bot.commands.evaluate.output import Figures, Output
from bot.plots import plot_comparison
from index.evaluation.judged_collection import JudgedCollection
from index.evaluation.measures import compare
from index.evaluation.trec_files import read_run


def show_comparison(files: tuple[Path, Path], collection: JudgedCollection, output: Output) -> None:
    """Compare two runs in TREC form by the judgements of a collection."""
    first, second = (read_run(file) for file in files)
    for file, run in zip(files, (first, second), strict=True):
        check_run(str(file), run, collection)
    compared = compare(first, second, collection.qrels)
    names = (files[0].name, files[1].name)
    if output.plot:
        plot_comparison(output.plot, names, compared)
    output.show({"runs": names, "comparison": [asdict(one) for one in compared]}, _lines)


def _lines(figures: Figures) -> Iterator[str]:
    first, second = figures["runs"]
    yield f"A = {first}, B = {second}; p by paired randomisation"
    yield f"  {'':8} {'A':>7} {'B':>7} {'B - A':>8} {'p':>7}  better/worse"
    for c in figures["comparison"]:
        change = c["second"] - c["first"]
        line = f"  {c['measure']:8} {c['first']:7.4f} {c['second']:7.4f} {change:+8.4f} {c['p']:7.4f}"
        yield f"{line}  {c['better']}/{c['worse']}"
