"""The rows of a quarter in the record for partners and technologies; see :mod:`model.record`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.rows import put

Array = NDArray[np.float64]

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
        put(
            (
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
            ),
            sheet[:, p],
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
        put(
            (
                met[k],
                min(1.0, supplied[k]),
                alone[k],
                know_how[k],
                produced[k, 0],
                by_controller[k],
                at_work[k],
            ),
            sheet[:, k],
        )
