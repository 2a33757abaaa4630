"""Stacked alternating offers in several threads that share one host, compiled.

Rules of play
-------------
- A thread is a bargain of the host (side 0) with one partner (side 1) over the same issues. Threads
  run at the same time; the first to reach a deal ends the others.
- One round: in each open thread, in the order of the threads, the side that speaks first (``first``)
  acts, then the other. To act is to accept the standing offer of the other, or to walk away, or to
  make an offer, which then stands until that side makes its next.
- Time in round s = 0..N-1 is t = (s + 1) / (N + 1). The last offer of the side that speaks second
  is never answered: speaking second means the last word, but nobody listens to it.
- Live outside option: with ``rival_talks`` the host's reservation value in a thread is the larger of
  its own and the best offer standing in any other open thread, in money to the host, at the moment
  the host acts. Without, it talks to each partner as if there were no other.
- No side offers or accepts what is worth less to it, in money, than its live reservation value.
- A side whose live reservation value is above its best outcome walks away; at the start, the thread
  ends with ``End.NO_OFFER``.

Which symmetry holds: exchanging the two sides of a thread together with ``first`` exchanges the two
columns of the result exactly. For the same ``first``, equal sides do not get equal results: who
speaks first is heard first and is the first who may accept. Threads that are equal differ by their
order alone: the earlier one gets the deal when both could be closed in one round.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.beliefs import learn, rebuild_switches
from model.negotiation.codes import Acceptance, End, Floats, Integers, Tactic
from model.negotiation.offers import SLACK, trade_off_offer
from model.negotiation.targets import target_utility


@compiled
def prepare_losses(
    tables: Floats,
    levels: Integers,
    loss: Floats,
    order: Integers,
    best: Floats,
    span: Floats,
) -> None:
    """Write each side's losses against its own best, its levels by rising loss, best and span.

    loss[s, i, l] = (max over l of table[s, i, l] - table[s, i, l]) / span[s], so that the utility of
    an outcome is 1 less the sum of its losses; span[s] is best less worst. A side to whom all
    outcomes are worth the same has no losses.
    """
    for seat in range(tables.shape[0]):
        high = 0.0
        low = 0.0
        for issue in range(levels.shape[0]):
            top = tables[seat, issue, 0]
            bottom = top
            for level in range(levels[issue]):
                worth = tables[seat, issue, level]
                top = max(top, worth)
                bottom = min(bottom, worth)
                # Insertion sort: few levels, often in order already, and ties keep their order.
                place = level
                while (
                    place > 0
                    and tables[seat, issue, order[seat, issue, place - 1]] < worth
                ):
                    order[seat, issue, place] = order[seat, issue, place - 1]
                    place -= 1
                order[seat, issue, place] = level
            high += top
            low += bottom
        best[seat] = high
        span[seat] = high - low
        scale = 1.0 / (high - low) if high > low else 0.0
        for issue in range(levels.shape[0]):
            top = tables[seat, issue, order[seat, issue, 0]]
            for level in range(levels[issue]):
                loss[seat, issue, level] = (top - tables[seat, issue, level]) * scale


@compiled
def worth_of(seat: int, speaker: int, values: Floats, offer: Integers) -> float:
    """Return the sum over issues of a side's values at the standing offer of a speaker."""
    total = 0.0
    for issue in range(offer.shape[1]):
        total += values[seat, issue, offer[speaker, issue]]
    return total


@compiled
def reservation_utility(reservation: float, best: float, span: float) -> float:
    """Return a reservation value in money as utility, not below 0; above 1 where it is above best."""
    if reservation > best:
        return 2.0
    return max(0.0, 1.0 - (best - reservation) / span) if span > 0.0 else 0.0


@compiled
def is_new(seat: int, known: int, offer: Integers, said: Integers) -> bool:
    """Tell whether the seat's standing offer differs from the ``known`` offers it said before."""
    for past in range(known):
        same = True
        for issue in range(offer.shape[1]):
            if said[seat, past, issue] != offer[seat, issue]:
                same = False
                break
        if same:
            return False
    return True


