"""Technologies through time as a map: which part of the need is met, and what has been learned."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from view.figures.frame import SMALL, Results, heading, inside, percent, sheet, two_lines, years
from view.links import classes_in_order
from view.names import name_of
from view.palette import INK, MUTED, PAPER
from view.words import words

#: Readable by the colour-blind and in grey print: lightness rises with the value.
MAP = "YlGnBu"
ROW = 0.235  # inches
NAME = 46  # characters of a line that stand beside the map
MEASURES = ("met", "know_how")


def capability_figure(results: Results) -> Figure:
    """Return need met and know-how of each technology in each quarter; means over seeds."""
    say, scenario = words(), results[0].scenario
    host = name_of(scenario, "host")
    groups = classes_in_order(results[0])
    rows = [name for members in groups.values() for name in members]
    height = ROW * (len(rows) + 0.45 * len(groups)) + 2.0
    figure = sheet(
        say("figure.capability.title", host=host),
        say("figure.capability.says", host=host),
        height,
        results,
    )
    wide = float(figure.get_size_inches()[0])
    for number, measure in enumerate(MEASURES):
        left = 2.85 if number == 0 else 6.35
        axes = figure.add_axes(inside(figure, left, wide - left - 2.75, top=1.05, bottom=0.95))
        heading(axes, say(f"figure.capability.{measure}"))
        _map(axes, results, groups, measure, named=number == 0)
    bar = figure.add_axes((2.85 / wide, 0.36 / height, 2.0 / wide, 0.11 / height))
    scale = figure.colorbar(
        ScalarMappable(Normalize(0, 1), cmap=MAP), cax=bar, orientation="horizontal"
    )
    scale.set_ticks([0, 0.5, 1], labels=[percent(0), percent(0.5), percent(1)])
    scale.outline.set_visible(False)
    bar.tick_params(labelsize=SMALL - 1, length=0, colors=MUTED)
    return figure


def _map(
    axes: Axes, results: Results, groups: dict[str, list[str]], measure: str, named: bool
) -> None:
    scenario = results[0].scenario
    wide = sum(
        each.technologies.pivot(index="technology", columns="quarter", values=measure)
        for each in results
    )
    assert isinstance(wide, pd.DataFrame)
    wide = wide / len(results)
    clock = scenario.clock
    edges = clock.start_year + np.arange(wide.shape[1] + 1) / 4
    years(axes, results, label=False)
    y = 0.0
    for kind, members in groups.items():
        y += 0.45
        if named:
            axes.text(
                -0.035, y - 0.03, name_of(scenario, kind), transform=axes.get_yaxis_transform(),
                ha="right", va="bottom", size=SMALL - 1.5, color=MUTED, style="italic",
            )  # fmt: skip
        for name in members:
            values = wide.loc[name].to_numpy(dtype=float)
            axes.pcolormesh(
                edges, [y, y + 0.94], values[None, :], cmap=MAP, vmin=0, vmax=1, rasterized=True
            )
            if named:
                text = two_lines(name_of(scenario, name), NAME)
                size = SMALL - (1.3 if "\n" in text else 0.5)
                axes.text(
                    -0.02, y + 0.5, text, ha="right", va="center", linespacing=0.95, color=INK,
                    size=size, transform=axes.get_yaxis_transform(),
                )  # fmt: skip
            axes.text(
                1.02, y + 0.5, percent(values[-1]), transform=axes.get_yaxis_transform(),
                va="center", size=SMALL - 0.5, color=INK,
            )  # fmt: skip
            y += 1.0
    axes.set_ylim(y, 0)
    axes.set_yticks([])
    axes.set_facecolor(PAPER)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(labelsize=SMALL, length=3, color=MUTED)
