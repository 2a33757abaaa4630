"""What the Council puts on the agenda of a quarter: technologies, and the partners to ask."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agents.office import Office
from agents.partner import Partner
from model.ledger import Account
from model.short import total
from model.state import State
from model.terms import Protocol
from model.texts import Seat
from model.topics import topics

#: Contracts are struck for no more than this many years of the budget, loans apart.
BUDGET_YEARS = 3.0


def means_usd_m(state: State) -> float:
    """Return what the host can still commit: cash, budget to come, lines, less commitments."""
    cash = state.ledger.balance[Account.COUNCIL]
    coming = BUDGET_YEARS * max(0.0, state.last_budget_usd_m)
    lines = total(state.line_left_usd_m)
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
    atlas, policy = state.atlas, state.scenario.policy
    low = float(state.protocol_table.low[Protocol.VOLUME])
    most = float(state.protocol_table.high[Protocol.VOLUME])
    gap = np.maximum(0.0, 1.0 - state.standing)
    chosen = np.empty(len(gap), dtype=np.int64)
    asked = np.empty((len(gap), atlas.foreign), dtype=np.int64)
    found = topics(
        gap,
        low,
        state.mandate.urgency,
        atlas.capital_usd_m,
        means_usd_m(state),
        atlas.capability,
        state.scenario.bargaining.entry_capability,
        state.mandate.favour,
        np.array([office.can_talk() for office in offices]),
        state.portfolio.envelopes,
        state.pause_until,
        atlas.slot,
        state.quarter,
        chosen,
        asked,
    )
    result: list[tuple[int, list[Seat]]] = []
    if not found:
        return result
    room = (policy.max_partner_share - state.sums.planned @ atlas.weight).tolist()
    free = {p for p, office in enumerate(offices) if office.can_talk()}
    for k in chosen[:found].tolist():
        weight, left = float(atlas.weight[k]), min(most, float(gap[k]))
        seats: list[Seat] = []
        for p in state.orders.welcome_first(k, asked[k].tolist()):
            if p not in free or (high := min(left, room[p] / weight)) < low:
                continue
            seat = partners[p].seat(k, low, high)
            if seat is not None:
                seats.append(seat)
            if len(seats) == policy.rivals_invited:
                break
        for seat in seats:
            offices[seat.partner].begin_talk()
            room[seat.partner] -= seat.high * weight
            if not offices[seat.partner].can_talk():
                free.remove(seat.partner)
        if seats:
            result.append((k, seats))
        if not free:
            break
    return result
