"""Which option holds whatever happens: mean, tail and worst state of each, outcome by outcome."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.analysis.rows import Rows
from experiments.study.outcomes import indicator_of
from model.version import version
from view.figures.frame import SMALL, heading, inside, paper, plain
from view.names import called
from view.palette import INK, OTHER, WARNING
from view.words import words

TALL, WIDE, COLUMNS = 1.75, 2.45, 3
GAP, TOP, BOTTOM = 0.85, 1.05, 1.1
#: Measure, mark and colour, the best case first; each a little to the right of the one before.
DRAWN = (("mean", "o", INK), ("cvar", "s", OTHER), ("maximin", "v", WARNING))
APART = 0.18  # of the room of an option
MOST = 12  # options of which the names are written out


def robustness_figure(rows: Rows, table: pd.DataFrame, language: str = "en") -> Figure:
    """Return a panel an outcome: three measures of robustness of each option.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.robustness.robustness`.
    language : str
        Of the texts.
    """
    say, opened = words(language), rows.plan.opened
    world = next(iter(opened.worlds.values()))
    outcomes = list(dict.fromkeys(table["outcome"]))
    keys = [key for key in ("policy", *rows.names("lever")) if table[key].nunique() > 1]
    lines = -(-len(outcomes) // COLUMNS)
    height = TOP + BOTTOM + lines * TALL + (lines - 1) * GAP
    figure = paper(
        say("study.robustness.title"), say("study.robustness.says"), height,
        f"Convenio {version()} · {opened.study.name}",
    )  # fmt: skip
    for at, outcome in enumerate(outcomes):
        line, column = divmod(at, COLUMNS)
        left, top = 0.74 + column * (WIDE + 0.7), TOP + line * (TALL + GAP)
        box = inside(figure, left, 9.6 - left - WIDE, top=top, bottom=height - top - TALL)
        axes = figure.add_axes(box)
        own = table[table["outcome"] == outcome]
        for number, (measure, mark, colour) in enumerate(DRAWN):
            part = own[own["measure"] == measure]
            x = [place + APART * (number - 1) for place in range(len(part))]
            axes.vlines(x, part["low"], part["high"], color=colour, linewidth=1.2)
            axes.plot(
                x,
                part["value"],
                mark,
                color=colour,
                ms=3.5,
                label=say(f"study.robustness.{measure}"),
            )
        of = own[own["measure"] == "mean"][keys].astype(str)
        options = of.map(lambda name: called(name, language)).agg("\n".join, axis=1).tolist()
        step = -(-len(options) // MOST)
        axes.set_xticks(range(0, len(options), step), options[::step], size=6, rotation=60)
        unit = indicator_of(world, opened.study.outcomes[outcome]).unit
        heading(axes, outcome)
        plain(axes, say.instead("unit", unit), shares=unit.startswith("share"))
        axes.tick_params(axis="x", labelsize=6)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower left", ncols=3, fontsize=SMALL, frameon=False)
    return figure
