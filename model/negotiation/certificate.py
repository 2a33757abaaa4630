"""The certificate of a deal: what it was worth beside what it could have been worth.

Cheap enough to be made for every signed bargain of a run: one frontier, four solutions, distances.
"""

import math

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import Floats, Integers
from model.negotiation.frontier import ROUNDING, apart, pareto_frontier
from model.negotiation.solutions import (
    egalitarian_set,
    gains_over,
    kalai_smorodinsky_set,
    nash_set,
    utilitarian_set,
)

# Columns of a certificate. Utilities are normalised by the best and worst over the side's own
# table; distances are Euclidean in the plane of the utilities, to the nearest point of the set.
(
    HOST_SHARE,  # host's share of the sum of both gains over reservation, in utility
    HOST_SHARE_USD_M,  # the same in money
    FRONTIER_DISTANCE,  # 0 on the frontier of the zone of agreement
    NASH_DISTANCE,
    KALAI_SMORODINSKY_DISTANCE,
    EGALITARIAN_DISTANCE,
    UTILITARIAN_DISTANCE,
    MISSED_HOST_USD_M,  # what the host could have had more at the better deal both missed
    MISSED_PARTNER_USD_M,  # what the partner could have had more there
    FRONTIER_POINTS,  # points of the zone's frontier; 0 where there is no zone
    ISSUE_FOR_HOST,  # place of the issue that brings the host most at the better deal
    ISSUE_FOR_PARTNER,  # and the partner: trade the one against the other
) = range(12)
CERTIFICATE_COLUMNS = 12


@compiled
def nearest(points: Floats, chosen: Integers, host: float, partner: float) -> float:
    """Return the distance from (host, partner) to the nearest chosen point; NaN for no point."""
    least = np.nan
    for point in chosen:
        far = math.hypot(points[point, 0] - host, points[point, 1] - partner)
        if not far >= least:
            least = far
    return least


@compiled
def share_of(host_gain: float, partner_gain: float) -> float:
    """Return the host's share of the sum of two gains; NaN where nothing was gained.

    Examples
    --------
    >>> share_of(3.0, 1.0)
    0.75
    """
    total = host_gain + partner_gain
    return host_gain / total if total > 0.0 else np.nan


@compiled
def certificate(
    table: Floats, levels: Integers, reservation: Floats, deal: Integers, slack: float
) -> Floats:
    """Return the certificate of a deal, float64 (CERTIFICATE_COLUMNS,).

    Parameters
    ----------
    table : float64 (2, issues, most levels), USD m
        Worth of each level of each issue to host (0) and partner (1); beyond ``levels`` ignored.
    levels : int64 (issues,)
        Number of levels of each issue.
    reservation : float64 (2,), USD m
        What no deal was worth to each side.
    deal : int64 (issues,)
        Level of each issue.
    slack : float
        Pruning of the frontier as utility, see :mod:`model.negotiation.frontier`; 0 for exact.

    Returns
    -------
    float64 (CERTIFICATE_COLUMNS,)
        Columns as named above. Shares are NaN where nothing was gained; distances are NaN where no
        outcome reaches both reservation values. "The better deal both missed" is the frontier point
        at least as good for both whose smaller gain over the deal, in utility, is largest; both
        columns are 0 where there is none. The two issues are those on which moving there from the
        deal brings the most utility to host and to partner (the first of several); the same issue
        twice where a level of it is better for both; NaN where nothing was missed.

    Examples
    --------
    >>> dollar = np.array([[[0.0, 6.0, 10.0]], [[10.0, 6.0, 0.0]]])
    >>> made = certificate(dollar, np.array([3]), np.zeros(2), np.array([1]), 0.0)
    >>> float(made[HOST_SHARE]), float(made[FRONTIER_DISTANCE]), float(made[NASH_DISTANCE])
    (0.5, 0.0, 0.0)
    """
    issues = levels.shape[0]
    scaled = np.zeros((2, issues, table.shape[2]))
    unit = np.zeros(2)
    floors = np.zeros(2)
    utility = np.zeros(2)
    money = np.zeros(2)
    for side in range(2):
        best = 0.0
        worst = 0.0
        for issue in range(issues):
            high = table[side, issue, 0]
            low = high
            for level in range(levels[issue]):
                high = max(high, table[side, issue, level])
                low = min(low, table[side, issue, level])
            best += high
            worst += low
            scaled[side, issue, 0] = low
        unit[side] = 1.0 / (best - worst) if best > worst else 0.0
        for issue in range(issues):
            low = scaled[side, issue, 0]
            for level in range(levels[issue]):
                scaled[side, issue, level] = (table[side, issue, level] - low) * unit[side]
            utility[side] += scaled[side, issue, deal[issue]]
            money[side] += table[side, issue, deal[issue]]
        floors[side] = (reservation[side] - worst) * unit[side]

    points, outcomes = pareto_frontier(scaled, levels, floors, slack)
    # Scaled worth is rounded, so that what is worth the same in money may differ here.
    kept = apart(points, np.full(2, ROUNDING))
    if kept.shape[0] < points.shape[0]:
        points = points[kept]
        outcomes = outcomes[kept]
    gains = gains_over(points, floors)
    made = np.full(CERTIFICATE_COLUMNS, np.nan)
    made[HOST_SHARE] = share_of(
        (money[0] - reservation[0]) * unit[0], (money[1] - reservation[1]) * unit[1]
    )
    made[HOST_SHARE_USD_M] = share_of(money[0] - reservation[0], money[1] - reservation[1])
    everywhere = np.arange(points.shape[0])
    made[FRONTIER_DISTANCE] = nearest(points, everywhere, utility[0], utility[1])
    made[NASH_DISTANCE] = nearest(points, nash_set(gains, 0.5), utility[0], utility[1])
    made[KALAI_SMORODINSKY_DISTANCE] = nearest(
        points, kalai_smorodinsky_set(gains), utility[0], utility[1]
    )
    made[EGALITARIAN_DISTANCE] = nearest(points, egalitarian_set(gains), utility[0], utility[1])
    made[UTILITARIAN_DISTANCE] = nearest(points, utilitarian_set(gains), utility[0], utility[1])

    made[MISSED_HOST_USD_M] = 0.0
    made[MISSED_PARTNER_USD_M] = 0.0
    most = 1e-9
    better = -1
    for point in range(points.shape[0]):
        host = points[point, 0] - utility[0]
        partner = points[point, 1] - utility[1]
        host = 0.0 if -ROUNDING <= host < 0.0 else host
        partner = 0.0 if -ROUNDING <= partner < 0.0 else partner
        # The larger gain counts a millionth, so that it decides where the smaller is 0.
        score = min(host, partner) + 1e-6 * max(host, partner)
        if host >= 0.0 and partner >= 0.0 and score > most:
            most = score
            better = point
            made[MISSED_HOST_USD_M] = host / unit[0] if unit[0] > 0.0 else 0.0
            made[MISSED_PARTNER_USD_M] = partner / unit[1] if unit[1] > 0.0 else 0.0
    if better >= 0:
        for side in range(2):
            gained = 0.0
            for issue in range(issues):
                there = scaled[side, issue, outcomes[better, issue]]
                gain = there - scaled[side, issue, deal[issue]]
                if gain > gained:
                    gained = gain
                    made[ISSUE_FOR_HOST + side] = issue
    made[FRONTIER_POINTS] = points.shape[0]
    return made
