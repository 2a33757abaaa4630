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
    weight: Array, by_technology: Array, know_how: Array, flag: float
) -> tuple[float, float, float, float]:
    """Return means over technologies, by strategic weight.

    Parameters
    ----------
    weight : (K,) array
        Strategic weights; sum 1.
    by_technology : (6, K) array
        As in :class:`model.survey.Survey`; the Herfindahl indices of supply are read.
    know_how : (K,) array
        Share of tasks learned.
    flag : float
        Index from which supply counts as concentrated.

    Returns
    -------
    tuple of float
        Means of the indices by firm and by controller, weight of technologies whose supply is
        concentrated, mean of know-how.
    """
    _, _, by_firm, by_controller, _, _ = by_technology
    firms, controllers, concentrated, learned = 0.0, 0.0, 0.0, 0.0
    for k in range(len(weight)):
        firms += weight[k] * by_firm[k]
        controllers += weight[k] * by_controller[k]
        concentrated += weight[k] if by_controller[k] > flag else 0.0
        learned += weight[k] * know_how[k]
    return firms, controllers, concentrated, learned


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
def at_a_glance(
    weight: Array,
    by_technology: Array,
    know_how: Array,
    ceiling: Array,
    at_start: Array,
    flag: float,
    by_partner: Array,
    invested_usd_m: Array,
    trust: Array,
) -> tuple[float, float, float, float, float, float, float, float]:
    """Return what the host reads off technologies and off partners taken together.

    Parameters
    ----------
    weight, by_technology, know_how, flag
        As for :func:`averages`.
    ceiling, at_start
        As for :func:`effectiveness`.
    by_partner : (4, P) array
        As in :class:`model.survey.Survey`.
    invested_usd_m, trust : (P,) arrays
        Invested since the start, USD m; trust, share.

    Returns
    -------
    tuple of float
        The four means of :func:`averages`; effectiveness; jobs, investment, mean of trust (nan
        without partners).
    """
    firms, controllers, concentrated, learned = averages(weight, by_technology, know_how, flag)
    worked = effectiveness(weight, by_technology[0], ceiling, at_start, know_how)
    jobs, invested, trusted = 0.0, 0.0, 0.0
    for p in range(len(trust)):
        jobs += by_partner[0, p]
        invested += invested_usd_m[p]
        trusted += trust[p]
    trusted = trusted / len(trust) if len(trust) > 0 else np.nan
    return firms, controllers, concentrated, learned, worked, jobs, invested, trusted


@compiled
def fill_exports(
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
    exports_usd_m: Array,
) -> float:
    """Fill in technology exports a year by market, USD m; return their sum.

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
    exports_usd_m : (P + 1,) array
        Filled: to each partner's market, then to the rest of the world.
    """
    offered = 0.0
    for k in range(len(know_how)):
        met = 0.0
        for s in range(produced.shape[1]):
            met += produced[k, s]
        offered += potential[k] * need_usd_m[k] * need_index[k] * min(1.0, met) * know_how[k]
    partners, result = len(markets), 0.0
    size = max(1e-9, markets.sum())
    for p in range(partners):
        opened = envelopes[p, ACCESS] * (1.0 - recession_cut * recession[p, now])
        exports_usd_m[p] = min(markets[p] * opened, offered * markets[p] / size)
        result += exports_usd_m[p]
    elsewhere = access_base * offered + firms_usd_m
    exports_usd_m[partners] = elsewhere
    return result + elsewhere
