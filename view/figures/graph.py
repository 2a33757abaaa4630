"""The dependency graph as people can read it: who supplies what, through what, by whose leave."""

from __future__ import annotations

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from experiments.runner import Result
from view.figures.style import canvas, in_order, name_of
from view.layout import LEFT, MIDDLE, RIGHT, columns
from view.palette import HOST, INK, UPSTREAM, colours

HALF = 0.23  # half the width of a technology's bar


def run_by(graph: nx.MultiDiGraph[str], technology: str) -> dict[str, float]:
    """Return who runs plants for a technology, share of need at the start, by state node.

    Plants count to the state that controls the firm; what has been handed over or left counts to
    the host.
    """
    result: dict[str, float] = {}
    for source, _, facts in graph.in_edges(technology, data=True):
        if facts["kind"] != "runs" or facts["in_use"] <= 0.0:
            continue
        state = source
        if source.startswith("firm:"):
            for owner, _, tie in graph.in_edges(source, data=True):
                if tie["kind"] == "controls" and tie["controller"]:
                    state = owner
        result[state] = result.get(state, 0.0) + facts["units"] * facts["in_use"]
    return result


def curve(ax: Axes, start: tuple[float, float], end: tuple[float, float], **look: object) -> None:
    """Draw a smooth line between two columns."""
    middle = (start[0] + end[0]) / 2
    path = Path(
        [start, (middle, start[1]), (middle, end[1]), end],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    ax.add_patch(PathPatch(path, facecolor="none", **look))


def technology_bar(
    ax: Axes, parts: list[tuple[float, str]], place: tuple[float, float], height: float, name: str
) -> None:
    """Draw a technology as a bar: who meets which part of its need."""
    x = place[0] - HALF
    ax.add_patch(
        Rectangle((x, place[1] - height / 2), 2 * HALF, height, facecolor="white",
                  edgecolor="#C4CCD4", linewidth=0.7, zorder=3)
    )  # fmt: skip
    room = 1.0
    for share, colour in parts:
        wide = 2 * HALF * min(share, room)
        room -= min(share, room)
        ax.add_patch(
            Rectangle((x, place[1] - height / 2), wide, height, facecolor=colour, linewidth=0,
                      zorder=4)
        )  # fmt: skip
        x += wide
    ax.text(
        place[0] - HALF, place[1] + height * 0.62, name, fontsize=7.5, color=INK, va="bottom",
        zorder=5,
    )  # fmt: skip


def dependency_graph(run: Result, quarter: int | None = None) -> Figure:
    """Draw the dependency graph at the end of a quarter, the last by default.

    The bar of a technology is its need: the host's own plants, those of each partner, imports from
    third states; white is unmet. Lines on the right are plants in use, as wide as the need they
    meet; lines on the left are inputs that plants cannot do without, with their largest supplier.
    """
    scenario, graph = run.scenario, run.graph(quarter)
    places = columns(graph)
    order = in_order(scenario)
    shades = {f"state:{name}": colour for name, colour in colours(order).items()}
    technologies = [n for n, (x, _) in places.items() if x == MIDDLE]
    height = 0.5 / max(6, len(technologies))
    when = run.series["label"].iloc[-1 if quarter is None else quarter]
    figure, (ax,) = canvas(f"Who supplies what, {when}", 1.6 + 0.36 * len(technologies))
    for node in technologies:
        data = scenario.technologies[node.split(":")[1]]
        runs = run_by(graph, node)
        parts = [(data.domestic + runs.get("state:host", 0.0), HOST)]
        for state, colour in shades.items():
            share = runs.get(state, 0.0)
            parts.append((share + float(data.imports.get(state[6:], 0.0)), colour))
            if share > 0.0:
                start = (places[node][0] + HALF, places[node][1])
                curve(
                    ax, start, places[state], edgecolor=colour, linewidth=0.6 + 9 * share,
                    alpha=0.55, zorder=2,
                )  # fmt: skip
        third = sum(
            share for state, share in data.imports.items() if f"state:{state}" not in shades
        )
        parts.append((third, UPSTREAM))
        technology_bar(ax, parts, places[node], height, data.name)
        for source, _, facts in graph.in_edges(node, data=True):
            if facts["kind"] == "requires" and source in places and places[source][0] == LEFT:
                end = (places[node][0] - HALF, places[node][1])
                curve(
                    ax, places[source], end, edgecolor=UPSTREAM, zorder=1, alpha=0.5,
                    linewidth=0.3 + 1.6 * facts["weight"],
                )  # fmt: skip
    for node, (x, y) in places.items():
        if x == LEFT:
            largest = max(
                scenario.inputs[node.split(":")[1]].suppliers.items(), key=lambda item: item[1]
            )
            state = graph.nodes[f"state:{largest[0]}"]["name"]
            text = f"{graph.nodes[node]['name']}\n{state} {largest[1]:.0%}"
            ax.text(x - 0.02, y, text, ha="right", va="center", fontsize=7.5, color=INK)
        elif x == RIGHT:
            ax.text(
                x + 0.02, y, name_of(scenario, node[6:]), ha="left", va="center", fontsize=10,
                fontweight="bold", color=shades[node],
            )  # fmt: skip
    ax.set_xlim(-0.55, 2.5)
    ax.set_ylim(-0.05, 1.06)
    ax.set_axis_off()
    legend = [Patch(color=HOST, label=f"run by {scenario.host.name}")]
    legend += [Patch(color=shades[f"state:{n}"], label=name_of(scenario, n)) for n in order]
    legend += [Patch(color=UPSTREAM, label="imports from third states")]
    legend += [Patch(facecolor="white", edgecolor="#C4CCD4", label="unmet")]
    ax.legend(
        handles=legend, loc="upper center", bbox_to_anchor=(0.5, -0.0), ncols=4, fontsize=8,
        frameon=False,
    )  # fmt: skip
    return figure
