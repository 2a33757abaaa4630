"""A bargain as a map: what each deal is worth to both sides, and the way that the offers took."""

from __future__ import annotations

from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model.negotiation.bargain import Outcome
from model.negotiation.domain import Bargain
from model.negotiation.moves import MOST_LISTED
from model.negotiation.yardsticks import yardsticks
from view.figures.lesson import TEXT, finish, sheet
from view.names import called, side_of
from view.palette import GRID, INK, MUTED, OTHER, PAPER, WARNING
from view.words import words

HOST_INK, PARTNER_INK = OTHER, "#D55E00"


def worths(talk: Bargain) -> NDArray[np.float64]:
    """Return what every deal is worth to host and partner, (deals, 2).

    Raises
    ------
    ValueError
        Where there are too many deals to list.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> share = Issue("share", ("a", "b"))
    >>> worths(Bargain((share,), Party(((0.0, 1.0),)), Party(((2.0, 0.0),)))).tolist()
    [[0.0, 2.0], [1.0, 0.0]]
    """
    if talk.outcomes > MOST_LISTED:
        raise ValueError(f"{talk.outcomes} deals: at most {MOST_LISTED} can be drawn")
    every = product(*(range(len(issue.levels)) for issue in talk.issues))
    return np.array([talk.worths(levels) for levels in every])


def talk_figure(talk: Bargain, outcome: Outcome | None = None) -> Figure:
    """Return all deals by their worth to both sides, the frontier, the Nash point, and the play.

    Parameters
    ----------
    talk : Bargain
        The bargain; of at most 4,095 deals.
    outcome : Outcome, optional
        How it went; with a trace the offers of both sides are drawn.
    """
    say, names = words(), sides(talk)
    figure, (axes,) = sheet(4.6)
    points, found = worths(talk), yardsticks(talk)
    axes.scatter(
        points[:, 0],
        points[:, 1],
        s=16,
        color=GRID,
        edgecolor=MUTED,
        lw=0.4,
        label=say("figure.talk.deals"),
    )
    frontier = np.array([point.worth for point in found.frontier])
    axes.plot(*frontier.T, "-", color=MUTED, lw=1.2, label=say("figure.talk.frontier"), zorder=1)
    least = talk.reservation
    axes.axvline(least[0], color=MUTED, lw=1.0, ls=(0, (2, 2)))
    axes.axhline(least[1], color=MUTED, lw=1.0, ls=(0, (2, 2)), label=say("figure.talk.none"))
    for point in found.solutions["nash"][:1]:
        axes.plot(
            *point.worth, "D", ms=10, mfc="none", color=INK, mew=1.6, label=say("figure.talk.nash")
        )
    if outcome is not None:
        _play(axes, talk, outcome)
    across, up = (say("figure.talk.worth", side=name) for name in names)
    finish(axes, across, up, 2)
    return figure


def sides(talk: Bargain) -> tuple[str, str]:
    """Return the names of host and partner; where they have none, by their number."""
    return side_of(called(talk.host.name), 1), side_of(called(talk.partner.name), 2)


def _play(axes: Axes, talk: Bargain, outcome: Outcome) -> None:
    """Draw the offers of both sides and the deal."""
    say, names = words(), sides(talk)
    for side, colour, mark in ((0, HOST_INK, "o"), (1, PARTNER_INK, "s")):
        path = np.array([move.worth for move in outcome.trace if move.side == side])
        if len(path):
            axes.plot(
                *path.T, mark + "-", color=colour, ms=4.5, lw=1.0, alpha=0.9,
                label=say("figure.talk.offers", side=names[side]),
            )  # fmt: skip
            axes.annotate(
                say("figure.talk.first"), path[0], xytext=(5, 4), textcoords="offset points",
                size=TEXT - 1.5, color=colour,
            )  # fmt: skip
    if outcome.deal:
        axes.plot(*outcome.worth, "*", ms=17, color=WARNING, mec=PAPER, zorder=5,
                  label=say("figure.talk.deal"))  # fmt: skip
