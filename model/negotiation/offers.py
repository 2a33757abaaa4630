"""Which outcome a side offers: the trade-off offer, found without listing outcomes.

Among the outcomes worth at least the target to me, the trade-off offer (Faratin, Sierra, Jennings
2002) is the one that I believe the other likes best. This is a multiple-choice knapsack: my loss
against my best outcome is the budget, the other's believed gain the value. It is solved greedily
along the efficient switches of :mod:`model.negotiation.beliefs`, steepest gain per loss first.

How exact it is: whenever the budget is used up by whole efficient switches, the offer is the best
there is; else the gain missed is less than that of the first switch that did not fit. Later
switches that still fit are taken, and last a single level off the hull per issue where it fits.
Who wants the best offer has :mod:`model.negotiation.exact`, at four to seven times the time.

The few lines that choose between the functions below stand twice, in :mod:`protocol` and in
:mod:`sides`: a function of their own would be handed all arrays of a side, and counting the
references to them takes longer than the search (measured: a bargain takes twice the time).
"""

import numpy as np

from model.compiled import compiled, compiled_in_place
from model.negotiation.beliefs import PLACE_BITS
from model.negotiation.codes import Floats, Integers


@compiled
def least_losses(
    width: int, levels: Integers, loss: Floats, order: Integers, spare: Floats
) -> None:
    """Write the smallest loss above 0 of each side; 2 where it has none.

    Parameters
    ----------
    width, levels, loss, order
        As in :func:`model.negotiation.beliefs.find_switches`.
    spare : float64 (seats,)
        Below this budget a side can offer nothing but its best outcomes; written.
    """
    for seat in range(loss.shape[0]):
        least = 2.0
        for issue in range(levels.shape[0]):
            for rung in range(issue * width + 1, issue * width + levels[issue]):
                lost = loss[seat, order[seat, rung]]
                if lost > 0.0:
                    least = min(least, lost)
                    break
        spare[seat] = least


@compiled
def best_offer(
    seat: int,
    spare: float,
    width: int,
    levels: Integers,
    loss: Floats,
    order: Integers,
    credit: Floats,
    offer: Integers,
    reach: Floats,
) -> None:
    """Write the offer of a side that can give nothing away: the best liked of its best outcomes.

    What :func:`trade_off_offer` writes for such a budget, without a search for switches.

    Parameters
    ----------
    seat : int
        Row of the side.
    spare : float
        Its row of what :func:`least_losses` writes.
    width, levels, loss, order, credit, offer, reach
        As in :func:`trade_off_offer` and :func:`model.negotiation.beliefs.find_switches`.
    """
    for issue in range(levels.shape[0]):
        base = issue * width
        here = order[seat, base]
        for rung in range(base + 1, base + levels[issue]):
            place = order[seat, rung]
            if loss[seat, place] > 0.0:
                break
            if credit[seat, place] > credit[seat, here]:
                here = place
        offer[seat, issue] = here
    reach[seat, 0] = 0.0
    reach[seat, 1] = spare


@compiled_in_place
def trade_off_offer(
    seat: int,
    budget: float,
    width: int,
    levels: Integers,
    loss: Floats,
    credit: Floats,
    plan: Integers,
    chain: Integers,
    cost: Floats,
    ranked: Integers,
    issue_of: Integers,
    closed: Integers,
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
    width : int
        Places of an issue.
    levels, loss, credit, plan, chain, cost, ranked
        As in :func:`model.negotiation.beliefs.find_switches`.
    issue_of : uint32 (places,)
        Issue of each place.
    closed : int64 (issues,)
        Work space: whether a switch in the issue did not fit.
    offer : int64 (seats, issues)
        Place of each issue; the seat's row is written.
    reach : float64 (seats, 2)
        Between which budgets the offer is the same; written.
    """
    issues = levels.shape[0]
    for issue in range(issues):
        offer[seat, issue] = plan[seat, issue, 0]
        closed[issue] = 0
    shut = 0
    used = 0.0
    need = 2.0
    rank = 0
    while ranked[seat, rank] > 0 and shut < issues:
        link = np.uint32(PLACE_BITS - (ranked[seat, rank] & PLACE_BITS))
        issue = issue_of[link]
        rank += 1
        if closed[issue] == 0:
            after = used + cost[seat, link]
            if after <= budget:
                used = after
                offer[seat, issue] = chain[seat, link]
            else:
                need = min(need, after)
                closed[issue] = 1
                shut += 1
    # What is left of the budget may still buy a level off the hull.
    deepest = used
    for issue in range(issues):
        if closed[issue] * plan[seat, issue, 1] > 0:
            before = used - loss[seat, offer[seat, issue]]
            most = credit[seat, offer[seat, issue]]
            for place in range(issue * width, issue * width + levels[issue]):
                if credit[seat, place] > most:
                    after = before + loss[seat, place]
                    if after <= budget:
                        deepest = max(deepest, after)
                        used = after
                        most = credit[seat, place]
                        offer[seat, issue] = place
                    else:
                        need = min(need, after)
    reach[seat, 0] = deepest
    reach[seat, 1] = need


@compiled
def listed_offer(
    seat: int,
    rung: int,
    width: int,
    levels: Integers,
    rungs: Integers,
    losses: Floats,
    offer: Integers,
    reach: Floats,
) -> None:
    """Write the offer on a rung of the side's ladder.

    Parameters
    ----------
    seat : int
        Row of the side.
    rung : int
        Rung to step to, the last one at most.
    width : int
        Places of an issue.
    levels : int64 (issues,)
        Number of levels of each issue.
    rungs, losses
        From :func:`model.negotiation.losses.ladder_of_losses`.
    offer : int64 (seats, issues)
        Place of each issue; the seat's row is written.
    reach : float64 (seats, 2)
        Between which budgets the offer is the same; written.
    """
    here = min(rung, losses.shape[1] - 1)
    rest = rungs[seat, here]
    issues = levels.shape[0]
    for back in range(issues):
        issue = issues - 1 - back
        offer[seat, issue] = issue * width + rest % levels[issue]
        rest //= levels[issue]
    reach[seat, 0] = losses[seat, here]
    reach[seat, 1] = losses[seat, here + 1] if here + 1 < losses.shape[1] else 2.0
