"""What could be talked about today: technologies by urgency, and whom to ask by merit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@compiled
def urgency(weight: Array, met: Array, after: Array, lone: NDArray[np.bool_]) -> Array:
    """Return the priority of technologies: their weight, raised by what an exit costs in them.

    Equation: ``v_k (1 + loss_k)`` with the loss of needs met after the exit that hurts k most.

    Parameters
    ----------
    weight, met : (K,) arrays
        Strategic weight v; share of needs met.
    after : (S - 1, K) array
        The same after the exit of each state abroad.
    lone : (S - 1,) array
        Whether one hand can withdraw what the state supplies.

    Examples
    --------
    >>> after, lone = np.array([[0.5, 0.8], [0.0, 0.0]]), np.array([True, False])
    >>> urgency(np.array([0.5, 0.5]), np.array([1.0, 0.8]), after, lone).tolist()
    [0.75, 0.5]
    """
    found = weight.copy()
    for k in range(len(weight)):
        least = np.inf
        for state in range(len(lone)):
            if lone[state]:
                least = min(least, after[state, k])
        if least < np.inf:
            found[k] = weight[k] * (1.0 + (met[k] - least))
    return found


@compiled
def insert_down(order: Indices, size: int, item: int, worth: Array) -> None:
    """Put an item into a list kept by falling worth; among equals the first stays first.

    Parameters
    ----------
    order : array of at least ``size + 1`` places
        Items so far; changed in place.
    size : int
        How many there are.
    item : int
        The new one.
    worth : array
        Worth by item.

    Examples
    --------
    >>> order = np.array([2, 0, -1])
    >>> insert_down(order, 2, 1, np.array([1.0, 2.0, 3.0]))
    >>> order.tolist()
    [2, 1, 0]
    """
    at = size
    while at > 0 and worth[order[at - 1]] < worth[item]:
        order[at] = order[at - 1]
        at -= 1
    order[at] = item


@compiled
def topics(
    gap: Array,
    least: float,
    urgency: Array,
    capital_usd_m: Array,
    means_usd_m: float,
    able: Array,
    able_from: float,
    favour: Array,
    prepared: Array,
    envelopes: Indices,
    pause_until: Indices,
    welcome: NDArray[np.bool_],
    slot: Indices,
    now: int,
) -> tuple[Indices, Indices]:
    """Return technologies worth a talk, most urgent first, and who may be asked, best first.

    A technology is worth a talk when its need is far from met and the host could pay for the
    smallest plant. A partner may be asked when it is able, an envelope is in force, its office is
    prepared, and no pause lies on the matter after a talk that failed. Those who were invited come
    before all others.

    Parameters
    ----------
    gap : (K,) array
        Need that is neither met nor planned, share.
    least : float
        Smallest plant, share of need.
    urgency : (K,) array
        The mandate's weight of each technology.
    capital_usd_m : (K,) array
        Contract value of plants for the whole need.
    means_usd_m : float
        What the host can still commit.
    able : (P, K) array
        Capability of partners, 0 to 1.
    able_from : float
        From here on a partner can be asked.
    favour : (P,) array
        The mandate's weight of each partner.
    prepared : (P,) array
        Talks that each office has prepared.
    envelopes : (P,) array
        Row of the comprehensive agreement in force, or -1.
    pause_until : (P, slots) array
        Quarter until which a matter rests.
    welcome : (P, slots) array
        Whether a partner was invited to talk about a matter.
    slot : (K,) array
        Column of a technology in the two.
    now : int
        Quarter.

    Returns
    -------
    chosen : (topics,) array
        Technologies.
    asked : (K, P) array
        The partners who may be asked about each technology, then -1.
    """
    found = 0
    pressing = urgency * gap
    merit = np.empty(len(favour))
    chosen = np.empty(len(gap), np.int64)
    asked = np.full((len(gap), len(favour)), -1)
    for k in range(len(gap)):
        # A quarter of the smallest plant is the least that the host would have to pay.
        if gap[k] < least or 0.25 * least * capital_usd_m[k] > means_usd_m:
            continue
        guests = 0
        for invited in (True, False):
            before = guests
            for p in range(len(favour)):
                if prepared[p] < 1.0 or envelopes[p] < 0 or able[p, k] < able_from:
                    continue
                if pause_until[p, slot[k]] <= now and welcome[p, slot[k]] == invited:
                    merit[p] = favour[p] * able[p, k]
                    insert_down(asked[k, before:], guests - before, p, merit)
                    guests += 1
        if guests:
            insert_down(chosen, found, k, pressing)
            found += 1
    return chosen[:found], asked
