"""Reading a bargaining position off the world: what both sides see, and what each has without a deal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.preferences.comprehensive import Prospect
from model.preferences.protocol import VOLUME, reference_worth
from model.preferences.situation import Situation
from model.ratification import refusal
from model.relations import exclusivity_against
from model.state import QUARTER, State
from model.structure import autonomy_of
from model.supply import own_share
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]


#: Rise of know-how by which its worth for autonomy is tried out.
TRIED = 0.25
# rise of know-how by which its worth for autonomy is tried out


def risk_premium(state: State, partner: int) -> float:
    """Return what a partner adds to its discount rate for risks in the host, 1/year.

    Equation: ``r (1 - a protection) (1 - trust / 2) + x E / GDP``: fear of rule changes, and a premium
    that grows with what the partner has already invested, E.
    """
    terms = state.envelope(partner)
    protection = float(terms[Comprehensive.PROTECTION]) if terms is not None else 0.0
    b = state.scenario.bargaining
    premium = b.risk_premium * (1.0 - b.treaty_effect * protection)
    exposed = float(state.sums.exposed_usd_m[partner]) / state.gdp_usd_m
    limit = b.exposure_premium * exposed
    return premium * (1.0 - 0.5 * float(state.trust[partner])) + limit


def plant_cost_usd_m(state: State, technology: int, partner: int, skill: float) -> float:
    """Return the contract value of plants for the whole need, USD m of today.

    The class falls in cost with what has been built in the host (Wright 1936), a partner with less
    than full capability builds dearer, and so does one whose rival's standards were adopted.
    """
    k, atlas = technology, state.atlas
    built = float(state.standing[k] - atlas.domestic[k])
    doublings = np.log2(1.0 + max(0.0, built) / 0.1)
    learnt = (1.0 - float(state.progress_rate[k])) ** doublings
    clumsy = state.scenario.bargaining.capability_cost * (1.0 - skill)
    foreign = state.scenario.bargaining.rival_loss * exclusivity_against(state, partner)
    return float(atlas.capital_usd_m[k] * state.need_index[k] * learnt * (1.0 + clumsy + foreign))


def situation(
    state: State, technology: int, partner: int, skill: float, volume: float, remaining: float
) -> Situation:
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
    Situation
        Everything in money of today or shares, read off the world.
    """
    k, p, atlas, scenario = technology, partner, state.atlas, state.scenario
    b, switch, absorption = scenario.bargaining, scenario.mechanisms, scenario.absorption
    data = scenario.partners[atlas.partners[p]]
    terms = state.envelope(p)
    access = float(terms[Comprehensive.MARKET_ACCESS]) if terms is not None else 0.0
    shield = float(terms[Comprehensive.IP_REGIME]) if terms is not None else 0.0
    doubt = 1.0 - float(state.trust[p])

    need = float(atlas.need_usd_m[k] * state.need_index[k])
    capital = plant_cost_usd_m(state, k, p, skill)
    lead = float(atlas.lead_years[k])
    supplied = float(state.produced[k].sum())
    imported = min(float(state.imports[k].sum()), max(0.0, 1.0 - supplied))
    know_how = float(state.know_how[k])
    learns = state.absorptive if switch.absorption else 0.0
    learns *= 1.0 - absorption.ip_friction * shield
    yearly = capital * volume / max(lead, QUARTER)
    able = float(state.capacity_usd_m[atlas.kind[k]])
    sold = b.access_worth * min(
        data.market_usd_m * access if switch.exports else 0.0,
        float(atlas.export_potential[k]) * need,
    )
    base, bigger, wiser = margins(state, k, p, volume)
    return Situation(
        need_usd_m=need,
        capital_usd_m=capital,
        jobs=float(atlas.jobs[k]),
        lead_years=lead,
        late=float(state.overrun[k, 0]) * (2.0 - skill) if switch.overruns else 0.0,
        remaining=remaining,
        unmet=max(0.0, 1.0 - supplied - imported),
        imported=imported,
        weight=float(atlas.weight[k]),
        mobility=float(state.mobility[k]),
        export_usd_m=sold,
        know_how=know_how,
        # Nobody learns from a teacher more than the teacher knows.
        ceiling=min(float(state.rates[1, k]), max(skill, know_how)),
        pace=float(state.rates[0, k]) * learns,
        seeding=float(state.rates[2, k]) * learns,
        control_gain=absorption.control_gain,
        content_gain=absorption.content_gain,
        mastered=min(1.0, able / yearly) if switch.suppliers and yearly > 0.0 else 1.0,
        autonomy_volume=(bigger - base) / volume,
        autonomy_know=(wiser - bigger) / TRIED,
        autonomy_price_usd_m=scenario.policy.autonomy_price_usd_m,
        host_rate=scenario.policy.discount_rate,
        partner_rate=data.discount_rate + risk_premium(state, p),
        influence_usd_m=data.influence_usd_m,
        leak_usd_m=data.leak_concern * b.leak_rent * need * skill * (1.0 - b.ip_shield * shield),
        leave_chance=b.leave_prior * doubt,
        control_risk=refusal(state, p, float(atlas.criticality[k]), 1.0),
        horizon_years=b.horizon_years,
        need_surplus=b.need_surplus,
        import_saving=b.import_saving,
        public_money=b.public_money,
        operating_return=b.operating_return,
        equipment_margin=b.equipment_margin,
        job_worth_usd_m=b.job_worth_usd_m,
        content_worth=b.content_worth,
        thin_base_cost=b.thin_base_cost,
        thin_base_steepness=b.thin_base_steepness,
        teaching_cost=b.teaching_cost,
        learning_cost=b.learning_cost,
        operating_rent=b.operating_rent,
        novice_cost=b.novice_cost,
        improvement_rate=b.improvement_rate,
    )


