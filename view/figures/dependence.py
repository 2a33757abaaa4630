"""Dependence through time, stacked by partner and upstream states."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.fates import in_key_order
from experiments.summary import UPSTREAM
from view.figures.frame import Results, at_end, heading, inside, percent, plain, sheet, years
from view.names import called, name_of
from view.palette import INK, looks, tint
from view.words import words

HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "++++", "oooo")


def dependence_figure(results: Results, other: Results = ()) -> Figure:
    """Return the parts of dependence through time; means over seeds, which still sum to the whole.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario.
    other : sequence of Result
        Runs of a second policy, drawn beside it on the same scale.
    """
    say, scenario = words(), results[0].scenario
    figure = sheet(
        say("figure.dependence.title", host=name_of(scenario, "host")),
        say("figure.dependence.says"),
        4.6,
        results,
    )
    sides = [each for each in (results, other) if each]
    left, bottom, width, height = inside(figure, 0.75, 1.75, top=1.1 if other else 0.85)
    gap = 1.95 / float(figure.get_size_inches()[0])
    each_width = (width - gap * (len(sides) - 1)) / len(sides)
    highest = max(float(_parts(side).sum(axis=0).max()) for side in sides)
    for number, side in enumerate(sides):
        axes = figure.add_axes((left + number * (each_width + gap), bottom, each_width, height))
        plain(axes, say("figure.dependence.unit") if number == 0 else "", shares=True)
        years(axes, side)
        axes.set_ylim(0, max(0.05, 1.08 * highest))
        if other:
            heading(axes, called(side[0].scenario.name))
        _stack(axes, side)
    return figure


def _parts(results: Results) -> NDArray[np.float64]:
    """Return mean dependence by partner and on upstream states, (P + 1, quarters)."""
    partners = in_key_order(results[0].scenario)
    stacked = []
    for each in results:
        wide = each.partners.pivot(index="quarter", columns="partner", values="dependence")
        by_partner = wide[partners].to_numpy(dtype=float).T
        total = each.series["dependence"].to_numpy(dtype=float)
        stacked.append(np.vstack([by_partner, total - by_partner.sum(axis=0)]))
    return np.asarray(np.mean(stacked, axis=0))


def _stack(axes: Axes, results: Results) -> None:
    scenario = results[0].scenario
    look, partners = looks(scenario), in_key_order(scenario)
    parts = _parts(results)
    # Upstream lies at the bottom: it changes least, and partners are then read against each other.
    order = [len(partners), *range(len(partners))]
    ids = [UPSTREAM if at == len(partners) else partners[at] for at in order]
    x = results[0].series["year"].to_numpy(dtype=float) + 0.25
    base = np.zeros(len(x))
    labels = []
    for at, name in zip(order, ids, strict=True):
        top = base + parts[at]
        colour = look[name].colour
        hatch = HATCHES[partners.index(name) % len(HATCHES)] if name in partners else ""
        axes.fill_between(
            x, base, top, facecolor=tint(colour, 0.75 if name in partners else 0.4),
            edgecolor=tint(colour, 0.45), hatch=hatch, linewidth=0.0,
        )  # fmt: skip
        axes.plot(x, top, color="white", linewidth=0.9)
        title = words()("party.upstream") if name == UPSTREAM else name_of(scenario, name)
        labels.append(((base[-1] + top[-1]) / 2, f"{percent(parts[at][-1], 1)} {title}", colour))
        base = top
    axes.plot(x, base, color=INK, linewidth=1.6)
    labels.append((base[-1], f"{percent(base[-1], 1)} {words()('figure.dependence.total')}", INK))
    at_end(axes, labels, wide=20, bold=len(labels) - 1)
