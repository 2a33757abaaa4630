"""A sector protocol in money: the host's table and the partner's, issue by issue.

Both tables hold, for each level of each issue, the change of the side's discounted value (USD m of
today) while the other issues stand at their reference, the middle level. Volume carries the value
of
the reference deal itself, so the sum over issues is the value of a whole text to first order. What
is left out is the product of two departures from the reference (more volume *and* a higher price);
the accounts after signature are kept with the full products.

When an agreement is reopened, what has been built is sunk: only the remaining share of the contract
is still to be paid or earned, while the plant's output counts whole. That is the obsolescing
bargain (Vernon 1971), and it follows from the accounts, not from a rule.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.preferences.situation import Situation, annuity, learned, thin_base
from model.terms import Protocol

Array = NDArray[np.float64]

VOLUME = int(Protocol.VOLUME)
DEPTH = int(Protocol.TRANSFER_DEPTH)
CONTENT = int(Protocol.LOCAL_CONTENT)
EQUITY = int(Protocol.HOST_EQUITY)
ROYALTY = int(Protocol.ROYALTY)
PRICE = int(Protocol.PRICE)
CONTROL = int(Protocol.OPERATIONAL_CONTROL)
IMPROVEMENTS = int(Protocol.IMPROVEMENTS)
GUARANTEE = int(Protocol.GUARANTEE)
PENALTY = int(Protocol.EXIT_PENALTY)


@compiled
def middle(levels: Array, counts: NDArray[np.int64], issue: int) -> float:
    """Return the reference level of an issue, the middle one."""
    return float(levels[issue, counts[issue] // 2])


@compiled
def fill_host(levels: Array, counts: NDArray[np.int64], s: Situation, table: Array) -> None:
    """Fill in what each level of each issue is worth to the host.

    Parameters
    ----------
    levels : (issues, levels) array
        Values of the levels under the mandate, each in the unit of its issue.
    counts : (issues,) array
        Number of levels.
    s : Situation
        The state of the world as both sides see it.
    table : (issues, levels) array
        Filled in place, USD m.
    """
    volume = middle(levels, counts, VOLUME)
    equity = middle(levels, counts, EQUITY)
    price = middle(levels, counts, PRICE)
    depth = middle(levels, counts, DEPTH)
    begins = s.lead_years * (1.0 + s.late) * s.remaining
    years = annuity(s.host_rate, begins, s.horizon_years)
    time = s.lead_years + 0.5 * s.horizon_years
    output = s.need_usd_m * volume
    plant = s.capital_usd_m * volume
    contract = plant * s.remaining
    dividend = s.operating_return * plant * years
    gain = learned(s.know_how, s.ceiling, s.pace * depth, s.seeding * depth, time)
    # What one unit of know-how brings: rents of operation, exports, autonomy.
    know_worth = (
        s.operating_rent * output + s.export_usd_m
    ) * years + s.autonomy_price_usd_m * s.autonomy_know
    for j in range(counts[VOLUME]):
        x = levels[VOLUME, j]
        new = min(x, s.unmet)
        replaced = min(x - new, s.imported)
        service = s.need_usd_m * (s.need_surplus * new + s.import_saving * replaced) * years
        work = s.jobs * s.need_usd_m * x * s.job_worth_usd_m * years
        due = equity * s.capital_usd_m * x * s.remaining
        paid = due * (1.0 + price) * s.public_money
        earned = equity * s.operating_return * s.capital_usd_m * x * years
        hold = s.autonomy_price_usd_m * s.autonomy_volume * x
        table[VOLUME, j] = service + work + earned - paid + hold
    for j in range(counts[DEPTH]):
        q = levels[DEPTH, j]
        known = learned(s.know_how, s.ceiling, s.pace * q, s.seeding * q, time)
        cost = s.learning_cost * contract * q * s.public_money
        table[DEPTH, j] = known * know_worth - cost
    for j in range(counts[CONTENT]):
        share = levels[CONTENT, j]
        real = min(share, s.mastered)
        extra = thin_base(share, s.mastered, s.thin_base_cost, s.thin_base_steepness)
        thin = equity * s.public_money * extra * contract
        taught = s.content_gain * real * gain * know_worth
        table[CONTENT, j] = s.content_worth * contract * real + taught - thin
    for j in range(counts[EQUITY]):
        more = levels[EQUITY, j] - equity
        cost = s.public_money * contract * (1.0 + price)
        hold = s.autonomy_price_usd_m * s.autonomy_know * s.mobility * (s.know_how + gain)
        table[EQUITY, j] = more * (dividend - cost + hold)
    for j in range(counts[ROYALTY]):
        table[ROYALTY, j] = -levels[ROYALTY, j] * output * years
    for j in range(counts[PRICE]):
        extra = levels[PRICE, j] - price
        table[PRICE, j] = -extra * equity * contract * s.public_money
    for j in range(counts[CONTROL]):
        posts = levels[CONTROL, j]
        rents = s.operating_rent * output * years * (s.know_how + gain)
        clumsy = s.novice_cost * output * years * (1.0 - s.know_how - gain)
        taught = s.control_gain * gain * know_worth
        table[CONTROL, j] = posts * (rents - clumsy + taught)
    for j in range(counts[IMPROVEMENTS]):
        table[IMPROVEMENTS, j] = (
            levels[IMPROVEMENTS, j] * s.improvement_rate * output * years * (s.know_how + gain)
        )
    for j in range(counts[GUARANTEE]):
        table[GUARANTEE, j] = levels[GUARANTEE, j] * contract * min(1.0, s.late)
    for j in range(counts[PENALTY]):
        table[PENALTY, j] = -levels[PENALTY, j] * plant * s.leave_chance


@compiled
def fill_partner(levels: Array, counts: NDArray[np.int64], s: Situation, table: Array) -> None:
    """Fill in what each level of each issue is worth to the partner: its state and its firm.

    The firm's profit and risk and the state's influence and fear of a rival are counted in one
    purse, since the state can compensate the firm or hold it back.

    Parameters
    ----------
    levels, counts, s, table
        As in :func:`fill_host`.
    """
    volume = middle(levels, counts, VOLUME)
    equity = middle(levels, counts, EQUITY)
    price = middle(levels, counts, PRICE)
    content = middle(levels, counts, CONTENT)
    depth = middle(levels, counts, DEPTH)
    begins = s.lead_years * (1.0 + s.late) * s.remaining
    years = annuity(s.partner_rate, begins, s.horizon_years)
    time = s.lead_years + 0.5 * s.horizon_years
    output = s.need_usd_m * volume
    plant = s.capital_usd_m * volume
    contract = plant * s.remaining
    known = learned(s.know_how, s.ceiling, s.pace * depth, s.seeding * depth, time)
    held = s.influence_usd_m * s.weight * volume
    profit = s.operating_return * plant * years - contract
    for j in range(counts[VOLUME]):
        x = levels[VOLUME, j]
        whole = s.capital_usd_m * x
        supply = s.equipment_margin * (1.0 - content) * whole * s.remaining
        marked_up = equity * price * whole * s.remaining
        stake = (1.0 - equity) * (s.operating_return * years - s.remaining) * whole
        sway = s.influence_usd_m * s.weight * x * (1.0 - s.know_how)
        table[VOLUME, j] = supply + marked_up + stake + sway
    for j in range(counts[DEPTH]):
        q = levels[DEPTH, j]
        bred = learned(s.know_how, s.ceiling, s.pace * q, s.seeding * q, time)
        cost = s.teaching_cost * contract * q
        stopped = s.control_risk * q * s.equipment_margin * contract
        table[DEPTH, j] = -bred * (s.leak_usd_m + held) - cost - stopped
    for j in range(counts[CONTENT]):
        share = levels[CONTENT, j]
        extra = thin_base(share, s.mastered, s.thin_base_cost, s.thin_base_steepness)
        thin = (1.0 - equity) * extra * contract
        lost = s.equipment_margin * contract * (share - content)
        table[CONTENT, j] = -lost - thin
    for j in range(counts[EQUITY]):
        more = levels[EQUITY, j] - equity
        grip = held * s.mobility * (s.know_how + known)
        table[EQUITY, j] = more * (price * contract - profit - grip)
    for j in range(counts[ROYALTY]):
        table[ROYALTY, j] = levels[ROYALTY, j] * output * years
    for j in range(counts[PRICE]):
        table[PRICE, j] = (levels[PRICE, j] - price) * equity * contract
    for j in range(counts[CONTROL]):
        table[CONTROL, j] = -levels[CONTROL, j] * s.operating_rent * output * years
    for j in range(counts[IMPROVEMENTS]):
        table[IMPROVEMENTS, j] = (
            -levels[IMPROVEMENTS, j] * s.improvement_rate * output * years * (s.know_how + known)
        )
    for j in range(counts[GUARANTEE]):
        table[GUARANTEE, j] = -levels[GUARANTEE, j] * contract * min(1.0, s.late)
    for j in range(counts[PENALTY]):
        table[PENALTY, j] = levels[PENALTY, j] * plant * s.leave_chance


@compiled
def fill_protocol(levels: Array, counts: NDArray[np.int64], s: Situation, tables: Array) -> None:
    """Fill in both tables, ``tables`` of shape (2, issues, levels), host first; USD m."""
    fill_host(levels, counts, s, tables[0])
    fill_partner(levels, counts, s, tables[1])


@compiled
def add_support(levels: Array, counts: NDArray[np.int64], support: Array, table: Array) -> None:
    """Add to the host's table what each level is worth because it helps a text pass at home.

    Parameters
    ----------
    levels : (issues, levels) array
        Values of the levels.
    counts : (issues,) array
        Number of levels.
    support : (4,) array
        Worth of one unit of each feature that groups at home look at (jobs, knowledge, cost,
        autonomy): the worth of the deal, times how fast the chance of passing rises with it; USD m.
    table : (issues, levels) array
        The host's table, changed in place.
    """
    for j in range(counts[CONTENT]):
        table[CONTENT, j] += support[0] * levels[CONTENT, j]
    for j in range(counts[DEPTH]):
        table[DEPTH, j] += support[1] * levels[DEPTH, j]
    for j in range(counts[EQUITY]):
        table[EQUITY, j] += (support[2] + 0.5 * support[3]) * levels[EQUITY, j]
    for j in range(counts[CONTROL]):
        table[CONTROL, j] += 0.5 * support[3] * levels[CONTROL, j]


@compiled
def reference_worth(counts: NDArray[np.int64], table: Array) -> float:
    """Return what the reference text, the middle level of every issue, is worth to a side."""
    total = 0.0
    for issue in range(len(counts)):
        total += table[issue, counts[issue] // 2]
    return total
