"""What all figures share: paper, headings, axes, the line at the foot. Never pyplot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from textwrap import fill

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter, FuncFormatter, MaxNLocator

from experiments.runner import Result
from model.version import version
from view.palette import GRID, INK, MUTED, PAPER, ink
from view.words import percent as words_percent
from view.words import words

#: Width of a report's column, inches.
WIDTH = 9.6
SMALL, NORMAL, LARGE = 8.0, 9.0, 13.0
#: Digits behind the point along an axis in per cent, at most; what is no digit any more.
MOST_DIGITS, TINY = 3, 1e-6
Results = Sequence[Result]


def sheet(title: str, says: str, height: float, results: Results, width: float = WIDTH) -> Figure:
    """Return an empty figure with its title, what it shows in one line, and where it is from.

    Parameters
    ----------
    title, says : str
        Heading, and one sentence on how to read it.
    height, width : float
        Inches.
    results : sequence of Result
        What will be drawn; named at the foot.
    """
    return paper(title, says, height, source(results), width)


def paper(title: str, says: str, height: float, foot: str, width: float = WIDTH) -> Figure:
    """Return an empty figure as `sheet` does, with a foot of one's own."""
    figure = Figure(figsize=(width, height), facecolor=PAPER)
    figure.text(
        0.2 / width, 1 - 0.14 / height, title, size=LARGE, weight="bold", color=INK, va="top"
    )
    figure.text(
        0.2 / width, 1 - 0.42 / height, fill(says, round(13.2 * (width - 0.4))),
        size=NORMAL, color=MUTED, va="top", linespacing=1.25,
    )  # fmt: skip
    figure.text(
        1 - 0.2 / width,
        0.08 / height,
        foot,
        size=7,
        color=MUTED,
        ha="right",
        va="bottom",
    )
    return figure


def inside(
    figure: Figure, left: float, right: float, top: float = 0.8, bottom: float = 0.6
) -> tuple[float, float, float, float]:
    """Return the rectangle left by margins in inches: left, bottom, width, height as shares."""
    width, height = figure.get_size_inches()
    return (
        left / width,
        bottom / height,
        (width - left - right) / width,
        (height - top - bottom) / height,
    )


def percent(value: float, digits: int = 0) -> str:
    r"""Return a share in per cent, with a space that does not break.

    Examples
    --------
    >>> percent(0.4312, 1)
    '43.1\xa0%'
    """
    return words_percent(value, digits)


class Percents(Formatter):
    r"""Writes shares along an axis in per cent, with the digits that its ticks need and no more.

    Examples
    --------
    >>> Percents().format_ticks([0.55, 0.6]), Percents().format_ticks([0.0, 0.025])
    (['55\xa0%', '60\xa0%'], ['0.0\xa0%', '2.5\xa0%'])
    """

    # Matplotlib's own counts digits by the length of the axis: "60.0 %" on a short one.
    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return shares with as many digits as the longest of them."""
        digits = max(map(_digits, values), default=0)
        return [percent(each, digits) for each in values]

    def __call__(self, value: float, pos: int | None = None) -> str:
        """Return one share, beside no others."""
        return percent(value, _digits(value))


def _digits(share: float) -> int:
    """Return how many digits behind the point a share needs in per cent."""
    enough = (n for n in range(MOST_DIGITS) if abs(round(100 * share, n) - 100 * share) < TINY)
    return next(enough, MOST_DIGITS)


def source(results: Results) -> str:
    """Return the line that says what was drawn.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> source([simulate(load("classroom"), 7)])
    'Convenio 0.1.0 · classroom-...-7'
    """
    more = words()("figure.seeds", count=len(results)) if len(results) > 1 else ""
    return f"Convenio {version()} · {results[0].name}{more}"


def plain(axes: Axes, unit: str = "", shares: bool = False) -> None:
    """Take away what is not needed from axes, and say the unit beside them."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(colors=INK, labelsize=SMALL, length=3, color=MUTED)
    if shares:
        axes.yaxis.set_major_formatter(Percents())
    if unit:
        axes.set_ylabel(unit, size=SMALL, color=MUTED)


