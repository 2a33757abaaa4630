"""Between two parties that already have an agreement: what makes them reopen or leave it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.contracts import give_notice
from model.follow_on import at_stake, belief, hoped
from model.hazards import leverage, price_shocks
from model.portfolio import Status
from model.state import State

Array = NDArray[np.float64]
ON_NOTICE = int(Status.ON_NOTICE)


@compiled
def hazards(
    rows: Any,
    now: int,
    slot: NDArray[np.int64],
    turnover: Array,
    new_power: float,
    price: float,
    trust: Array,
    side: Array,
    pressed: float,
    rates: tuple[float, float, float, float],
    leverage: float,
    exit_loss: Array,
    believed: float,
    standing: Array,
    able: Array,
    need: Array,
    reopening: Array,
    breakup: Array,
    patience: int,
    events: NDArray[np.int64],
) -> int:
    """Fill in what happens to protocols in force this quarter; return the number of events.

    Parameters
    ----------
    rows : structured array of AGREEMENT
        All agreements; not changed.
    now : int
        Quarter.
    slot : (K,) array
        Place of each technology in the sheets of luck.
    turnover : (P, quarters) array
        1 where a new government abroad unsettles its agreements.
    new_power : float
        1 in the year after a change of policy at home.
    price : float
        Departure of the commodity price and of the exchange rate: size of their logs.
    trust : (P,) array
        Trust with each partner, 0 to 1.
    side : (S,) array
        Side of each state in a crisis between great powers, -1 to 1; the host first.
    pressed : float
        Side that presses the host in a crisis, 0 when there is none.
    rates : tuple of four floats
        Renegotiation 1/year, its weights of sunk shares and of turns of power, breakup 1/year.
    leverage, exit_loss : float, (P,) array
        Rise of that hazard per unit of what the host would lose without the partner that asks.
    believed : float
        Share of what a partner could yet bring that the host hopes for, and does not put at risk.
    standing, able, need : (K,), (P, K), (K,) arrays
        Of :func:`model.follow_on.hoped`.
    reopening, breakup : (P, quarters, slots) arrays
        Uniform numbers.
    patience : int
        Quarters below the standard before the host leaves; 0: never.
    events : (rows, 3) array
        Filled: row; 0 reopened, 1 partner leaves, 2 host leaves; who asks (1: the partner).
    """
    count = 0
    for i in range(len(rows)):
        deal = rows[i]
        k, p = deal["technology"], deal["partner"]
        if k < 0 or deal["status"] >= ON_NOTICE:
            continue
        events[count, 0] = i
        events[count, 2] = 0
        # A crisis sets a partner of the other side against the host's ties.
        against = max(0.0, -pressed * side[1 + p])
        anger = (1.0 - trust[p]) ** 2 * (1.0 + turnover[p, now] + against)
        if breakup[p, now, slot[k]] < 1.0 - np.exp(-rates[3] * anger * 0.25):
            events[count, 1] = 1
            events[count, 2] = 1
            count += 1
            continue
        if patience > 0 and deal["below"] >= patience:
            events[count, 1] = 2
            count += 1
            continue
        if now - deal["signed"] < 4:
            continue
        sunk, by_partner = at_stake(
            deal["paid_host_usd_m"],
            deal["paid_partner_usd_m"],
            deal["units"],
            deal["progress"],
            hoped(believed, standing[k], able[p, k], need[k]),
        )
        rate = 1.0 + rates[1] * sunk + rates[2] * (turnover[p, now] + new_power) + price
        rate = rates[0] * (rate + (leverage * exit_loss[p] if by_partner else 0.0))
        if reopening[p, now, slot[k]] < 1.0 - np.exp(-rate * 0.25):
            events[count, 1] = 0
            events[count, 2] = 1 if by_partner else 0
            count += 1
    return count


def upheavals(state: State) -> None:
    """Let agreements be reopened or left: by hazard, by the exit rule of the host.

    Reopening: ``h (1 + a sunk + b turns of power + |log prices| + c leverage)`` a year. A host that
    asks counts as sunk only what exceeds the follow-on it still hopes for: the obsolescing bargain
    (Vernon 1971) fails where more is promised than stands. Leverage is the share of what runs in
    the host that would be lost without a partner that asks. A partner leaves at
    ``h (1 - trust)² (1 + turn of power + crisis)`` a year. The host leaves what has been below the
    performance standard for too long. Reopened ones are talked about in the bargaining phase.
    """
    scenario, switch, q = state.scenario, state.scenario.mechanisms, state.quarter
    d, rows = scenario.delivery, state.portfolio.rows
    rates = (
        d.renegotiation_rate if switch.renegotiation else 0.0,
        d.sunk_weight,
        d.turnover_weight,
        d.breakup_rate if switch.partner_exit else 0.0,
    )
    events = np.empty((max(1, len(rows)), 3), dtype=np.int64)
    count = hazards(
        rows,
        q,
        state.atlas.slot,
        state.weather.turnover,
        float(q - state.new_power_since < 4),
        sum(price_shocks(state)),
        state.trust,
        state.atlas.side,
        state.weather.crisis.item(q),
        rates,
        leverage(state),
        state.exit_loss,
        belief(state),
        state.standing,
        state.atlas.capability,
        state.need_index,
        state.luck.reopening,
        state.luck.breakup,
        scenario.policy.exit_patience if switch.host_exit else 0,
        events,
    )
    state.reopened = []
    for row, what, by_partner in events[:count].tolist():
        if what == 0:
            state.reopened.append((row, bool(by_partner)))
        elif what == 1:
            trust = float(state.trust[rows["partner"][row]])
            give_notice(state, row, by_partner=True, because="trust lost", trust=trust)
        else:
            measured = {
                "assessed": float(rows["assessed"][row]),
                "below_quarters": int(rows["below"][row]),
            }
            give_notice(state, row, by_partner=False, because="below standard", **measured)
