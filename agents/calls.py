"""Talks that are held because somebody decided so, besides those on the Council's agenda."""

from __future__ import annotations

from collections.abc import Sequence

from agents.office import Office
from agents.partner import Partner
from model.state import State
from model.terms import Protocol
from model.texts import Seat

Agenda = list[tuple[int, list[Seat]]]


def with_called(
    state: State, offices: Sequence[Office], partners: Sequence[Partner], tables: Agenda
) -> Agenda:
    """Return an agenda with the talks that were decided; why others cannot be held joins orders.

    A called partner joins the table of its technology, or sits at one of its own. Pauses, the
    order of urgency, the Council's means, the cap on a partner's share and the preparation of its
    office do not stand in the way (the office catches up afterwards); a need that is met, a partner
    without a comprehensive agreement and firms that would not bid do.

    Parameters
    ----------
    state : State
        The world.
    offices, partners : sequences
        In the order of partners.
    tables : list of (technology, seats)
        As :func:`agents.agenda.agenda` returned it.
    """
    found = {k: list(seats) for k, seats in tables}
    again = state.portfolio.rows[[row for row, _ in state.reopened]]
    reopened = set(zip(again["technology"].tolist(), again["partner"].tolist(), strict=True))
    for k, p in sorted(state.orders.called):
        seated = {seat.partner for seat in found.get(k, ())}
        if k < 0:
            continue
        if p in seated or (k, p) in reopened:
            state.orders.held((k, p))
            continue
        seat = _seat(state, partners[p], k)
        if isinstance(seat, str):
            state.orders.why[k, p] = seat
            continue
        offices[p].begin_talk()
        state.orders.held((k, p))
        found.setdefault(k, []).append(seat)
        state.orders.summoned.add((k, p))
    return list(found.items())


def _seat(state: State, partner: Partner, k: int) -> Seat | str:
    """Return the seat of a partner, or why it has none."""
    table = state.protocol_table
    low = float(table.low[Protocol.VOLUME])
    high = min(float(table.high[Protocol.VOLUME]), max(0.0, 1.0 - float(state.standing[k])))
    if high < low:
        return "the need is met or planned for"
    if state.portfolio.envelopes[partner.number] < 0:
        return "no comprehensive agreement is in force"
    return partner.seat(k, low, high) or "no firm would bid"
