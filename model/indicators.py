"""Reading the measures of a quarter off the state; names are declared in :mod:`model.metrics.declared`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.ledger import Account
from model.portfolio import ENDED
from model.state import QUARTER, State
from model.supply import own_share
from model.terms import Comprehensive, Protocol
from model.treasury import debt_share

Array = NDArray[np.float64]
EQUITY = int(Protocol.HOST_EQUITY)
IMPROVEMENTS = int(Protocol.IMPROVEMENTS)
DEPTH = int(Protocol.TRANSFER_DEPTH)


@compiled
def concentration(
    rows: Any,
    know_how: Array,
    mobility: Array,
    need_index: Array,
    imports: Array,
    produced: Array,
    owners: int,
    firm: Array,
    by_firm: Array,
    by_controller: Array,
) -> None:
    """Fill in the Herfindahl index of the supply of each need, by firm and by controlling state.

    Equation: ``H_k = Σ_c s_kc²`` over shares of what is supplied; finished imports count as one
    seller a state, and what the host runs as one more; 0 where nothing is supplied.

    Parameters
    ----------
    rows : record array of AGREEMENT
        All agreements.
    know_how, mobility, need_index : (K,) arrays
        As in :func:`model.supply.fill_produced`.
    imports, produced : (K, S) arrays
        Shares of need by state.
    owners : int
        Number of firms.
    firm : (K, firms + S) array
        Room to work in.
    by_firm, by_controller : (K,) arrays
        Filled.
    """
    technologies, states = imports.shape
    firm[:] = 0.0
    for k in range(technologies):
        firm[k, owners] = produced[k, 0]
        for s in range(1, states):
            firm[k, owners + s] = imports[k, s]
    for i in range(len(rows)):
        deal = rows[i]
        k = deal.technology
        if k < 0 or deal.in_use <= 0.0 or deal.status >= ENDED:
            continue
        own = own_share(know_how[k], mobility[k], deal.terms[EQUITY])
        firm[k, deal.firm] += deal.units * deal.in_use / need_index[k] * (1.0 - own)
    for k in range(technologies):
        total, square = 0.0, 0.0
        for c in range(firm.shape[1]):
            total += firm[k, c]
            square += firm[k, c] ** 2
        by_firm[k] = square / total**2 if total > 0.0 else 0.0
        total, square = produced[k, 0], produced[k, 0] ** 2
        for s in range(1, states):
            share = produced[k, s] + imports[k, s]
            total += share
            square += share**2
        by_controller[k] = square / total**2 if total > 0.0 else 0.0


def host_measures(state: State) -> dict[str, float]:
    """Return the measures of the host at the end of a quarter."""
    game, atlas, tally = state.game, state.atlas, state.tally
    assert game is not None
    rows = state.portfolio.rows
    firms = len(state.firms.rows)
    by_firm, by_controller = np.zeros((2, len(atlas.technologies)))
    concentration(
        rows,
        state.know_how,
        state.mobility,
        state.need_index,
        state.imports,
        state.produced,
        firms,
        np.zeros((len(atlas.technologies), firms + len(atlas.states))),
        by_firm,
        by_controller,
    )
    state.by_controller = by_controller
    flag = state.scenario.measures.concentration_flag
    exports = exports_usd_m(state)
    protocols = rows.technology >= 0
    gains_host = float((rows.value_host_usd_m - rows.reservation_host_usd_m)[protocols].sum())
    gains_partner = float(
        (rows.value_partner_usd_m - rows.reservation_partner_usd_m)[protocols].sum()
    )
    total = gains_host + gains_partner
    state.transfer_effectiveness = transfer_effectiveness(state)
    flows = state.ledger.close_quarter()
    return {
        "capability": game.capability,
        "autonomy": game.autonomy,
        "autonomy_strict": game.autonomy_strict,
        "autonomy_alone": game.autonomy_alone,
        "dependence": game.capability - game.autonomy_alone,
        "dependence_worst": game.capability - game.autonomy,
        "robustness": game.robustness,
        "worst_exit": float(game.worst),
        "hhi_firm": float(atlas.weight @ by_firm),
        "hhi_controller": float(atlas.weight @ by_controller),
        "concentrated": float(atlas.weight @ (by_controller > flag)),
        "know_how": float(atlas.weight @ state.know_how),
        "absorptive": state.absorptive,
        "transfer_effectiveness": state.transfer_effectiveness,
        "research_share": state.research_share,
        "gdp_usd_m": state.gdp_usd_m,
        "debt_share": debt_share(state),
        "loans_usd_m": float(state.loans.owed().sum()),
        "collateral_share": float(
            state.loans.pledged().sum() / max(1e-9, state.loans.owed().sum())
        ),
        "loan_service": tally.get("loan_service", 0.0),
        "bond_rate": state.bond_rate,
        "fund_usd_m": state.ledger.balance[Account.FUND],
        "council_budget_usd_m": max(0.0, state.last_budget_usd_m),
        "investment_usd_m": float(state.invested_usd_m.sum()),
        "local_spending_usd_m": state.local_usd_m,
        "contracts_usd_m": flows.get("contracts abroad", 0.0) + flows.get("contracts at home", 0.0),
        "jobs": float(jobs(state).sum()),
        "engineers_trained": state.people.trained,
        "engineers_free": state.people.free,
        "exports_usd_m": float(exports.sum()),
        "patents": patents(state),
        "host_share": gains_host / total if total > 0.0 else np.nan,
        "talks": tally.get("talks", 0.0) + tally.get("envelope_talks", 0.0),
        "texts": tally.get("texts", 0.0),
        "unratified": tally.get("unratified", 0.0),
        "signed": tally.get("protocols_signed", 0.0) + tally.get("envelopes_signed", 0.0),
        "completed": tally.get("completed", 0.0),
        "renegotiated": tally.get("renegotiated", 0.0),
        "left": tally.get("left", 0.0),
        "distress": tally.get("distress", 0.0),
        "live": float((protocols & (rows.status < ENDED)).sum()),
        "trust": float(state.trust.mean()) if len(state.trust) else np.nan,
        "approval": float(state.group_weight @ state.approval),
        "staffing": tally.get("staffing", 1.0),
        "funding": state.funding,
        "host_firms": float(len(state.firms.of(0))),
        "commodity": float(state.weather.commodity[state.quarter]),
        "crisis": float(state.weather.crisis[state.quarter]),
    }


def partner_measures(state: State) -> dict[str, Array]:
    """Return the measures of each partner, arrays of shape (P,)."""
    game, partners = state.game, state.atlas.foreign
    assert game is not None
    control = state.produced[:, 1 : 1 + partners] + state.imports[:, 1 : 1 + partners]
    return {
        "dependence": game.dependence[:partners],
        "exit_loss": state.exit_loss,
        "supply_share": state.atlas.weight @ control,
        "trust": np.array(state.trust),
        "monitoring": np.array(state.monitoring),
        "investment_usd_m": np.array(state.invested_usd_m),
        "investing_usd_m": state.building_usd_m / QUARTER,
        "loans_usd_m": state.loans.owed(),
        "trainees_year": state.sent / QUARTER,
        "jobs": jobs(state),
        "exports_usd_m": exports_usd_m(state)[:partners],
        "independence": independence(state),
    }


def technology_measures(state: State) -> dict[str, Array]:
    """Return the measures of each technology, arrays of shape (K,)."""
    game = state.game
    assert game is not None
    return {
        "met": game.met,
        "met_domestic": np.minimum(1.0, state.produced.sum(axis=1)),
        "met_alone": game.alone,
        "know_how": np.array(state.know_how),
        "own_run": np.array(state.produced[:, 0]),
        "hhi_controller": state.by_controller,
    }


def transfer_effectiveness(state: State) -> float:
    """Return know-how absorbed since the start over know-how promised to date (M20).

    Promised is, for each technology, the deepest transfer clause signed, at the pace of its plan, of
    the way to the ceiling; both sums are weighted by strategic weight. 0 where nothing was promised.
    """
    rows, atlas = state.portfolio.rows, state.atlas
    promised = np.zeros(len(atlas.technologies))
    deals = rows[rows.technology >= 0]
    if not len(deals):
        return 0.0
    due = np.clip((state.quarter - deals.signed) / deals.planned_quarters, 0.0, 1.0)
    np.maximum.at(promised, deals.technology, deals.terms[:, DEPTH] * due)
    way = promised * np.maximum(0.0, state.rates[1] - atlas.know_how)
    gained = np.where(promised > 0.0, np.maximum(0.0, state.know_how - atlas.know_how), 0.0)
    total = float(atlas.weight @ way)
    return float(atlas.weight @ gained) / total if total > 0.0 else 0.0


def jobs(state: State) -> Array:
    """Return jobs in the operation of plants of each partner, persons, (P,)."""
    rows, atlas = state.portfolio.rows, state.atlas
    deals = rows[(rows.technology >= 0) & (rows.in_use > 0.0) & (rows.status < ENDED)]
    output = atlas.need_usd_m[deals.technology] * deals.units * deals.in_use
    work = output * atlas.jobs[deals.technology]
    return np.bincount(deals.partner, work, minlength=atlas.foreign).astype(np.float64)


def exports_usd_m(state: State) -> Array:
    """Return technology exports a year to each partner's market and to the rest, USD m, (P + 1,).

    What know-how and plants could sell is offered everywhere; a partner's market takes what its
    envelope opens, the rest of the world what is open to anybody.
    """
    atlas, scenario = state.atlas, state.scenario
    result = np.zeros(atlas.foreign + 1)
    if not scenario.mechanisms.exports:
        return result
    made = np.minimum(1.0, state.produced.sum(axis=1)) * state.know_how
    needs = atlas.need_usd_m * state.need_index
    offered = float((atlas.export_potential * needs * made).sum())
    markets = np.array([scenario.partners[p].market_usd_m for p in atlas.partners])
    slump = 1.0 - scenario.shocks.recession_cut * state.weather.recession[:, state.quarter]
    opened = state.envelope_term(Comprehensive.MARKET_ACCESS) * slump
    share = markets / max(1e-9, float(markets.sum()))
    result[:-1] = np.minimum(markets * opened, offered * share)
    rest = scenario.exports.access_base * offered
    firms = state.firms.rows
    result[-1] = rest + 4.0 * float(firms.exports_usd_m[firms.alive].sum())
    return result


def patents(state: State) -> float:
    """Return patent applications a year, a proxy of innovation: from R&D and from improvements."""
    p, rows, atlas = state.scenario.exports, state.portfolio.rows, state.atlas
    deals = rows[(rows.technology >= 0) & (rows.in_use > 0.0)]
    output = atlas.need_usd_m[deals.technology] * deals.units * deals.in_use
    owned = output * deals.terms[:, IMPROVEMENTS] * state.know_how[deals.technology]
    lift = 1.0 + float(state.institutions[-1])
    research = p.patents_per_usd_m * state.research_share * state.gdp_usd_m * lift
    return research + p.improvement_patents * float(owned.sum())


def independence(state: State) -> Array:
    """Return the share of what each partner's plants give that the host could run alone, (P,)."""
    rows, atlas = state.portfolio.rows, state.atlas
    deals = rows[(rows.technology >= 0) & (rows.in_use > 0.0) & (rows.status < ENDED)]
    k = deals.technology
    held = 1.0 - state.mobility[k] * (1.0 - deals.terms[:, EQUITY])
    output = atlas.weight[k] * deals.units * deals.in_use
    own = np.bincount(deals.partner, output * state.know_how[k] * held, minlength=atlas.foreign)
    total = np.bincount(deals.partner, output, minlength=atlas.foreign)
    result: Array = np.divide(own, total, out=np.full(atlas.foreign, np.nan), where=total > 0.0)
    return result
