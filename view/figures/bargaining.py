"""What share of each deal's surplus the host got, deal by deal."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from experiments.fates import in_key_order
from view.figures.agreements import year_of
from view.figures.frame import Results, inside, plain, sheet
from view.names import name_of
from view.palette import GRID, looks
from view.words import words


def bargaining_figure(results: Results) -> Figure:
    """Return the host's share of the gains of each protocol, in the order of signature."""
    run, say = results[0], words()
    scenario = run.scenario
    host = name_of(scenario, "host")
    deals = run.agreements[run.agreements["tier"] == "protocol"]
    title = say("figure.bargaining.title", host=host)
    figure = sheet(title, say("figure.bargaining.says"), 4.2, [run])
    ax = figure.add_axes(inside(figure, 0.9, 0.3, top=1.1, bottom=0.9))
    largest = max(1.0, float(deals["contract_usd_m"].max())) if len(deals) else 1.0
    for name in in_key_order(scenario):
        look = looks(scenario)[name]
        mine = deals[deals["partner"] == name]
        size = 10 + 70 * np.sqrt(mine["contract_usd_m"].to_numpy(dtype=float) / largest)
        when = [year_of(run, q) for q in mine["signed"]]
        share = mine["host_share_utility"].to_numpy(dtype=float)
        alone = mine["rivals"].to_numpy() == 0
        fill = ["white" if one else look.colour for one in alone]
        ax.scatter(when, share, s=size, c=fill, edgecolors=look.colour, marker=look.mark)
        ax.scatter([], [], s=40, c=look.colour, marker=look.mark, label=name_of(scenario, name))
    ax.axhline(0.5, color=GRID, linewidth=1.2)
    plain(ax, say("figure.bargaining.unit", host=host), True)
    ax.set_ylim(-0.02, 1.04)
    ax.set_xlim(year_of(run, 0), year_of(run, scenario.clock.quarters))
    figure.legend(loc="lower left", ncols=4, fontsize=8, frameon=False)
    return figure
