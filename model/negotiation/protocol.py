"""One pass through the rounds of all threads: the loop that the module ``play`` describes.

A *seat* is a side in a thread: 2 * thread for the host, + 1 for the partner. A *place* is a level
of an issue in a flat list: issue * width + level. Most of the work is avoided rather than done
fast: an offer is searched anew only where belief, target or outside option ask for it, and rounds
in which nobody can move are passed over.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.acceptance import least_acceptable
from model.negotiation.bayesian import open_mind, update
from model.negotiation.beliefs import BLOCK, find_switches, learn, learn_merged, see_through
from model.negotiation.cheapest import cheapest_offer, list_tails
from model.negotiation.codes import (
    ACCEPT,
    ACCEPTANCE,
    ACCEPTANCE_PARAMETER,
    BELIEF,
    DISCOUNT,
    MIX,
    NO_MOVE_YET,
    OFFER,
    PARAMETER,
    TACTIC,
    WALK_AWAY,
    Acceptance,
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
from model.negotiation.offers import (
    best_offer,
    least_losses,
    listed_offer,
    trade_off_offer,
)
from model.negotiation.targets import counts_talks, target_utility, two_offers
from model.negotiation.threads import (
    UNKNOWN,
    any_below,
    best_rival_offer,
    close_threads,
    is_new,
    next_wake,
    open_threads,
    talks_of,
)


@compiled
def play_threads(
    tables: Floats,
    levels: Integers,
    reservations: Floats,
    styles: Floats,
    rounds: int,
    first: int,
    rival_talks: bool,
    risk: float,
    noise: Floats,
    trace: Integers,
    script: Integers,
    parts: Floats,
    ends: Integers,
    worth: Floats,
) -> None:
    """Play the threads to their end, or to where a script ends.

    Results are written into arrays of the caller's: to hand two arrays over to Python takes a
    microsecond, a tenth of a talk.

    Parameters
    ----------
    tables, levels, reservations, styles, rounds, first, rival_talks, risk, noise, trace
        As in :func:`~model.negotiation.play.play`.
    script, parts
        As there; size 0 where there is none.
    ends : int64 (threads, 3 + issues)
        What :func:`~model.negotiation.play.play` returns; written, whatever it held.
    worth : float64 (threads, 4)
        The same.
    """
    threads = tables.shape[0]
    issues = levels.shape[0]
    seats = 2 * threads  # seat 2 j is the host's in thread j, seat 2 j + 1 the partner's
    width = tables.shape[3]
    values = tables.reshape(seats, issues * width)
    style = styles.reshape(seats, styles.shape[2])

    # One block for each kind of row, and a part of it for each thing that has such a row: asking
    # for memory array by array would take longer than a round. What is not needed has size 0.
    by_place = np.zeros((5 * seats, issues * width))
    loss = by_place[:seats]
    credit = by_place[seats : 2 * seats]
    cost = by_place[2 * seats : 3 * seats]
    steep = by_place[3 * seats : 4 * seats]
    weight = by_place[4 * seats :]  # of issues, which are no more than places
    by_seat = np.zeros((11, seats))
    best = by_seat[0]
    scale = by_seat[1]
    live_then = by_seat[2]
    floor = by_seat[3]
    target = by_seat[4]
    own = by_seat[5]  # utility and worth of the side's standing offer
    own_money = by_seat[6]
    got = by_seat[7]  # and of the other's, to the side
    got_money = by_seat[8]
    spare = by_seat[9]  # the smallest budget that buys anything
    patience = by_seat[10]  # what one a round later is worth now
    tally = np.zeros((5, seats), np.int64)
    # Rounds before which the clock cannot change an offer, worked out only after a round in which
    # nobody moved; offers made; different offers heard.
    quiet = tally[0]
    spoken = tally[1]
    fresh = tally[2]
    stale = tally[3]  # 1 where something was learned since the last search, else 0
    unplanned = tally[4]  # and since switches were last found: where none can be paid, none are
    by_issue = np.zeros((2 * seats + 1, issues), np.int64)
    offer = by_issue[:seats]
    previous = by_issue[seats : 2 * seats]
    closed = by_issue[2 * seats]
    # Unsigned, since these are used as they are to look things up: saves a test for -1 each time.
    sorting = np.empty((3, seats, issues * width), np.uint32)
    order = sorting[0]
    chain = sorting[1]
    issue_of = sorting[2, 0]
    for issue in range(issues):
        for place in range(issue * width, issue * width + width):
            issue_of[place] = issue
    prepare_losses(width, values, levels, loss, order, best, scale)
    least_losses(width, levels, loss, order, spare)
    ranking = np.empty((seats + 1, issues * width + BLOCK), np.int64)
    ranked = ranking[:seats]
    keys = ranking[seats]
    plan = np.empty((seats, issues, 2), np.int64)
    reach = np.zeros((seats, 2))  # budgets for which the offer stays as it is

    reads_pace, counts_news, remembers, lists, goes_cheap, searches = needs_of(style)
    no_numbers = loss[:0]
    no_places = offer[:0]
    # Beliefs about the other side, and what follows from them.
    peak = no_numbers
    rank = no_numbers
    if reads_pace:
        peak = np.zeros((seats, issues * width))
        rank = np.zeros((seats, issues * issues))
    for seat in range(seats):
        target[seat] = 1.0
        patience[seat] = style[seat, DISCOUNT]
        if patience[seat] < 1.0:
            patience[seat] **= 1.0 / (rounds + 1)
        stale[seat] = 1
        unplanned[seat] = 1
        for issue in range(issues):
            weight[seat, issue] = 1.0
            offer[seat, issue] = -1
            previous[seat, issue] = -1
        if int(style[seat, BELIEF]) == Belief.PERFECT:
            see_through(seat, seat ^ 1, width, levels, values, credit, weight)
        elif int(style[seat, BELIEF]) == Belief.BAYESIAN:
            open_mind(seat, width, levels, peak, rank, credit, weight)

    # What only some tactics need.
    said = plan[:0]
    if counts_news:
        said = np.empty((seats, rounds, issues), np.int64)
    heard = no_numbers
    if remembers:
        heard = np.zeros((seats, rounds))
    rungs = no_places
    losses = no_numbers
    if lists:
        rungs, losses = ladder_of_losses(width, levels, loss)
    tails = no_numbers
    numbers = no_places
    heads = no_numbers
    if goes_cheap:
        tails, numbers, heads = list_tails(width, levels, loss, style)
    search = no_numbers
    if searches:
        search = np.zeros((NUMBERS, issues * width))

    open_threads(reservations, best, ends)
    for thread in range(threads):
        for column in range(4):
            worth[thread, column] = np.nan
    eventful = remembers or trace.size > 0 or script.size > 0 or any_below(noise, risk)
    now = -1
    wake = min(0, rounds)  # the next round in which anything can change; see `compiled` for why
    halted = False  # by a deal, or where a script ends
    while wake < rounds and not halted:
        now = wake
        stirred = eventful
        time = (now + 1) / (rounds + 1)
        for turn in range(seats):
            thread = turn // 2
            if ends[thread, 0] != End.OPEN:
                continue
            side = first ^ (turn & 1)
            seat = 2 * thread + side
            other = seat ^ 1
            tactic = int(style[seat, TACTIC])
            draw = noise[thread, now, side] if noise.size > 0 else 1.0
            chance = (draw - risk) / (1.0 - risk) if noise.size > 0 else 1.0  # given no breakdown

            live = reservations[thread, side]
            if side == 0 and rival_talks:
                live = best_rival_offer(thread, live, ends, spoken, got_money)

            verdict = End.OPEN.value
            if draw < risk:
                verdict = End.BREAKDOWN.value
            elif tactic == Tactic.SCRIPTED:
                if script[thread, now, side, 0] == NO_MOVE_YET:
                    verdict = End.YOUR_MOVE.value
                elif script[thread, now, side, 0] == WALK_AWAY:
                    verdict = End.WALKED_AWAY.value
            elif live > best[seat]:
                verdict = End.WALKED_AWAY.value
            if verdict != End.OPEN:
                ends[thread, 0] = verdict
                ends[thread, 1] = now + 1
                ends[thread, 2] = side
                stirred = True  # rivals may have lost an outside option
                halted = verdict == End.YOUR_MOVE
                if halted:
                    break
                continue

            # The offer that I would make next, searched anew only where it may have changed.
            accepts = False
            searched = False
            if tactic == Tactic.SCRIPTED:
                accepts = script[thread, now, side, 0] == ACCEPT
                if not accepts:
                    searched = True
                    for issue in range(issues):
                        previous[seat, issue] = offer[seat, issue]
                        offer[seat, issue] = issue * width + script[thread, now, side, issue]
                    own_money[seat] = worth_of(seat, seat, values, offer)
                    own[seat] = utility_of(own_money[seat], best[seat], scale[seat])
            elif stale[seat] > 0 or now >= quiet[seat] or live != live_then[seat]:
                shifted = live != live_then[seat]
                live_then[seat] = live
                floor[seat] = max(0.0, utility_of(live, best[seat], scale[seat]))
                parameter = style[seat, PARAMETER]
                older, newer = two_offers(seat, tactic, parameter, spoken[other], heard)
                others, length = 0, 0
                if counts_talks(tactic):
                    others, length = talks_of(thread, side, rival_talks, ends, spoken)
                target[seat] = target_utility(
                    tactic, parameter, style[seat, MIX], floor[seat], time, target[seat], older,
                    newer, fresh[seat], chance, others, length
                )  # fmt: skip
                rung = -1
                if tactic == Tactic.MICRO and parameter == 0.0:
                    rung = min(fresh[seat], losses.shape[1] - 1)
                budget = 1.0 - target[seat] + SLACK
                # On a ladder the budget says nothing: a rival that asks for more frees the rungs.
                searched = stale[seat] > 0 or own_money[seat] < live or rung >= 0
                searched = searched or not reach[seat, 0] <= budget < reach[seat, 1]
                if searched:  # in line, as in `sides`: see `offers` for why
                    for issue in range(issues):
                        previous[seat, issue] = offer[seat, issue]
                    rule = int(style[seat, OFFER])
                    chooses = rung < 0 and rule != Offer.CHEAPEST
                    if chooses and unplanned[seat] > 0 and budget >= spare[seat]:
                        unplanned[seat] = 0
                        find_switches(
                            seat, width, levels, loss, order, credit, weight, plan, chain, cost,
                            steep, keys, ranked
                        )  # fmt: skip
                    while True:
                        if rung >= 0:
                            listed_offer(seat, rung, width, levels, rungs, losses, offer, reach)
                        elif not chooses:
                            cheapest_offer(
                                seat, budget, width, levels, loss, tails, numbers, heads, offer,
                                reach
                            )  # fmt: skip
                        elif budget < spare[seat]:
                            best_offer(
                                seat, spare[seat], width, levels, loss, order, credit, offer, reach
                            )
                        else:
                            trade_off_offer(
                                seat, budget, width, levels, loss, credit, plan, chain, cost,
                                ranked, issue_of, closed, offer, reach
                            )  # fmt: skip
                            if rule == Offer.EXACT_TRADE_OFF:
                                exact_offer(
                                    seat, budget, width, levels, loss, order, credit, weight, cost,
                                    steep, ranked, search, closed, offer, reach
                                )  # fmt: skip
                        own_money[seat] = worth_of(seat, seat, values, offer)
                        if own_money[seat] >= live:
                            break
                        # The budget said yes within SLACK, the money says no: one step dearer.
                        budget = min(budget, reach[seat, 0]) - 2.0 * SLACK
                        rung -= 1 if rung > 0 else 0
                    stale[seat] = 0
                    own[seat] = utility_of(own_money[seat], best[seat], scale[seat])
                    if rung >= 0:
                        target[seat] = own[seat]
                if tactic == Tactic.TIME:
                    waits = int(style[seat, ACCEPTANCE]) != Acceptance.TARGET
                    if (searched or shifted) and waits:
                        quiet[seat] = UNKNOWN
                elif (
                    tactic == Tactic.MICRO
                    or tactic == Tactic.HARDLINER
                    or tactic == Tactic.STATIONARY
                ):
                    quiet[seat] = rounds

            # Accept the standing offer of the other?
            if tactic != Tactic.SCRIPTED and spoken[other] > 0 and got_money[seat] >= live:
                enough = least_acceptable(
                    int(style[seat, ACCEPTANCE]), style[seat, ACCEPTANCE_PARAMETER], target[seat],
                    own[seat], floor[seat], now == rounds - 1
                )  # fmt: skip
                # Discounted is what it is worth in the unit of the values, not above the worst.
                later = max(0.0, enough + best[seat] * scale[seat] - 1.0)
                accepts = got[seat] >= enough - (1.0 - patience[seat]) * later - SLACK
            if accepts:
                close_threads(thread, now + 1, side, ends)
                for issue in range(issues):
                    ends[thread, 3 + issue] = offer[other, issue] - issue * width
                worth[thread, side] = got_money[seat]
                worth[thread, 1 - side] = own_money[other]
                worth[thread, 2 + side] = got[seat]
                worth[thread, 3 - side] = own[other]
                halted = True
                break

            # Speak; what was said before is not heard again.
            count = spoken[seat]
            spoken[seat] = count + 1
            moved = False
            if searched:
                for issue in range(issues):
                    moved = moved or previous[seat, issue] != offer[seat, issue]
            if moved:
                stirred = True
                got_money[other] = worth_of(other, seat, values, offer)
                got[other] = utility_of(got_money[other], best[other], scale[other])
                belief = int(style[other, BELIEF])
                chooses = int(style[other, OFFER]) != Offer.CHEAPEST
                if chooses:  # to who offers what is cheapest, the other's likings are nothing
                    if belief == Belief.BAYESIAN:
                        update(other, seat, time, width, levels, offer, peak, rank, credit, weight)
                    elif parts.size > 0:
                        learn_merged(
                            other, seat, belief, width, levels, previous, offer, parts,
                            credit, weight
                        )  # fmt: skip
                    else:
                        learn(other, seat, belief, width, levels, previous, offer, credit, weight)
                    unplanned[other] = 1
                if chooses or int(style[other, TACTIC]) == Tactic.MICRO:
                    stale[other] = 1
                if counts_news and is_new(seat, seat, fresh[other], offer, said):
                    for issue in range(issues):
                        said[seat, fresh[other], issue] = offer[seat, issue]
                    fresh[other] += 1
            if remembers:
                heard[other, count] = got[other]
            if trace.size > 0:
                for issue in range(issues):
                    trace[thread, now, side, issue] = offer[seat, issue] - issue * width

        # After a round in which nobody moved, nothing moves until somebody's clock says so.
        wake = now + 1
        if not (stirred or halted):
            wake = next_wake(now, rounds, ends, floor, style, reach, quiet)

    for thread in range(threads):
        if ends[thread, 0] == End.OPEN and not halted:
            ends[thread, 0] = End.DEADLINE.value
            ends[thread, 1] = rounds
