"""Reading the measures of a quarter off the state; see :mod:`model.metrics.declared`."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from model.declared import QUARTER
from model.ledger import Account
from model.readings import (
    at_a_glance,
    fill_exports,
)
from model.regions import evenness
from model.sheets import fill_partners, fill_technologies
from model.state import State
from model.treasury import debt_share

Array = NDArray[np.float64]


def host_measures(state: State) -> dict[str, float]:
    """Return the measures of the host at the end of a quarter."""
    game, atlas, tally = state.game, state.atlas, state.tally
    assert game is not None
    sums = state.sums
    exports = export(state)
    surplus = sums.gain_host_usd_m + sums.gain_partner_usd_m
    price = float(state.weather.commodity[state.quarter])
    growth = state.gdp_usd_m / state.scenario.host.gdp_usd_m
    sold = state.scenario.host.exports_usd_m * growth * price + exports
    flows = state.ledger.close_quarter()
    glance = at_a_glance(
        atlas.weight,
        sums.by_technology,
        state.know_how,
        state.rates[1],
        atlas.know_how,
        state.scenario.measures.concentration_flag,
        sums.by_partner,
        state.invested_usd_m,
        state.trust,
    )
    by_firm, by_controller, concentrated, know_how, worked, jobs, invested, trust = glance
    state.transfer_effectiveness = worked
    return {
        "capability": game.capability,
        "autonomy": game.autonomy,
        "autonomy_strict": game.autonomy_strict,
        "autonomy_alone": game.autonomy_alone,
        "dependence": game.capability - game.autonomy_alone,
        "dependence_worst": game.capability - game.autonomy,
        "robustness": game.robustness,
        "worst_exit": float(game.worst),
        "hhi_firm": by_firm,
        "hhi_controller": by_controller,
        "concentrated": concentrated,
        "know_how": know_how,
        "absorptive": state.absorptive,
        "transfer_effectiveness": worked,
        "research_share": state.research_share,
        "gdp_usd_m": state.gdp_usd_m,
        "currency": float(state.weather.currency[state.quarter]),
        "debt_share": debt_share(state),
        "loans_usd_m": state.loans.total_usd_m,
        "collateral_share": state.loans.pledged_share(),
        "loan_service": tally.get("loan_service", 0.0),
        "debt_service": tally.get("debt_service", 0.0),
        "stress_band": float(state.stress_band),
        "bond_rate": state.bond_rate,
        "debt_service_exports": 4.0 * flows.get("bond interest", 0.0) / sold
        + 4.0 * (flows.get("loan interest", 0.0) + flows.get("loan principal", 0.0)) / sold,
        "fund_usd_m": state.ledger.balance[Account.FUND],
        "council_budget_usd_m": max(0.0, state.last_budget_usd_m),
        "investment_usd_m": invested,
        "local_spending_usd_m": state.local_usd_m,
        "contracts_usd_m": flows.get("contracts abroad", 0.0) + flows.get("contracts at home", 0.0),
        "jobs": jobs,
        "jobs_evenness": evenness(atlas.people, state.jobs_by_region),
        "engineers_trained": state.people.trained,
        "engineers_free": state.people.free,
        "exports_usd_m": exports,
        "export_share": exports / sold,
        "patents": patents(state),
        "host_share": sums.gain_host_usd_m / surplus if surplus > 0.0 else math.nan,
        "talks": tally.get("talks", 0.0) + tally.get("envelope_talks", 0.0),
        "texts": tally.get("texts", 0.0),
        "unratified": tally.get("unratified", 0.0),
        "signed": tally.get("protocols_signed", 0.0) + tally.get("envelopes_signed", 0.0),
        "completed": tally.get("completed", 0.0),
        "renegotiated": tally.get("renegotiated", 0.0),
        "left": tally.get("left", 0.0),
        "distress": tally.get("distress", 0.0),
        "live": sums.live,
        "prominence": state.prominence,
        "trust": trust,
        "approval": state.group_weight.dot(state.approval).item(),
        "staffing": tally.get("staffing", 1.0),
        "funding": state.funding,
        "host_firms": float(state.suppliers.firms),
        "commodity": price,
        "crisis": float(state.weather.crisis[state.quarter]),
    }


def partner_measures(state: State, sheet: Array) -> None:
    """Fill in the measures of each partner, an array of shape (len(PARTNER), P)."""
    game, sums, atlas = state.game, state.sums, state.atlas
    assert game is not None
    fill_partners(
        game.dependence,
        state.exit_loss,
        atlas.weight,
        atlas.need_usd_m,
        state.need_index,
        state.produced,
        state.imports,
        state.gdp_usd_m,
        atlas.partner_gdp_usd_m,
        state.trust,
        state.monitoring,
        state.invested_usd_m,
        state.building_usd_m,
        state.loans.owed,
        state.sent,
        sums.by_partner,
        sums.profit_usd_m,
        state.exports_usd_m,
        QUARTER,
        sheet,
    )


def technology_measures(state: State, sheet: Array) -> None:
    """Fill in the measures of each technology, an array of shape (len(TECHNOLOGY), K)."""
    game = state.game
    assert game is not None
    fill_technologies(
        game.met,
        state.supplied,
        game.alone,
        state.know_how,
        state.produced,
        state.sums.by_technology,
        sheet,
    )


def export(state: State) -> float:
    """Set technology exports a year by market, of plants and of host firms; return their sum."""
    atlas, scenario = state.atlas, state.scenario
    state.exports_usd_m = np.zeros(atlas.foreign + 1)
    if not scenario.mechanisms.exports:
        return 0.0
    return fill_exports(
        state.produced,
        state.know_how,
        atlas.export_potential,
        atlas.need_usd_m,
        state.need_index,
        atlas.market_usd_m,
        state.portfolio.envelope_terms,
        scenario.shocks.recession_cut,
        state.weather.recession,
        state.quarter,
        scenario.exports.access_base,
        4.0 * state.suppliers.exports_usd_m,
        state.exports_usd_m,
    )


def patents(state: State) -> float:
    """Return patent applications a year, a proxy of innovation: from R&D and from improvements."""
    p = state.scenario.exports
    lift = 1.0 + float(state.institutions[-1])
    research = p.patents_per_usd_m * state.research_share * state.gdp_usd_m * lift
    return research + p.improvement_patents * state.sums.improved_usd_m
