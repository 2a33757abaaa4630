"""The dependency graph of a quarter, in layers, with who meets each need at its right edge."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from experiments.fates import in_key_order
from experiments.runner import Result
from view.figures.frame import SMALL, inside, percent, sheet, two_lines
from view.layout import FIRM_X, PARTNER_X, Layout, layout
from view.links import Link, Ownership, links, ownerships
from view.names import name_of
from view.palette import FIRM, INK, MUTED, PAPER, looks, tint
from view.words import words

#: Links below this share of a need are left out.
CUT = 0.05
#: Width of a link that meets a whole need, points.
WIDEST = 13.0
#: Part-ownership below this is left out, unless it gives control.
STAKE = 0.25
ROW, LEAST = 0.3, 2.6  # inches: height of a row, and least height of all
LABEL_X, BAR_X, BAR, INPUT_X, RIGHT_X = 1.02, 1.84, 0.34, 2.21, 2.66
NAME = 43  # characters of a line that stand between both


def graph_figure(results: Sequence[Result], quarter: int | None = None) -> Figure:
    """Return who supplies which technology, through which firms, at the end of a quarter.

    Parameters
    ----------
    results : sequence of Result
        The first run is drawn.
    quarter : int, optional
        Counted from 0; the last by default.
    """
    say, result = words(), results[0]
    found = links(result, quarter)
    supplies = [each for each in found if each.kind != "inputs"]
    shown = [each for each in supplies if each.share >= CUT and each.state != "host"]
    hidden = sum(each.state != "host" for each in supplies) - len(shown)
    owners = ownerships(result.graph(quarter))
    places = layout(result, shown, owners)
    at = result.series["label"].iloc[-1 if quarter is None else quarter]
    figure = sheet(
        say("figure.graph.title", host=name_of(result.scenario, "host"), label=at),
        say("figure.graph.says", cut=percent(CUT), hidden=hidden),
        max(LEAST, ROW * places.rows) + 2.2,
        results[:1],
    )
    axes = figure.add_axes(inside(figure, 0.2, 0.1, top=1.05, bottom=0.75))
    axes.set_xlim(-0.16, RIGHT_X)
    axes.set_ylim(places.rows - 0.3, -1.1)
    axes.axis("off")
    _ownership(axes, result, places, owners)
    _links(axes, result, places, shown)
    _nodes(axes, result, places)
    _needs(axes, result, places, found)
    _headings(axes, result, places)
    _legend(axes, result)
    return figure


def _curve(axes: Axes, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
    """Draw a link that leaves and arrives level."""
    middle = (start[0] + end[0]) / 2
    points = [start, (middle, start[1]), (middle, end[1]), end]
    path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    axes.add_patch(PathPatch(path, facecolor="none", capstyle="butt", **look))


def _links(axes: Axes, result: Result, places: Layout, shown: Sequence[Link]) -> None:
    look = looks(result.scenario)
    for link in shown:
        start = places.firms[link.firm] if link.firm else places.states[link.state]
        upstream = link.state in result.scenario.upstream
        _curve(
            axes,
            (start[0] + 0.012, start[1]),
            places.technologies[link.technology],
            edgecolor=look[link.state].colour,
            linewidth=max(0.8, WIDEST * link.share),
            linestyle="solid" if link.kind == "runs" else (0, (0.7, 0.7)),
            alpha=0.4 if upstream else 0.62,
            zorder=1 if link.kind == "imports" else 2,
        )


def _ownership(axes: Axes, result: Result, places: Layout, owners: Sequence[Ownership]) -> None:
    look = looks(result.scenario)
    for each in owners:
        worth = each.controls or each.share >= STAKE
        if worth and each.firm in places.firms and each.state in places.states:
            _curve(
                axes,
                places.states[each.state],
                places.firms[each.firm],
                edgecolor=tint(look[each.state].colour, 0.55),
                linewidth=0.6 + 2.4 * each.share,
                zorder=1,
            )


def _nodes(axes: Axes, result: Result, places: Layout) -> None:
    scenario, look = result.scenario, looks(result.scenario)
    for name, (x, y) in places.states.items():
        partner = name in scenario.partners
        axes.plot(
            x, y, look[name].mark, color=look[name].colour, markersize=13 if partner else 8,
            markeredgecolor=PAPER, zorder=5,
        )  # fmt: skip
        axes.text(
            x, y - 0.62, name_of(scenario, name), size=SMALL + (0.5 if partner else -0.5),
            ha="center", va="bottom", color=INK, weight="bold" if partner else "normal", zorder=6,
            bbox={"facecolor": PAPER, "alpha": 0.8, "lw": 0, "pad": 0.8},
        )  # fmt: skip
    for x, y in places.firms.values():
        axes.plot(x, y, "s", color=PAPER, markersize=5.5, markeredgecolor=FIRM, zorder=5)
    for name, (x, y) in places.technologies.items():
        axes.plot(x, y, "o", color=INK, markersize=4, zorder=5)
        axes.text(
            LABEL_X, y, two_lines(name_of(scenario, name), NAME), size=SMALL - 0.3, va="center",
            color=INK, zorder=6, linespacing=1.0,
        )  # fmt: skip


def _needs(axes: Axes, result: Result, places: Layout, found: Sequence[Link]) -> None:
    """Draw, for each technology, who meets its need, and whose inputs it cannot run without."""
    scenario, look = result.scenario, looks(result.scenario)
    order = ["host", *in_key_order(scenario), *scenario.upstream]
    by_state: defaultdict[tuple[str, str], float] = defaultdict(float)
    stops: defaultdict[tuple[str, str], float] = defaultdict(float)
    for link in found:
        table = stops if link.kind == "inputs" else by_state
        key = link.technology, link.state
        table[key] = (
            max(table[key], link.share) if link.kind == "inputs" else table[key] + link.share
        )
    for name, (_, y) in places.technologies.items():
        axes.add_patch(
            Rectangle((BAR_X, y - 0.28), BAR, 0.56, facecolor=PAPER, edgecolor=MUTED, lw=0.5)
        )
        x = BAR_X
        for state in (each for each in order if by_state[name, each] > 0.0):
            share = by_state[name, state]
            colour = look[state].colour
            if state in scenario.upstream:
                colour = tint(colour, 0.6)
            axes.add_patch(
                Rectangle(
                    (x, y - 0.28), BAR * share, 0.56, facecolor=colour, edgecolor=PAPER, lw=0.4
                )
            )
            x += BAR * share
        worst = max(order, key=lambda state: stops[name, state])
        share = stops[name, worst]
        if share >= CUT:
            text = f"{name_of(scenario, worst)} {percent(share)}"
            axes.text(
                INPUT_X, y, text, size=SMALL - 1, va="center", color=INK if share > 0.3 else MUTED
            )


def _headings(axes: Axes, result: Result, places: Layout) -> None:
    say = words()
    scenario = result.scenario
    for kind, y in places.classes.items():
        axes.text(
            LABEL_X, y, name_of(scenario, kind), size=SMALL - 1, color=MUTED, va="center",
            style="italic",
        )  # fmt: skip
    for x, key, side in (
        (-0.13, "upstream", "left"),
        (PARTNER_X, "partners", "center"),
        (FIRM_X, "firms", "center"),
        (LABEL_X, "technologies", "left"),
        (BAR_X, "host", "left"),
        (INPUT_X, "inputs", "left"),
    ):
        axes.text(
            x, -0.9, say(f"figure.graph.{key}"), size=SMALL - 1.2, color=MUTED, ha=side,
            va="bottom", weight="bold", linespacing=1.2,
        )  # fmt: skip


def _legend(axes: Axes, result: Result) -> None:
    say, scenario = words(), result.scenario
    look = looks(scenario)
    handles = [
        Line2D(
            [],
            [],
            color=look["host"].colour,
            lw=6,
            label=say("figure.graph.own", host=name_of(scenario, "host")),
        ),
        *(
            Line2D([], [], color=look[n].colour, lw=6, label=name_of(scenario, n))
            for n in in_key_order(scenario)
        ),
        Line2D([], [], color=tint(look["upstream"].colour, 0.7), lw=6, label=say("party.upstream")),
        Patch(facecolor=PAPER, edgecolor=MUTED, lw=0.5, label=say("figure.graph.unmet")),
        Line2D(
            [],
            [],
            color=MUTED,
            lw=WIDEST * 0.25,
            label=f"{percent(0.25)} {say('figure.graph.scale')}",
        ),
        Line2D([], [], color=MUTED, lw=WIDEST * 0.1, label=f"{percent(0.10)}"),
        Line2D(
            [],
            [],
            color=MUTED,
            lw=WIDEST * 0.2,
            ls=(0, (0.7, 0.7)),
            label=say("figure.graph.imports"),
        ),
    ]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0.0, -0.005),
        ncols=math.ceil(len(handles) / 2), frameon=False, fontsize=SMALL - 0.5,
        handlelength=1.8, columnspacing=1.4,
    )  # fmt: skip
