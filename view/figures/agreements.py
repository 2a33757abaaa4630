"""Agreements through time: signed, built, in use, reopened, ended, by partner."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.fates import in_key_order
from experiments.runner import Result
from view.figures.frame import Results, inside, sheet
from view.names import name_of
from view.palette import GRID, INK, WARNING, looks
from view.words import words


def year_of(run: Result, quarter: float) -> float:
    """Return the calendar year in which a quarter begins."""
    return run.scenario.clock.start_year + 0.25 * quarter


def agreements_figure(results: Results) -> Figure:
    """Return every protocol as a bar: pale while built, full in use, a mark where it ended."""
    run, say = results[0], words()
    scenario = run.scenario
    deals = run.agreements[run.agreements["tier"] == "protocol"]
    height = 1.9 + 0.055 * max(12, len(deals))
    figure = sheet(say("figure.agreements.title"), say("figure.agreements.says"), height, [run])
    ax = figure.add_axes(inside(figure, 1.75, 0.3, top=0.85, bottom=0.85))
    row = 0.0
    ticks, names = [], []
    for name in in_key_order(scenario):
        mine = deals[deals["partner"] == name].sort_values(["signed", "number"])
        start = row
        for _, deal in mine.iterrows():
            bar(ax, run, deal, row, looks(scenario)[name].colour)
            row += 1.0
        if len(mine):
            ticks.append((start + row - 1) / 2)
            names.append(
                f"{name_of(scenario, name)}\n" + say("figure.agreements.count", count=len(mine))
            )
            ax.axhline(row - 0.5, color=GRID, linewidth=1.0)
            row += 0.5
    ax.set_yticks(ticks, names, fontsize=8.5, color=INK)
    ax.set_ylim(max(row, 1.0) - 0.3, -0.8)
    ax.set_xlim(year_of(run, 0), year_of(run, scenario.clock.quarters))
    ax.grid(axis="x", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(length=0, labelsize=8, colors=INK)
    grey = "#9AA5B1"
    handles = [
        Patch(color=grey, alpha=0.35, label=say("figure.agreements.building")),
        Patch(color=grey, label=say("figure.agreements.running")),
        Line2D([], [], marker="x", color=WARNING, ls="", label=say("figure.agreements.left")),
        Line2D([], [], marker="|", color=INK, ls="", label=say("status.expired")),
    ]
    figure.legend(handles=handles, loc="lower left", ncols=4, fontsize=8, frameon=False)
    return figure


def bar(ax: Axes, run: Result, deal: pd.Series, row: float, colour: str) -> None:
    """Draw one agreement."""
    last = run.scenario.clock.quarters
    end = float(deal["ended"]) if deal["ended"] >= 0 else last
    done = float(deal["completed"]) + 1 if deal["completed"] >= 0 else end
    begin, built, over = (year_of(run, q) for q in (float(deal["signed"]), min(done, end), end))
    ax.barh(row, built - begin, left=begin, height=0.8, color=colour, alpha=0.35, linewidth=0)
    ax.barh(row, max(0.0, over - built), left=built, height=0.8, color=colour, linewidth=0)
    if deal["ended"] >= 0:
        left = str(deal["status"]).startswith("left")
        ax.plot(
            over, row, marker="x" if left else "|", color=WARNING if left else INK, markersize=4
        )
