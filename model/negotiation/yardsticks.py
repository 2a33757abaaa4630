"""What a bargain could have come to, for people: frontier and solutions as deals with their worth.

Everything is in the unit of the parties' values. Nash and Kalai-Smorodinsky do not depend on it;
egalitarian, utilitarian and all distances do, so give a bargain whose two sides are comparable
(utilities of 0 to 1, or one currency).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.negotiation.codes import Integers
from model.negotiation.domain import Bargain
from model.negotiation.frontier import ROUNDING, apart, pareto_frontier
from model.negotiation.interactions import range_of
from model.negotiation.solutions import (
    egalitarian_set,
    gains_over,
    kalai_smorodinsky_set,
    nash_set,
    utilitarian_set,
)

# Share of side 1's range that a point must add at each issue where an exact frontier would have too
# many points: keeps at most ten thousand of them (assumption).
SLACK = 1e-4


@dataclass(frozen=True)
class Point:
    """A possible deal: the level of each issue, and what it is worth to each side."""

    levels: tuple[int, ...]
    worth: tuple[float, ...]


@dataclass(frozen=True)
class Yardsticks:
    """The frontier of a bargain and its solutions.

    Parameters
    ----------
    frontier : tuple of Point
        All Pareto-optimal worths, best for the host first, one deal for each.
    exact : bool
        Whether none is left out; else for each outcome a point is no worse for the host and at
        most issues × ``SLACK`` of the partner's range worse for the partner.
    solutions : dict of str to tuple of Point
        nash, kalai_smorodinsky, egalitarian, utilitarian; each all points tied for the best, none
        where no outcome reaches both reservation values.
    """

    frontier: tuple[Point, ...]
    exact: bool
    solutions: dict[str, tuple[Point, ...]]


def yardsticks(talk: Bargain) -> Yardsticks:
    """Return frontier and solutions of a bargain.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> pie = Issue("pie", ("mine", "half", "yours"))
    >>> talk = Bargain((pie,), Party(((1.0, 0.6, 0.0),)), Party(((0.0, 0.6, 1.0),)))
    >>> found = yardsticks(talk)
    >>> len(found.frontier), [point.levels for point in found.solutions["nash"]]
    (3, [(1,)])
    """
    anywhere = np.array([-np.inf, -np.inf])
    exact = True
    try:
        worths, outcomes = pareto_frontier(talk.table, talk.counts, anywhere, 0.0)
    except OverflowError:
        exact = False
        worst, best = range_of(talk.issues, talk.partner)
        slack = SLACK * (best - worst)
        worths, outcomes = pareto_frontier(talk.table, talk.counts, anywhere, slack)
    kept = apart(worths, ROUNDING * np.abs(talk.table).max(axis=-1).sum(axis=-1))
    worths, outcomes = worths[kept], outcomes[kept]
    frontier = tuple(
        Point(talk.merged.split(levels), (host, partner))
        for levels, (host, partner) in zip(outcomes.tolist(), worths.tolist(), strict=True)
    )
    gains = gains_over(worths, talk.reservation)

    def chosen(places: Integers) -> tuple[Point, ...]:
        return tuple(frontier[place] for place in places.tolist())

    return Yardsticks(
        frontier,
        exact,
        {
            "nash": chosen(nash_set(gains, 0.5)),
            "kalai_smorodinsky": chosen(kalai_smorodinsky_set(gains)),
            "egalitarian": chosen(egalitarian_set(gains)),
            "utilitarian": chosen(utilitarian_set(gains)),
        },
    )


def distance(worth: tuple[float, ...], points: Sequence[Point]) -> float | None:
    """Return the Euclidean distance of a worth to the nearest of some points; None for no point.

    Examples
    --------
    >>> distance((0.0, 0.0), [Point((0,), (3.0, 4.0)), Point((1,), (6.0, 8.0))])
    5.0
    """
    return min((math.dist(worth, point.worth) for point in points), default=None)
