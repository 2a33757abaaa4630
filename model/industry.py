"""Host firms in the economy: supplying, learning, exporting, closing, and new ones opening."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from model.atlas import CHANNELS
from model.causes import why_opened
from model.compiled import compiled
from model.dependence import firm_changes, firm_node
from model.firms import supply_and_learn
from model.state import QUARTER, State
from model.streams import ENTRIES
from model.terms import Comprehensive

Array = NDArray[np.float64]
ACCESS = int(Comprehensive.MARKET_ACCESS)


@compiled
def open_share(markets: Array, envelopes: Array, recession: Array, now: int, cut: float) -> float:
    """Return the share of partner markets open to host firms, weighted by size of market.

    Parameters
    ----------
    markets : (P,) array
        Size, USD m.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    recession : (P, quarters) array
        1 where a partner is in recession, which cuts its market.
    now : int
        Quarter.
    cut : float
        Share of a market lost in a recession.
    """
    opened, total = 0.0, 0.0
    for p in range(len(markets)):
        total += markets[p]
        opened += markets[p] * envelopes[p, ACCESS] * (1.0 - cut * recession[p, now])
    return opened / total if total > 0.0 else 0.0


def access(state: State) -> float:
    """Return the share of markets abroad that is open to host firms, with or without partners."""
    if not state.scenario.mechanisms.exports:
        return 0.0
    base = state.scenario.exports.access_base
    return base + (1.0 - base) * open_share(
        state.atlas.market_usd_m,
        state.portfolio.envelope_terms,
        state.weather.recession,
        state.quarter,
        state.scenario.shocks.recession_cut,
    )


def supply(state: State, asked: Array) -> Array:
    """Let host firms supply what contracts ask for; return the share delivered, (classes,).

    With the mechanism off the economy at large supplies whatever is asked, and nobody learns.
    """
    rows, p = state.firms.rows, state.scenario.firms
    state.content = delivered = np.ones(len(asked))
    if not state.scenario.mechanisms.suppliers:
        return delivered
    closed = np.empty(len(rows), dtype=np.int64)
    found = supply_and_learn(
        rows,
        asked,
        delivered,
        closed,
        state.absorptive,
        p.learning,
        p.idle_loss,
        p.margin,
        p.fixed_cost,
        p.other_sales,
        access(state),
        state.quarter,
        QUARTER,
    )
    for row in closed[:found].tolist():
        name = firm_node(state.firms, state.atlas, row)
        state.graph.change(state.quarter, "drop node", name)
        state.note("firm closed", firm=name[5:], because="reserves spent")
        state.count("firms_closed")
    return delivered


def open_firms(state: State) -> None:
    """Let new host firms open where suppliers are scarcest.

    Expected entries a year: ``rate (1 + entry institutions) (places free)``; a place is free when
    the host has fewer firms than on the first day, or when contracts ask for more than suppliers of
    a class deliver. At most ``ENTRIES`` firms open in a quarter.
    """
    scenario, firms = state.scenario, state.firms
    p = scenario.firms
    if not (scenario.mechanisms.firm_entry and p.host > 0):
        return
    missing = max(0, p.host - firms.at_home().firms)
    scarce = sum(share < 0.999 for share in state.content.tolist())
    institutions = float(state.institutions[CHANNELS.index("entry")])
    expected = p.entry_rate * (1.0 + institutions) * (missing + scarce) * QUARTER
    chance = 1.0 - math.exp(-expected / ENTRIES)
    for whether, size, skill in state.luck.entry[state.quarter].tolist():
        if whether < chance:
            why = why_opened(missing, scarce)
            add_firm(state, int(state.content.argmin()), size, skill, why)


def add_firm(state: State, kind: int, size_luck: float, skill_luck: float, because: str) -> None:
    """Add one host firm that works in a class of technologies; luck is uniform on [0, 1)."""
    firms, p = state.firms, state.scenario.firms
    size = p.host_size_usd_m * math.exp(
        p.size_spread * float(ndtri(min(max(size_luck, 1e-9), 1 - 1e-9)))
    )
    skill = min(1.0, p.host_capability * 2.0 * skill_luck)
    number = firms.add(kind, size, skill, p.reserve * size, state.quarter)
    state.graph.changes.extend(firm_changes(firms, state.atlas, number, state.quarter))
    state.note("firm opened", firm=firm_node(firms, state.atlas, number)[5:], because=because)
    state.count("firms_opened")
