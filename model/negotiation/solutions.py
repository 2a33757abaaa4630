"""The yardsticks: Nash, Kalai-Smorodinsky, egalitarian and utilitarian points of a bargain.

All are taken over the outcomes worth at least its reservation value to each side; where there are
none, there is no solution, however high the product of two losses. A solution is a *set*: all
points whose score is within the share ``TIE`` of the best. For the two max-min solutions, of points
tied by the smaller gain only those with the larger other gain are kept (leximin), which also makes
them Pareto-optimal.

Nash and Kalai-Smorodinsky do not depend on the units of the two sides. Egalitarian and utilitarian
do: they compare the sides' gains, so give them utilities, or money, knowingly.

References
----------
Nash (1950), Econometrica 18, 155-162. Kalai, Smorodinsky (1975), Econometrica 43, 513-518.
Kalai (1977), Econometrica 45, 1623-1630.
"""

import math

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import Floats, Integers

TIE = 1e-9


@compiled
def gains_over(points: Floats, floors: Floats) -> Floats:
    """Return both gains at each point that reaches both floors, and NaN at the others.

    A floor missed by rounding alone (1e-12 of the numbers) counts as reached, with gain 0.

    Parameters
    ----------
    points : float64 (points, 2)
        Worth of each point to each side.
    floors : float64 (2,)
        Reservation values.
    """
    gains = np.empty(points.shape)
    for point in range(points.shape[0]):
        host = points[point, 0] - floors[0]
        partner = points[point, 1] - floors[1]
        room = 1e-12 * (abs(points[point, 0]) + abs(floors[0]))
        also = 1e-12 * (abs(points[point, 1]) + abs(floors[1]))
        inside = host >= -room and partner >= -also
        gains[point, 0] = max(0.0, host) if inside else np.nan
        gains[point, 1] = max(0.0, partner) if inside else np.nan
    return gains


@compiled
def best_scores(scores: Floats) -> Integers:
    """Return the points within a tie of the highest score, in their order; NaN is never among them.

    Scores are not negative; infinity is the highest.
    """
    top = -1.0
    for score in scores:
        if score > top:
            top = score
    least = top * (1.0 - TIE) if top < np.inf else top
    found = np.empty(scores.shape[0], np.int64)
    count = 0
    for point in range(scores.shape[0]):
        if scores[point] >= least:
            found[count] = point
            count += 1
    return found[:count]


@compiled
def nash_set(gains: Floats, power: float) -> Integers:
    """Return the points with the largest Nash product g0^power g1^(1 - power).

    Parameters
    ----------
    gains : float64 (points, 2)
        From :func:`gains_over`.
    power : float
        Bargaining power of side 0, in (0, 1); 0.5 for the symmetric solution.

    Examples
    --------
    >>> nash_set(np.array([[1.0, 0.0], [0.6, 0.5], [0.0, 1.0]]), 0.5).tolist()
    [1]
    """
    scores = np.empty(gains.shape[0])
    for point in range(gains.shape[0]):
        host = math.pow(gains[point, 0], power)
        scores[point] = host * math.pow(gains[point, 1], 1.0 - power)
    return best_scores(scores)


@compiled
def leximin_set(gains: Floats, host_unit: float, partner_unit: float) -> Integers:
    """Return the points with the largest smaller gain, each gain in its unit; ties by the other.

    A side whose unit is 0 has nothing to gain anywhere and no claim.
    """
    small = np.full(gains.shape[0], np.nan)
    large = np.full(gains.shape[0], np.nan)
    for point in range(gains.shape[0]):
        if gains[point, 0] >= 0.0:  # not NaN
            host = gains[point, 0] / host_unit if host_unit > 0.0 else np.inf
            partner = gains[point, 1] / partner_unit if partner_unit > 0.0 else np.inf
            small[point] = min(host, partner)
            large[point] = max(host, partner)
    rest = np.full(gains.shape[0], np.nan)
    for point in best_scores(small):
        rest[point] = large[point]
    return best_scores(rest)


@compiled
def kalai_smorodinsky_set(gains: Floats) -> Integers:
    """Return the points with the largest smaller share of the ideal gain: max min g / ideal.

    The ideal of a side is its largest gain in the zone of agreement.

    Parameters
    ----------
    gains : float64 (points, 2)
        From :func:`gains_over`.

    Examples
    --------
    >>> points = np.array([[1.0, 0.0], [0.6, 0.45], [0.44, 0.5], [0.0, 1.0]])
    >>> kalai_smorodinsky_set(gains_over(points, np.zeros(2))).tolist()
    [1]
    """
    ideal = np.zeros(2)
    for point in range(gains.shape[0]):
        for side in range(2):
            if gains[point, side] > ideal[side]:
                ideal[side] = gains[point, side]
    return leximin_set(gains, ideal[0], ideal[1])


@compiled
def egalitarian_set(gains: Floats) -> Integers:
    """Return the points with the largest smaller gain, as they are: max min g.

    Parameters
    ----------
    gains : float64 (points, 2)
        From :func:`gains_over`.

    Examples
    --------
    >>> egalitarian_set(np.array([[2.0, 0.0], [0.6, 0.7], [0.0, 1.0]])).tolist()
    [1]
    """
    return leximin_set(gains, 1.0, 1.0)


@compiled
def utilitarian_set(gains: Floats) -> Integers:
    """Return the points with the largest sum of gains.

    Parameters
    ----------
    gains : float64 (points, 2)
        From :func:`gains_over`.

    Examples
    --------
    >>> utilitarian_set(np.array([[2.0, 0.0], [0.6, 0.7], [0.0, 1.0]])).tolist()
    [0]
    """
    return best_scores(gains[:, 0] + gains[:, 1])
