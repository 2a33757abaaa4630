"""The exact trade-off offer: what greed leaves on the table is looked for, and found.

The offer of :mod:`model.negotiation.offers` is made step by step and may miss the best one. Here it
is the start of a search by branch and bound, which ends with the outcome that the other is believed
to like best among all that cost me no more than my budget; of several, with one that costs me least
(within rounding; then the one found first).

The bound is Lagrange's. Let a unit of my loss have a price p in units of the other's believed
liking: the slope of the first efficient switch that did not fit (the best price there is, Sinha
and Zoltners 1979). An outcome of liking v and loss l has the net liking v - p l, a sum over issues
like v and l; no outcome nets more than the best level of each issue. So one that is liked better
than the best offer known and costs less than some l' nets more than (liking of that offer) - p l',
and what cannot reach that is never looked at. Here l' is the smallest loss beyond the budget at
which something better is known: the search finds the best offer and, in the same pass, the budget
from which on it is another one.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.beliefs import PLACE_BITS
from model.negotiation.codes import Floats, Integers

# Differences of believed liking that are rounding: likings sum to the weights of the issues.
TINY = 1e-12

# Rows of the work space: of places; then, of issues, what the later issues add at most or at least,
# and what the levels chosen so far sum to.
LIKED, NET = 0, 1
MOST_NET, MOST_LIKED, LEAST_LOST = 2, 3, 4
LIKED_SO_FAR, LOST_SO_FAR = 5, 6
NUMBERS = 7
# And of the other one: candidates; then, of issues, where theirs end and which one is next.
CANDIDATE, LAST, NEXT = 0, 1, 2
PLACES = 3


@compiled
def exact_offer(
    seat: int,
    budget: float,
    width: int,
    levels: Integers,
    loss: Floats,
    credit: Floats,
    weight: Floats,
    cost: Floats,
    steep: Floats,
    ranked: Integers,
    numbers: Floats,
    places: Integers,
    offer: Integers,
    reach: Floats,
) -> None:
    """Make a side's trade-off offer the best there is.

    Parameters
    ----------
    seat : int
        Row of the side.
    budget : float
        Utility that the side may give away against its best outcome.
    width, levels, loss, credit, weight, cost, steep, ranked
        As in :func:`model.negotiation.beliefs.find_switches`.
    numbers : float64 (NUMBERS, places or issues + 1, whichever is more)
        Work space.
    places : int64 (PLACES, places)
        Work space.
    offer, reach
        What :func:`model.negotiation.offers.trade_off_offer` wrote for the same budget; changed.
    """
    issues = levels.shape[0]
    # What the greedy offer could not afford: its slope is the price, its loss a first horizon.
    horizon = 0.0
    price = 0.0
    rank = 0
    while ranked[seat, rank] > 0 and horizon <= budget:
        link = np.uint32(PLACE_BITS - (ranked[seat, rank] & PLACE_BITS))
        horizon += cost[seat, link]
        price = steep[seat, link]
        rank += 1
    if horizon <= budget:
        return  # all was afforded

    lost = 0.0
    liked = 0.0
    for issue in range(issues):
        base = issue * width
        most = 0.0
        for place in range(base, base + levels[issue]):
            most = max(most, credit[seat, place])
        scale = weight[seat, issue] / most if most > 0.0 else 0.0
        for place in range(base, base + levels[issue]):
            numbers[LIKED, place] = scale * credit[seat, place]
            numbers[NET, place] = numbers[LIKED, place] - price * loss[seat, place]
        lost += loss[seat, offer[seat, issue]]
        liked += numbers[LIKED, offer[seat, issue]]
    # One level changed: often better, or a nearer horizon.
    for issue in range(issues):
        for place in range(issue * width, issue * width + levels[issue]):
            here = offer[seat, issue]
            gain = numbers[LIKED, place] - numbers[LIKED, here]
            after = lost - loss[seat, here] + loss[seat, place]
            if gain > TINY and after <= budget:
                offer[seat, issue] = place
                liked += gain
                lost = after
            elif gain > TINY:
                horizon = min(horizon, after)
    slack = TINY * (1.0 + price)
    list_candidates(seat, liked - price * horizon - slack, width, levels, loss, numbers, places)

    # Depth first: an issue a step, its candidates in turn, the one that nets most first.
    step = 0
    places[NEXT, 0] = 0
    numbers[LIKED_SO_FAR, 0] = 0.0
    numbers[LOST_SO_FAR, 0] = 0.0
    while step >= 0:
        at = places[NEXT, step]
        if at == places[LAST, step]:
            step -= 1
            continue
        place = places[CANDIDATE, at]
        good = numbers[LIKED_SO_FAR, step] + numbers[LIKED, place]
        bad = numbers[LOST_SO_FAR, step] + loss[seat, place]
        net = good - price * bad + numbers[MOST_NET, step]
        if net < liked - price * horizon - slack:
            step -= 1  # what follows nets less still
            continue
        places[NEXT, step] = at + 1
        if bad + numbers[LEAST_LOST, step] >= horizon:
            continue
        if good + numbers[MOST_LIKED, step] < liked - TINY:
            continue
        if step < issues - 1:
            step += 1
            places[NEXT, step] = step * width
            numbers[LIKED_SO_FAR, step] = good
            numbers[LOST_SO_FAR, step] = bad
        elif bad > budget:
            if good > liked + TINY:
                horizon = bad
        elif good > liked + TINY or bad < lost:
            liked = max(good, liked)
            lost = bad
            for issue in range(issues):
                offer[seat, issue] = places[CANDIDATE, places[NEXT, issue] - 1]
    reach[seat, 0] = lost
    reach[seat, 1] = horizon


@compiled
def list_candidates(
    seat: int,
    least: float,
    width: int,
    levels: Integers,
    loss: Floats,
    numbers: Floats,
    places: Integers,
) -> None:
    """List the levels of each issue that an outcome with so much net liking may have, best first.

    Parameters
    ----------
    seat, width, levels, loss
        As in :func:`exact_offer`.
    least : float
        Net liking that an outcome must reach.
    numbers
        Its work space: likings are read, and what later issues add is written.
    places
        Its work space; candidates are written.
    """
    issues = levels.shape[0]
    every = 0.0  # the most net liking of all issues
    for issue in range(issues):
        most = -np.inf
        for place in range(issue * width, issue * width + levels[issue]):
            most = max(most, numbers[NET, place])
        numbers[MOST_NET, issue] = most
        every += most
    later_net = 0.0
    later_liked = 0.0
    later_lost = 0.0
    for back in range(issues):
        issue = issues - 1 - back
        most = numbers[MOST_NET, issue]
        numbers[MOST_NET, issue] = later_net
        numbers[MOST_LIKED, issue] = later_liked
        numbers[LEAST_LOST, issue] = later_lost
        liked = 0.0
        lost = np.inf
        end = issue * width
        for place in range(issue * width, issue * width + levels[issue]):
            net = numbers[NET, place]
            if every - most + net < least:
                continue
            at = end
            while at > issue * width and numbers[NET, places[CANDIDATE, at - 1]] < net:
                places[CANDIDATE, at] = places[CANDIDATE, at - 1]
                at -= 1
            places[CANDIDATE, at] = place
            end += 1
            liked = max(liked, numbers[LIKED, place])
            lost = min(lost, loss[seat, place])
        places[LAST, issue] = end
        later_net += most
        later_liked += liked
        later_lost += lost
