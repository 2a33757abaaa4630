"""Technologies by time: how much of each need is met, and how much of it the host knows."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from experiments.runner import Result
from view.figures.style import canvas
from view.palette import INK

BLUES = LinearSegmentedColormap.from_list("met", ["#F4F6F8", "#9CC4E4", "#0072B2", "#003A5D"])
GREENS = LinearSegmentedColormap.from_list("know", ["#F4F6F8", "#A5DCC8", "#009E73", "#00503A"])


def capability_map(run: Result) -> Figure:
    """Draw needs met and know-how, a row a technology, a column a quarter."""
    scenario, table = run.scenario, run.technologies
    order = sorted(
        scenario.technologies,
        key=lambda k: (scenario.technologies[k].kind, scenario.technologies[k].key),
    )
    names = [scenario.technologies[k].name for k in order]
    figure, (left, right) = canvas(
        "What runs today, and what would run alone", 0.27 * len(order) + 1.2, columns=2
    )
    for ax, column, title, shade in (
        (left, "met", "share of need met", BLUES),
        (right, "know_how", "know-how at home", GREENS),
    ):
        grid = table.pivot(index="technology", columns="year", values=column).loc[order]
        years = grid.columns.to_numpy(dtype=float)
        picture = ax.imshow(
            grid.to_numpy(dtype=float), aspect="auto", cmap=shade, vmin=0, vmax=1,
            interpolation="nearest",
            extent=(years[0], years[-1] + 0.25, len(order) - 0.5, -0.5),
        )  # fmt: skip
        ax.set_title(title, loc="left", fontsize=10, color=INK)
        ax.tick_params(labelsize=8, colors=INK, length=2)
        for side in ax.spines.values():
            side.set_visible(False)
        first = int(years[0])
        ax.set_xticks(range(first + (-first) % 5, int(years[-1]) + 1, 5))
        bar = figure.colorbar(picture, ax=ax, location="bottom", shrink=0.6, pad=0.01, aspect=30)
        bar.ax.tick_params(labelsize=7)
    left.set_yticks(np.arange(len(order)), names, fontsize=8)
    right.set_yticks([])
    return figure
