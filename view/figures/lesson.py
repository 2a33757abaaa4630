"""Small pictures for the notebooks, narrow enough to be read on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from experiments.runner import Result
from experiments.summary import bands
from model.metrics.declared import declared
from view.figures.frame import plain
from view.palette import DASHES, INK, MUTED, OTHER, PAPER, PARTNERS

WIDTH = 5.6  # inches
TEXT = 9.5  # points
COLOURS = (INK, OTHER, "#D55E00", *PARTNERS[:4])
EDGES = {"left": 0.125, "right": 0.97}
MOST_LINES = len(COLOURS)


def sheet(height: float, panels: int = 1) -> tuple[Figure, list[Axes]]:
    """Return an empty narrow figure and its axes, one above the other."""
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    figure.set_layout_engine("constrained")
    axes = figure.subplots(panels, 1, sharex=True, squeeze=False)
    return figure, list(axes[:, 0])


def finish(axes: Axes, across: str = "", up: str = "", named: int = 2) -> None:
    """Make axes readable at a small size, and name the lines where there are several."""
    plain(axes)
    axes.tick_params(labelsize=TEXT - 1)
    axes.set_ylabel(up, size=TEXT, color=INK)
    if across:
        axes.set_xlabel(across, size=TEXT, color=INK)
    if named > 1:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=min(named, 3), frameon=False,
            fontsize=TEXT - 0.5, borderaxespad=0.2, handlelength=1.8, columnspacing=1.2,
        )  # fmt: skip


def curves_figure(
    x: ArrayLike,
    lines: Mapping[str, ArrayLike],
    across: str,
    up: str,
    marks: Mapping[str, float] | None = None,
    points: bool = False,
) -> Figure:
    """Return curves over one axis, told apart by colour and dash.

    Parameters
    ----------
    x : (n,) array
        Places along the horizontal axis.
    lines : mapping of str to (n,) array
        Heights, by name; at most 7.
    across, up : str
        What the axes show, with units.
    marks : mapping of str to float, optional
        Vertical lines, by name.
    points : bool
        Whether each value is marked.

    Raises
    ------
    ValueError
        Where there are more lines than can be told apart, or one has another length than ``x``.

    Examples
    --------
    >>> len(curves_figure([0, 1], {"up": [0, 1], "down": [1, 0]}, "t", "u").axes[0].lines)
    2
    """
    places = np.asarray(x, dtype=np.float64)
    if len(lines) > MOST_LINES:
        raise ValueError(f"{len(lines)} lines: at most {MOST_LINES} can be told apart")
    figure, (axes,) = sheet(3.5)
    for number, (name, heights) in enumerate(lines.items()):
        values = np.asarray(heights, dtype=np.float64)
        if values.shape != places.shape:
            raise ValueError(f"{name!r} has {values.size} values for {places.size} places")
        axes.plot(
            places, values, color=COLOURS[number], ls=DASHES[number], lw=2.0, label=name,
            marker="o" if points else None, ms=4,
        )  # fmt: skip
    for name, place in (marks or {}).items():
        axes.axvline(place, color=MUTED, lw=1.0, ls=(0, (2, 2)))
        axes.annotate(
            name, (place, 0.02), xycoords=("data", "axes fraction"), xytext=(3, 0),
            textcoords="offset points", size=TEXT - 1, color=MUTED,
        )  # fmt: skip
    finish(axes, across, up, len(lines))
    return figure


def bars_figure(values: Mapping[str, float], across: str) -> Figure:
    """Return named numbers as bars, the first on top, the number at each end.

    Examples
    --------
    >>> [float(bar.get_width()) for bar in bars_figure({"a": 2.0}, "parts").axes[0].patches]
    [2.0]
    """
    figure, (axes,) = sheet(0.9 + 0.34 * len(values))
    names, numbers = list(values)[::-1], [float(value) for value in values.values()][::-1]
    axes.barh(range(len(names)), numbers, color=OTHER, height=0.66)
    for place, value in enumerate(numbers):
        axes.annotate(
            f"{value:.3g}", (value, place), xytext=(4 if value >= 0 else -4, 0), size=TEXT - 0.5,
            textcoords="offset points", va="center", ha="left" if value >= 0 else "right",
        )  # fmt: skip
    finish(axes, across, named=0)
    axes.grid(visible=False)
    axes.axvline(0.0, color=MUTED, lw=0.8)
    axes.set_yticks(range(len(names)), names, size=TEXT)
    axes.margins(x=0.14)
    return figure


def through_time_figure(groups: Mapping[str, Sequence[Result]], measures: Sequence[str]) -> Figure:
    """Return measures of the host through time, by policy.

    One policy: all measures of one unit share a panel. Several: a panel a measure, a line a policy.
    A line is the median over seeds, the band around it 5 to 95 % of them.

    Parameters
    ----------
    groups : mapping of str to sequence of Result
        Runs of one scenario each, one a seed.
    measures : sequence of str
        Columns of the series.

    Raises
    ------
    ValueError
        Where there is no measure, or none of that name; the message names the nearest.
    """
    if not measures:
        raise ValueError('name at least one measure, such as plot(result, "autonomy")')
    units = [declared(measure).unit for measure in measures]
    if len(groups) == 1:
        panels = [[m for m, of in zip(measures, units, strict=True) if of == unit]
                  for unit in dict.fromkeys(units)]  # fmt: skip
    else:
        panels = [[measure] for measure in measures]
    figure, places = sheet(0.6 + 2.5 * len(panels), len(panels))
    for panel, axes in zip(panels, places, strict=True):
        lines = [(name, runs, measure) for measure in panel for name, runs in groups.items()]
        for number, (name, runs, measure) in enumerate(lines):
            colour, dash = COLOURS[number % MOST_LINES], DASHES[number % len(DASHES)]
            band = bands(runs, [measure])
            label = (name if len(groups) > 1 else measure).replace("_", " ")
            axes.plot(band["year"] + 0.25, band["q50"], color=colour, ls=dash, lw=2.0, label=label)
            if len(runs) > 1:
                axes.fill_between(
                    band["year"] + 0.25, band["q05"], band["q95"], color=colour, alpha=0.15, lw=0
                )
        unit = declared(panel[0]).unit
        title = panel[0].replace("_", " ")
        finish(axes, "", f"{title} ({unit})" if len(panel) == 1 else unit, len(lines))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        if unit == "share":
            axes.set_ylim(bottom=0.0)
    return figure
