"""What the Council puts on the agenda of a quarter: technologies, and the partners to ask."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.ledger import Account
from model.seating import Roster, seat_partners
from model.short import total
from model.state import State
from model.terms import Protocol
from model.texts import Seat
from model.topics import topics

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
VOLUME, COUNCIL = int(Protocol.VOLUME), int(Account.COUNCIL)
#: Contracts are struck for no more than this many years of the budget, loans apart.
BUDGET_YEARS = 3.0


def means_usd_m(state: State) -> float:
    """Return what the host can still commit: cash, budget to come, lines, less commitments."""
    cash = state.ledger.balance[COUNCIL]
    coming = BUDGET_YEARS * max(0.0, state.last_budget_usd_m)
    lines = total(state.line_left_usd_m)
    return cash + coming + lines - state.sums.committed_usd_m


def agenda(state: State, team: Roster) -> list[tuple[int, list[Seat]]]:
    """Return technologies to talk about, most urgent first, with the seats at each table.

    Urgent is a technology whose need is far from met, weighted by the Council's mandate, see
    :mod:`model.topics`; who is seated, see :mod:`model.seating`. Every seat uses up the preparation
    of one talk.

    Parameters
    ----------
    state : State
        The world; talks prepared are changed.
    team : Roster
        Firms that partners may send.

    Returns
    -------
    list of (technology, seats)
        Planned together before the first talk, so that their order cannot change who is asked.
    """
    if max(state.prepared.tolist()) < 1.0:
        return []
    atlas, policy, mandate = state.atlas, state.scenario.policy, state.mandate
    seats = planned(
        state.standing,
        state.protocol_table.low.item(VOLUME),
        state.protocol_table.high.item(VOLUME),
        mandate.urgency,
        means_usd_m(state),
        state.scenario.bargaining.entry_capability,
        mandate.favour,
        state.prepared,
        state.portfolio.envelopes,
        state.pause_until,
        state.welcome,
        state.quarter,
        policy.rivals_invited,
        policy.max_partner_share - state.sums.planned.dot(atlas.weight),
        *team,
        state.firms.rows,
        state.firms.knowledge,
        state.sums.busy_usd_m,
        state.capacity_usd_m,
        policy.local_content_floor,
        mandate.transfer_floor,
        atlas.weight,
        atlas.capability,
        atlas.slot,
        atlas.kind,
        atlas.capital_usd_m,
        atlas.lead_years,
    )
    tables: dict[int, list[Seat]] = {}
    for technology, partner, firm, skill, least, high in seats.tolist():
        seat = Seat(int(partner), int(firm), skill, least, high)
        tables.setdefault(int(technology), []).append(seat)
    return list(tables.items())


@compiled
def planned(
    standing: Array,
    least: float,
    most: float,
    urgency: Array,
    means_usd_m: float,
    able_from: float,
    favour: Array,
    prepared: Array,
    envelopes: Indices,
    pause_until: Indices,
    welcome: NDArray[np.bool_],
    now: int,
    most_seats: int,
    room: Array,
    team: Indices,
    begin: Indices,
    terms: Array,
    firms: Any,
    knowledge: Array,
    busy_usd_m: Array,
    capacity_usd_m: Array,
    content: float,
    depth: float,
    weight: Array,
    capability: Array,
    slot: Indices,
    kind: Indices,
    capital_usd_m: Array,
    lead_years: Array,
) -> Array:
    """Return the seats of a quarter in one call of compiled code, (seats, ``COLUMNS``).

    Parameters are those of :func:`model.topics.topics` and :func:`model.seating.seat_partners`;
    ``standing``, (K,), is the share of each need that is met or under way, ``team`` the rows of
    firms that partners may send.
    """
    gap = np.maximum(0.0, 1.0 - standing)
    chosen, asked = topics(
        *(gap, least, urgency, capital_usd_m, means_usd_m, capability, able_from, favour, prepared),
        *(envelopes, pause_until, welcome, slot, now),
    )
    return seat_partners(
        *(chosen, asked, most_seats, gap, weight, least, most, prepared, room, team, begin, terms),
        *(firms, knowledge, busy_usd_m, capability, kind, capital_usd_m, lead_years),
        *(capacity_usd_m, content, depth),
    )
