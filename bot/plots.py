"""Measures as pictures. Needs the extra `plots`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import CitebotError
from index.evaluate import Comparison, Values, mean


class PlotsMissingError(CitebotError):
    """matplotlib is not installed."""

    def __init__(self) -> None:
        super().__init__("matplotlib is not installed; --plot needs it. Install it with: pip install 'citebot[plots]'")


def plot_measures(path: Path, title: str, measures: Mapping[str, Values]) -> None:
    """Write a PNG: the mean of each measure, and the spread over queries."""
    figure, axes = _figure()
    names = list(measures)
    axes.boxplot([list(values.values()) for values in measures.values()], tick_labels=names, showmeans=True)
    for place, values in enumerate(measures.values(), 1):
        axes.annotate(f"{mean(values):.3f}", (place, 1.03), ha="center")
    axes.set(title=title, ylim=(-0.05, 1.12), ylabel="value per query; the number above is the mean")
    figure.savefig(path)


def plot_comparison(path: Path, names: tuple[str, str], compared: Sequence[Comparison]) -> None:
    """Write a PNG: both means of each measure, with the p value of their difference."""
    figure, axes = _figure()
    places = range(len(compared))
    axes.bar([x - 0.2 for x in places], [c.first for c in compared], 0.4, label=names[0])
    axes.bar([x + 0.2 for x in places], [c.second for c in compared], 0.4, label=names[1])
    axes.set_xticks(list(places), [f"{c.measure}\np = {c.p:.3f}" for c in compared])
    axes.set(ylim=(0, 1), ylabel="mean over judged queries")
    axes.legend()
    figure.savefig(path)


def _figure() -> tuple[Any, Any]:
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise PlotsMissingError from None
    figure = Figure(figsize=(8, 4.5), dpi=120, layout="constrained")
    return figure, figure.subplots()
