"""Which factors move an outcome: indices of sensitivity with intervals and a limit of detection."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.analysis.rows import Rows
from experiments.study.outcomes import indicator_of
from experiments.study.sensitivity import DUMMY
from model.version import version
from view.figures.frame import SMALL, heading, inside, paper, plain
from view.palette import GRID, INK, MUTED, OTHER, WARNING
from view.words import words

ROW, TOP, BOTTOM = 0.22, 1.15, 0.6
MOST = 16  # factors that are drawn
SHOWN = ("first", "total", "mu_star")


def indices_figure(rows: Rows, table: pd.DataFrame, outcome: str, language: str = "en") -> Figure:
    """Return the indices of one outcome in the first world, the strongest factor on top.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.indices.indices`.
    outcome : str
        Its name.
    language : str
        Of the texts.
    """
    say, opened = words(language), rows.plan.opened
    world = next(iter(opened.worlds))
    own = table[(table["scenario"] == world[0]) & (table["policy"] == world[1])]
    own = own[(own["outcome"] == outcome) & own["index"].isin(SHOWN)]
    kinds = [kind for kind in SHOWN if kind in set(own["index"])]
    order = own[own["index"] == kinds[-1]].sort_values("value", ascending=False)["factor"].tolist()
    left_out = [name for name in order[MOST:] if name != DUMMY]
    order = [name for name in order if name not in left_out][::-1]
    height = TOP + BOTTOM + ROW * len(order)
    foot = f"Convenio {version()} · {opened.study.name}"
    figure = paper(
        say("study.indices.title", outcome=outcome), say("study.indices.says"), height, foot
    )
    if left_out:
        more = say("study.indices.others", count=len(left_out))
        figure.text(0.02, 0.02, more, size=SMALL, color=MUTED)
    unit = indicator_of(opened.worlds[world], opened.study.outcomes[outcome]).unit
    each = (9.6 - 2.3 - 0.3) / len(kinds)
    for at, kind in enumerate(kinds):
        left = 2.1 + at * each
        axes = figure.add_axes(inside(figure, left, 9.6 - left - each + 0.3, TOP, BOTTOM))
        part = own[own["index"] == kind].set_index("factor").loc[order]
        for place, (name, line) in enumerate(part.iterrows()):
            colour = WARNING if name == DUMMY else OTHER if line["above_luck"] else MUTED
            axes.plot([line["low"], line["high"]], [place, place], color=colour, linewidth=1.4)
            full = colour if line["above_luck"] or name == DUMMY else "white"
            axes.plot([line["value"]], [place], "o", color=colour, mfc=full, ms=5)
        if opened.study.design.dummy:
            axes.axvline(part["luck"].iloc[0], color=WARNING, linewidth=0.9, linestyle=(0, (4, 2)))
        plain(axes)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", color=GRID, linewidth=0.7)
        axes.axvline(0.0, color=MUTED, linewidth=0.8)
        axes.set_ylim(-0.6, len(order) - 0.4)
        labels = [say("study.indices.dummy") if n == DUMMY else n for n in order]
        axes.set_yticks(range(len(order)), labels if at == 0 else [], size=SMALL, color=INK)
        heading(axes, say(f"study.indices.{kind}", unit=say.instead("unit", unit)))
    return figure
