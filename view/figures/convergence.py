"""Whether a search has settled: hypervolume and size of its front, generation by generation."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.analysis.rows import Rows
from model.version import version
from view.figures.frame import SMALL, inside, paper, plain
from view.palette import INK, MUTED, OTHER
from view.words import words

HEIGHT, WIDE = 2.9, 3.9


def convergence_figure(rows: Rows, table: pd.DataFrame, language: str = "en") -> Figure:
    """Return the hypervolume and the size of the front against the generation.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.front.convergence`.
    language : str
        Of the texts.
    """
    say = words(language)
    figure = paper(
        say("study.convergence.title"), say("study.convergence.says"), HEIGHT,
        f"Convenio {version()} · {rows.plan.opened.study.name}",
    )  # fmt: skip
    drawn = (("hypervolume", "volume", OTHER), ("front", "front", INK))
    for at, (column, text, colour) in enumerate(drawn):
        left = 0.65 + at * (WIDE + 0.75)
        axes = figure.add_axes(inside(figure, left, 9.6 - left - WIDE, top=1.0, bottom=0.65))
        axes.plot(table["generation"], table[column], ".-", color=colour, linewidth=1.2)
        axes.set_ylim(0, 1.05 * max(table[column].max(), 1e-9))
        plain(axes, say(f"study.convergence.{text}"))
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.set_xlabel(say("study.convergence.generation"), size=SMALL, color=MUTED)
    return figure
