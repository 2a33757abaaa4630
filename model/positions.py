"""Reading a bargaining position off the world: what both sides see, and what each has without a deal."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.contracts import standing_share
from model.preferences.comprehensive import PROSPECT
from model.preferences.protocol import VOLUME
from model.preferences.situation import SITUATION
from model.ratification import Features, refusal, slope
from model.relations import exclusivity_against
from model.state import State
from model.structure import autonomy_of
from model.supply import own_share
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]

#: Features of a middling text, at which negotiators judge how close a vote would be.
TYPICAL = Features(jobs=0.3, knowledge=0.5, cost=0.3, autonomy=0.5)


def blank(dtype: np.dtype[Any], parameters: dict[str, float]) -> Any:
    """Return a record whose fields of the same name are taken from declared parameters."""
    record: Any = np.zeros(1, dtype=dtype).view(np.recarray)[0]
    for name in dtype.names or ():
        if name in parameters:
            record[name] = parameters[name]
    return record


def risk_premium(state: State, partner: int) -> float:
    """Return what a partner adds to its discount rate for fear of rule changes, 1/year.

    Equation: ``premium (1 - protection) (1 - trust / 2)``.
    """
    terms = state.envelope_terms(partner)
    protection = float(terms[Comprehensive.PROTECTION]) if terms is not None else 0.0
    premium = state.scenario.bargaining.risk_premium * (1.0 - protection)
    return premium * (1.0 - 0.5 * float(state.trust[partner]))


def plant_cost_usd_m(state: State, technology: int, partner: int, skill: float) -> float:
    """Return the contract value of plants for the whole need, USD m of today.

    The class falls in cost with what has been built in the host (Wright 1936), a partner with less
    than full capability builds dearer, and so does one whose rival's standards were adopted.
    """
    k, atlas = technology, state.atlas
    built = float(standing_share(state)[k] - atlas.domestic[k])
    doublings = np.log2(1.0 + max(0.0, built) / 0.1)
    learnt = (1.0 - float(state.progress_rate[k])) ** doublings
    clumsy = state.scenario.bargaining.capability_cost * (1.0 - skill)
    foreign = state.scenario.bargaining.rival_loss * exclusivity_against(state, partner)
    return float(atlas.capital_usd_m[k] * state.need_index[k] * learnt * (1.0 + clumsy + foreign))


def situation(
    state: State, technology: int, partner: int, skill: float, volume: float, remaining: float
) -> Any:
    """Return what both sides see when they talk about one technology.

    Parameters
    ----------
    state : State
        The world.
    technology, partner : int
        Places in the atlas.
    skill : float
        Capability of the partner's firm in the technology, share of the frontier.
    volume : float
        Reference volume, share of need.
    remaining : float
        Share of the contract still to be built: 1 for a new one.

    Returns
    -------
    record of SITUATION
    """
    k, p, atlas, scenario = technology, partner, state.atlas, state.scenario
    data, policy = scenario.partners[atlas.partners[p]], scenario.policy
    switch, absorption = scenario.mechanisms, scenario.absorption
    s = state.situation.copy()
    need = float(atlas.need_usd_m[k] * state.need_index[k])
    s.need_usd_m, s.weight, s.jobs = need, atlas.weight[k], atlas.jobs[k]
    s.capital_usd_m = plant_cost_usd_m(state, k, p, skill)
    s.lead_years, s.remaining, s.mobility = atlas.lead_years[k], remaining, state.mobility[k]
    s.late = state.overrun[k, 0] * (2.0 - skill) if switch.overruns else 0.0
    supplied = float(state.produced[k].sum())
    imported = min(float(state.imports[k].sum()), max(0.0, 1.0 - supplied))
    s.unmet, s.imported = max(0.0, 1.0 - supplied - imported), imported

    s.know_how = state.know_how[k]
    # Nobody learns from a teacher more than the teacher knows.
    s.ceiling = min(float(state.rates[1, k]), max(skill, float(state.know_how[k])))
    learns = state.absorptive if switch.absorption else 0.0
    friction = float(state.ip_friction()[p])
    s.pace = float(state.rates[0, k]) * learns * (1.0 - friction)
    s.seeding = float(state.rates[2, k]) * learns * (1.0 - friction)
    s.control_gain, s.content_gain = absorption.control_gain, absorption.content_gain
    yearly = s.capital_usd_m * volume / max(s.lead_years, 0.25)
    able = state.capacity_usd_m[atlas.kind[k]] if switch.suppliers else np.inf
    s.base = min(1.0, able / yearly) if yearly > 0.0 else 1.0

    terms = state.envelope_terms(p)
    access = float(terms[Comprehensive.MARKET_ACCESS]) if terms is not None else 0.0
    open_to = data.market_usd_m * access if switch.exports else 0.0
    s.export_usd_m = scenario.bargaining.access_worth * min(
        open_to, float(atlas.export_potential[k]) * need
    )
    base, bigger, wiser = margins(state, k, p, volume)
    s.autonomy_volume = (bigger - base) / volume
    s.autonomy_know = (wiser - bigger) / 0.25
    s.autonomy_price_usd_m = policy.autonomy_price_usd_m
    s.host_rate = policy.discount_rate
    s.partner_rate = data.discount_rate + risk_premium(state, p)
    s.influence_usd_m = data.influence_usd_m
    shield = float(terms[Comprehensive.IP_REGIME]) if terms is not None else 0.0
    s.leak_usd_m = data.leak_concern * scenario.bargaining.leak_rent * need * skill * (1.0 - shield)
    doubt = 1.0 - float(state.trust[p])
    s.leave_chance = scenario.bargaining.leave_prior * doubt
    s.control_risk = refusal(state, p, float(atlas.criticality[k]), 1.0)

    worth = need * volume * scenario.bargaining.need_surplus * s.horizon_years * 0.5
    stake = worth * slope(state, TYPICAL)
    pull = state.group_weight @ state.stakes
    s.support_jobs_usd_m, s.support_knowledge_usd_m = stake * pull[0], stake * pull[1]
    scale = s.capital_usd_m * volume / (0.01 * state.gdp_usd_m)
    s.support_cost_usd_m = stake * pull[2] * min(1.0, scale)
    s.support_autonomy_usd_m = 0.5 * stake * pull[3]
    return s


def margins(
    state: State, technology: int, partner: int, volume: float
) -> tuple[float, float, float]:
    """Return autonomy now, with the partner's plants, and with more know-how on top.

    Measured on the world itself, at half the horizon of the exits: the needs met after the worst
    single foreign state leaves. Know-how is raised by a quarter.
    """
    k, atlas = technology, state.atlas
    owner = partner + 1
    produced = state.produced.copy()
    base = state.autonomy_now
    equity = 0.25
    own = own_share(float(state.know_how[k]), float(state.mobility[k]), equity)
    produced[k, 0] += volume * own
    produced[k, owner] += volume * (1.0 - own)
    bigger = autonomy_of(state, produced)
    moved = 0.25 * (1.0 - float(state.mobility[k]) * (1.0 - equity))
    foreign = produced[k, 1 : 1 + atlas.foreign]
    share = min(1.0, moved / max(1e-9, 1.0 - own))
    gained = foreign * share
    produced[k, 0] += gained.sum()
    produced[k, 1 : 1 + atlas.foreign] -= gained
    wiser = autonomy_of(state, produced)
    return base, bigger, wiser


def reservations(
    state: State, s: Any, partner: int, tables: Array, volume: float, reopened: bool
) -> tuple[float, float]:
    """Return what no deal is worth to host and partner, USD m.

    The host may build alone as far as it knows how (when reopened: go on with the plant that
    stands); against that stands what it would lose if the refused partner withdrew elsewhere, which
    grows with its dependence. Offers of rivals are added live by the engine. The partner has the
    next-best use of its firms, less what trust forgives and what a recession takes.

    Parameters
    ----------
    state : State
        The world.
    s : record of SITUATION
        What both see.
    partner : int
        Place in the atlas.
    tables : (2, issues, levels) array
        Values, for the reference deal.
    volume : float
        Reference volume, share of need.
    reopened : bool
        Whether an agreement is being reopened.
    """
    scenario, p = state.scenario, partner
    data = scenario.partners[state.atlas.partners[p]]
    middle = state.protocol_table.counts[VOLUME] // 2
    deal = max(0.0, float(tables[0, VOLUME, middle]))
    if reopened:
        alone = deal * own_share(float(s.know_how), float(s.mobility), 0.5)
    else:
        alone = deal * scenario.bargaining.own_build_discount * float(s.know_how)
    threat = 0.0
    if scenario.mechanisms.leverage:
        sour = scenario.bargaining.sour_risk * (1.0 - float(state.trust[p]))
        threat = sour * float(state.exit_loss[p]) * float(s.autonomy_price_usd_m)
    slump = scenario.shocks.recession_cut * float(state.weather.recession[p, state.quarter])
    forgiven = scenario.bargaining.trust_discount * float(state.trust[p])
    contract = float(s.capital_usd_m) * volume * float(s.remaining)
    elsewhere = data.opportunity_margin * contract * (1.0 - forgiven) * (1.0 - slump)
    return alone - threat, elsewhere


def prospect(state: State, partner: int) -> Any:
    """Return what both sides see when they talk about a comprehensive agreement.

    Returns
    -------
    record of PROSPECT
    """
    p, atlas, scenario = partner, state.atlas, state.scenario
    data, policy = scenario.partners[atlas.partners[p]], scenario.policy
    s = state.prospect.copy()
    able = atlas.capability[p] >= scenario.bargaining.entry_capability
    gap = np.maximum(0.0, 1.0 - standing_share(state)) * able
    # A partner can count on its share among those who could build the same.
    rivals = np.maximum(1.0, (atlas.capability >= scenario.bargaining.entry_capability).sum(axis=0))
    plan = gap * atlas.capability[p] / rivals
    s.pipeline_usd_m = float((plan * atlas.capital_usd_m * state.need_index).sum())
    s.reach = float((plan * atlas.weight).sum())
    s.market_usd_m = data.market_usd_m if scenario.mechanisms.exports else 0.0
    potential = atlas.export_potential * atlas.need_usd_m
    s.readiness = float((potential * state.know_how).sum() / max(1e-9, potential.sum()))
    slump = 1.0 - scenario.shocks.recession_cut * float(state.weather.recession[p, state.quarter])
    s.line_usd_m = data.finance_max_usd_m * slump if scenario.mechanisms.loans else 0.0
    s.host_borrows, s.partner_borrows = state.bond_rate, data.finance_cost
    owed = state.bonds_usd_m + float(state.loans.owed().sum())
    s.strain = owed / state.gdp_usd_m / max(1e-9, policy.debt_ceiling)
    s.places = data.training_max
    granted = state.envelope_term(Comprehensive.TRAINING)
    most = np.array([scenario.partners[name].training_max for name in atlas.partners])
    s.wanted = max(0.0, policy.training_places - float((granted * most).sum()))
    s.host_rate, s.partner_rate = policy.discount_rate, data.discount_rate
    s.influence_usd_m = data.influence_usd_m
    s.leak_usd_m = (
        data.leak_concern * scenario.bargaining.leak_rent * float((plan * atlas.need_usd_m).sum())
    )
    s.autonomy_price_usd_m = policy.autonomy_price_usd_m
    return s


def fixed_parameters(state: State) -> tuple[Any, Any]:
    """Return records with the declared parameters that no talk changes, for protocols and envelopes."""
    values = {
        **state.scenario.bargaining.model_dump(),
        "ip_friction": state.scenario.absorption.ip_friction,
    }
    return blank(SITUATION, values), blank(PROSPECT, values)


def mandate(
    state: State, technology: int, low: float, high: float
) -> dict[int, tuple[float, float]]:
    """Return the bounds that the Council sets for a talk about a technology."""
    policy, table = state.scenario.policy, state.protocol_table
    critical = float(state.atlas.criticality[technology]) >= policy.critical_from
    floor = policy.critical_equity_floor if critical else 0.0
    most = table.high
    return {
        Protocol.VOLUME: (low, high),
        Protocol.TRANSFER_DEPTH: (state.mandate.transfer_floor, most[Protocol.TRANSFER_DEPTH]),
        Protocol.LOCAL_CONTENT: (policy.local_content_floor, most[Protocol.LOCAL_CONTENT]),
        Protocol.HOST_EQUITY: (floor, most[Protocol.HOST_EQUITY]),
    }
