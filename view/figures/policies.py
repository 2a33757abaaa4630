"""The policies of a front, a line each across levers and objectives (parallel coordinates)."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.analysis.front import AS_IS
from experiments.analysis.rows import Rows
from experiments.study.factors import Varied
from experiments.study.outcomes import indicator_of
from model.version import version
from view.figures.frame import SMALL, inside, paper
from view.palette import GRID, INK, MUTED, OTHER, PAPER, WARNING, tint
from view.words import words

Array = NDArray[np.float64]
HEIGHT, TOP, BOTTOM = 4.3, 1.55, 0.75
LETTERS = 11  # in a line of the name of an axis


@dataclass(frozen=True)
class Scale:
    """One vertical axis: where each policy stands on it, from 0 to 1, and what is written on it."""

    name: str
    unit: str
    heights: Array
    marks: tuple[tuple[float, str], ...]


def policies_figure(rows: Rows, table: pd.DataFrame, language: str = "en") -> Figure:
    """Return one line a policy: levers over their ranges, then objectives, better being higher.

    Parameters
    ----------
    rows : Rows
        The study.
    table : pandas.DataFrame
        From :func:`experiments.analysis.front.found_policies`.
    language : str
        Of the texts.
    """
    say, opened = words(language), rows.plan.opened
    objectives = list(opened.study.objectives)
    done = bool(table[[f"{each}_fresh" for each in objectives]].notna().all(axis=None))
    scales = [lever(factor, table) for factor in opened.factors]
    scales += [objective(rows, name, table, done) for name in objectives]
    luck = say("study.policies.fresh" if done else "study.policies.searched")
    figure = paper(
        say("study.policies.title"),
        say("study.policies.says", luck=luck, first=objectives[0]),
        HEIGHT,
        f"Convenio {version()} · {opened.study.name}",
    )
    axes = figure.add_axes(inside(figure, 0.55, 0.55, top=TOP, bottom=BOTTOM))
    heights = np.array([each.heights for each in scales])
    best = heights[len(opened.factors)]
    for at in np.argsort(best).tolist():  # the best in front of the others
        if table["policy"].iloc[at] == AS_IS:
            continue
        axes.plot(heights[:, at], color=tint(OTHER, 0.25 + 0.75 * best[at]), linewidth=1.1)
    for at in np.flatnonzero(table["policy"] == AS_IS).tolist():
        axes.plot(heights[:, at], color=WARNING, linewidth=1.6, linestyle=(0, (5, 2)))
    for place, scale in enumerate(scales):
        axes.axvline(place, color=GRID if place < len(opened.factors) else MUTED, linewidth=1)
        name = fill(scale.name.replace("_", " "), LETTERS)
        axes.text(place, 1.17, name, size=SMALL, weight="bold", color=INK, ha="center")
        unit = fill(say.instead("unit", scale.unit), LETTERS + 4)
        axes.text(place, -0.15, unit, size=7, color=MUTED, ha="center", va="top")
        for height, text in scale.marks:
            inner = 0.0 < height < 1.0
            offset = (3, 0) if inner else (0, 3 if height else -3)
            va = "center" if inner else "bottom" if height else "top"
            axes.annotate(
                text, (place, height), offset, textcoords="offset points", size=7, color=INK,
                va=va, ha="left" if inner else "center",
                bbox={"fc": PAPER, "ec": "none", "pad": 0.6, "alpha": 0.8} if inner else None,
            )  # fmt: skip
    axes.set_xlim(-0.05, len(scales) - 0.95)
    axes.set_ylim(-0.02, 1.02)
    axes.set_axis_off()
    return figure


def lever(factor: Varied, table: pd.DataFrame) -> Scale:
    """Return the axis of a lever: its range, or its levels in their order."""
    values = table[factor.name].tolist()
    if factor.levels:
        last = max(1, len(factor.levels) - 1)
        heights = [factor.levels.index(each) / last for each in values]
        marks = tuple((at / last, str(level)) for at, level in enumerate(factor.levels))
        return Scale(factor.name, factor.unit, np.array(heights), marks)
    wide = factor.high - factor.low
    heights = [(each - factor.low) / wide for each in values]
    marks = ((0.0, f"{factor.low:,.6g}"), (1.0, f"{factor.high:,.6g}"))
    return Scale(factor.name, factor.unit, np.array(heights), marks)


def objective(rows: Rows, name: str, table: pd.DataFrame, done: bool) -> Scale:
    """Return the axis of an objective, over what the policies come to, better being higher."""
    opened = rows.plan.opened
    values = table[f"{name}_fresh" if done else name].to_numpy(dtype=np.float64)
    ends = [values.min(), values.max()]
    if opened.study.objectives[name].better == "smaller":
        ends.reverse()
    wide = ends[1] - ends[0]
    heights = (values - ends[0]) / wide if wide else np.full(len(values), 0.5)
    unit = indicator_of(next(iter(opened.worlds.values())), opened.study.outcomes[name]).unit
    marks = tuple(
        (float(at), f"{end:,.0f}" if abs(end) >= 1000 else f"{end:.3g}")
        for at, end in enumerate(ends)
    )
    return Scale(name, unit, heights, marks)
