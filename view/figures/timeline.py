"""Agreements through time: signed, built, in use, reopened, ended, by partner."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.runner import Result
from view.figures.style import canvas, in_order, name_of
from view.palette import GRID, INK, MARK, colours


def year_of(run: Result, quarter: float) -> float:
    """Return the calendar year in which a quarter begins."""
    return run.scenario.clock.start_year + 0.25 * quarter


def timeline(run: Result) -> Figure:
    """Draw every protocol as a bar: pale while being built, full in use, a mark where it ended."""
    scenario = run.scenario
    order = in_order(scenario)
    deals = run.agreements[run.agreements["tier"] == "protocol"]
    figure, (ax,) = canvas(
        "Agreements: pale while being built, full in use", 1.4 + 0.055 * max(8, len(deals))
    )
    shades = colours(order)
    row = 0.0
    ticks, names = [], []
    for name in order:
        mine = deals[deals["partner"] == name].sort_values(["signed", "number"])
        start = row
        for _, deal in mine.iterrows():
            bar(ax, run, deal, row, shades[name])
            row += 1.0
        if len(mine):
            ticks.append((start + row - 1) / 2)
            names.append(f"{name_of(scenario, name)}\n{len(mine)} protocols")
            ax.axhline(row - 0.5, color=GRID, linewidth=1.0)
            row += 0.5
    ax.set_yticks(ticks, names, fontsize=8.5, color=INK)
    ax.set_ylim(max(row, 1.0) - 0.3, -0.8)
    last = scenario.clock.quarters
    ax.set_xlim(year_of(run, 0), year_of(run, last))
    ax.grid(axis="x", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(length=0, labelsize=8, colors=INK)
    ax.legend(
        handles=[
            Patch(color="#9AA5B1", alpha=0.35, label="being built"),
            Patch(color="#9AA5B1", label="in use"),
            Line2D([], [], marker="x", color=MARK, linestyle="", label="left"),
            Line2D([], [], marker="|", color=INK, linestyle="", label="ran out"),
        ],
        loc="upper center", bbox_to_anchor=(0.5, -0.03), ncols=4, fontsize=8, frameon=False,
    )  # fmt: skip
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
        ax.plot(over, row, marker="x" if left else "|", color=MARK if left else INK, markersize=4)


def surplus(run: Result) -> Figure:
    """Draw the host's share of the surplus of each deal, in the order of signature."""
    scenario = run.scenario
    order = in_order(scenario)
    shades = colours(order)
    deals = run.agreements[run.agreements["tier"] == "protocol"]
    figure, (ax,) = canvas(f"What share of each deal's surplus {scenario.host.name} got", 3.4)
    for name in order:
        mine = deals[deals["partner"] == name]
        size = 8 + 60 * np.sqrt(mine["contract_usd_m"] / max(1.0, deals["contract_usd_m"].max()))
        ax.scatter(
            [year_of(run, q) for q in mine["signed"]], mine["host_share_utility"], s=size,
            color=shades[name], alpha=0.75, linewidth=0, label=name_of(scenario, name),
        )  # fmt: skip
    ax.axhline(0.5, color=GRID, linewidth=1.2)
    ax.set_ylim(-0.02, 1.02)
    ax.set_ylabel("share of gains over no deal, in utility", fontsize=9, color=INK)
    ax.tick_params(labelsize=8, colors=INK)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.legend(fontsize=8, frameon=False, loc="lower right", ncols=4)
    return figure
