"""A run beside what was recorded of countries: research spending, and making things at home."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.benchmarks import learning_paths, research_levels
from experiments.summary import bands
from view.figures.frame import (
    SMALL,
    Results,
    at_end,
    heading,
    inside,
    percent,
    plain,
    sheet,
    years,
)
from view.palette import HOST, INK, MUTED, PAPER, PARTNERS, tint
from view.words import words

#: Years that the recorded paths and their names need.
RECORD = 34.0


def benchmarks_figure(results: Results) -> Figure:
    """Return two panels: R&D of the host beside levels of countries; know-how beside their paths.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario; with several seeds medians are drawn.
    """
    say, host = words(), results[0].scenario.host.name
    sources = {each.source for each in research_levels()}
    says = say("figure.benchmarks.says", host=host, sources="; ".join(sorted(sources)))
    figure = sheet(say("figure.benchmarks.title", host=host), says, 4.6, results)
    left, bottom, width, height = inside(figure, 0.7, 2.3, top=1.35, bottom=0.65)
    wide = 0.33 * width
    research = figure.add_axes((left, bottom, wide, height))
    learned = figure.add_axes((left + 0.58 * width, bottom, 0.42 * width, height))
    _research(research, results, host)
    _learned(learned, results)
    return figure


def _research(axes: Axes, results: Results, host: str) -> None:
    say = words()
    rows = bands(results, ["research_share"])
    axes.plot(rows["year"] + 0.25, rows["q50"], color=HOST, lw=2.4)
    ends = [(float(rows["q50"].iloc[-1]), host, HOST)]
    for each in research_levels():
        if each.name == host:
            continue
        year, level = each.points[-1]
        axes.axhline(level, color=MUTED, lw=1.0, ls=(0, (2, 2)))
        ends.append((level, f"{each.name} {year:.0f}", MUTED))
    ends = [(value, f"{percent(value, 1)} {text}", colour) for value, text, colour in ends]
    heading(axes, say("figure.benchmarks.research"))
    plain(axes, say("figure.benchmarks.gdp"), True)
    axes.set_ylim(0.0, 1.1 * max(value for value, _, _ in ends))
    years(axes, results)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    at_end(axes, ends, wide=18)


def _learned(axes: Axes, results: Results) -> None:
    """Draw know-how by class, in years since the start, beside recorded paths of the class."""
    say, scenario = words(), results[0].scenario
    labels = []
    for number, kind in enumerate(dict.fromkeys(each.kind for each in learning_paths())):
        names = [name for name, data in scenario.technologies.items() if data.kind == kind]
        if not names:
            continue
        colour = PARTNERS[number % len(PARTNERS)]
        path = know_how(results, names)
        axes.plot((np.arange(len(path)) + 1) / 4, path, color=colour, lw=2.2)
        text = f"{percent(float(path[-1]))} {scenario.classes[kind].name}"
        labels.append((float(path[-1]), text, colour))
        for each in (one for one in learning_paths() if one.kind == kind):
            since = [year - each.start for year, _ in each.points]
            shares = [share for _, share in each.points]
            axes.plot(since, shares, "o", color=colour, mfc="white", ms=6, ls=(0, (2, 2)), lw=1.2)
            axes.annotate(
                fill(each.name, 22), (since[-1], shares[-1]), xytext=(9, 0),
                textcoords="offset points", va="center", size=SMALL - 1.5, color=tint(INK, 0.8),
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5, "alpha": 0.85},
            )  # fmt: skip
    heading(axes, say("figure.benchmarks.learned"))
    plain(axes, "", True)
    axes.set_xlim(0.0, max(RECORD, scenario.clock.quarters / 4))
    axes.set_ylim(0.0, 1.0)
    axes.set_xlabel(say("figure.benchmarks.since"), size=SMALL, color=MUTED)
    at_end(axes, labels, wide=24)


def know_how(results: Results, names: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return mean know-how of technologies quarter by quarter, the median over runs."""
    series = []
    for run in results:
        rows = run.technologies[run.technologies["technology"].isin(names)]
        series.append(rows.groupby("quarter")["know_how"].mean())
    return np.asarray(pd.concat(series, axis=1).median(axis=1), dtype=float)
