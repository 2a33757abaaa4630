"""Reading the measures of a quarter off the state; see :mod:`model.metrics.declared`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.ledger import Account
from model.state import QUARTER, State
from model.terms import Comprehensive
from model.treasury import debt_share

Array = NDArray[np.float64]
ACCESS = int(Comprehensive.MARKET_ACCESS)


def host_measures(state: State) -> dict[str, float]:
    """Return the measures of the host at the end of a quarter."""
    game, atlas, tally = state.game, state.atlas, state.tally
    assert game is not None
    sums, weight = state.sums, atlas.weight
    flag = state.scenario.measures.concentration_flag
    firms, firms_export = state.firms.at_home()
    state.exports_usd_m = exports_usd_m(state, 4.0 * firms_export)
    exports = float(state.exports_usd_m.sum())
    total = sums.gain_host_usd_m + sums.gain_partner_usd_m
    state.transfer_effectiveness = transfer_effectiveness(state)
    price = float(state.weather.commodity[state.quarter])
    growth = state.gdp_usd_m / state.scenario.host.gdp_usd_m
    sold = state.scenario.host.exports_usd_m * growth * price + exports
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
        "hhi_firm": float(weight @ sums.by_firm),
        "hhi_controller": float(weight @ sums.by_controller),
        "concentrated": float(weight @ (sums.by_controller > flag)),
        "know_how": float(weight @ state.know_how),
        "absorptive": state.absorptive,
        "transfer_effectiveness": state.transfer_effectiveness,
        "research_share": state.research_share,
        "gdp_usd_m": state.gdp_usd_m,
        "debt_share": debt_share(state),
        "loans_usd_m": state.loans.total_usd_m,
        "collateral_share": state.loans.pledged_share(),
        "loan_service": tally.get("loan_service", 0.0),
        "debt_service": tally.get("debt_service", 0.0),
        "bond_rate": state.bond_rate,
        "debt_service_exports": 4.0 * flows.get("bond interest", 0.0) / sold
        + 4.0 * (flows.get("loan interest", 0.0) + flows.get("loan principal", 0.0)) / sold,
        "fund_usd_m": state.ledger.balance[Account.FUND],
        "council_budget_usd_m": max(0.0, state.last_budget_usd_m),
        "investment_usd_m": float(state.invested_usd_m.sum()),
        "local_spending_usd_m": state.local_usd_m,
        "contracts_usd_m": flows.get("contracts abroad", 0.0) + flows.get("contracts at home", 0.0),
        "jobs": float(sums.jobs.sum()),
        "engineers_trained": state.people.trained,
        "engineers_free": state.people.free,
        "exports_usd_m": exports,
        "patents": patents(state),
        "host_share": sums.gain_host_usd_m / total if total > 0.0 else float("nan"),
        "talks": tally.get("talks", 0.0) + tally.get("envelope_talks", 0.0),
        "texts": tally.get("texts", 0.0),
        "unratified": tally.get("unratified", 0.0),
        "signed": tally.get("protocols_signed", 0.0) + tally.get("envelopes_signed", 0.0),
        "completed": tally.get("completed", 0.0),
        "renegotiated": tally.get("renegotiated", 0.0),
        "left": tally.get("left", 0.0),
        "distress": tally.get("distress", 0.0),
        "live": sums.live,
        "trust": float(state.trust.mean()) if len(state.trust) else np.nan,
        "approval": float(state.group_weight @ state.approval),
        "staffing": tally.get("staffing", 1.0),
        "funding": state.funding,
        "host_firms": float(firms),
        "commodity": price,
        "crisis": float(state.weather.crisis[state.quarter]),
    }


def partner_measures(state: State) -> dict[str, Array]:
    """Return the measures of each partner, arrays of shape (P,), some of them the state's own."""
    game, partners = state.game, state.atlas.foreign
    assert game is not None
    sums = state.sums
    control = state.produced[:, 1 : 1 + partners] + state.imports[:, 1 : 1 + partners]
    return {
        "dependence": game.dependence[:partners],
        "exit_loss": state.exit_loss,
        "asymmetry": asymmetry(state),
        "supply_share": state.atlas.weight @ control,
        "trust": state.trust,
        "monitoring": state.monitoring,
        "investment_usd_m": state.invested_usd_m,
        "investing_usd_m": state.building_usd_m / QUARTER,
        "loans_usd_m": state.loans.owed,
        "trainees_year": state.sent / QUARTER,
        "jobs": sums.jobs,
        "exports_usd_m": state.exports_usd_m[:partners],
        "independence": np.divide(
            sums.own, sums.whole, out=np.full(partners, np.nan), where=sums.whole > 0.0
        ),
    }


