"""Why events happen, as facts for the log: read off what made them, and touching nothing.

Every event carries ``because``. Where a hazard drew it, the cause named is what raised the hazard
most, if it would more likely than not have stayed away without; else the cause is chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from model.follow_on import at_stake, follow_on
from model.hazards import leverage, price_shocks
from model.negotiation.codes import PARTNER, End
from model.portfolio import Status
from model.state import State

#: Causes that stand for themselves.
CHANCE, DECIDED, RATIFIED = "chance", "decided", "ratified"
IN_VAIN = "reopened in vain"
#: Why a thread came to nothing, by its end; who left a talk is told by :func:`why_failed`.
FAILURES = {
    int(End.DEADLINE): "rounds ran out",
    int(End.LOST_TO_RIVAL): "a rival agreed first",
    int(End.NO_OFFER): "none was worth more than no deal",
    int(End.BREAKDOWN): CHANCE,
}
WALKED_AWAY = int(End.WALKED_AWAY)


def why_talked(state: State, technology: int, partners: Sequence[int]) -> dict[str, Any]:
    """Return why a talk about something new was held; -1 for a comprehensive agreement."""
    summoned = state.orders.summoned
    if summoned and any((technology, p) in summoned for p in partners):
        return {"because": DECIDED}
    if technology < 0:
        return {"because": "no comprehensive agreement"}
    return {"because": "need not met", "unmet": max(0.0, 1.0 - state.standing.item(technology))}


def why_failed(state: State, end: int, matter: tuple[int, int]) -> str:
    """Return why one thread of a talk came to nothing.

    Parameters
    ----------
    state : State
        The world.
    end : int
        How it ended, an :class:`~model.negotiation.codes.End`; not a deal.
    matter : (int, int)
        Technology and partner.
    """
    if end == WALKED_AWAY:
        return "better offered elsewhere" if matter not in state.orders.seats else DECIDED
    return FAILURES[end]


def why_reopened(state: State, row: int) -> str:
    """Return why an agreement was reopened: what raised the hazard most, or chance.

    Equation: hazard ``h (1 + a sunk + b (new government + change of power) + |log prices| +
    c leverage)``, see :func:`model.relations.upheavals`; chance, unless more than half of it is
    owed to what is added.
    """
    d, q = state.scenario.delivery, state.quarter
    p, k, host, partner, units, progress = state.portfolio.read(
        row,
        "partner",
        "technology",
        "paid_host_usd_m",
        "paid_partner_usd_m",
        "units",
        "progress",
    )
    sunk, by_partner = at_stake(host, partner, units, progress, follow_on(state, p, k))
    price, currency = price_shocks(state)
    more = {
        "money sunk": d.sunk_weight * sunk,
        "new government": d.turnover_weight * state.weather.turnover.item(p, q),
        "change of power": d.turnover_weight * float(q - state.new_power_since < 4),
        "price of raw materials": price,
        "exchange rate": currency,
        "leverage": leverage(state) * state.exit_loss.item(p) if by_partner else 0.0,
    }
    return max(more, key=more.__getitem__) if sum(more.values()) > 1.0 else CHANCE


def why_in_vain(events: Sequence[Mapping[str, Any]]) -> str:
    """Return why the last talk of a log came to nothing."""
    (thread,) = events[-1]["threads"]
    return str(thread["because"])


def why_ended(how: Status, noticed: str) -> str:
    """Return why an agreement ended: why notice was given, or that its term ran out."""
    return "term ran out" if how == Status.EXPIRED else noticed


def why_late(overrun_quarters: float, waited_quarters: float, late_quarters: int) -> str:
    """Return why a plant was completed when it was: the larger part of its delay.

    Examples
    --------
    >>> why_late(2.0, 3.0, 5), why_late(2.0, 0.5, 2), why_late(0.0, 0.0, 0)
    ('staff or money short', 'overrun', 'on plan')
    """
    if late_quarters <= 0:
        return "on plan"
    return "overrun" if overrun_quarters >= waited_quarters else "staff or money short"


def why_opened(missing: int, scarce: int) -> str:
    """Return why firms open: for those that are missing, or for what suppliers do not deliver.

    Examples
    --------
    >>> why_opened(0, 2)
    'suppliers scarce'
    """
    return "suppliers scarce" if scarce > missing else "firms missing"


def why_reviewed(before: float, after: float) -> str:
    """Return what a review of the transfer floor went by.

    Examples
    --------
    >>> why_reviewed(0.3, 0.35)
    'transfer fell short'
    """
    if after == before:
        return "a year has passed"
    return "transfer fell short" if after > before else "few talks came to a deal"


def asks(first: int) -> str:
    """Return who asked for a talk: who speaks first in it."""
    return "partner" if first == PARTNER else "host"
