"""How far projects come in a quarter: each at the pace of the scarcest of engineers and money.

One pass over the day: what is asked for, what engineers and money allow, what suppliers deliver,
how hard partners work, how far each project moves.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.construction import advance, asked, effort
from model.suppliers import access, supply_and_learn

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
#: Money that building moves: the host's to abroad and at home, what partners pay and what of it is
#: spent in the host, loans drawn, guarantees forfeited.
HOST_ABROAD, HOST_HOME, PARTNER, PARTNER_HOME, DRAWN, FORFEITED = range(6)


@compiled
def staffed(rules: Any, strength: float, asked_usd_m: float) -> float:
    """Return the share of full pace that the engineers at home allow.

    Parameters
    ----------
    rules : record of RULES
        What is declared.
    strength : float
        Engineers at hand.
    asked_usd_m : float
        Contract value under way, weighted by what transfer asks of engineers, USD m a year.
    """
    needed = rules["staff_per_usd_m"] * asked_usd_m
    if needed <= 0.0 or not rules["staffing"]:
        return 1.0
    return float(min(1.0, strength / needed))


@compiled
def paced(
    staffing: float, cash_usd_m: float, money: Array, lines: Array, lends: float, out: Array
) -> float:
    """Find the pace of each partner's projects; return the share of cash asked for that is paid.

    Equation: ``pace = staffing (lent + funding (due - lent)) / due`` with ``lent`` what a line pays
    of it and ``funding = min(1, cash / Σ (due - lent))``, the same for all.

    Parameters
    ----------
    staffing : float
        Share of full pace that engineers allow.
    cash_usd_m : float
        What the Council has.
    money : (P,) array
        What would fall due at full pace, USD m; changed to what does at the pace of engineers.
    lines : (P,) array
        What is left of finance lines, USD m.
    lends : float
        Share of what falls due that partners lend.
    out : (2, P) array
        Filled: what is lent, USD m; share of full pace.
    """
    due, lent, pace = money, out[0], out[1]
    for p in range(len(due)):
        due[p] = staffing * money[p]
        lent[p] = min(lends * due[p], lines[p])
    rest = due.sum() - lent.sum()
    funding = min(1.0, cash_usd_m / rest) if rest > 0.0 else 1.0
    for p in range(len(due)):
        pace[p] = staffing
        if due[p] > 0.0:
            pace[p] = staffing * (lent[p] + funding * (due[p] - lent[p])) / due[p]
    return funding


@compiled
def build(
    rules: Any,
    now: int,
    years: float,
    strength: float,
    cash_usd_m: float,
    lends: float,
    absorptive: float,
    rows: Any,
    firms: Any,
    kind: Indices,
    stages: Indices,
    rates: Array,
    know_how: Array,
    capability: Array,
    reliability: Array,
    monitoring: Array,
    envelopes: Array,
    markets: Array,
    recession: Array,
    lines: Array,
    invested: Array,
    supplied: Array,
    flows: Array,
    turned: Indices,
) -> tuple[float, float, int, int]:
    """Let all projects move by one quarter.

    Parameters
    ----------
    rules : (1,) record array of RULES
        What is declared.
    now : int
        Quarter.
    years : float
        Its length.
    strength : float
        Engineers at hand.
    cash_usd_m : float
        What the Council has.
    lends : float
        Share of what falls due that partners lend.
    absorptive : float
        Absorptive capacity of the economy.
    rows, firms : record arrays of AGREEMENT and FIRM
        Changed in place.
    kind, stages : (K,) arrays
        Class, and number of stages in which capacity comes into use.
    rates, know_how, capability, reliability, monitoring, envelopes : arrays
        See :func:`model.construction.effort`; ceilings are row 1 of the rates.
    markets, recession : arrays
        See :func:`model.suppliers.access`.
    lines : (P,) array
        What is left of finance lines, USD m; what is drawn is taken off.
    invested : (P,) array
        What each partner paid into plants since the start, USD m; what it pays now is added.
    supplied : (classes,) array
        Filled: share of the local content asked for that suppliers deliver.
    flows : (6, P) array
        Filled, by row as named above, USD m.
    turned : (2, rows or firms) array
        Filled: firms that closed; rows that came further into use.

    Returns
    -------
    tuple
        Shares of full pace that engineers and of what is asked for that cash allow; numbers of
        firms and rows that turned.
    """
    rule, partners = rules[0], len(lines)
    money, content, paces = np.zeros(partners), np.zeros(len(supplied)), np.zeros((2, partners))
    staffing = staffed(rule, strength, asked(rows, kind, money, content))
    funding = paced(staffing, cash_usd_m, money, lines, lends, paces)

    supplied[:] = 1.0
    closed = 0
    if rule["suppliers"]:
        pace = paces[1].sum() / max(1, partners)
        for g in range(len(content)):
            content[g] *= pace
        opened = access(rule, markets, envelopes, recession, now)
        closed = supply_and_learn(
            rule, firms, content, supplied, turned[0], absorptive, opened, now, years
        )

    push, spent = np.empty(capability.shape), np.zeros((partners, 4))
    effort(
        reliability,
        monitoring,
        rule["effort_monitoring"],
        rule["rival_fear"],
        envelopes,
        know_how,
        rates[1],
        capability,
        push,
    )
    guarantee = rule["effort_guarantee"] if rule["shirking"] else -1.0
    staged = advance(
        rows,
        kind,
        stages,
        paces[1],
        supplied,
        push,
        guarantee,
        now,
        spent,
        flows[FORFEITED],
        turned[1],
    )
    for p in range(partners):
        host = spent[p, 0] + spent[p, 1]
        flows[HOST_ABROAD, p], flows[HOST_HOME, p] = spent[p, 0], spent[p, 1]
        flows[PARTNER_HOME, p], flows[PARTNER, p] = spent[p, 3], spent[p, 2] + spent[p, 3]
        flows[DRAWN, p] = min(paces[0, p], host)
        lines[p] -= flows[DRAWN, p]
        invested[p] += flows[PARTNER, p]
    return staffing, funding, closed, staged
