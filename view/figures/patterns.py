"""What emerged over many seeds, with each mechanism on and off."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.findings import Effect, Finding
from model.version import version
from view.figures.frame import LARGE, SMALL, inside, paper
from view.palette import GRID, INK, MUTED, OTHER
from view.words import words

ROW = 0.62  # inches


def patterns_figure(found: Sequence[Finding]) -> Figure:
    """Return a figure of findings, a row each, every row on a scale of its own.

    A filled mark is the effect with the mechanism on, a hollow one with it off; bars are 95 %
    intervals. A row is scaled so that its longest interval fills the width; numbers stand beside.
    """
    say = words()
    seeds = max((each.on.seeds for each in found), default=0)
    height = 1.9 + ROW * len(found)
    foot = f"Convenio {version()}{say('figure.seeds', count=seeds)}"
    figure = paper(say("figure.patterns.title"), say("figure.patterns.says"), height, foot)
    ax = figure.add_axes(inside(figure, 3.9, 1.7, top=1.0, bottom=0.65))
    for place, each in enumerate(found):
        effects = [each.on] if each.off is None else [each.on, each.off]
        reach = max(abs(edge) for e in effects for edge in (e.low, e.high, e.mean)) or 1.0
        middle = len(found) - 1 - place
        lift = 0.0 if each.off is None else 0.16
        _mark(ax, each.on, reach, middle + lift, INK, True)
        if each.off is not None:
            _mark(ax, each.off, reach, middle - lift, OTHER, False)
        says = say.get(f"pattern.{each.pattern.key}", each.pattern.says)
        ax.text(
            -1.08, middle, fill(says, 52), size=SMALL, color=INK, ha="right", va="center",
            linespacing=1.2,
        )  # fmt: skip
        text = f"{short(each.on.mean, reach)} {say.instead('unit', each.pattern.unit)}"
        ax.text(1.08, middle + lift, text, size=7, color=INK, va="center")
        if each.off is not None:
            text = say("figure.patterns.off", mean=short(each.off.mean, reach))
            ax.text(1.08, middle - lift, text, size=7, color=OTHER, va="center")
    ax.axvline(0.0, color=MUTED, linewidth=1.0, zorder=0)
    ax.set_ylim(-0.6, len(found) - 0.4)
    ax.set_xlim(-1.04, 1.04)
    ax.set_yticks([])
    ax.set_xticks([0.0], [say("figure.patterns.nothing")], size=SMALL, color=MUTED)
    for side in ax.spines.values():
        side.set_visible(False)
    for line in range(len(found) + 1):
        ax.axhline(line - 0.5, color=GRID, linewidth=0.6, zorder=0)
    handles = [
        ax.plot([], [], "o", color=INK, label=say("figure.patterns.on"))[0],
        ax.plot([], [], "o", color=OTHER, mfc="white", label=say("figure.patterns.without"))[0],
    ]
    figure.legend(handles=handles, loc="lower left", ncols=2, fontsize=SMALL, frameon=False)
    return figure


def short(value: float, reach: float) -> str:
    """Return a number with two digits; 0 where it is nothing beside the reach of its row.

    Examples
    --------
    >>> short(0.1512, 0.16), short(-3.7e-05, 0.16)
    ('0.15', '0')
    """
    return f"{value:.2g}" if abs(value) >= 0.005 * reach else "0"


def _mark(ax: Axes, effect: Effect, reach: float, height: float, colour: str, full: bool) -> None:
    low, mean, high = (edge / reach for edge in (effect.low, effect.mean, effect.high))
    ax.plot([low, high], [height, height], color=colour, linewidth=1.6, solid_capstyle="butt")
    ax.plot([mean], [height], "o", color=colour, mfc=colour if full else "white", ms=LARGE / 2)
