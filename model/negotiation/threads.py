"""Book-keeping of threads that share one host: which are open, and what rivals have on the table.

Seats: 2 * thread is the host's in that thread, 2 * thread + 1 the partner's.
"""

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import End, Floats, Integers


@compiled
def open_threads(reservations: Floats, best: Floats, issues: int) -> Integers:
    """Return the table of ends at the start, int64 (threads, 3 + issues).

    A thread in which a side's reservation value is above its best outcome ends before it begins.

    Parameters
    ----------
    reservations : float64 (threads, 2), USD m
        Reservation values of host and partner.
    best : float64 (seats,), USD m
        Worth of each side's best outcome.
    issues : int
        Number of issues.
    """
    ends = np.full((reservations.shape[0], 3 + issues), -1)
    for thread in range(reservations.shape[0]):
        host_cannot = reservations[thread, 0] > best[2 * thread]
        partner_cannot = reservations[thread, 1] > best[2 * thread + 1]
        ends[thread, 0] = End.OPEN.value
        if host_cannot or partner_cannot:
            ends[thread, 0] = End.NO_OFFER.value
            ends[thread, 1] = 0
            ends[thread, 2] = (2 if partner_cannot else 0) if host_cannot else 1
    return ends


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
def is_new(seat: int, known: int, offer: Integers, said: Integers) -> bool:
    """Tell whether the seat's standing offer differs from the ``known`` offers it said before."""
    found = False
    for past in range(known):
        same = True
        for issue in range(offer.shape[1]):
            same = same and said[seat, past, issue] == offer[seat, issue]
        found = found or same
    return not found
