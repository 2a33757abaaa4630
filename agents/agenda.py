"""What the Council puts on the agenda of a quarter: technologies, and the partners to ask."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agents.office import Office
from agents.partner import Partner
from model.ledger import Account
from model.state import State
from model.terms import Protocol
from model.texts import Seat

Array = NDArray[np.float64]

#: Contracts are struck for no more than this many years of the budget, loans apart.
BUDGET_YEARS = 3.0


def may_be_asked(state: State, offices: Sequence[Office]) -> NDArray[np.bool_]:
    """Return which partner may be asked about which technology, (P, K).

    It must be able, have an envelope in force, its office must be prepared, and no pause may lie on
    the matter after a talk that failed.
    """
    able = state.atlas.capability >= state.scenario.bargaining.entry_capability
    ready = np.array([office.can_talk() for office in offices])
    ready &= state.portfolio.envelopes >= 0
    rested = state.pause_until[:, state.atlas.slot] <= state.quarter
    result: NDArray[np.bool_] = able & rested & ready[:, None]
    return result


def means_usd_m(state: State) -> float:
    """Return what the host can still commit: cash, budget to come, lines, less commitments."""
    cash = state.ledger.balance[Account.COUNCIL]
    coming = BUDGET_YEARS * max(0.0, state.last_budget_usd_m)
    lines = float(state.line_left_usd_m.sum())
    return cash + coming + lines - state.sums.committed_usd_m


def agenda(
    state: State, offices: Sequence[Office], partners: Sequence[Partner]
) -> list[tuple[int, list[Seat]]]:
    """Return technologies to talk about, most urgent first, with the seats at each table.

    Urgent is a technology whose need is far from met, weighted by the Council's mandate. Each seat
    uses up the preparation of one talk and some of the room under the cap on its partner's share.

    Parameters
    ----------
    state : State
        The world.
    offices, partners : sequences
        In the order of partners.

    Returns
    -------
    list of (technology, seats)
        Planned together before the first talk, so that their order cannot change who is asked.
    """
    low = float(state.protocol_table.low[Protocol.VOLUME])
    most = float(state.protocol_table.high[Protocol.VOLUME])
    weight = state.atlas.weight
    gap = np.maximum(0.0, 1.0 - state.standing)
    room = state.scenario.policy.max_partner_share - state.sums.planned @ weight
    asked = may_be_asked(state, offices)
    # A quarter of the smallest plant is the least that the host would have to pay.
    dear = 0.25 * low * state.atlas.capital_usd_m > means_usd_m(state)
    open_to = asked.any(axis=0) & (gap >= low) & ~dear
    merit = state.mandate.favour[:, None] * state.atlas.capability
    order = np.argsort(-merit, axis=0, kind="stable").T.tolist()
    left, room, weights, may = gap.tolist(), room.tolist(), weight.tolist(), asked.tolist()
    result = []
    urgent = np.argsort(-state.mandate.urgency * gap, kind="stable")
    for k in urgent[open_to[urgent]].tolist():
        seats: list[Seat] = []
        for p in order[k]:
            high = min(left[k], most, room[p] / weights[k])
            if not may[p][k] or high < low or not offices[p].can_talk():
                continue
            seat = partners[p].seat(k, low, high)
            if seat is not None:
                seats.append(seat)
            if len(seats) == state.scenario.policy.rivals_invited:
                break
        for seat in seats:
            offices[seat.partner].begin_talk()
            room[seat.partner] -= seat.high * weights[k]
        if seats:
            result.append((k, seats))
        if not any(office.can_talk() for office in offices):
            break
    return result
