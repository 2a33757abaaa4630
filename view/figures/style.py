"""How every figure begins: size, type, a title that says what is seen, a quiet grid."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model.scenario.tree import Scenario
from view.palette import GRID, INK

WIDTH = 9.0  # inches: as wide as a report's column


def canvas(title: str, height: float, columns: int = 1, rows: int = 1) -> tuple[Figure, list[Axes]]:
    """Return an empty figure and its axes, row by row.

    Parameters
    ----------
    title : str
        What is seen, as a sentence.
    height : float
        Inches.
    columns, rows : int
        Panels.
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, [ax for row in axes for ax in row]


def dress(ax: Axes, ylabel: str, title: str = "") -> None:
    """Give axes the house's look."""
    ax.set_ylabel(ylabel, color=INK, fontsize=9)
    if title:
        ax.set_title(title, loc="left", fontsize=10, color=INK)
    ax.grid(axis="y", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color("#9AA5B1")
    ax.tick_params(colors=INK, labelsize=8)


def name_of(scenario: Scenario, partner: str) -> str:
    """Return a partner's name for people."""
    return scenario.partners[partner].name if partner in scenario.partners else partner


def in_order(scenario: Scenario) -> Sequence[str]:
    """Return the ids of partners in the order of keys."""
    return sorted(scenario.partners, key=lambda name: scenario.partners[name].key)


def label_ends(
    ax: Axes, at: float, ends: Sequence[tuple[float, str, str]], gap: float = 0.045
) -> None:
    """Write names at the right ends of lines, moved apart where they would overlap.

    Parameters
    ----------
    ax : Axes
        With its limits set.
    at : float
        Horizontal place.
    ends : sequence of (height, text, colour)
        In any order.
    gap : float
        Least distance as a share of the height of the axes.
    """
    low, high = ax.get_ylim()
    least = gap * (high - low)
    place = -float("inf")
    for height, text, colour in sorted(ends):
        place = max(height, place + least)
        ax.annotate(
            text,
            (at, place),
            xytext=(4, 0),
            textcoords="offset points",
            color=colour,
            fontsize=8.5,
            va="center",
            annotation_clip=False,
        )
