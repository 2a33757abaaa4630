"""Autonomy and dependence through time, with bands over seeds and a second policy."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.summary import bands
from view.figures.frame import SMALL, Results, at_end, heading, inside, percent, plain, sheet, years
from view.names import called, name_of
from view.palette import INK, WARNING, tint
from view.words import words


class Line(NamedTuple):
    """A series of the host and how it is drawn."""

    measure: str
    colour: str
    width: float


NEEDS = (
    Line("capability", "#6E7781", 1.6),
    Line("autonomy", INK, 2.6),
    Line("autonomy_alone", "#8B4513", 1.8),
)
WEAK = (
    Line("dependence", "#8B4513", 1.8),
    Line("hhi_controller", "#5B3A9E", 1.8),
    Line("dependence_worst", INK, 2.6),
)


def autonomy_figure(results: Results, other: Results = ()) -> Figure:
    """Return needs met today and after exits; dependence and concentration with the flag line.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario; with several seeds medians and bands are drawn.
    other : sequence of Result
        Runs of a second policy under the same seeds, drawn dashed.
    """
    say, scenario = words(), results[0].scenario
    says = say("figure.autonomy.says", years=scenario.measures.horizon_years)
    if other:
        says = say(
            "figure.autonomy.says_two",
            base=called(scenario.name),
            other=called(other[0].scenario.name),
        )
    if len(results) > 1:
        says += " " + say("figure.autonomy.says_bands", count=len(results))
    figure = sheet(say("figure.autonomy.title", host=name_of(scenario, "host")), says, 6.6, results)
    left, bottom, width, height = inside(figure, 0.75, 2.55, top=1.1, bottom=0.65)
    top = figure.add_axes((left, bottom + 0.5 * height, width, 0.5 * height))
    low = figure.add_axes((left, bottom, width, 0.38 * height))
    heading(top, say("figure.autonomy.needs"))
    heading(low, say("figure.autonomy.weak"))
    top.set_ylim(0, 1)
    low.set_ylim(0, max(0.6, 1.1 * _highest(results, other)))
    for axes, lines in ((top, NEEDS), (low, WEAK)):
        plain(axes, say("figure.autonomy." + ("unit" if axes is top else "unit_weak")), axes is top)
        years(axes, results, label=axes is low)
        _draw(axes, lines, results, other)
    flag = scenario.measures.concentration_flag
    low.axhline(flag, color=WARNING, linewidth=1.0, linestyle=(0, (6, 3)))
    low.text(
        0.01, flag + 0.008, say("figure.autonomy.flag", flag=flag), size=SMALL, color=WARNING,
        transform=low.get_yaxis_transform(), va="bottom",
    )  # fmt: skip
    return figure


def _highest(results: Results, other: Results) -> float:
    names = [line.measure for line in WEAK]
    return max(float(each.series[names].max().max()) for each in (*results, *other))


def _draw(axes: Axes, lines: tuple[Line, ...], results: Results, other: Results) -> None:
    """Draw lines and bands, and write what each line is at its end."""
    labels = [words()(f"figure.autonomy.{line.measure}") for line in lines]
    ends = [0.0] * len(lines)
    for runs, dash in ((other, (0, (4, 2))), (results, "solid")):
        if not runs:
            continue
        table = bands(runs, [line.measure for line in lines]).set_index("measure")
        for number, line in enumerate(lines):
            rows = table.loc[line.measure]
            x, middle = rows["year"] + 0.25, rows["q50"]
            if len(runs) > 1 and runs is results:
                for low, high in (("q05", "q95"), ("q25", "q75")):
                    axes.fill_between(x, rows[low], rows[high], color=line.colour, alpha=0.14, lw=0)
            colour = line.colour if runs is results else tint(line.colour, 0.7)
            width = line.width if runs is results else 0.7 * line.width
            axes.plot(x, middle, color=colour, lw=width, ls=dash, solid_capstyle="round")
            ends[number] = float(middle.iloc[-1])
            text = percent(ends[number]) if lines is NEEDS else f"{ends[number]:.2f}"
            if runs is results:
                labels[number] = f"{text} {labels[number]}"
            else:
                labels[number] += " " + words()("figure.autonomy.dashed", value=text)
    at_end(axes, list(zip(ends, labels, [line.colour for line in lines], strict=True)), wide=36)
