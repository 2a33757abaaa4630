"""Prominence: how far the host is looked up to in its region, earned by know-how and by showing it.

Partners want to be seen with a state that others follow: its deals may be thinner, its breaches are
forgiven sooner. Cheap and slow, and worth little without something to show.
"""

from __future__ import annotations

from model.declared import QUARTER
from model.ledger import Account
from model.state import State

COUNCIL, ABROAD = Account.COUNCIL, Account.ABROAD


def prominence(
    today: float, know_how: float, positioning_usd_m: float, pace: float, gain: float, years: float
) -> float:
    """Return prominence after some time, 0 to 1.

    Equation: ``dP/dt = a (K - P) + g m (1 - P)``: it follows know-how, and money spent on being
    seen adds to it, less the more there is already.

    Parameters
    ----------
    today : float
        P, 0 to 1.
    know_how : float
        K, weighted mean over technologies, 0 to 1.
    positioning_usd_m : float
        m, fairs, standards bodies and regional programmes, USD m a year.
    pace : float
        a, 1/year.
    gain : float
        g, per USD m.
    years : float
        Length of the step.

    Examples
    --------
    >>> round(prominence(0.2, 0.2, 0.0, 0.1, 0.002, 0.25), 6)
    0.2
    >>> round(prominence(0.2, 0.2, 50.0, 0.1, 0.002, 0.25), 6)
    0.22
    """
    moved = pace * (know_how - today) + gain * positioning_usd_m * (1.0 - today)
    return min(1.0, max(0.0, today + years * moved))


def stand_out(state: State) -> None:
    """Pay for positioning, as far as there is cash, and let prominence follow."""
    scenario, council = state.scenario, state.scenario.council
    if not scenario.mechanisms.prominence:
        return
    asked = council.positioning_share * council.budget_usd_m * QUARTER
    paid = min(asked, max(0.0, state.ledger.balance[COUNCIL]))
    state.ledger.pay(COUNCIL, ABROAD, paid, "positioning")
    delivery = scenario.delivery
    state.prominence = prominence(
        state.prominence,
        float(state.atlas.weight.dot(state.know_how)),
        paid / QUARTER,
        delivery.prominence_pace,
        delivery.positioning_gain,
        QUARTER,
    )