@compiled
def play(
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
) -> tuple[Integers, Floats]:
    """Play the threads to their end.

    Parameters
    ----------
    tables : float64 (threads, 2, issues, most levels), USD m
        Worth of each level of each issue to host (0) and partner (1); beyond ``levels`` ignored.
    levels : int64 (issues,)
        Number of levels of each issue, at least 1.
    reservations : float64 (threads, 2), USD m
        What no deal is worth to each side.
    styles : float64 (threads, 2, STYLE_COLUMNS)
        How each side bargains; rows by :meth:`model.negotiation.codes.Style.row`.
    rounds : int
        Rounds N until the deadline.
    first : int
        Which side speaks first in each round: 0 host, 1 partner.
    rival_talks : bool
        Whether standing offers of rivals raise the host's reservation value.
    risk : float
        Probability that talks break down before any one turn.
    noise : float64 (threads, rounds, 2)
        Uniform numbers in [0, 1), one a turn; may have size 0 where ``risk`` is 0 and no tactic
        is ``Tactic.RANDOM``.
    trace : int64 (threads, rounds, 2, issues)
        Offers made, written where they happen (fill it with -1 before); size 0 for no trace.

    Returns
    -------
    ends : int64 (threads, 3 + issues)
        ``End`` code, round (1..N, 0 before the first), through whom, level of each issue (or -1).
    worth : float64 (threads, 4)
        Worth of the deal to host and partner in USD m, and as utility in [0, 1]; NaN without a deal.

    Notes
    -----
    Nothing is checked here: :mod:`model.negotiation.bargain` is the door with a lock.
    """
    threads = tables.shape[0]
    issues = levels.shape[0]
    seats = 2 * threads
    values = tables.reshape(seats, issues, tables.shape[3])
    style = styles.reshape(seats, styles.shape[2])

    loss = np.empty(values.shape)
    order = np.empty(values.shape, np.int64)
    best = np.empty(seats)
    span = np.empty(seats)
    prepare_losses(values, levels, loss, order, best, span)

    credit = np.zeros(values.shape)
    weight = np.ones((seats, issues))
    gain = np.empty(values.shape)
    hull = np.empty(values.shape, np.int64)
    steep = np.empty(values.shape)
    length = np.empty((seats, issues), np.int64)
    place = np.empty(issues, np.int64)

    offer = np.full((seats, issues), -1)
    previous = np.full((seats, issues), -1)
    reach = np.zeros((seats, 2))  # budgets for which the offer stays as it is
    stale = np.ones(
        seats, np.bool_
    )  # whether the belief has changed since the offer was found
    own = np.zeros(seats)  # utility of the side's standing offer to itself
    own_money = np.zeros(seats)
    got = np.zeros(seats)  # utility of the standing offer of the other
    got_money = np.zeros(seats)
    target = np.ones(seats)
    spoken = np.zeros(seats, np.int64)  # offers made
    different = np.zeros(seats, np.int64)  # of which never made before
    heard = np.empty((seats, rounds))

    ends = np.full((threads, 3 + issues), -1)
    worth = np.full((threads, 4), np.nan)
    counts_news = False
    for seat in range(seats):
        counts_news = counts_news or int(style[seat, 0]) == Tactic.MICRO
    said = np.empty((seats, rounds if counts_news else 0, issues), np.int64)

    still_open = 0
    for thread in range(threads):
        host_cannot = reservations[thread, 0] > best[2 * thread]
        partner_cannot = reservations[thread, 1] > best[2 * thread + 1]
        ends[thread, 0] = End.OPEN.value
        if host_cannot or partner_cannot:
            ends[thread, 0] = End.NO_OFFER.value
            ends[thread, 1] = 0
            ends[thread, 2] = (2 if partner_cannot else 0) if host_cannot else 1
        else:
            still_open += 1
            rebuild_switches(
                2 * thread,
                levels,
                loss,
                order,
                credit,
                weight,
                gain,
                hull,
                steep,
                length,
            )
            rebuild_switches(
                2 * thread + 1,
                levels,
                loss,
                order,
                credit,
                weight,
                gain,
                hull,
                steep,
                length,
            )

    for now in range(rounds):
        if still_open == 0:
            break
        time = (now + 1) / (rounds + 1)
        for thread in range(threads):
            for turn in range(2):
                if ends[thread, 0] != End.OPEN:
                    break
                side = first if turn == 0 else 1 - first
                seat = 2 * thread + side
                other = seat ^ 1
                draw = noise[thread, now, side] if noise.size > 0 else 1.0
                if draw < risk:
                    ends[thread, 0] = End.BREAKDOWN.value
                    ends[thread, 1] = now + 1
                    ends[thread, 2] = side
                    still_open -= 1
                    break

                live = reservations[thread, side]
                if side == 0 and rival_talks:
                    for rival in range(threads):
                        if rival != thread and ends[rival, 0] == End.OPEN:
                            if spoken[2 * rival + 1] > 0:
                                live = max(live, got_money[2 * rival])
                if live > best[seat]:
                    ends[thread, 0] = End.WALKED_AWAY.value
                    ends[thread, 1] = now + 1
                    ends[thread, 2] = side
                    still_open -= 1
                    break

                floor = reservation_utility(live, best[seat], span[seat])
                target[seat] = target_utility(
                    style,
                    seat,
                    floor,
                    time,
                    target[seat],
                    heard,
                    spoken[other],
                    different[other],
                    (draw - risk) / (1.0 - risk) if risk < 1.0 else 0.0,
                )

                # My next offer, searched anew only where belief or target ask for it.
                budget = 1.0 - target[seat] + SLACK
                if stale[seat] or not reach[seat, 0] <= budget < reach[seat, 1]:
                    for issue in range(issues):
                        previous[seat, issue] = offer[seat, issue]
                    trade_off_offer(
                        seat,
                        budget,
                        levels,
                        loss,
                        gain,
                        hull,
                        steep,
                        length,
                        place,
                        offer,
                        reach,
                    )
                    own_money[seat] = worth_of(seat, seat, values, offer)
                    while own_money[seat] < live and budget > 0.0:
                        # Rounding only: the budget said yes by less than SLACK, the money says no.
                        budget = min(budget, reach[seat, 0]) - 2.0 * SLACK
                        trade_off_offer(
                            seat,
                            budget,
                            levels,
                            loss,
                            gain,
                            hull,
                            steep,
                            length,
                            place,
                            offer,
                            reach,
                        )
                        own_money[seat] = worth_of(seat, seat, values, offer)
                    own[seat] = 1.0 - worth_of(seat, seat, loss, offer)
                    stale[seat] = False
                    moved = False
                    for issue in range(issues):
                        moved = moved or previous[seat, issue] != offer[seat, issue]
                else:
                    moved = False

                # Accept the standing offer of the other?
                if spoken[other] > 0 and got_money[seat] >= live:
                    rule = int(style[seat, 3])
                    if rule == Acceptance.TARGET:
                        enough = target[seat]
                    elif rule == Acceptance.CONSTANT:
                        enough = style[seat, 4]
                    elif rule == Acceptance.COMBINED and now == rounds - 1:
                        enough = floor
                    else:
                        enough = max(target[seat], own[seat])
                    if got[seat] >= enough - SLACK:
                        ends[thread, 0] = End.DEAL.value
                        ends[thread, 1] = now + 1
                        ends[thread, 2] = side
                        for issue in range(issues):
                            ends[thread, 3 + issue] = offer[other, issue]
                        worth[thread, side] = got_money[seat]
                        worth[thread, 1 - side] = own_money[other]
                        worth[thread, 2 + side] = got[seat]
                        worth[thread, 3 - side] = own[other]
                        for rival in range(threads):
                            if ends[rival, 0] == End.OPEN:
                                ends[rival, 0] = End.LOST_TO_RIVAL.value
                                ends[rival, 1] = now + 1
                        return ends, worth

                # Speak.
                count = spoken[seat]
                spoken[seat] = count + 1
                if count == 0 or moved:
                    got[other] = 1.0 - worth_of(other, seat, loss, offer)
                    got_money[other] = worth_of(other, seat, values, offer)
                    learn(
                        other,
                        int(style[other, 6]),
                        levels,
                        previous,
                        offer,
                        count == 0,
                        credit,
                        weight,
                    )
                    rebuild_switches(
                        other,
                        levels,
                        loss,
                        order,
                        credit,
                        weight,
                        gain,
                        hull,
                        steep,
                        length,
                    )
                    stale[other] = True
                    if counts_news and is_new(seat, different[seat], offer, said):
                        for issue in range(issues):
                            said[seat, different[seat], issue] = offer[seat, issue]
                        different[seat] += 1
                heard[other, count] = got[other]
                if trace.size > 0:
                    for issue in range(issues):
                        trace[thread, now, side, issue] = offer[seat, issue]

    for thread in range(threads):
        if ends[thread, 0] == End.OPEN:
            ends[thread, 0] = End.DEADLINE.value
            ends[thread, 1] = rounds
    return ends, worth
