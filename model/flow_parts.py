"""Why a stock changed: what flowed in and out between two dates, added up exactly.

Know-how, debt, loans, the fund and investment are sums of what each quarter added, so their change
falls into parts without any rule of sharing. Debt is a share of GDP: what a flow adds is its money
over the GDP of its quarter in dollars, growth takes off ``D_{t-1} (1/G_{t-1} - 1/G_t)``, and a
currency that loses worth adds the rest, as in the usual decomposition of debt dynamics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

import numpy as np

from model.attribution import Cause, Part, Reasons
from model.contracts import filed
from model.ledger import Account
from model.snapshot import History, Snapshot
from model.teaching import taught


class Flow(NamedTuple):
    """What flowed: a cause, and what it belongs to."""

    cause: Cause
    agreement: str = ""
    technology: str = ""
    partner: str = ""


Flows = dict[Flow, float]
Dates = tuple[int, int]
#: Payments that only turn one debt into another: bonds pay for what they replace.
SWAPS = ("bonds issued", "bonds redeemed", "loan principal")


def know_how(history: History, dates: Dates, place: int) -> Flows:
    """Return what moved know-how: in one technology, or the weighted mean where place is -1."""
    atlas, found = history.state.atlas, defaultdict[Flow, float](float)
    for (cause, k, row), amount in taught(history, *dates).items():
        if place in (-1, k):
            names = filed(history.state, row) if row >= 0 else None
            label, partner = (names.label, names.partner) if names is not None else ("", "")
            weight = float(atlas.weight[k]) if place < 0 else 1.0
            found[Flow(cause, label, atlas.technologies[k], partner)] += weight * amount
    return found


def investment(history: History, dates: Dates, place: int) -> Flows:
    """Return what partners paid into plants, by agreement, USD m; of one partner or all (-1)."""
    early, late = (history.at(date).rows for date in dates)
    state, found = history.state, {}
    for row in np.flatnonzero(late["technology"] >= 0).tolist():
        before = float(early["paid_partner_usd_m"][row]) if row < len(early) else 0.0
        amount = float(late["paid_partner_usd_m"][row]) - before
        names, k = filed(state, row), int(late["technology"][row])
        if amount and place in (-1, int(late["partner"][row])):
            technology = state.atlas.technologies[k]
            found[Flow("investment", names.label, technology, names.partner)] = amount
    return found


def loans(history: History, dates: Dates, place: int) -> Flows:
    """Return loans drawn, repaid and forgiven, USD m; of one partner or all (-1)."""
    early, late = (history.at(date) for date in dates)
    found: Flows = {}
    for p, partner in enumerate(history.state.atlas.partners):
        if place in (-1, p):
            found[Flow("loans_drawn", "", "", partner)] = float(late.drawn[p] - early.drawn[p])
            repaid = float(late.repaid[p] - early.repaid[p])
            found[Flow("loans_repaid", "", "", partner)] = -repaid
            forgiven = float(late.forgiven[p] - early.forgiven[p])
            found[Flow("loans_forgiven", "", "", partner)] = -forgiven
    return found


def fund(history: History, dates: Dates, place: int) -> Flows:
    """Return what the sovereign fund took in and paid out, USD m."""
    found = defaultdict[Flow, float](float)
    for _, after in history.between(*dates):
        for flow, amount in _through(after, Account.FUND).items():
            found[flow] += amount
    return found


def debt(history: History, dates: Dates, place: int) -> Flows:
    """Return what moved public debt, share of GDP."""
    found = defaultdict[Flow, float](float)
    for before, after in history.between(*dates):
        for flow, amount in _through(after, Account.TREASURY).items():
            found[flow] -= amount / after.gdp_in_dollars  # what the treasury lacks it borrows
        earlier, later = (each.quarter for each in (before, after))
        for flow, amount in loans(history, (earlier, later), -1).items():
            if flow.cause != "loans_repaid":
                found[flow] += amount / after.gdp_in_dollars
        grown = after.gdp_usd_m * before.currency
        found[Flow("growth")] += before.debt_usd_m * (1.0 / grown - 1.0 / before.gdp_in_dollars)
        dearer = 1.0 / after.gdp_in_dollars - 1.0 / grown
        found[Flow("exchange_rate")] += before.debt_usd_m * dearer
    return found


def _through(page: Snapshot, account: Account) -> Flows:
    """Return what an account took in (above 0) and paid out in a quarter, by purpose."""
    found = defaultdict[Flow, float](float)
    for entry, amount in page.paid.items():
        sign = (entry.target == account) - (entry.source == account)
        if sign and entry.purpose not in SWAPS:
            found[Flow(cast(Cause, entry.purpose.replace(" ", "_")))] += sign * amount
    return found


def _weighted(history: History, date: int, place: int) -> float:
    level, weight = history.at(date).know_how, history.state.atlas.weight
    return float(weight @ level) if place < 0 else float(level[place])


def _invested(history: History, date: int, place: int) -> float:
    rows = history.at(date).rows
    mine = np.ones(len(rows), dtype=np.bool_) if place < 0 else rows["partner"] == place
    return float(rows["paid_partner_usd_m"][mine].sum())


def _owed(history: History, date: int, place: int) -> float:
    each = history.at(date)
    owed = each.drawn - each.repaid - each.forgiven
    return float(owed.sum()) if place < 0 else float(owed[place])


def _fund(history: History, date: int, _: int) -> float:
    return history.at(date).fund_usd_m


def _debt(history: History, date: int, _: int) -> float:
    return history.at(date).debt_usd_m / history.at(date).gdp_in_dollars


Level = Callable[[History, int, int], float]
#: Measures by sheet and name: their value at a date, and their parts between two dates.
FLOWS: Mapping[tuple[str, str], tuple[Level, Callable[[History, Dates, int], Flows]]] = (
    MappingProxyType(
        {
            ("host", "know_how"): (_weighted, know_how),
            ("technology", "know_how"): (_weighted, know_how),
            ("host", "investment_usd_m"): (_invested, investment),
            ("partner", "investment_usd_m"): (_invested, investment),
            ("host", "loans_usd_m"): (_owed, loans),
            ("partner", "loans_usd_m"): (_owed, loans),
            ("host", "fund_usd_m"): (_fund, fund),
            ("host", "debt_share"): (_debt, debt),
        }
    )
)


def flow_reasons(
    history: History,
    measure: tuple[str, str],
    of: tuple[str, int],
    dates: Dates,
    labels: tuple[str, str],
) -> Reasons:
    """Return why a stock changed; the parameters are those of ``structure_reasons``.

    Parameters
    ----------
    history : History
        A run.
    measure : tuple
        Sheet and name, one of ``FLOWS``.
    of : tuple
        Name and place of the partner or technology; ``("", -1)`` for the host.
    dates, labels : tuples
        Two quarters and what they are called.

    Returns
    -------
    Reasons
        Exact, but for the last digits of long sums.
    """
    level, flows = FLOWS[measure]
    before, after = (level(history, date, of[1]) for date in dates)
    parts = [Part(*flow, amount) for flow, amount in flows(history, dates, of[1]).items() if amount]
    ordered = tuple(sorted(parts, key=lambda part: -abs(part.amount)))
    return Reasons(measure[1], of[0], *labels, before, after, "added", 0, ordered)
