"""Whether a firm bids for a project, and which of its firms a partner sends."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.preferences.situation import thin_base
from model.state import State

Array = NDArray[np.float64]


class BidTerms(NamedTuple):
    """What firms reckon with; shares of contract value, names as declared."""

    equipment_margin: float
    teaching_cost: float
    thin_base_cost: float
    thin_base_steepness: float
    hurdle: float


def bid_terms(state: State) -> BidTerms:
    """Return what firms reckon with in a world."""
    b = state.scenario.bargaining
    return BidTerms(
        b.equipment_margin,
        b.teaching_cost,
        b.thin_base_cost,
        b.thin_base_steepness,
        state.scenario.firms.hurdle,
    )


@compiled
def would_bid(
    terms: BidTerms, knowledge: float, state_share: float, content: float, depth: float, base: float
) -> bool:
    """Tell whether the expected profit under the Council's floors clears the hurdle.

    Equation: ``m (1 - content) knowledge - teaching · depth - thin base >= hurdle (1 - owned)``, as
    shares of contract value.

    Parameters
    ----------
    terms : BidTerms
        What firms reckon with.
    knowledge : float
        Of the firm in the class, share of its country's best.
    state_share : float
        Share of the firm owned by its home state.
    content, depth : float
        Least local content and transfer that the Council asks for, shares.
    base : float
        Local content that suppliers master, share of contract value.

    Examples
    --------
    >>> would_bid(BidTerms(0.12, 0.03, 0.14, 4.0, 0.04), 0.9, 0.0, 0.2, 0.3, 0.3)
    True
    """
    thin = thin_base(content, base, terms.thin_base_cost, terms.thin_base_steepness)
    margin = terms.equipment_margin * (1.0 - content) * knowledge
    # What the state owns may earn less: it is paid in influence, which the state counts.
    return margin - terms.teaching_cost * depth - thin >= terms.hurdle * (1.0 - state_share)


@compiled
def best_bid(
    rows: Any,
    own: NDArray[np.int64],
    knowledge: Array,
    busy_usd_m: Array,
    kind: int,
    terms: BidTerms,
    low: float,
    high: float,
    capital_usd_m: float,
    lead_years: float,
    capacity_usd_m: float,
    content: float,
    depth: float,
) -> tuple[int, float, float]:
    """Return the most able firm with room for the work that would bid, its room and knowledge.

    Parameters
    ----------
    rows : record array of FIRM
        All firms.
    own : (n,) array
        Rows of those that may be sent.
    knowledge : (firms, classes) array
        Knowledge by class.
    busy_usd_m : (firms,) array
        Yearly contract value that each is building.
    kind : int
        Class of the technology.
    terms : BidTerms
        What firms reckon with.
    low, high : float
        Bounds of the volume, share of need.
    capital_usd_m, lead_years : float
        Contract value of plants for the whole need, and time to build them.
    capacity_usd_m : float
        What host firms can supply a year.
    content, depth : float
        The Council's floors.

    Returns
    -------
    tuple of (int, float, float)
        Row (-1: none), most volume that it can build, knowledge.
    """
    yearly = capital_usd_m * high
    base = min(1.0, capacity_usd_m / max(1e-9, yearly / lead_years))
    best, room, most = -1, 0.0, 0.0
    for i in range(len(own)):
        firm = rows[own[i]]
        known = knowledge[own[i], kind]
        left = (firm["size_usd_m"] - busy_usd_m[own[i]]) * max(0.25, lead_years) / capital_usd_m
        if left < low or not would_bid(terms, known, firm["state_share"], content, depth, base):
            continue
        if best < 0 or known > most:
            best, room, most = own[i], left, known
    return best, room, most
