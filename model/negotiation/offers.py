"""Which outcome a side offers: the trade-off offer, found without listing outcomes.

Among the outcomes worth at least the target to me, the trade-off offer (Faratin, Sierra, Jennings
2002) is the one that I believe the other likes best. This is a multiple-choice knapsack: my loss
against my best outcome is the budget, the other's believed gain the value. It is solved greedily
along the efficient switches of :mod:`model.negotiation.beliefs`, dearest gain per loss first.

How exact it is: whenever the budget is used up by whole efficient switches, the offer is the best
there is; else the gain missed is less than that of the first switch that did not fit. Later
switches that still fit are taken, and last a single level off the hull per issue where it fits.
"""

from model.compiled import compiled
from model.negotiation.codes import Floats, Integers

# Room for rounding when a loss is held against a budget, as utility.
SLACK = 1e-12


@compiled
def trade_off_offer(
    seat: int,
    budget: float,
    levels: Integers,
    loss: Floats,
    gain: Floats,
    hull: Integers,
    steep: Floats,
    length: Integers,
    place: Integers,
    offer: Integers,
    reach: Floats,
) -> None:
    """Write the trade-off offer of a side for a loss of at most ``budget``.

    The same offer comes out for every budget in [reach[seat, 0], reach[seat, 1]) as long as the
    belief is unchanged, so that most rounds need no search.

    Parameters
    ----------
    seat : int
        Row of the side.
    budget : float
        Utility that the side may give away against its best outcome.
    levels, loss, gain, hull, steep, length
        As in :func:`model.negotiation.beliefs.rebuild_switches`.
    place : int64 (issues,)
        Work space.
    offer : int64 (seats, issues)
        Level of each issue; the seat's row is written.
    reach : float64 (seats, 2)
        Between which budgets the offer is the same; written.
    """
    issues = levels.shape[0]
    used = 0.0
    deepest = 0.0
    need = 2.0
    for issue in range(issues):
        place[issue] = 0
    while True:
        best = -1
        slope = 0.0
        for issue in range(issues):
            after = place[issue] + 1
            if 0 < after < length[seat, issue] and steep[seat, issue, after] > slope:
                slope = steep[seat, issue, after]
                best = issue
        if best < 0:
            break
        now = place[best]
        cost = (
            loss[seat, best, hull[seat, best, now + 1]]
            - loss[seat, best, hull[seat, best, now]]
        )
        if used + cost <= budget:
            used += cost
            deepest = used
            place[best] = now + 1
        else:
            need = min(need, used + cost)
            offer[seat, best] = hull[seat, best, now]
            place[best] = -9  # closed: the next switch does not fit
    for issue in range(issues):
        if place[issue] >= 0:
            offer[seat, issue] = hull[seat, issue, place[issue]]
    for issue in range(issues):
        if place[issue] >= 0:
            continue  # the end of the hull: nothing better in this issue
        level = offer[seat, issue]
        start = loss[seat, issue, level]
        most = gain[seat, issue, level]
        for other in range(levels[issue]):
            if gain[seat, issue, other] > most:
                cost = loss[seat, issue, other] - start
                if used + cost <= budget:
                    deepest = max(deepest, used + cost)
                    most = gain[seat, issue, other]
                    level = other
                else:
                    need = min(need, used + cost)
        used += loss[seat, issue, level] - start
        offer[seat, issue] = level
    reach[seat, 0] = deepest
    reach[seat, 1] = need
