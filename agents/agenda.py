"""What the Council puts on the agenda of a quarter: technologies, and the partners to ask."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agents.office import Office
from model.ledger import Account
from model.seating import Roster, seat_partners
from model.short import total
from model.state import State
from model.terms import Protocol
from model.texts import Seat
from model.topics import topics

VOLUME = int(Protocol.VOLUME)
#: Contracts are struck for no more than this many years of the budget, loans apart.
BUDGET_YEARS = 3.0


def means_usd_m(state: State) -> float:
    """Return what the host can still commit: cash, budget to come, lines, less commitments."""
    cash = state.ledger.balance[Account.COUNCIL]
    coming = BUDGET_YEARS * max(0.0, state.last_budget_usd_m)
    lines = total(state.line_left_usd_m)
    return cash + coming + lines - state.sums.committed_usd_m


def agenda(state: State, offices: Sequence[Office], team: Roster) -> list[tuple[int, list[Seat]]]:
    """Return technologies to talk about, most urgent first, with the seats at each table.

    Urgent is a technology whose need is far from met, weighted by the Council's mandate; who is
    seated, see :mod:`model.seating`.

    Parameters
    ----------
    state : State
        The world.
    offices : sequence of Office
        In the order of partners.
    team : Roster
        Firms that partners may send.

    Returns
    -------
    list of (technology, seats)
        Planned together before the first talk, so that their order cannot change who is asked.
    """
    atlas, policy = state.atlas, state.scenario.policy
    low = float(state.protocol_table.low[VOLUME])
    most = float(state.protocol_table.high[VOLUME])
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
    if not found:
        return []
    if state.orders.welcome:
        for k in chosen[:found].tolist():
            guests = [p for p in asked[k].tolist() if p >= 0]
            asked[k, : len(guests)] = state.orders.welcome_first(k, guests)
    seats = seat_partners(
        chosen[:found],
        asked,
        policy.rivals_invited,
        gap,
        atlas.weight,
        low,
        most,
        np.array([office.prepared for office in offices]),
        policy.max_partner_share - state.sums.planned @ atlas.weight,
        *team,
        state.firms.rows,
        state.firms.knowledge,
        state.sums.busy_usd_m,
        atlas.capability,
        atlas.kind,
        atlas.capital_usd_m,
        atlas.lead_years,
        state.capacity_usd_m,
        policy.local_content_floor,
        state.mandate.transfer_floor,
    )
    tables: dict[int, list[Seat]] = {}
    for technology, partner, firm, skill, least, high in seats.tolist():
        offices[int(partner)].begin_talk()
        seat = Seat(int(partner), int(firm), skill, least, high)
        tables.setdefault(int(technology), []).append(seat)
    return list(tables.items())
