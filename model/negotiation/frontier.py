"""The Pareto frontier of a two-sided additive bargain, exact, without listing outcomes.

The frontier of a sum is contained in the sum of the frontiers: starting from the single point
(0, 0), one issue after the other is added to every point kept so far, the copies (each already in
order) are merged from the best for side 0 downwards, and a point is kept only where it gives
side 1 more than every point before it. What is pruned early can never be on the frontier, since
adding the same remaining levels to both points keeps one above the other.

With ``slack`` above 0 a point must give side 1 more than ``slack`` above the last one kept. Then
for each outcome some kept point is no worse for side 0 and at most issues x slack worse for side 1.

With floors, partial outcomes that can no longer reach both are pruned as well, and the result is
the part of the frontier at or above them: the frontier of the zone of agreement.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import Floats, Integers

# Rounding allowed where a sum is held against a floor, as a share of the numbers' size.
ROUNDING = 1e-12
# Points, and points times issues, above which no frontier is made: each more would double them in
# the worst case (assumption: some seconds and some hundred megabytes).
MOST_POINTS = 2**17
MOST_PLACES = 2**22


@compiled
def pareto_frontier(
    values: Floats, levels: Integers, floors: Floats, slack: float
) -> tuple[Floats, Integers]:
    """Return the frontier's points and one outcome for each, best for side 0 first.

    Parameters
    ----------
    values : float64 (2, issues, most levels)
        Worth of each level of each issue to each side, any unit; beyond ``levels`` ignored.
    levels : int64 (issues,)
        Number of levels of each issue.
    floors : float64 (2,)
        Least worth to each side of the points wanted; -inf for all.
    slack : float
        0 for the exact frontier; else see the head of this module; in the unit of ``values``.

    Returns
    -------
    points : float64 (points, 2)
        Worth to each side; falling for side 0, rising for side 1; no rows where no outcome reaches
        both floors.
    outcomes : int64 (points, issues)
        Level of each issue. Of several outcomes with the same worth the first found is given.

    Raises
    ------
    OverflowError
        Where more points than ``MOST_POINTS``, or so many over so many issues, would be kept.

    Examples
    --------
    >>> dollar = np.array([[[0.0, 1.0, 2.0]], [[2.0, 1.5, 0.0]]])
    >>> points, outcomes = pareto_frontier(dollar, np.array([3]), np.array([-np.inf, -np.inf]), 0.0)
    >>> points.tolist(), outcomes[:, 0].tolist()
    ([[2.0, 0.0], [1.0, 1.5], [0.0, 2.0]], [2, 1, 0])
    """
    issues = levels.shape[0]
    # What the issues not yet added can still bring to each side, at best; and how large sums are.
    ahead = np.zeros((issues + 1, 2))
    size = 0.0
    for back in range(issues):
        issue = issues - 1 - back
        for side in range(2):
            most = values[side, issue, 0]
            for level in range(levels[issue]):
                most = max(most, values[side, issue, level])
            ahead[issue, side] = ahead[issue + 1, side] + most
            size += abs(most)
    room = ROUNDING * size

    points = np.zeros((1, 2))
    outcomes = np.zeros((1, issues), np.int64)
    for issue in range(issues):
        count = levels[issue]
        known = points.shape[0]
        merged = np.empty((known * count, 2))
        parent = np.empty(known * count, np.int64)
        chosen = np.empty(known * count, np.int64)
        need_host = floors[0] - ahead[issue + 1, 0] - room
        need_partner = floors[1] - ahead[issue + 1, 1] - room
        head = np.zeros(count, np.int64)
        kept = 0
        best = -np.inf
        while True:
            level = -1
            top = -np.inf
            second = -np.inf
            for other in range(count):
                # Pass over what gives side 1 no more than the last point kept.
                at = head[other]
                plus = values[1, issue, other]
                while at < known and points[at, 1] + plus <= best:
                    at += 1
                head[other] = at
                if at < known:
                    host = points[at, 0] + values[0, issue, other]
                    partner = points[at, 1] + plus
                    if level < 0 or host > top or (host == top and partner > second):
                        top = host
                        second = partner
                        level = other
            if level < 0 or top < need_host:
                break
            if second >= need_partner:
                merged[kept, 0] = top
                merged[kept, 1] = second
                parent[kept] = head[level]
                chosen[kept] = level
                kept += 1
            head[level] += 1
            best = max(best, second + slack)
        if kept > MOST_POINTS or kept * issues > MOST_PLACES:
            raise OverflowError("the frontier has too many points")
        grown = np.empty((kept, issues), np.int64)
        for point in range(kept):
            for earlier in range(issue):
                grown[point, earlier] = outcomes[parent[point], earlier]
            grown[point, issue] = chosen[point]
        points = merged[:kept].copy()
        outcomes = grown
    return points, outcomes


@compiled
def apart(points: Floats, room: Floats) -> Integers:
    """Return the places of a frontier's points that are more than rounding better than the others.

    Of 0.1 + 0.2 and 0.3 one is the larger, and so would have a point of its own.

    Parameters
    ----------
    points : float64 (points, 2)
        From :func:`pareto_frontier`.
    room : float64 (2,)
        What rounding may add to a sum of each side.

    Examples
    --------
    >>> some = np.array([[0.1 + 0.2, 1.0], [0.3, 2.0], [0.2, 2.0 + 1e-15]])
    >>> apart(some, np.full(2, 1e-12)).tolist()
    [1]
    """
    kept = np.empty(points.shape[0], np.int64)
    count = 0
    for at in range(points.shape[0]):
        if count > 0 and points[at, 1] <= points[kept[count - 1], 1] + room[1]:
            continue
        while count > 0 and points[at, 0] >= points[kept[count - 1], 0] - room[0]:
            count -= 1
        kept[count] = at
        count += 1
    return kept[:count]
