"""Who is seated at the tables of a quarter, technology by technology, until nobody is left to ask.

The Council goes down its list of technologies; at each it asks partners in their order, and each
sends the most able of its firms that would bid (:mod:`model.bids`). Every seat uses up the
preparation of one talk and some of the room under the cap on its partner's share.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.bids import BidTerms, best_bid
from model.compiled import compiled

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

#: Columns of a seat: technology, partner, row of its firm, skill, least and most volume.
COLUMNS = 6


class Roster(NamedTuple):
    """Firms that partners may send, and what they reckon with; P partners.

    Attributes
    ----------
    rows : array of int
        Rows of firms, partner by partner.
    begin : (P + 1,) array of int
        Where those of each partner begin in it.
    terms : array
        What firms reckon with, as :class:`model.bids.BidTerms`.
    """

    rows: Indices
    begin: Indices
    terms: Array


def roster(by_partner: list[Indices], terms: BidTerms) -> Roster:
    """Return the roster of firms given by partner.

    Examples
    --------
    >>> terms = BidTerms(0.12, 0.03, 0.14, 4.0, 0.04)
    >>> roster([np.array([4, 5]), np.array([6])], terms).begin.tolist()
    [0, 2, 3]
    """
    sizes = [0, *map(len, by_partner)]
    rows = np.concatenate([np.empty(0, np.int64), *by_partner])
    return Roster(rows, np.cumsum(np.array(sizes, dtype=np.int64)), np.array(terms))


@compiled
def seat_partners(
    chosen: Indices,
    asked: Indices,
    most_seats: int,
    gap: Array,
    weight: Array,
    least: float,
    most: float,
    prepared: Array,
    room: Array,
    rows: Indices,
    begin: Indices,
    terms: Array,
    firms: Any,
    knowledge: Array,
    busy_usd_m: Array,
    capability: Array,
    kind: Indices,
    capital_usd_m: Array,
    lead_years: Array,
    capacity_usd_m: Array,
    content: float,
    depth: float,
) -> Array:
    """Return the seats of a quarter, table by table, (seats, ``COLUMNS``).

    Parameters
    ----------
    chosen : array of int
        Technologies, most urgent first.
    asked : (K, P) array
        Partners to ask about each technology, best first, then -1.
    most_seats : int
        Partners at one table at most.
    gap, weight : (K,) arrays
        Need that is neither met nor planned, share; strategic weight.
    least, most : float
        Bounds of the volume, share of need.
    prepared : (P,) array
        Talks that each office has prepared; changed in place.
    room : (P,) array
        What the cap leaves of each partner's weighted share; changed in place.
    rows, begin, terms
        The parts of a :class:`Roster`, one by one: a tuple of them takes longer to hand over than
        the seats to fill.
    firms : record array of FIRM
        All firms.
    knowledge, busy_usd_m : (firms, classes), (firms,) arrays
        What each knows by class; yearly contract value that it is building.
    capability : (P, K) array
        Of partners.
    kind, capital_usd_m, lead_years : (K,) arrays
        Class, contract value for the whole need, time to build.
    capacity_usd_m : (classes,) array
        What host firms can supply a year.
    content, depth : float
        The Council's floors.
    """
    seats = np.empty((asked.size, COLUMNS))
    reckoned = BidTerms(terms[0], terms[1], terms[2], terms[3], terms[4])
    found, left = 0, 0
    for p in range(len(prepared)):
        left += 1 if prepared[p] >= 1.0 else 0
    for k in chosen:
        first = found
        volume = min(most, gap[k])
        for p in asked[k]:
            if p < 0 or left == 0 or found - first == most_seats:
                break
            if prepared[p] < 1.0:
                continue
            high = min(volume, room[p] / weight[k])
            if high < least:
                continue
            row, able_to, known = best_bid(
                firms,
                rows[begin[p] : begin[p + 1]],
                knowledge,
                busy_usd_m,
                kind[k],
                reckoned,
                least,
                high,
                capital_usd_m[k],
                lead_years[k],
                capacity_usd_m[kind[k]],
                content,
                depth,
            )
            if row < 0:
                continue
            high = max(least, min(high, able_to))
            seats[found, 0], seats[found, 1], seats[found, 2] = k, p, row
            seats[found, 3] = capability[p, k] * known
            seats[found, 4], seats[found, 5] = least, high
            found += 1
        # Only now: at one table all are asked on the same terms.
        for each in range(first, found):
            p = int(seats[each, 1])
            prepared[p] -= 1.0
            room[p] -= seats[each, 5] * weight[k]
            left -= 1 if prepared[p] < 1.0 else 0
    return seats[:found]
