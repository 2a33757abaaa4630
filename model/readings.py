"""Sums behind the measures of a quarter, as kernels over arrays; see :mod:`model.indicators`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.terms import Comprehensive

Array = NDArray[np.float64]
ACCESS = int(Comprehensive.MARKET_ACCESS)


@compiled
def averages(
    weight: Array, by_firm: Array, by_controller: Array, know_how: Array, flag: float
) -> tuple[float, float, float, float]:
    """Return means over technologies, by strategic weight.

    Parameters
    ----------
    weight : (K,) array
        Strategic weights; sum 1.
    by_firm, by_controller, know_how : (K,) arrays
        Herfindahl indices of supply by firm and by controller; share of tasks learned.
    flag : float
        Index from which supply counts as concentrated.

    Returns
    -------
    tuple of float
        Means of the three, and the weight of technologies whose supply is concentrated.
    """
    firms, controllers, concentrated, learned = 0.0, 0.0, 0.0, 0.0
    for k in range(len(weight)):
        firms += weight[k] * by_firm[k]
        controllers += weight[k] * by_controller[k]
        concentrated += weight[k] if by_controller[k] > flag else 0.0
        learned += weight[k] * know_how[k]
    return firms, controllers, concentrated, learned


@compiled
def bilateral(
    exit_loss: Array,
    worth: float,
    profit_usd_m: Array,
    gdp_usd_m: Array,
    weight: Array,
    produced: Array,
    imports: Array,
    own: Array,
    whole: Array,
    asymmetry: Array,
    share: Array,
    independence: Array,
) -> None:
    """Fill in how the host stands with each partner; nan where a measure says nothing.

    Equations: ``asymmetry = ln(loss_host / loss_partner)``, both as shares of GDP: the need that
    would go unmet, in worth a year, against the partner's yearly profit from its plants. Above 0
    the partner has the better cards (M13; Hirschman 1945; Keohane & Nye 1977). ``independence``:
    the part of the output of its plants that the host could run alone (M19).

    Parameters
    ----------
    exit_loss : (P,) array
        Weighted needs lost if the partner leaves, share.
    worth : float
        Worth of all needs a year, share of the host's GDP.
    profit_usd_m : (P, 2) array
        Yearly profit of its plants, to host and partner.
    gdp_usd_m : (P,) array
        GDP of partners.
    weight : (K,) array
        Strategic weights; sum 1.
    produced, imports : (K, S) arrays
        Share of needs met, by state.
    own, whole : (P,) arrays
        Output of plants that the host could run alone, and all of it.
    asymmetry, share, independence : (P,) arrays
        Filled; ``share`` is the weighted share of needs that the partner meets.
    """
    for p in range(len(exit_loss)):
        ours, theirs = exit_loss[p] * worth, profit_usd_m[p, 1] / gdp_usd_m[p]
        asymmetry[p] = np.log(ours / theirs) if ours > 0.0 and theirs > 0.0 else np.nan
        independence[p] = own[p] / whole[p] if whole[p] > 0.0 else np.nan
        share[p] = 0.0
        for k in range(len(weight)):
            share[p] += weight[k] * (produced[k, 1 + p] + imports[k, 1 + p])


@compiled
def effectiveness(
    weight: Array, promised: Array, ceiling: Array, at_start: Array, know_how: Array
) -> float:
    """Return know-how absorbed since the start over know-how promised to date (M20).

    Promised is, for each technology, the deepest transfer clause signed, at the pace of its plan,
    of the way to the ceiling; both sums are weighted. 0 where nothing was promised.

    Parameters
    ----------
    weight, promised, ceiling, at_start, know_how : (K,) arrays
        Strategic weight, promise to date, most that can be learned, know-how at the start and now.

    Examples
    --------
    >>> one = np.ones(1)
    >>> effectiveness(one, 0.5 * one, one, 0.0 * one, 0.25 * one)
    0.5
    """
    gained, way = 0.0, 0.0
    for k in range(len(weight)):
        if promised[k] > 0.0:
            way += weight[k] * promised[k] * max(0.0, ceiling[k] - at_start[k])
            gained += weight[k] * max(0.0, know_how[k] - at_start[k])
    return gained / way if way > 0.0 else 0.0


@compiled
def exports_by_market(
    produced: Array,
    know_how: Array,
    potential: Array,
    need_usd_m: Array,
    need_index: Array,
    markets: Array,
    envelopes: Array,
    recession_cut: float,
    recession: Array,
    now: int,
    access_base: float,
    firms_usd_m: float,
) -> Array:
    """Return technology exports a year to each partner's market and to the rest, USD m, (P + 1,).

    What know-how and plants could sell is offered everywhere; a partner's market takes what its
    envelope opens, the rest of the world what is open to anybody, and what host firms export.

    Parameters
    ----------
    produced : (K, S) array
        Share of needs met by plants in the host, by state.
    know_how, potential, need_usd_m, need_index : (K,) arrays
        Share of tasks learned, share of output that could be sold abroad, need at the start a year,
        need against the start.
    markets : (P,) array
        Size of partners' markets, USD m.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    recession_cut : float
        Share of a market lost in a recession.
    recession : (P, quarters) array
        1 where a partner is in recession.
    now : int
        Quarter.
    access_base : float
        Share of markets elsewhere that is open to anybody.
    firms_usd_m : float
        Exports of host firms a year.
    """
    offered = 0.0
    for k in range(len(know_how)):
        met = 0.0
        for s in range(produced.shape[1]):
            met += produced[k, s]
        offered += potential[k] * need_usd_m[k] * need_index[k] * min(1.0, met) * know_how[k]
    partners = len(markets)
    total = max(1e-9, markets.sum())
    result = np.empty(partners + 1)
    for p in range(partners):
        opened = envelopes[p, ACCESS] * (1.0 - recession_cut * recession[p, now])
        result[p] = min(markets[p] * opened, offered * markets[p] / total)
    result[partners] = access_base * offered + firms_usd_m
    return result
