"""A run beside what was recorded of countries: research, exports, making things at home."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.benchmarks import (
    export_levels,
    learning_paths,
    research_levels,
)
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
from view.names import called, name_of
from view.palette import HOST, INK, MUTED, PAPER, PARTNERS, tint
from view.words import words

#: Years that the recorded paths and their names need.
RECORD = 34.0


def benchmarks_figure(results: Results) -> Figure:
    """Return three panels: R&D and technology in exports beside levels of countries; know-how.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario; with several seeds medians are drawn.
    """
    say, scenario = words(), results[0].scenario
    host = name_of(scenario, "host")
    sources = {each.source for each in research_levels()}
    sources |= {each.source for each in export_levels()}
    says = say("figure.benchmarks.says", host=host, sources="; ".join(sorted(sources)))
    figure = sheet(say("figure.benchmarks.title", host=host), says, 8.4, results)
    left, bottom, width, height = inside(figure, 0.7, 2.3, top=1.6, bottom=0.65)
    wide, tall = 0.30 * width, 0.42 * height
    research = figure.add_axes((left, bottom + 0.58 * height, wide, tall))
    exports = figure.add_axes((left + 0.62 * width, bottom + 0.58 * height, 0.38 * width, tall))
    learned = figure.add_axes((left, bottom, width, tall))
    _research(research, results)
    _exports(exports, results)
    _learned(learned, results)
    return figure


def _research(axes: Axes, results: Results) -> None:
    others = [
        (each.points[-1][1], f"{called(each.name)} {each.points[-1][0]:.0f}")
        for each in research_levels()
        if each.name != results[0].scenario.host.name
    ]
    heading(axes, words()("figure.benchmarks.research"))
    plain(axes, words()("figure.benchmarks.gdp"), True)
    _beside(axes, results, "research_share", others)


def _exports(axes: Axes, results: Results) -> None:
    # A host's own record is a level like others: the run counts all exports, the record goods made.
    others = [(each.share, called(each.name)) for each in export_levels()]
    heading(axes, words()("figure.benchmarks.exports"))
    plain(axes, "", True)
    _beside(axes, results, "export_share", others)


def _beside(
    axes: Axes,
    results: Results,
    measure: str,
    others: list[tuple[float, str]],
) -> None:
    """Draw a measure of the host, and dashed the levels of others."""
    rows = bands(results, [measure])
    axes.plot(rows["year"] + 0.25, rows["q50"], color=HOST, lw=2.4)
    for level, _ in others:
        axes.axhline(level, color=MUTED, lw=1.0, ls=(0, (2, 2)))
    named = [
        (float(rows["q50"].iloc[-1]), name_of(results[0].scenario, "host"), HOST),
        *((level, text, MUTED) for level, text in others),
    ]
    ends = [(value, f"{percent(value, 1)} {text}", colour) for value, text, colour in named]
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
        text = f"{percent(float(path[-1]))} {name_of(scenario, kind)}"
        labels.append((float(path[-1]), text, colour))
        for each in (one for one in learning_paths() if one.kind == kind):
            since = [year - each.start for year, _ in each.points]
            shares = [share for _, share in each.points]
            axes.plot(since, shares, "o", color=colour, mfc="white", ms=6, ls=(0, (2, 2)), lw=1.2)
            axes.annotate(
                fill(called(each.name), 22), (since[-1], shares[-1]), xytext=(9, 0),
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