def support(state: State, s: Situation, table: Array, volume: float) -> Array:
    """Return what one unit of each feature of a text is worth to negotiators who fear the vote.

    Equation: worth of the reference text, if positive, x slope of the chance of passing x weighted
    stakes of the groups; the feature of cost is scaled as groups see it.

    Returns
    -------
    (4,) array
        Jobs, knowledge, cost, autonomy; USD m.
    """
    worth = max(0.0, reference_worth(state.protocol_table.counts, table))
    result: Array = worth * state.pull
    result[2] *= min(1.0, s.capital_usd_m * volume / (0.01 * state.gdp_usd_m))
    return result


def margins(
    state: State, technology: int, partner: int, volume: float
) -> tuple[float, float, float]:
    """Return autonomy now, with the partner's plants, and with more know-how on top.

    Measured on the world itself, at half the horizon of the exits: the needs met after the worst
    single foreign state leaves. Know-how is raised by ``TRIED``.
    """
    k, atlas = technology, state.atlas
    owner = partner + 1
    produced = state.produced.copy()
    base = state.autonomy_now
    equity = 0.5  # an even joint venture, for the trial
    own = own_share(float(state.know_how[k]), float(state.mobility[k]), equity)
    produced[k, 0] += volume * own
    produced[k, owner] += volume * (1.0 - own)
    bigger = autonomy_of(state, produced)
    moved = TRIED * (1.0 - float(state.mobility[k]) * (1.0 - equity))
    foreign = produced[k, 1 : 1 + atlas.foreign]
    share = min(1.0, moved / max(1e-9, 1.0 - own))
    gained = foreign * share
    produced[k, 0] += gained.sum()
    produced[k, 1 : 1 + atlas.foreign] -= gained
    wiser = autonomy_of(state, produced)
    return base, bigger, wiser


def reservations(
    state: State, s: Situation, partner: int, tables: Array, volume: float, reopened: bool
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
    s : Situation
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


def prospect(state: State, partner: int) -> Prospect:
    """Return what both sides see when they talk about a comprehensive agreement."""
    p, atlas, scenario = partner, state.atlas, state.scenario
    b, policy, switch = scenario.bargaining, scenario.policy, scenario.mechanisms
    data = scenario.partners[atlas.partners[p]]
    able = atlas.capability >= b.entry_capability
    gap = np.maximum(0.0, 1.0 - state.standing) * able[p]
    # A partner can count on its share among those who could build the same.
    plan = gap * atlas.capability[p] / np.maximum(1.0, able.sum(axis=0))
    potential = atlas.export_potential * atlas.need_usd_m
    slump = 1.0 - scenario.shocks.recession_cut * float(state.weather.recession[p, state.quarter])
    owed = state.bonds_usd_m + float(state.loans.owed.sum())
    granted = float(state.envelope_term(Comprehensive.TRAINING) @ atlas.places)
    leak = data.leak_concern * b.leak_rent
    return Prospect(
        pipeline_usd_m=float((plan * atlas.capital_usd_m * state.need_index).sum()),
        reach=float((plan * atlas.weight).sum()),
        market_usd_m=data.market_usd_m if switch.exports else 0.0,
        readiness=float((potential * state.know_how).sum() / max(1e-9, potential.sum())),
        line_usd_m=data.finance_max_usd_m * slump if switch.loans else 0.0,
        host_borrows=state.bond_rate,
        partner_borrows=data.finance_cost,
        strain=owed / state.gdp_usd_m / max(1e-9, policy.debt_ceiling),
        places=data.training_max,
        wanted=max(0.0, policy.training_places - granted),
        host_rate=policy.discount_rate,
        partner_rate=data.discount_rate,
        influence_usd_m=data.influence_usd_m,
        leak_usd_m=leak * float((plan * atlas.need_usd_m * state.need_index).sum()),
        autonomy_price_usd_m=policy.autonomy_price_usd_m,
        horizon_years=b.horizon_years,
        public_money=b.public_money,
        risk_premium=b.risk_premium,
        policy_room=b.policy_room,
        transfer_worth=b.transfer_worth,
        ip_friction=scenario.absorption.ip_friction,
        access_worth=b.access_worth,
        access_cost=b.access_cost,
        default_risk=b.default_risk,
        pledge_cost=b.pledge_cost,
        place_worth_usd_m=b.place_worth_usd_m,
        place_cost_usd_m=b.place_cost_usd_m,
        standards_worth=b.standards_worth,
        rival_loss=b.rival_loss,
        envelope_worth=b.envelope_worth,
    )


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
