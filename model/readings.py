"""Sums behind the measures of a quarter, as kernels over arrays; see :mod:`model.indicators`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.terms import Comprehensive

Array = NDArray[np.float64]
ACCESS = int(Comprehensive.MARKET_ACCESS)

#: Measures of a partner, in the order in which :func:`fill_partners` fills them in.
PARTNER = (
    "dependence",
    "exit_loss",
    "asymmetry",
    "supply_share",
    "trust",
    "monitoring",
    "investment_usd_m",
    "investing_usd_m",
    "loans_usd_m",
    "trainees_year",
    "jobs",
    "exports_usd_m",
    "independence",
)
#: Measures of a technology, in the order in which :func:`fill_technologies` fills them in.
TECHNOLOGY = (
    "met",
    "met_domestic",
    "met_alone",
    "know_how",
    "own_run",
    "hhi_controller",
    "jobs",
)


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
def fill_partners(
    dependence: Array,
    exit_loss: Array,
    weight: Array,
    need_usd_m: Array,
    need_index: Array,
    produced: Array,
    imports: Array,
    host_gdp_usd_m: float,
    gdp_usd_m: Array,
    trust: Array,
    monitoring: Array,
    invested_usd_m: Array,
    building_usd_m: Array,
    owed_usd_m: Array,
    sent: Array,
    by_partner: Array,
    profit_usd_m: Array,
    exports_usd_m: Array,
    years: float,
    sheet: Array,
) -> None:
    """Fill in how the host stands with each partner; nan where a measure says nothing.

    Equations: ``asymmetry = ln(loss_host / loss_partner)``, both as shares of GDP: the need that
    would go unmet, in worth a year, against the partner's yearly profit from its plants. Above 0
    the partner has the better cards (M13; Hirschman 1945; Keohane & Nye 1977). ``independence``:
    the part of the output of its plants that the host could run alone (M19).

    Parameters
    ----------
    dependence, exit_loss : arrays of P or more
        Shapley parts of dependence; weighted needs lost if the partner leaves, share.
    weight, need_usd_m, need_index : (K,) arrays
        Strategic weights, sum 1; worth of the need at the start a year; need against the start.
    produced, imports : (K, S) arrays
        Share of needs met, by state.
    host_gdp_usd_m, gdp_usd_m : float, (P,) array
        GDP of the host and of partners.
    trust, monitoring, invested_usd_m, building_usd_m, owed_usd_m, sent : (P,) arrays
        As in the state: of today, since the start, or this quarter.
    by_partner, profit_usd_m : (4, P), (P, 2) arrays
        As in :class:`model.survey.Survey`.
    exports_usd_m : array of P or more
        Technology exports of the host to each partner's market a year.
    years : float
        Length of a quarter.
    sheet : (len(PARTNER), P) array
        Filled.
    """
    jobs, own, whole, _ = by_partner
    needs_usd_m = 0.0
    for k in range(len(need_usd_m)):
        needs_usd_m += need_usd_m[k] * need_index[k]
    for p in range(sheet.shape[1]):
        ours = exit_loss[p] * (needs_usd_m / host_gdp_usd_m)
        theirs = profit_usd_m[p, 1] / gdp_usd_m[p]
        share = 0.0
        for k in range(len(weight)):
            share += weight[k] * (produced[k, 1 + p] + imports[k, 1 + p])
        sheet[:, p] = (
            dependence[p],
            exit_loss[p],
            np.log(ours / theirs) if ours > 0.0 and theirs > 0.0 else np.nan,
            share,
            trust[p],
            monitoring[p],
            invested_usd_m[p],
            building_usd_m[p] / years,
            owed_usd_m[p],
            sent[p] / years,
            jobs[p],
            exports_usd_m[p],
            own[p] / whole[p] if whole[p] > 0.0 else np.nan,
        )


@compiled
def fill_technologies(
    met: Array,
    supplied: Array,
    alone: Array,
    know_how: Array,
    produced: Array,
    by_technology: Array,
    sheet: Array,
) -> None:
    """Fill in where each technology stands.

    Parameters
    ----------
    met, supplied, alone : (K,) arrays
        Share of need met today, met by plants at home if inputs are there, and met after all
        foreign states have left.
    know_how : (K,) array
        Share of tasks learned.
    produced : (K, S) array
        Share of need met by plants in the host, by the state that runs them; the host first.
    by_technology : (6, K) array
        As in :class:`model.survey.Survey`.
    sheet : (len(TECHNOLOGY), K) array
        Filled.
    """
    _, _, _, by_controller, _, at_work = by_technology
    for k in range(sheet.shape[1]):
        sheet[:, k] = (
            met[k],
            min(1.0, supplied[k]),
            alone[k],
            know_how[k],
            produced[k, 0],
            by_controller[k],
            at_work[k],
        )


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
