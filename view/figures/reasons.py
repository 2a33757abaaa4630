"""What changed a measure: bars by cause, agreement, technology and partner."""

from __future__ import annotations

from matplotlib.figure import Figure

from model.attribution import BY, Reasons
from model.scenario.tree import Scenario
from model.version import version
from view.figures.frame import SMALL, heading, inside, paper, plain, two_lines
from view.palette import GRID, INK, MUTED, OTHER, WARNING
from view.reasons import gaps, rows, unit_of
from view.words import words

#: Inches of a bar, and of what stands above and below the bars of a panel.
BAR, ROOM = 0.24, 0.75
NAME = 44  # characters of a line that stand beside the bars


def reasons_figure(scenario: Scenario, found: Reasons, name: str, language: str = "en") -> Figure:
    """Return the parts of a change, a panel for each key by which they can be told apart.

    Parameters
    ----------
    scenario : Scenario
        For the names.
    found : Reasons
        The parts.
    name : str
        Of the run; stands at the foot.
    language : str
        Of the texts.
    """
    say, unit = words(language), unit_of(found)
    shares = unit.startswith("share")
    panels = [(key, rows(scenario, found, key, language)[::-1]) for key in BY]
    panels = [(key, bars) for key, bars in panels if len(bars) > 1 or key == "cause"]
    height = 1.1 + sum(ROOM + BAR * max(2, len(bars)) for _, bars in panels)
    filled = gaps(scenario, found, language)
    figure = paper(
        say("figure.reasons.title", **{k: filled[k] for k in ("measure", "of", "start", "end")}),
        say("figure.reasons.says", **{k: filled[k] for k in ("before", "after", "change")}),
        height,
        f"Convenio {version()} · {name}",
    )
    top = 1.05
    for key, bars in panels:
        tall = BAR * max(2, len(bars))
        box = inside(figure, 3.1, 0.8, top=top, bottom=height - top - tall)
        axes = figure.add_axes(box)
        scale = 100.0 if shares else 1.0
        values = [scale * amount for _, amount in bars]
        colours = [OTHER if value >= 0.0 else WARNING for value in values]
        axes.barh(range(len(bars)), values, color=colours, height=0.68)
        for place, value in enumerate(values):
            text = f" {value:+.2f} " if shares else f" {value:+,.3g} "
            side = "left" if value >= 0.0 else "right"
            axes.text(value, place, text, va="center", ha=side, size=SMALL, color=INK)
        plain(axes)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", color=GRID, linewidth=0.7)
        axes.axvline(0.0, color=MUTED, linewidth=0.8)
        axes.set_yticks(range(len(bars)), [two_lines(label, NAME) for label, _ in bars], size=SMALL)
        axes.margins(x=0.18)
        measured = say("figure.reasons.unit") if shares else say.instead("unit", unit)
        heading(axes, f"{say(f'why.{key}')} ({measured})")
        top += tall + ROOM
    return figure
