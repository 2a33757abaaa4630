"""The solutions of a bargain of any number of sides, by listing its outcomes.

All are taken over the outcomes worth at least its reservation value to every side, as in
:mod:`model.negotiation.solutions`, which they equal for two sides. The max-min solutions break ties
by the second smallest gain, then the third (leximin; for Kalai-Smorodinsky with more than two sides
Imai 1983, Econometrica 51, 389-402, since the plain rule may stop short of the frontier).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.negotiation.codes import Floats, Switches
from model.negotiation.domain import Posed
from model.negotiation.solutions import TIE
from model.negotiation.yardsticks import Point, checked_powers

# Outcomes times sides that are listed; above there are no yardsticks (assumption: half a second).
MOST_NUMBERS = 2**22
# Room for rounding in sums of worth, as a share of the largest.
ROUNDING = 1e-12


@dataclass(frozen=True)
class ManyYardsticks:
    """The solutions of a bargain, and what a deal of it missed.

    Parameters
    ----------
    solutions : dict of str to tuple of Point
        nash, kalai_smorodinsky, egalitarian, utilitarian; each all outcomes tied for the best, none
        where no outcome reaches all reservation values.
    better : Point or None
        Of the outcomes no worse for anybody than what was reached and better for somebody, the one
        whose gains have the largest sum; None on the frontier.
    """

    solutions: dict[str, tuple[Point, ...]]
    better: Point | None


def every_worth(talk: Posed) -> Floats:
    """Return what every outcome is worth to each side, float64 (outcomes, sides).

    Outcomes are numbered with the last merged issue fastest.
    """
    total = np.zeros((1, len(talk.sides)))
    for issue, count in enumerate(talk.counts.tolist()):
        rows = talk.table[:, issue, :count].T
        total = (total[:, None, :] + rows[None]).reshape(-1, len(talk.sides))
    return total


def best_of(scores: Floats, among: Switches) -> Switches:
    """Return which of some outcomes have the best score, within a tie; scores are not negative."""
    top = float(scores[among].max(initial=0.0))
    return np.asarray(among & (scores >= top * (1.0 - TIE)))


def leximin(gains: Floats, inside: Switches) -> Switches:
    """Return the outcomes with the largest smallest gain; ties by the next smallest, and so on."""
    ranked = np.sort(gains, axis=1)
    found = inside
    for column in range(gains.shape[1]):
        found = best_of(ranked[:, column], found)
    return found


def many_yardsticks(
    talk: Posed, reached: tuple[float, ...], powers: Sequence[float] = ()
) -> ManyYardsticks | None:
    """Return the solutions of a bargain of any number of sides, and the better deal all missed.

    Parameters
    ----------
    talk : Posed
        The bargain.
    reached : tuple of float
        What came out, worth to each side.
    powers : sequence of float, optional
        Bargaining powers, as in :func:`model.negotiation.yardsticks.yardsticks`.

    Returns
    -------
    ManyYardsticks or None
        None where the outcomes are too many to list.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> from model.negotiation.meeting import Meeting
    >>> pie = Issue("pie", ("ana", "beto", "carla", "all"))
    >>> worth = ((1.0, 0.0, 0.0, 0.4), (0.0, 1.0, 0.0, 0.4), (0.0, 0.0, 1.0, 0.4))
    >>> talk = Meeting((pie,), tuple(Party((each,)) for each in worth))
    >>> found = many_yardsticks(talk, (0.0, 0.0, 0.0))
    >>> [point.levels for point in found.solutions["nash"]], found.better.levels
    ([(3,)], (3,))
    """
    sides = len(talk.sides)
    shares_of_power = np.array(checked_powers(powers, sides))
    if talk.outcomes * sides > MOST_NUMBERS:
        return None
    worth = every_worth(talk)
    room = ROUNDING * (np.abs(worth).max(axis=0) + np.abs(talk.reservation))
    gains = worth - talk.reservation
    inside = np.all(gains >= -room, axis=1)
    gains = np.maximum(gains, 0.0)
    ideal = np.where(inside[:, None], gains, 0.0).max(axis=0)
    # A side with nothing to gain anywhere has no claim: its share is the largest there is.
    shares = np.divide(gains, ideal, out=np.ones_like(gains), where=ideal > 0.0)
    sets = {
        "nash": best_of(np.prod(gains**shares_of_power, axis=1), inside),
        "kalai_smorodinsky": leximin(shares, inside),
        "egalitarian": leximin(gains, inside),
        "utilitarian": best_of(gains.sum(axis=1), inside),
    }

    def point(outcome: int) -> Point:
        levels = np.unravel_index(outcome, tuple(talk.counts.tolist()))
        return Point(talk.merged.split([int(at) for at in levels]), tuple(worth[outcome].tolist()))

    more = worth - np.array(reached)
    above = np.all(more >= -room, axis=1) & np.any(more > room, axis=1)
    total = np.where(above, more.sum(axis=1), -math.inf)
    return ManyYardsticks(
        {name: tuple(map(point, np.flatnonzero(found).tolist())) for name, found in sets.items()},
        point(int(total.argmax())) if above.any() else None,
    )
