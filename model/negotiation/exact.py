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
which something better is known: the search finds the best offer and, in the same pass, a budget up
to which it stays the best.

Where all outcomes trade at one price, as over a cake, nothing can be told apart by its net liking,
and many issues would be searched for ever; so would dozens of issues of many levels (of 20 levels
with random worth, a tenth of the searches over 40 issues and all over 200). After ``MOST_STEPS``
the best offer so far stands, which is the greedy one or better; and when the searches of one play
have taken ``MOST_IN_ALL``, what is left of it is played with greedy offers. All outcomes of up to
eight issues of five levels take fewer than the one; the other is for thousands of rounds.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.beliefs import PLACE_BITS
from model.negotiation.codes import Floats, Integers

# Differences of believed liking, and of what losses are worth at the price, that are rounding:
# likings sum to the weights of the issues, losses to 1 at most.
TINY = 1e-12
ROUNDING = 1e-14

# Levels looked at in one search: some 4 ms; and in all of one play: some seconds.
MOST_STEPS = 1_000_000
MOST_IN_ALL = 1e9

# Rows of the work space: of places; then, of issues, what all later ones add at most, and what the
# levels chosen before sum to; then a single number, the steps of all searches so far.
LIKED = 0
MOST_NET, MOST_LIKED = 1, 2
LIKED_SO_FAR, LOST_SO_FAR = 3, 4
STEPS = 5
NUMBERS = 6


@compiled
def exact_offer(
    seat: int,
    budget: float,
    width: int,
    levels: Integers,
    loss: Floats,
    order: Integers,
    credit: Floats,
    weight: Floats,
    cost: Floats,
    steep: Floats,
    ranked: Integers,
    numbers: Floats,
    following: Integers,
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
    width, levels, loss, order, credit, weight, cost, steep, ranked
        As in :func:`model.negotiation.beliefs.find_switches`.
    numbers : float64 (NUMBERS, places)
        Work space; zeros before the first search.
    following : int64 (issues,)
        Work space: which level of an issue is looked at next.
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

    slack = TINY + ROUNDING * price
    lost = 0.0
    liked = 0.0
    later_net = 0.0
    later_liked = 0.0
    for back in range(issues):
        issue = issues - 1 - back
        base = issue * width
        most = 0.0
        for place in range(base, base + levels[issue]):
            most = max(most, credit[seat, place])
        scale = weight[seat, issue] / most if most > 0.0 else 0.0
        top = 0.0
        for place in range(base, base + levels[issue]):
            numbers[LIKED, place] = scale * credit[seat, place]
            net = numbers[LIKED, place] - price * loss[seat, place]
            top = max(top, net)
        lost += loss[seat, offer[seat, issue]]
        liked += numbers[LIKED, offer[seat, issue]]
        numbers[MOST_NET, issue] = later_net
        numbers[MOST_LIKED, issue] = later_liked
        later_net += top
        later_liked += scale * most

    # Depth first, an issue a step, its levels by rising loss.
    step = 0
    looked = 0
    room = min(MOST_STEPS, MOST_IN_ALL - numbers[STEPS, 0])
    following[0] = 0
    numbers[LIKED_SO_FAR, 0] = 0.0
    numbers[LOST_SO_FAR, 0] = 0.0
    while step >= 0 and looked < room:
        looked += 1
        rung = following[step]
        if rung == levels[step]:
            step -= 1
            continue
        place = order[seat, step * width + rung]
        bad = numbers[LOST_SO_FAR, step] + loss[seat, place]
        if bad >= horizon:
            step -= 1  # and what follows costs more
            continue
        following[step] = rung + 1
        good = numbers[LIKED_SO_FAR, step] + numbers[LIKED, place]
        if good + numbers[MOST_LIKED, step] < liked - TINY:
            continue
        if good - price * bad + numbers[MOST_NET, step] < liked - price * horizon - slack:
            continue
        if step < issues - 1:
            step += 1
            following[step] = 0
            numbers[LIKED_SO_FAR, step] = good
            numbers[LOST_SO_FAR, step] = bad
        elif bad > budget:
            if good > liked + TINY:
                horizon = bad
        elif good > liked + TINY or bad < lost:
            liked = max(good, liked)
            lost = bad
            for issue in range(issues):
                offer[seat, issue] = order[seat, issue * width + following[issue] - 1]
    numbers[STEPS, 0] += looked
    reach[seat, 0] = lost
    # Of a search that was broken off nothing is known beyond the budget.
    reach[seat, 1] = horizon if step < 0 else np.nextafter(budget, 2.0)
