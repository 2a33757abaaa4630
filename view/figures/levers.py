"""What a lever of a study does: outcomes against its levels, with intervals."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.analysis.rows import Rows
from experiments.study.outcomes import indicator_of
from model.version import version
from view.figures.frame import SMALL, heading, inside, paper, plain
from view.names import world_of
from view.palette import MARKS, MUTED, PARTNERS
from view.words import words

TALL, WIDE, COLUMNS = 1.75, 2.45, 3
GAP, TOP, BOTTOM = 0.62, 1.05, 0.75


def levers_figure(rows: Rows, table: pd.DataFrame, lever: str, language: str = "en") -> Figure:
    """Return a panel an outcome, a line a world, against the levels of one lever.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.estimates.estimates`.
    lever : str
        Its name; other levers are averaged over.
    language : str
        Of the texts.
    """
    say, opened = words(language), rows.plan.opened
    factor = next(each for each in opened.factors if each.name == lever)
    lines = -(-len(rows.outcomes) // COLUMNS)
    height = TOP + BOTTOM + lines * TALL + (lines - 1) * GAP
    title = say("study.levers.title", lever=factor.meaning)
    count = int(table["runs"].min())
    foot = f"Convenio {version()} · {opened.study.name}"
    figure = paper(title, say("study.levers.says", count=f"{count:,}"), height, foot)
    world = next(iter(opened.worlds.values()))
    numeric = pd.api.types.is_numeric_dtype(table[lever]) and table[lever].dtype != bool
    for at, outcome in enumerate(rows.outcomes):
        line, column = divmod(at, COLUMNS)
        left, top = 0.74 + column * (WIDE + 0.7), TOP + line * (TALL + GAP)
        box = inside(figure, left, 9.6 - left - WIDE, top=top, bottom=height - top - TALL)
        axes = figure.add_axes(box)
        part = table[table["outcome"] == outcome]
        for number, (name, own) in enumerate(part.groupby(["scenario", "policy"], sort=False)):
            numbers = own.groupby(lever, sort=numeric)[["mean", "low", "high", "q05", "q95"]].mean()
            x = numbers.index.to_numpy() if numeric else range(len(numbers))
            colour, mark = PARTNERS[number % len(PARTNERS)], MARKS[number % len(MARKS)]
            axes.fill_between(x, numbers["low"], numbers["high"], color=colour, alpha=0.25, lw=0)
            for edge in ("q05", "q95"):
                axes.plot(x, numbers[edge], color=colour, linewidth=0.6)
            axes.plot(
                x,
                numbers["mean"],
                mark,
                ls="-",
                color=colour,
                ms=3.5,
                label=world_of(name, language),
            )
        if not numeric:
            axes.set_xticks(range(len(numbers)), [str(each) for each in numbers.index])
        heading(axes, outcome)
        unit = indicator_of(world, opened.study.outcomes[outcome]).unit
        plain(axes, say.instead("unit", unit), shares=unit.startswith("share"))
        if line == lines - 1 or at + COLUMNS >= len(rows.outcomes):
            measured = say.instead("unit", factor.unit)
            axes.set_xlabel(f"{lever} ({measured})", size=SMALL, color=MUTED)
    if len(opened.worlds) > 1:
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(handles, labels, loc="lower left", ncols=4, fontsize=SMALL, frameon=False)
    return figure
