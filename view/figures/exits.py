"""What falls when somebody leaves, and how it comes back."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from model.departure import Aftermath
from model.state import State
from model.version import version
from view.figures.frame import SMALL, Percents, heading, inside, paper, percent, plain, two_lines
from view.names import name_of
from view.palette import GRID, HOST, INK, MUTED, WARNING
from view.words import words

SHOWN = 14  # technologies
NAME = 44  # characters of a line that stand beside the marks


def exit_figure(state: State, after: Aftermath, title: str) -> Figure:
    """Return needs met along the path, and the technologies that lose most, on the day and after.

    Parameters
    ----------
    state : State
        The world that was left; read for names.
    after : Aftermath
        What the exit does.
    title : str
        Who left, and when.
    """
    say = words()
    count = len(after.weight)
    order = np.argsort(after.path[0, :count] - after.before[:count], kind="stable")
    fallen = [k for k in order.tolist() if after.before[k] - after.path[0, k] >= 0.005][:SHOWN]
    low = 0.75 + 0.27 * max(3, len(fallen))
    height = low + 3.6
    foot = f"Convenio {version()} · {state.scenario.name}-{state.seed}"
    figure = paper(say("figure.exit.title", who=title), say("figure.exit.says"), height, foot)
    top = figure.add_axes(inside(figure, 0.9, 0.5, top=1.15, bottom=low + 0.75))
    met = after.needs_met
    before = float(after.before[:count] @ after.weight)
    top.axhline(before, color=MUTED, linewidth=1.0, linestyle=(0, (5, 2)))
    top.plot(after.years, met, color=HOST, linewidth=2.4)
    top.fill_between(after.years, met, before, color=WARNING, alpha=0.12, linewidth=0)
    plain(top, say("figure.exit.unit"), True)
    top.set_ylim(0.0, 1.0)
    top.set_xlim(0.0, max(float(after.years[-1]), 1e-9))
    top.set_xlabel(say("figure.exit.years"), size=SMALL, color=MUTED)
    heading(top, say("figure.exit.all", before=percent(before), after=percent(float(met[0]))))
    ax = figure.add_axes(inside(figure, 3.0, 0.5, top=height - low - 0.05, bottom=0.65))
    for place, k in enumerate(reversed(fallen)):
        start, end = float(after.path[0, k]), float(after.path[-1, k])
        ax.plot([start, after.before[k]], [place, place], color=GRID, linewidth=5)
        ax.plot([start], [place], "o", color=WARNING, ms=6)
        ax.plot([end], [place], "o", color=INK, mfc="white", ms=6)
        ax.plot([after.before[k]], [place], "|", color=INK, ms=11, mew=2)
    names = [two_lines(name_of(state.scenario, state.atlas.technologies[k]), NAME) for k in fallen]
    plain(ax)
    ax.grid(axis="y", visible=False)
    ax.set_yticks(range(len(fallen)), names[::-1], size=SMALL, linespacing=0.95)
    ax.set_ylim(-0.7, max(3, len(fallen)) - 0.3)
    ax.set_xlim(-0.02, 1.02)
    ax.xaxis.set_major_formatter(Percents())
    heading(ax, say("figure.exit.each"))
    for mark, colour, fill, label in (
        ("|", INK, INK, "before"), ("o", WARNING, WARNING, "day"), ("o", INK, "white", "later"),
    ):  # fmt: skip
        ax.plot([], [], mark, color=colour, mfc=fill, mew=2 if mark == "|" else 1,
                label=say(f"figure.exit.{label}", years=f"{after.years[-1]:g}"))  # fmt: skip
    figure.legend(loc="lower left", ncols=3, fontsize=SMALL, frameon=False)
    return figure