def years(axes: Axes, results: Results, label: bool = True) -> None:
    """Let the horizontal axis run over the years of a run."""
    clock = results[0].scenario.clock
    end = clock.start_year + clock.quarters / 4
    axes.set_xlim(clock.start_year, end)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    if label:
        axes.set_xlabel(words()("figure.year"), size=SMALL, color=MUTED)


def two_lines(name: str, wide: int) -> str:
    """Return a name as a row of a table has it: in two lines where one is too short for it.

    Examples
    --------
    >>> two_lines("Núcleo del reactor, manejo de combustible", 24).splitlines()
    ['Núcleo del reactor,', 'manejo de combustible']
    """
    return fill(name, wide, max_lines=2, placeholder="…")


def heading(axes: Axes, text: str) -> None:
    """Write a small heading above axes."""
    axes.set_title(text, size=NORMAL, weight="bold", color=INK, loc="left", pad=7)


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places moved apart so that labels keep a gap, in the same order, inside the bounds.

    Examples
    --------
    >>> spread([0.5, 0.5], 0.2, 0.0, 1.0)
    [0.4, 0.6]
    >>> spread([1.0, 0.95], 0.1, 0.0, 1.0)
    [1.0, 0.9]
    """
    order = sorted(range(len(places)), key=lambda at: places[at])
    groups: list[tuple[float, int]] = []  # middle and size of runs of labels that touch
    for at in order:
        middle, size = min(max(places[at], low), high), 1
        while groups:
            before, count = groups[-1]
            if middle - (size - 1) * gap / 2 - (before + (count - 1) * gap / 2) >= gap - 1e-9:
                break
            groups.pop()
            middle = (middle * size + before * count) / (size + count)
            size += count
        half = (size - 1) * gap / 2
        groups.append((min(max(middle, low + half), max(high - half, low + half)), size))
    flat = [m + (n - (size - 1) / 2) * gap for m, size in groups for n in range(size)]
    result = [0.0] * len(places)
    for at, place in zip(order, flat, strict=True):
        result[at] = round(place, 9)
    return result


def at_end(axes: Axes, labels: Sequence[tuple[float, str, str]], wide: int, bold: int = -1) -> None:
    """Write what lines are at their right ends, labels kept apart.

    Parameters
    ----------
    axes : Axes
        With its limits set.
    labels : sequence of (float, str, str)
        Height of the line's end, text, colour.
    wide : int
        Characters after which a text is broken.
    bold : int
        Number of the label that stands out; none by default.
    """
    low, high = axes.get_ylim()
    paper = axes.get_figure(root=True)
    assert paper is not None
    tall = axes.get_position().height * float(paper.get_size_inches()[1])
    texts = [fill(text, wide, subsequent_indent=" ") for _, text, _ in labels]
    lines = max(text.count("\n") + 1 for text in texts)
    gap = (0.15 * lines + 0.05) / tall * (high - low)
    places = spread([value for value, _, _ in labels], gap, low, high)
    frame = axes.get_yaxis_transform()
    wide_inches = axes.get_position().width * float(paper.get_size_inches()[0])
    for number, ((value, _, colour), text, place) in enumerate(
        zip(labels, texts, places, strict=True)
    ):
        axes.annotate(
            text, (1.0, value), xytext=(1.0 + 0.22 / wide_inches, place), xycoords=frame,
            textcoords=frame, size=SMALL, color=ink(colour), va="center", annotation_clip=False,
            weight="bold" if number == bold else "normal", linespacing=1.15,
            arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 0.5, "shrinkA": 0, "shrinkB": 1},
        )  # fmt: skip


def svg(figure: Figure) -> bytes:
    """Return a figure as SVG, the same bytes for the same figure."""
    buffer = io.BytesIO()
    with rc_context({"svg.hashsalt": "convenio", "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


def png(figure: Figure, dots: int = 150) -> bytes:
    """Return a figure as PNG, the same bytes for the same figure."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dots, metadata={"Software": None})
    return buffer.getvalue()
