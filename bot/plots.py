"""Measures as pictures. Needs the extra `plots`."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from bot.gaps import WEEK, day, weekly
from bot.state.gaps import Gap, GapRecord
from corpus.errors import CitebotError
from index.evaluation.measures import Comparison, Values, mean


class PlotsMissingError(CitebotError):
    """matplotlib is not installed."""

    def __init__(self) -> None:
        super().__init__("matplotlib is not installed; --plot needs it. Install it with: pip install -e '.[plots]'")


def can_plot() -> bool:
    """Return whether pictures can be drawn."""
    return find_spec("matplotlib") is not None


def require_plots() -> None:
    """Raise PlotsMissingError where no picture could be drawn: told before the work whose result it is to show."""
    if not can_plot():
        raise PlotsMissingError


def plot_measures(path: Path, title: str, measures: Mapping[str, Values]) -> None:
    """Write a PNG: the mean of each measure, and the spread over queries."""
    figure, axes = _figure()
    names = list(measures)
    axes.boxplot([list(values.values()) for values in measures.values()], tick_labels=names, showmeans=True)
    for place, values in enumerate(measures.values(), 1):
        axes.annotate(f"{mean(values):.3f}", (place, 1.03), ha="center")
    axes.set(title=title, ylim=(-0.05, 1.12), ylabel="value per query; the number above is the mean")
    figure.savefig(path, format="png")


def plot_comparison(path: Path, names: tuple[str, str], compared: Sequence[Comparison]) -> None:
    """Write a PNG: both means of each measure, with the p value of their difference."""
    figure, axes = _figure()
    places = range(len(compared))
    axes.bar([x - 0.2 for x in places], [c.first for c in compared], 0.4, label=names[0])
    axes.bar([x + 0.2 for x in places], [c.second for c in compared], 0.4, label=names[1])
    axes.set_xticks(list(places), [f"{c.measure}\np = {c.p:.3f}" for c in compared])
    axes.set(ylim=(0, 1), ylabel="mean over judged queries")
    axes.legend()
    figure.savefig(path, format="png")


def plot_gaps(to: Path | BinaryIO, records: Sequence[GapRecord], now: float, weeks: int) -> None:
    """Write a PNG: questions left open in each week, by kind, the newest week at the right."""
    figure, axes = _figure()
    names = [day(now - ago * WEEK) for ago in range(weeks - 1, -1, -1)]
    bottom = [0] * weeks
    for kind in Gap:
        counts = weekly([record for record in records if record.kind is kind], now, weeks)
        axes.bar(names, counts, bottom=bottom, label=kind.value)
        bottom = [below + count for below, count in zip(bottom, counts, strict=True)]
    axes.set(ylabel="questions left open", xlabel="week ending")
    axes.tick_params(axis="x", rotation=45)
    axes.legend()
    figure.savefig(to, format="png")


def _figure() -> tuple[Any, Any]:
    require_plots()
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and slow to import

    figure = Figure(figsize=(8, 4.5), dpi=120, layout="constrained")
    return figure, figure.subplots()
