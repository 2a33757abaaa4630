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
# How far bargaining powers may miss the sum of 1: rounding, but not three times 0.3333.
POWER_ROUNDING = 1e-9


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


def checked_powers(powers: Sequence[float], sides: int) -> tuple[float, ...]:
    """Return the bargaining power of each side, equal where none is given.

    Raises
    ------
    ValueError
        Where there is not one for each side, one is not positive, or they do not sum to 1.

    Examples
    --------
    >>> checked_powers((), 4), checked_powers((0.7, 0.3), 2)
    ((0.25, 0.25, 0.25, 0.25), (0.7, 0.3))
    """
    if not powers:
        return (1.0 / sides,) * sides
    if len(powers) != sides:
        raise ValueError(f"{len(powers)} bargaining powers for {sides} sides")
    for power in powers:
        if not 0.0 < power < 1.0:
            raise ValueError(f"bargaining power is {power}: expected above 0 and below 1")
    if abs(math.fsum(powers) - 1.0) > POWER_ROUNDING:
        raise ValueError(f"bargaining powers sum to {math.fsum(powers):.12g}: expected 1")
    return tuple(powers)


def yardsticks(talk: Bargain, powers: Sequence[float] = ()) -> Yardsticks:
    """Return frontier and solutions of a bargain.

    Parameters
    ----------
    talk : Bargain
        The bargain.
    powers : sequence of float, optional
        Bargaining powers a of both sides for the asymmetric Nash solution, which maximises
        g0^a0 g1^a1 over gains g (Kalai 1977, International Journal of Game Theory 6, 129-133);
        positive, their sum 1; equal where empty. The other solutions know no powers.

    Raises
    ------
    ValueError
        Where the powers are none.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> pie = Issue("pie", ("mine", "half", "yours"))
    >>> talk = Bargain((pie,), Party(((1.0, 0.6, 0.0),)), Party(((0.0, 0.6, 1.0),)))
    >>> found = yardsticks(talk)
    >>> len(found.frontier), [point.levels for point in found.solutions["nash"]]
    (3, [(1,)])

    The stronger side gets more in the Nash solution:

    >>> talk = Bargain((pie,), Party(((0.9, 0.5, 0.1),)), Party(((0.1, 0.5, 0.9),)))
    >>> for powers in ((0.5, 0.5), (0.9, 0.1)):
    ...     [point.levels for point in yardsticks(talk, powers).solutions["nash"]]
    [(1,)]
    [(0,)]
    """
    power = checked_powers(powers, 2)[0]
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
            "nash": chosen(nash_set(gains, power)),
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
