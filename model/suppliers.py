"""Suppliers of the host: what they deliver to projects, sell abroad, learn and live on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.terms import Comprehensive

Array = NDArray[np.float64]
ACCESS = int(Comprehensive.MARKET_ACCESS)


@compiled
def access(rules: Any, markets: Array, envelopes: Array, recession: Array, now: int) -> float:
    """Return the share of markets abroad that is open to host firms, with or without partners.

    Equation: ``base + (1 - base) Σ m a (1 - cut r) / Σ m``, over partners of market m that grant
    access a and are (r = 1) or are not in a recession; 0 where nobody exports.

    Parameters
    ----------
    rules : record of RULES
        What is declared.
    markets : (P,) array
        Size, USD m.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    recession : (P, quarters) array
        1 where a partner is in recession, which cuts its market.
    now : int
        Quarter.
    """
    if not rules["exports"]:
        return 0.0
    opened, total = 0.0, 0.0
    for p in range(len(markets)):
        total += markets[p]
        cut = rules["recession_cut"] * recession[p, now]
        opened += markets[p] * envelopes[p, ACCESS] * (1.0 - cut)
    base = rules["access_base"]
    return float(base + (1.0 - base) * (opened / total if total > 0.0 else 0.0))


@compiled
def supply_and_learn(
    rules: Any,
    rows: Any,
    demand: Array,
    delivered: Array,
    closed: NDArray[np.int64],
    absorptive: float,
    access: float,
    now: int,
    step: float,
) -> int:
    """Let host firms supply, earn, learn and close for one quarter; return how many closed.

    Orders of a class are shared out by skill-weighted size; a firm learns by doing what it gets
    orders for, and forgets without. A firm whose reserve is used up closes.

    Parameters
    ----------
    rules : record of RULES
        Rates of learning and of idle loss, 1/year; margin, fixed cost and other sales, shares of
        sales and of size.
    rows : record array of FIRM
        Changed in place.
    demand : (classes,) array
        Local supply asked for this quarter, USD m.
    delivered : (classes,) array
        Filled: share of the demand that could be supplied.
    closed : (firms,) array
        Filled with the rows that closed, as many as returned.
    absorptive : float
        Absorptive capacity of the economy, which firms share.
    access : float
        Share of partner markets that is open; skilled firms export there.
    now : int
        Quarter.
    step : float
        Years.
    """
    found = 0
    capacity = np.zeros(len(demand))
    for i in range(len(rows)):
        if rows[i]["home"] == 0 and rows[i]["alive"]:
            capacity[rows[i]["kind"]] += rows[i]["size_usd_m"] * rows[i]["skill"] * step
    for g in range(len(demand)):
        delivered[g] = min(1.0, capacity[g] / demand[g]) if demand[g] > 0.0 else 1.0
    for i in range(len(rows)):
        firm = rows[i]
        if firm["home"] != 0 or not firm["alive"]:
            continue
        most = firm["size_usd_m"] * step
        able = most * firm["skill"]
        g = firm["kind"]
        orders = demand[g] * delivered[g] * able / capacity[g] if capacity[g] > 0.0 else 0.0
        exports = (able - orders) * access * firm["skill"]
        busy = (orders + exports) / most if most > 0.0 else 0.0
        gain = rules["learning"] * (0.2 + absorptive) * busy * (1.0 - firm["skill"])
        firm["skill"] = max(
            0.0, firm["skill"] + step * (gain - rules["idle_loss"] * (1.0 - busy) * firm["skill"])
        )
        sales = orders + exports + rules["other_sales"] * most
        firm["reserve_usd_m"] += rules["margin"] * sales - rules["fixed_cost"] * most
        firm["orders_usd_m"] = orders
        firm["exports_usd_m"] = exports
        # Owners take out what a firm does not need to survive.
        firm["reserve_usd_m"] = min(firm["reserve_usd_m"], firm["size_usd_m"])
        if firm["reserve_usd_m"] < 0.0:
            firm["alive"], firm["closed"] = False, now
            firm["orders_usd_m"] = firm["exports_usd_m"] = 0.0
            closed[found] = i
            found += 1
    return found
