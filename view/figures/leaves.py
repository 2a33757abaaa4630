"""Where an outcome is missed, by CART: the leaves of the tree, how large, and how much misses."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.analysis.rows import Rows
from experiments.milestones import wilson
from view.figures.conditions import strips
from view.figures.frame import SMALL, Percents, heading, inside, plain
from view.names import world_of
from view.palette import GRID, INK, MUTED, OTHER, WARNING, tint
from view.words import words

TOP, GAP, ROW = 1.5, 0.6, 0.36
RULES, COUNTS, WORDS = 3.4, 1.6, 52  # inches of rules and of counts; characters of a line


def leaves_figure(rows: Rows, table: pd.DataFrame, outcome: str, language: str = "en") -> Figure:
    """Return for each world the leaves of the tree of an outcome, the most missed on top.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.cart.leaves`.
    outcome : str
        Its name.
    language : str
        Of the texts.
    """
    say = words(language)
    heads = say("study.leaves.title", outcome=outcome), say("study.leaves.says")
    room = TOP, GAP, lambda own: ROW * len(own)
    figure, worlds = strips(rows, table, outcome, heads, room, language)
    for place, own, top, bottom in worlds:
        axes = figure.add_axes(inside(figure, RULES, COUNTS, top, bottom))
        _leaves(axes, own, language)
        first = own.iloc[0]
        heading(axes, world_of(place, language))
        text = say("study.leaves.told", told=first["told"], guessed=first["guessed"])
        axes.set_title(text, size=SMALL, color=MUTED, loc="right", pad=7)
    axes.set_xlabel(say("study.leaves.share"), size=SMALL, color=MUTED)
    return figure


def _leaves(axes: Axes, table: pd.DataFrame, language: str) -> None:
    say, own = words(language), table[::-1].reset_index(drop=True)
    overall = float(own["overall"].iloc[0])
    count, told = int(own["rows"].sum()), float(own["told"].iloc[0])
    tells = wilson(round(told * count), count)[0] > own["guessed"].iloc[0]  # else it follows luck
    for at, leaf in enumerate(own.to_dict("records")):
        low, high = wilson(int(leaf["misses"]), int(leaf["rows"]))
        colour = WARNING if low > overall else OTHER if high < overall else MUTED
        axes.barh(at, leaf["share"], height=0.6, color=tint(colour if tells else MUTED, 0.6))
        axes.plot([low, high], [at, at], color=INK, linewidth=1.1)
        text = say("study.leaves.size", misses=leaf["misses"], rows=leaf["rows"])
        axes.annotate(
            text, (1.0, at), (8, 0), textcoords="offset points", size=SMALL, va="center", color=INK
        )
    axes.axvline(overall, color=MUTED, linewidth=0.9, linestyle=(0, (4, 2)))
    plain(axes)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=GRID, linewidth=0.7)
    axes.set(xlim=(0.0, 1.0), ylim=(-0.6, len(own) - 0.4))
    axes.set_yticks(range(len(own)), list(map(_lines, own["rule"])), size=7, color=INK)
    axes.xaxis.set_major_formatter(Percents())


def _lines(rule: str) -> str:
    """Return a rule in lines, none of which ends within a condition."""
    return fill(
        ", ".join(each.replace(" ", "\N{NO-BREAK SPACE}") for each in rule.split(", ")), WORDS
    )
