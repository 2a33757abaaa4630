"""Reading a bargaining position off the world: what both sides see."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.preferences import position
from model.preferences.comprehensive import Prospect
from model.preferences.situation import Situation
from model.sight import Sight
from model.state import State
from model.terms import Comprehensive
from model.treasury import debt_share

Array = NDArray[np.float64]


def look(state: State) -> Sight:
    """Return what negotiators see of today."""
    quarter = state.quarter
    return Sight(
        gdp_usd_m=state.gdp_usd_m,
        absorptive=state.absorptive,
        prominence=state.prominence,
        autonomy_now=state.autonomy_now,
        crisis=abs(float(state.weather.crisis[quarter])),
        pull=state.pull,
        trust=state.trust,
        envelope_terms=state.portfolio.envelope_terms,
        exposed_usd_m=state.sums.exposed_usd_m,
        exit_loss=state.exit_loss,
        recession=state.weather.recession[:, quarter],
        need_index=state.need_index,
        standing=state.standing,
        know_how=state.know_how,
        reach=state.reach,
        supplied=state.supplied,
        importable=state.importable,
        capacity_usd_m=state.capacity_usd_m,
        produced=state.produced,
        lost_midway=state.lost_midway,
        supply_after=state.supply_after,
        met_after=state.met_after,
    )


def situation(
    state: State,
    technology: int,
    partner: int,
    skill: float,
    volume: float,
    remaining: float,
    running: float = 0.0,
) -> Situation:
    """Return what both sides see when they talk about one technology.

    See :func:`model.preferences.position.situation`.
    """
    return position.situation(
        state.ground, look(state), technology, partner, skill, volume, remaining, running
    )


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
        strain=debt_share(state) / max(1e-9, policy.debt_ceiling),
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
