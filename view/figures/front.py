"""The front of a search: objectives pair by pair, in the search and under other luck."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.analysis.front import AS_IS, Searched
from experiments.analysis.rows import Rows
from experiments.study.outcomes import indicator_of
from model.version import version
from view.figures.frame import SMALL, inside, paper, plain
from view.palette import INK, MUTED, OTHER, WARNING, tint
from view.words import words

TALL, WIDE, COLUMNS = 2.45, 2.35, 3
GAP, TOP, BOTTOM = 0.75, 0.95, 1.0


def front_figure(rows: Rows, table: pd.DataFrame, language: str = "en") -> Figure:
    """Return a panel a pair of objectives: all candidates, the front, the front done again.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.front.found_policies`.
    language : str
        Of the texts.
    """
    say, study = words(language), rows.plan.opened.study
    pairs = list(combinations(study.objectives, 2))
    lines = -(-len(pairs) // COLUMNS)
    height = TOP + BOTTOM + lines * TALL + (lines - 1) * GAP
    figure = paper(
        say("study.front.title"), say("study.front.says"), height,
        f"Convenio {version()} · {study.name}",
    )  # fmt: skip
    for at, (across, up) in enumerate(pairs):
        line, column = divmod(at, COLUMNS)
        left, top = 0.7 + column * (WIDE + 0.8), TOP + line * (TALL + GAP)
        box = inside(figure, left, 9.6 - left - WIDE, top=top, bottom=height - top - TALL)
        axes = figure.add_axes(box)
        _panel(axes, rows, table, across, up, language)
        plain(axes)
        axes.grid(axis="x", color="none")
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        axes.set_xlabel(label(rows, across, language), size=SMALL, color=MUTED)
        axes.set_ylabel(label(rows, up, language), size=SMALL, color=MUTED)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower left", ncols=4, fontsize=SMALL, frameon=False)
    return figure


def label(rows: Rows, name: str, language: str = "en") -> str:
    """Return the name of an objective with its unit and which way is better."""
    say, opened = words(language), rows.plan.opened
    world = next(iter(opened.worlds.values()))
    return say(
        "study.front.axis",
        name=name,
        unit=say.instead("unit", indicator_of(world, opened.study.outcomes[name]).unit),
        better=say(f"study.front.{opened.study.objectives[name].better}"),
    )


def _panel(
    axes: Axes, rows: Rows, table: pd.DataFrame, across: str, up: str, language: str
) -> None:
    say, searched = words(language), Searched(rows)
    at = [searched.names.index(each) for each in (across, up)]
    tried = searched.values[: searched.count, at]
    axes.plot(*tried.T, ".", color=tint(MUTED, 0.45), ms=3, label=say("study.front.tried"))
    is_here = table["policy"] == AS_IS
    groups = (
        (table[~is_here], OTHER, "o", 4.5, "fresh"),
        (table[is_here], WARNING, "D", 5.0, "as_is"),
    )
    for part, colour, mark, size, name in groups:
        x, y = part[f"{across}_fresh"], part[f"{up}_fresh"]
        for _, one in part.iterrows():  # from where it was to where it is
            ends = [one[across], one[f"{across}_fresh"]], [one[up], one[f"{up}_fresh"]]
            axes.plot(*ends, color=tint(colour, 0.45), linewidth=0.6)
        edge, known = (INK, say("study.front.searched")) if name == "fresh" else (colour, None)
        axes.plot(part[across], part[up], mark, mfc="none", mec=edge, mew=0.9, ms=size, label=known)
        axes.plot(x, y, mark, color=colour, ms=size, label=say(f"study.front.{name}"))
    axes.set(xlim=axes.get_xlim(), ylim=axes.get_ylim())  # by the points: intervals may leave them
    for part, colour, *_ in groups:
        pale = tint(colour, 0.45)
        axes.vlines(
            part[f"{across}_fresh"],
            part[f"{up}_low"],
            part[f"{up}_high"],
            color=pale,
            linewidth=0.5,
            zorder=1,
        )
        axes.hlines(
            part[f"{up}_fresh"],
            part[f"{across}_low"],
            part[f"{across}_high"],
            color=pale,
            linewidth=0.5,
            zorder=1,
        )
