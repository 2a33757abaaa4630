"""Recorded points beside the bands of the model, case by case."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.validation import Judged
from experiments.validation_files import Checked
from model.version import version
from view.figures.frame import NORMAL, SMALL, Percents, inside, paper, plain
from view.findings import number
from view.palette import GRID, INK, MUTED, OTHER, WARNING, tint
from view.titles import title_of
from view.words import words

ROW, HEAD = 0.26, 0.34  # inches of a point and of a case's heading
#: Widest axis that is read as shares.
SHARES = (-0.35, 1.05)


def cases_figure(checked: Sequence[Checked]) -> Figure:
    """Return one row a point: band and median of the model, a mark for what was recorded.

    Points that are no shares are drawn on the same axis after division by the larger of recorded
    value and band, so that the marks compare; their numbers stand beside them.

    Parameters
    ----------
    checked : sequence of Checked
        Cases after their runs.
    """
    say = words()
    rows = sum(len(one.judged) for one in checked)
    height = 2.0 + ROW * rows + HEAD * len(checked)
    runs = max(len(one.read) for one in checked)
    foot = f"Convenio {version()} · {say('figure.cases.foot', runs=runs)}"
    figure = paper(say("figure.cases.title"), say("figure.cases.says"), height, foot)
    axes = figure.add_axes(inside(figure, 2.75, 2.25, top=1.05, bottom=0.95))
    place = 0.0
    for one in checked:
        place += HEAD
        axes.annotate(
            title_of(one.case.scenario), (0.0, place + 0.05), xytext=(-2.6 * 72, 0),
            xycoords=("axes fraction", "data"), textcoords="offset points", size=NORMAL,
            weight="bold", color=INK, va="center", annotation_clip=False,
        )  # fmt: skip
        for each in one.judged:
            place += ROW
            _row(axes, each, place)
    plain(axes)
    axes.set_ylim(place + 0.5 * ROW, 0.5 * HEAD)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False, axis="y")
    axes.grid(axis="x", color=GRID, linewidth=0.7)
    low = min(0.0, *(scaled(each)[1] for one in checked for each in one.judged)) - 0.02
    axes.set_xlim(max(SHARES[0], low), SHARES[1])
    axes.xaxis.set_major_formatter(Percents())
    axes.set_xlabel(say("figure.cases.unit"), size=SMALL, color=MUTED)
    figure.legend(
        handles=_legend(),
        loc="lower left",
        ncols=5,
        fontsize=SMALL,
        frameon=False,
        columnspacing=1.2,
        handletextpad=0.5,
    )
    return figure


def scaled(one: Judged) -> tuple[float, float, float, float]:
    """Return recorded value, low, median and high as drawn: shares as they are, others relative.

    Examples
    --------
    >>> from model.scenario.case import Point
    >>> asked = Point(measure="jobs", of="host", when=1986, recorded=50.0)
    >>> scaled(Judged("a", "b", asked, "persons", "", "", 100.0, 150.0, 200.0, 9))
    (0.25, 0.5, 0.75, 1.0)
    """
    values = (one.asked.recorded, one.low, one.median, one.high)
    if all(-1.0 <= each <= 1.0 or each != each for each in values):
        return values
    largest = max(abs(each) for each in values if each == each)
    recorded, low, median, high = (each / largest for each in values)
    return recorded, low, median, high


def _row(axes: Axes, one: Judged, place: float) -> None:
    """Draw one point: band, median, record, and the numbers beside them."""
    recorded, low, median, high = scaled(one)
    if one.runs:
        axes.plot([low, high], [place, place], color=tint(OTHER, 0.35), linewidth=7,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot([median], [place], marker="|", color=OTHER, markersize=9, markeredgewidth=2)
    mark, colour, filled = _mark(one.verdict)
    axes.plot(
        [recorded], [place], marker=mark, color=colour, markersize=6.5, linestyle="none",
        markerfacecolor=colour if filled else "white", markeredgewidth=1.4, zorder=3,
    )  # fmt: skip
    label = words().get(f"point.{one.point}", one.point.replace("_", " "))
    axes.annotate(
        label, (0.0, place), xytext=(-2.45 * 72, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", size=SMALL, color=INK, va="center", annotation_clip=False,
    )  # fmt: skip
    axes.annotate(
        str(one.asked.when), (0.0, place), xytext=(-8, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", size=SMALL, color=MUTED, va="center", ha="right",
        annotation_clip=False,
    )  # fmt: skip
    text = words()(
        "figure.cases.numbers",
        recorded=number(one.asked.recorded, one.unit, ""),
        low=number(one.low, one.unit, ""),
        high=number(one.high, one.unit, ""),
    )
    axes.annotate(
        text, (1.0, place), xytext=(10, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", size=SMALL, color=INK, va="center", annotation_clip=False,
    )  # fmt: skip


def _mark(verdict: str) -> tuple[str, str, bool]:
    """Return mark, colour and whether it is filled, by verdict: never told by colour alone."""
    if verdict == "inside":
        return "o", INK, True
    if verdict == "told":
        return "o", MUTED, False
    return "D", WARNING, True


def _legend() -> list[Line2D]:
    say = words()
    marks = []
    for verdict in ("inside", "outside", "told"):
        mark, colour, filled = _mark(verdict)
        marks.append(
            Line2D(
                [],
                [],
                marker=mark,
                color=colour,
                linestyle="none",
                markersize=6.5,
                markerfacecolor=colour if filled else "white",
                label=say(f"figure.cases.{verdict}"),
            )
        )
    band = Line2D([], [], color=tint(OTHER, 0.35), linewidth=7, label=say("figure.cases.band"))
    median = Line2D([], [], marker="|", color=OTHER, linestyle="none", markersize=9,
                    markeredgewidth=2, label=say("figure.cases.median"))  # fmt: skip
    return [band, median, *marks]