def technology_measures(state: State) -> dict[str, Array]:
    """Return the measures of each technology, arrays of shape (K,), some the state's own."""
    game = state.game
    assert game is not None
    return {
        "met": game.met,
        "met_domestic": np.minimum(1.0, state.produced.sum(axis=1)),
        "met_alone": game.alone,
        "know_how": state.know_how,
        "own_run": state.produced[:, 0],
        "hhi_controller": state.sums.by_controller,
    }


@compiled
def _effectiveness(
    weight: Array, promised: Array, ceiling: Array, at_start: Array, know_how: Array
) -> float:
    gained, way = 0.0, 0.0
    for k in range(len(weight)):
        if promised[k] > 0.0:
            way += weight[k] * promised[k] * max(0.0, ceiling[k] - at_start[k])
            gained += weight[k] * max(0.0, know_how[k] - at_start[k])
    return gained / way if way > 0.0 else 0.0


def transfer_effectiveness(state: State) -> float:
    """Return know-how absorbed since the start over know-how promised to date (M20).

    Promised is, for each technology, the deepest transfer clause signed, at the pace of its plan,
    of the way to the ceiling; both sums are weighted by strategic weight. 0 where nothing was
    promised.
    """
    atlas = state.atlas
    return _effectiveness(
        atlas.weight, state.sums.promised, state.rates[1], atlas.know_how, state.know_how
    )


def asymmetry(state: State) -> Array:
    """Return how much more the host would lose by a parting than each partner, (P,) (M13).

    Equation: ``ln(loss_host / loss_partner)``, both as shares of GDP: the need that would go
    unmet, in worth a year, against the partner's yearly profit from its plants. Above 0 the partner
    has the better cards (Hirschman 1945; Keohane & Nye 1977); nan where one side would lose
    nothing.
    """
    atlas = state.atlas
    ours = state.exit_loss * (float(atlas.need_usd_m @ state.need_index) / state.gdp_usd_m)
    theirs = state.sums.profit_usd_m[:, 1] / atlas.partner_gdp_usd_m
    both = (ours > 0.0) & (theirs > 0.0)
    result: Array = np.log(np.where(both, ours, np.nan) / np.where(both, theirs, 1.0))
    return result


@compiled
def _exports(
    produced: Array,
    know_how: Array,
    potential: Array,
    need_usd_m: Array,
    need_index: Array,
    markets: Array,
    envelopes: Array,
    recession_cut: float,
    recession: Array,
    access_base: float,
    firms_usd_m: float,
) -> Array:
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
        opened = envelopes[p, ACCESS] * (1.0 - recession_cut * recession[p])
        result[p] = min(markets[p] * opened, offered * markets[p] / total)
    result[partners] = access_base * offered + firms_usd_m
    return result


def exports_usd_m(state: State, firms_usd_m: float) -> Array:
    """Return technology exports a year to each partner's market and to the rest, USD m, (P + 1,).

    What know-how and plants could sell is offered everywhere; a partner's market takes what its
    envelope opens, the rest of the world what is open to anybody, and what host firms export.

    Parameters
    ----------
    state : State
        The world.
    firms_usd_m : float
        Exports of host firms a year.
    """
    atlas, scenario = state.atlas, state.scenario
    if not scenario.mechanisms.exports:
        return np.zeros(atlas.foreign + 1)
    return _exports(
        state.produced,
        state.know_how,
        atlas.export_potential,
        atlas.need_usd_m,
        state.need_index,
        atlas.market_usd_m,
        state.portfolio.envelope_terms,
        scenario.shocks.recession_cut,
        state.weather.recession[:, state.quarter].astype(np.float64),
        scenario.exports.access_base,
        firms_usd_m,
    )


def patents(state: State) -> float:
    """Return patent applications a year, a proxy of innovation: from R&D and from improvements."""
    p = state.scenario.exports
    lift = 1.0 + float(state.institutions[-1])
    research = p.patents_per_usd_m * state.research_share * state.gdp_usd_m * lift
    return research + p.improvement_patents * state.sums.improved_usd_m
