"""One bargain of two or more sides: stacked alternating offers, compiled.

Rules of play
-------------
- One offer stands: the last that was made, by whomever. In each round every side acts once, in the
  order of the sides, from ``first`` on. To act is to accept the standing offer, or to make an
  offer, which replaces it and all that was accepted before.
- A deal is struck when all sides but the one who made the standing offer have accepted it in turn.
- Time in round s = 0..N-1 is t = (s + 1) / (N + 1).
- Random end: before every turn chance ends the talks with the probability ``risk``.
- The others are read as one: what a side hears from any of them adds to one belief, one history and
  one count of different offers. Two sides play as :func:`model.negotiation.play.play`, exactly.
- Discount factors: as there.

Source of the protocol: Aydogan, Festen, Hindriks, Jonker (2017), Alternating offers protocols for
multilateral negotiation, in: Modern Approaches to Agent-based Complex Automated Negotiation.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.acceptance import least_acceptable
from model.negotiation.bayesian import open_mind, update
from model.negotiation.beliefs import BLOCK, find_switches, learn, learn_merged, see_through
from model.negotiation.cheapest import cheapest_offer, list_tails
from model.negotiation.codes import (
    ACCEPTANCE,
    ACCEPTANCE_PARAMETER,
    BELIEF,
    DISCOUNT,
    MIX,
    OFFER,
    PARAMETER,
    TACTIC,
    Belief,
    End,
    Floats,
    Integers,
    Offer,
    Tactic,
)
from model.negotiation.exact import NUMBERS, exact_offer
from model.negotiation.losses import (
    SLACK,
    ladder_of_losses,
    prepare_losses,
    utility_of,
    worth_of,
)
from model.negotiation.needs import needs_of
from model.negotiation.offers import listed_offer, trade_off_offer
from model.negotiation.targets import target_utility, two_offers
from model.negotiation.threads import is_new


@compiled
def play_sides(
    table: Floats,
    levels: Integers,
    reservations: Floats,
    styles: Floats,
    rounds: int,
    first: int,
    risk: float,
    noise: Floats,
    trace: Integers,
    parts: Floats,
) -> tuple[Integers, Floats]:
    """Play one bargain of any number of sides to its end.

    Parameters
    ----------
    table : float64 (sides, issues, most levels)
        Worth of each level of each issue to each side; beyond ``levels`` ignored.
    levels : int64 (issues,)
        Number of levels of each issue.
    reservations : float64 (sides,)
        What no deal is worth.
    styles : float64 (sides, STYLE_COLUMNS)
        How each side bargains, and its discount factor; not ``Tactic.SCRIPTED``.
    rounds, first : int
        Rounds until the deadline; the side that acts first.
    risk : float
        Probability that talks break down before any one turn, below 1.
    noise : float64 (rounds, sides)
        Uniform numbers in [0, 1); may have size 0 without risk and random tactic.
    trace : int64 (rounds, sides, issues)
        Offers made, written where they happen (fill it with -1 before); size 0 for no trace.
    parts : float64 (places, most parts)
        What merged issues are made of, see :func:`model.negotiation.beliefs.learn_merged`; size 0
        where none are.

    Returns
    -------
    end : int64 (3 + issues,)
        ``End`` code, round (0 before the first), through whom (for a deal, the last to accept; for
        no offer, the first side that cannot gain; for a breakdown, before whose turn; else -1),
        level of each issue or -1.
    worth : float64 (sides, 2)
        Worth of the deal, and as utility in [0, 1] without discount; NaN without a deal.

    Examples
    --------
    Three who share a cake of which each wants all:

    >>> from model.negotiation.codes import Style
    >>> style = Style(offer=Offer.CHEAPEST).row()
    >>> cake = np.array([[[1.0, 0.0, 0.0, 0.4]], [[0.0, 1.0, 0.0, 0.4]], [[0.0, 0.0, 1.0, 0.4]]])
    >>> end, worth = play_sides(
    ...     cake, np.array([4]), np.full(3, 0.1), np.array([style] * 3),
    ...     *(20, 0, 0.0, np.zeros((0, 0)), np.zeros((0, 0, 0), dtype=np.int64), np.zeros((0, 0))),
    ... )
    >>> End(end[0]).name, int(end[3]), worth[:, 0].tolist()
    ('DEAL', 3, [0.4, 0.4, 0.4])
    """
    sides = table.shape[0]
    issues = levels.shape[0]
    width = table.shape[2]
    values = table.reshape(sides, issues * width)
    by_place = np.zeros((4, sides, issues * width))
    loss, credit, cost, steep = by_place[0], by_place[1], by_place[2], by_place[3]
    by_side = np.zeros((7, sides))
    best, scale, floor = by_side[0], by_side[1], by_side[2]
    target, own, own_worth = by_side[3], by_side[4], by_side[5]
    patience = by_side[6]  # what one a round later is worth now
    sorting = np.empty((2, sides, issues * width), np.uint32)
    order, chain = sorting[0], sorting[1]
    prepare_losses(width, values, levels, loss, order, best, scale)

    end = np.full(3 + issues, -1)
    worth = np.full((sides, 2), np.nan)
    end[0] = End.DEADLINE.value
    end[1] = rounds
    for back in range(sides):
        side = sides - 1 - back
        target[side] = 1.0
        patience[side] = styles[side, DISCOUNT] ** (1.0 / (rounds + 1))
        floor[side] = max(0.0, utility_of(reservations[side], best[side], scale[side]))
        if reservations[side] > best[side]:
            end[0] = End.NO_OFFER.value
            end[1] = 0
            end[2] = side
    if end[0] == End.NO_OFFER:
        return end, worth

    weight = np.ones((sides, issues))
    reads_pace, counts_news, remembers, lists, goes_cheap, searches = needs_of(styles)
    peak, rank = loss[:0], loss[:0]
    if reads_pace:
        peak = np.empty((sides, issues * width))
        rank = np.empty((sides, issues * issues))
    for side in range(sides):
        if int(styles[side, BELIEF]) == Belief.BAYESIAN:
            open_mind(side, width, levels, peak, rank, credit, weight)
        for other in range(sides):
            if int(styles[side, BELIEF]) == Belief.PERFECT and other != side:
                see_through(side, other, width, levels, values, credit, weight)
    plan = np.empty((sides, issues, 2), np.int64)
    keys = np.empty(issues * width + BLOCK, np.int64)
    ranked = np.empty((sides, issues * width + 1), np.int64)
    closed = np.empty(issues, np.int64)
    issue_of = np.empty(issues * width, np.uint32)
    for place in range(issues * width):
        issue_of[place] = place // width
    stale = np.ones(sides, np.bool_)
    offer = np.full((sides, issues), -1)
    previous = np.full((sides, issues), -1)
    reach = np.zeros((sides, 2))
    fresh = np.zeros(sides, np.int64)  # different offers heard
    turns = rounds * (sides - 1)
    pool = np.empty((sides, turns if counts_news else 0, issues), np.int64)
    heard = np.empty((sides, turns if remembers else 0))  # utility of the offers heard
    count = np.zeros(sides, np.int64)  # of them
    spoken = np.zeros(sides, np.int64)  # offers made
    rungs = np.empty((sides, 0), np.int64)
    losses = np.empty((sides, 0))
    if lists:
        rungs, losses = ladder_of_losses(width, levels, loss)
    tails, numbers, heads = loss[:0], offer[:0], loss[:0]
    if goes_cheap:
        tails, numbers, heads = list_tails(width, levels, loss, styles)
    room = issues * width if searches else 0
    search = np.zeros((NUMBERS, room))

    standing = -1  # who made the offer that stands
    accepted = 0  # by how many
    for now in range(rounds):
        time = (now + 1) / (rounds + 1)
        for turn in range(sides):
            side = (first + turn) % sides
            draw = noise[now, side] if noise.size > 0 else 1.0
            if draw < risk:
                end[0] = End.BREAKDOWN.value
                end[1] = now + 1
                end[2] = side
                return end, worth
            tactic = int(styles[side, TACTIC])
            live = reservations[side]

            # The offer that I would make next.
            parameter = styles[side, PARAMETER]
            older, newer = two_offers(side, tactic, parameter, count[side], heard)
            target[side] = target_utility(
                tactic, parameter, styles[side, MIX], floor[side], time, target[side], older,
                newer, fresh[side], (draw - risk) / (1.0 - risk), sides - 1,
                count[side] + (sides - 1) * spoken[side]
            )  # fmt: skip
            budget = 1.0 - target[side] + SLACK
            searched = stale[side] or own_worth[side] < live
            searched = searched or not reach[side, 0] <= budget < reach[side, 1]
            if searched:
                rule = int(styles[side, OFFER])
                rung = -1
                if tactic == Tactic.MICRO and parameter == 0.0:
                    rung = min(fresh[side], losses.shape[1] - 1)
                if stale[side] and rule != Offer.CHEAPEST:
                    find_switches(
                        side, width, levels, loss, order, credit, weight, plan, chain, cost, steep,
                        keys, ranked
                    )  # fmt: skip
                while True:
                    if rung >= 0:
                        listed_offer(side, rung, width, levels, rungs, losses, offer, reach)
                    elif rule == Offer.CHEAPEST:
                        cheapest_offer(
                            side, budget, width, levels, loss, tails, numbers, heads, offer, reach
                        )
                    else:
                        trade_off_offer(
                            side, budget, width, levels, loss, credit, plan, chain, cost, ranked,
                            issue_of, closed, offer, reach
                        )  # fmt: skip
                        if rule == Offer.EXACT_TRADE_OFF:
                            exact_offer(
                                side, budget, width, levels, loss, order, credit, weight, cost,
                                steep, ranked, search, closed, offer, reach
                            )  # fmt: skip
                    own_worth[side] = worth_of(side, side, values, offer)
                    if own_worth[side] >= live:
                        break
                    # The budget said yes within SLACK, the worth says no: one step dearer.
                    budget = min(budget, reach[side, 0]) - 2.0 * SLACK
                    rung -= 1 if rung > 0 else 0
                stale[side] = False
                own[side] = utility_of(own_worth[side], best[side], scale[side])
                if rung >= 0:
                    target[side] = own[side]

            if standing >= 0:
                offered = worth_of(side, standing, values, previous)
                enough = least_acceptable(
                    int(styles[side, ACCEPTANCE]), styles[side, ACCEPTANCE_PARAMETER], target[side],
                    own[side], floor[side], now == rounds - 1
                )  # fmt: skip
                enough -= (1.0 - patience[side]) * max(0.0, enough + best[side] * scale[side] - 1.0)
                utility = utility_of(offered, best[side], scale[side])
                if offered >= live and utility >= enough - SLACK:
                    accepted += 1
                    if accepted == sides - 1:
                        end[0] = End.DEAL.value
                        end[1] = now + 1
                        end[2] = side
                        for issue in range(issues):
                            end[3 + issue] = previous[standing, issue] - issue * width
                        for each in range(sides):
                            worth[each, 0] = worth_of(each, standing, values, previous)
                            worth[each, 1] = utility_of(worth[each, 0], best[each], scale[each])
                        return end, worth
                    continue

            # Speak: `previous` holds what a side last said, `offer` what it would say.
            moved = False
            for issue in range(issues):
                moved = moved or previous[side, issue] != offer[side, issue]
            standing = side
            accepted = 0
            spoken[side] += 1
            for other in range(sides):
                if other == side:
                    continue
                if moved:
                    belief = int(styles[other, BELIEF])
                    if belief == Belief.BAYESIAN:
                        update(other, side, time, width, levels, offer, peak, rank, credit, weight)
                    elif parts.size > 0:
                        learn_merged(
                            other, side, belief, width, levels, previous, offer, parts,
                            credit, weight
                        )  # fmt: skip
                    else:
                        learn(other, side, belief, width, levels, previous, offer, credit, weight)
                    stale[other] = True
                    if int(styles[other, TACTIC]) == Tactic.MICRO and is_new(
                        other, side, fresh[other], offer, pool
                    ):
                        for issue in range(issues):
                            pool[other, fresh[other], issue] = offer[side, issue]
                        fresh[other] += 1
                if remembers:
                    gained = worth_of(other, side, values, offer)
                    heard[other, count[other]] = utility_of(gained, best[other], scale[other])
                count[other] += 1
            for issue in range(issues):
                previous[side, issue] = offer[side, issue]
                if trace.size > 0:
                    trace[now, side, issue] = offer[side, issue] - issue * width
    return end, worth
