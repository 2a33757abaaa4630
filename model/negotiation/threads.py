"""Book-keeping of threads that share one host: which are open, and what rivals have on the table.

Seats: 2 * thread is the host's in that thread, 2 * thread + 1 the partner's.
"""

from model.compiled import compiled
from model.negotiation.codes import PARAMETER, End, Floats, Integers
from model.negotiation.losses import SLACK
from model.negotiation.targets import quiet_until

UNKNOWN = -1  # in the place of a round


@compiled
def open_threads(reservations: Floats, best: Floats, ends: Integers) -> None:
    """Write the table of ends as it is at the start.

    A thread in which a side's reservation value is above its best outcome ends before it begins.

    Parameters
    ----------
    reservations : float64 (threads, 2), USD m
        Reservation values of host and partner.
    best : float64 (seats,), USD m
        Worth of each side's best outcome.
    ends : int64 (threads, 3 + issues)
        Written, whatever it held.
    """
    for thread in range(reservations.shape[0]):
        for column in range(ends.shape[1]):
            ends[thread, column] = -1
        host_cannot = reservations[thread, 0] > best[2 * thread]
        partner_cannot = reservations[thread, 1] > best[2 * thread + 1]
        ends[thread, 0] = End.OPEN.value
        if host_cannot or partner_cannot:
            ends[thread, 0] = End.NO_OFFER.value
            ends[thread, 1] = 0
            ends[thread, 2] = (2 if partner_cannot else 0) if host_cannot else 1


@compiled
def best_rival_offer(
    thread: int, start: float, ends: Integers, spoken: Integers, got_usd_m: Floats
) -> float:
    """Return the larger of ``start`` and the best offer standing in another open thread, USD m.

    Parameters
    ----------
    thread : int
        The thread in which the host acts.
    start : float, USD m
        The host's own reservation value there.
    ends : int64 (threads, 3 + issues)
        Ends so far.
    spoken : int64 (seats,)
        Offers made by each side.
    got_usd_m : float64 (seats,), USD m
        Worth to each side of the other's standing offer.
    """
    most = start
    for rival in range(ends.shape[0]):
        if rival != thread and ends[rival, 0] == End.OPEN and spoken[2 * rival + 1] > 0:
            most = max(most, got_usd_m[2 * rival])
    return most


@compiled
def close_threads(thread: int, turn: int, side: int, ends: Integers) -> None:
    """Record a deal accepted by a side in a thread, and the loss of all that were still open.

    Parameters
    ----------
    thread, turn, side : int
        Where, in which round (from 1), by whom.
    ends : int64 (threads, 3 + issues)
        Changed in place; the levels of the deal are the caller's to write.
    """
    for rival in range(ends.shape[0]):
        if ends[rival, 0] == End.OPEN:
            ends[rival, 0] = End.LOST_TO_RIVAL.value
            ends[rival, 1] = turn
    ends[thread, 0] = End.DEAL.value
    ends[thread, 2] = side


@compiled
def any_below(noise: Floats, risk: float) -> bool:
    """Tell whether any of the noise lies below the risk."""
    below = 0
    for draw in noise.flat:
        below += 1 if draw < risk else 0
    return below > 0


@compiled
def is_new(row: int, speaker: int, known: int, offer: Integers, pool: Integers) -> bool:
    """Tell whether a speaker's offer differs from the first ``known`` in a row of a pool.

    Parameters
    ----------
    row, speaker, known : int
        Row of the pool; row of the offer; how many offers the pool holds there.
    offer : int64 (seats, issues)
        Offers by place.
    pool : int64 (rows, offers, issues)
        Offers heard before.
    """
    found = False
    for past in range(known):
        same = True
        for issue in range(offer.shape[1]):
            same = same and pool[row, past, issue] == offer[speaker, issue]
        found = found or same
    return not found


@compiled
def talks_of(
    thread: int, side: int, rival_talks: bool, ends: Integers, spoken: Integers
) -> tuple[int, int]:
    """Return with how many a side is talking, and how many offers were exchanged with them.

    Parameters
    ----------
    thread, side : int
        Whose: the host talks in all open threads, a partner in its own.
    rival_talks : bool
        Whether the host looks beyond the thread; else it too talks in its own alone.
    ends : int64 (threads, 3 + issues)
        Ends so far.
    spoken : int64 (seats,)
        Offers made by each side.
    """
    counterparts = 0
    offers = 0
    for each in range(ends.shape[0]):
        if each == thread or (side == 0 and rival_talks and ends[each, 0] == End.OPEN):
            counterparts += 1
            offers += spoken[2 * each] + spoken[2 * each + 1]
    return counterparts, offers


@compiled
def next_wake(
    now: int,
    rounds: int,
    ends: Integers,
    floor: Floats,
    style: Floats,
    reach: Floats,
    quiet: Integers,
) -> int:
    """Return the next round in which somebody's clock may change an offer, the last at the latest.

    Parameters
    ----------
    now, rounds : int
        The round played, in which nobody moved; rounds until the deadline.
    ends : int64 (threads, 3 + issues)
        Ends so far.
    floor, style, reach
        Each seat's live reservation value as utility, row of style, and budgets for which its
        offer stays as it is.
    quiet : int64 (seats,)
        Rounds before which the clock cannot change an offer; worked out where ``UNKNOWN``.
    """
    wake = rounds - 1
    for seat in range(quiet.shape[0]):
        if wake > now + 1 and ends[seat // 2, 0] == End.OPEN:
            if quiet[seat] == UNKNOWN:
                need = reach[seat, 1] - 2.0 * SLACK
                quiet[seat] = quiet_until(floor[seat], need, style[seat, PARAMETER], rounds)
            wake = min(wake, quiet[seat])
    return max(wake, now + 1)
