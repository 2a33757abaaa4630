"""Where an outcome is missed, by PRIM: how a box was peeled, what it leaves of each factor."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.analysis.discovery import short
from experiments.analysis.prim import CHANCE, DENSITY, limits
from experiments.analysis.rows import Rows
from view.figures.conditions import strips
from view.figures.frame import SMALL, Percents, heading, inside, plain
from view.names import world_of
from view.palette import GRID, INK, MUTED, OTHER, WARNING, tint
from view.words import words

TOP, GAP, TALL, ROW = 1.35, 0.85, 1.75, 0.26
WIDE, NAMES, NUMBERS = 2.9, 5.3, 1.3  # inches: the trajectory; where bars begin; beside them
MOST_FACTORS = 10


def boxes_figure(rows: Rows, table: pd.DataFrame, outcome: str, language: str = "en") -> Figure:
    """Return for each world how the box of an outcome was peeled, and its limits.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.prim.peeling`.
    outcome : str
        Its name.
    language : str
        Of the texts.
    """
    say = words(language)
    heads = say("study.boxes.title", outcome=outcome), say("study.boxes.says", density=DENSITY)
    figure, worlds = strips(rows, table, outcome, heads, (TOP, GAP, _tall), language)
    for place, steps, top, bottom in worlds:
        left = figure.add_axes(inside(figure, 0.7, 9.6 - 0.7 - WIDE, top, bottom))
        heading(left, world_of(place, language))
        _trajectory(left, steps, language)
        right = figure.add_axes(inside(figure, NAMES, NUMBERS, top, bottom))
        _bars(right, rows, steps, language)
    left.set_xlabel(say("study.boxes.coverage"), size=SMALL, color=MUTED)
    right.set_xlabel(say("study.boxes.range"), size=SMALL, color=MUTED)
    return figure


def _tall(steps: pd.DataFrame) -> float:
    return max(TALL, ROW * min(MOST_FACTORS, len(limits(steps))))


def _trajectory(axes: Axes, steps: pd.DataFrame, language: str) -> None:
    say, last = words(language), steps.iloc[-1]
    axes.plot(steps["coverage"], steps["density"], "-o", color=OTHER, ms=3, linewidth=1.0)
    axes.axhline(DENSITY, color=MUTED, linewidth=0.8, linestyle=(0, (4, 2)))
    if last["chosen"]:
        axes.plot(last["coverage"], last["density"], "o", mfc="none", mec=WARNING, mew=1.6, ms=9)
    plain(axes)
    axes.grid(axis="x", color=GRID, linewidth=0.7)
    axes.set(xlim=(-0.03, 1.05), ylim=(-0.03, 1.08))
    axes.xaxis.set_major_formatter(Percents())
    axes.yaxis.set_major_formatter(Percents())
    axes.set_ylabel(say("study.boxes.density"), size=SMALL, color=MUTED)


def _bars(axes: Axes, rows: Rows, steps: pd.DataFrame, language: str) -> None:
    """Draw each factor's range, and over it what the chosen box leaves of it."""
    say, last, own = words(language), steps.iloc[-1], limits(steps).head(MOST_FACTORS)
    axes.set_xlim(0.0, 1.0)
    if not last["chosen"] or own.empty:
        key = "none" if not last["chosen"] else "all"
        text = say(f"study.boxes.{key}", density=last["density"])
        axes.text(-0.1, 0.5, text, size=SMALL, color=INK, va="center", transform=axes.transAxes)
        axes.set_axis_off()
        return
    text = say("study.boxes.chosen", coverage=last["coverage"], density=last["density"])
    axes.set_title(text, size=SMALL, color=WARNING, loc="left", pad=7)
    known = {factor.name: factor for factor in rows.plan.opened.factors}
    for at, (name, line) in enumerate(own[::-1].iterrows()):
        factor = known[str(name)]
        ends = (factor.low, factor.high)
        if factor.levels:
            ends = min(map(float, factor.levels)), max(map(float, factor.levels))
        low, high = ((line[end] - ends[0]) / (ends[1] - ends[0]) for end in ("low", "high"))
        axes.barh(at, 1.0, height=0.16, color=GRID)
        colour = WARNING if line["chance"] <= CHANCE else tint(WARNING, 0.35)
        axes.barh(at, high - low, left=low, height=0.42, color=colour)
        text = f"{short(line['low'])} – {short(line['high'])}"
        axes.annotate(
            text, (1.0, at), (5, 0), textcoords="offset points", size=SMALL, va="center", color=INK
        )
    plain(axes)
    axes.grid(visible=False)
    axes.set_ylim(-0.6, len(own) - 0.4)
    axes.set_yticks(range(len(own)), list(own.index[::-1]), size=SMALL, color=INK)
    axes.xaxis.set_major_formatter(Percents())
