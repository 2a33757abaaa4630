"""A bargaining position on one technology: what both sides see, read off the world.

Kernels over :class:`~model.sight.Ground` (the scenario) and :class:`~model.sight.Sight` (today), in
the order in which a position is built up; :mod:`model.preferences.posing` sets them side by side.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.metrics.marginal import least_met, try_plants, users
from model.preferences.situation import Situation
from model.sight import Ground, Sight
from model.supply import own_share
from model.terms import Comprehensive

Array = NDArray[np.float64]
QUARTER = 0.25  # years
PROTECTION, ACCESS = int(Comprehensive.PROTECTION), int(Comprehensive.MARKET_ACCESS)
IP, EXCLUSIVITY = int(Comprehensive.IP_REGIME), int(Comprehensive.EXCLUSIVITY)

#: Rise of know-how by which its worth for autonomy is tried out.
TRIED = 0.25


@compiled
def odds_of_refusal(strictness: float, trust: float, crisis: float) -> float:
    """Return the probability that a partner's export control stops a text.

    Equation: ``strictness (1 - trust) (1 + crisis)``, at most 1; strictness is scale · strictness
    of the state · criticality · depth of transfer.
    """
    return float(min(1.0, strictness * (1.0 - trust) * (1.0 + crisis)))


@compiled
def risk_premium(ground: Ground, sight: Sight, p: int) -> float:
    """Return what a partner adds to its discount rate for risks in the host, 1/year.

    Equation: ``r (1 - a protection) (1 - trust / 2) + x E / GDP``: fear of rule changes, and a
    premium that grows with what the partner has already invested, E.
    """
    rules = ground.rules[0]
    fear = rules["risk_premium"] * (
        1.0 - rules["treaty_effect"] * sight.envelope_terms[p, PROTECTION]
    )
    exposed = sight.exposed_usd_m[p] / sight.gdp_usd_m
    return float(fear * (1.0 - 0.5 * sight.trust[p]) + rules["exposure_premium"] * exposed)


@compiled
def plant_cost_usd_m(ground: Ground, sight: Sight, k: int, p: int, skill: float) -> float:
    """Return the contract value of plants for the whole need, USD m of today.

    The class falls in cost with what has been built in the host (Wright 1936), a partner with less
    than full capability builds dearer, and so does one whose rival's standards were adopted.
    """
    rules = ground.rules[0]
    tech = ground.technologies[k]
    built = max(0.0, sight.standing[k] - tech["domestic"])
    doublings = math.log2(1.0 + built / 0.1)
    learnt = (1.0 - tech["progress_rate"]) ** doublings
    adopted = 0.0
    for rival in range(len(sight.trust)):
        if rival != p:
            adopted = max(adopted, sight.envelope_terms[rival, EXCLUSIVITY])
    dearer = 1.0 + rules["capability_cost"] * (1.0 - skill) + rules["rival_loss"] * adopted
    return float(tech["capital_usd_m"] * sight.need_index[k] * learnt * dearer)


@compiled
def margins(
    ground: Ground, sight: Sight, k: int, p: int, volume: float, running: float
) -> tuple[float, float, float]:
    """Return autonomy without the partner's plants, with them, and with more know-how on top.

    Where some of the plants run already, ``running`` as a share of need, they are first taken away.

    Measured on the world itself, at half the horizon of the exits: the needs met after the worst
    single foreign state leaves. Know-how is raised by ``TRIED``.
    """
    tech = ground.technologies[k]
    order, needed, loss = ground.bill
    those = users(k, order, needed)
    kept, met = sight.supply_after.copy(), sight.met_after.copy()
    lost = sight.lost_midway[k]
    equity = 0.5  # an even joint venture, for the trial
    mobile = tech["mobility"]
    own = own_share(sight.know_how[k], mobile, equity)
    plants = sight.produced[k].copy()
    least = sight.autonomy_now
    if running > 0.0:
        plants[0] = max(0.0, plants[0] - running * own)
        plants[p + 1] = max(0.0, plants[p + 1] - running * (1.0 - own))
        try_plants(k, plants, lost, those, needed, loss, kept, met)
        _, least = least_met(met, ground.weight, ground.lone)
    plants[0] += volume * own
    plants[p + 1] += volume * (1.0 - own)
    try_plants(k, plants, lost, those, needed, loss, kept, met)
    _, bigger = least_met(met, ground.weight, ground.lone)
    moved = TRIED * (1.0 - mobile * (1.0 - equity))
    share = min(1.0, moved / max(1e-9, 1.0 - own))
    gained = 0.0
    for owner in range(1, 1 + len(sight.trust)):
        part = plants[owner] * share
        plants[owner] -= part
        gained += part
    plants[0] += gained
    try_plants(k, plants, lost, those, needed, loss, kept, met)
    _, wiser = least_met(met, ground.weight, ground.lone)
    return least, bigger, wiser


@compiled
def situation(
    ground: Ground,
    sight: Sight,
    k: int,
    p: int,
    skill: float,
    volume: float,
    remaining: float,
    running: float,
) -> Situation:
    """Return what both sides see when they talk about one technology.

    Parameters
    ----------
    ground, sight : Ground, Sight
        The scenario, and today.
    k, p : int
        Technology and partner, places in the atlas.
    skill : float
        Capability of the partner's firm in the technology, share of the frontier.
    volume : float
        Reference volume, share of need.
    remaining : float
        Share of the contract still to be built: 1 for a new one.
    running : float
        Share of need that plants of this very agreement meet: 0 for a new one. What they are worth
        is what the host would miss without them.

    Returns
    -------
    Situation
        Everything in money of today or shares, read off the world.
    """
    rules = ground.rules[0]
    tech = ground.technologies[k]
    partner = ground.partners[p]
    shield = sight.envelope_terms[p, IP]
    market = partner["market_usd_m"] * sight.envelope_terms[p, ACCESS] if rules["exports"] else 0.0
    need = tech["need_usd_m"] * sight.need_index[k]
    capital = plant_cost_usd_m(ground, sight, k, p, skill)
    yearly = capital * volume / max(tech["lead_years"], QUARTER)
    known = sight.know_how[k]
    late = tech["overrun"] * (2.0 - skill) if rules["overruns"] else 0.0
    learns = sight.absorptive if rules["absorption"] else 0.0
    learns *= 1.0 - rules["ip_friction"] * shield
    supplied = max(0.0, sight.supplied[k] - running)
    imported = min(sight.importable[k], max(0.0, 1.0 - supplied))
    mastered = 1.0
    if rules["suppliers"] and yearly > 0.0:
        mastered = min(1.0, sight.capacity_usd_m[tech["kind"]] / yearly)
    base, bigger, wiser = margins(ground, sight, k, p, volume, running)
    leak = partner["leak_concern"] * rules["leak_rent"] * need * skill
    return Situation(
        need_usd_m=need,
        capital_usd_m=capital,
        jobs=tech["jobs"],
        lead_years=tech["lead_years"],
        late=late,
        remaining=remaining,
        unmet=max(0.0, 1.0 - supplied - imported),
        imported=imported,
        weight=tech["weight"],
        mobility=tech["mobility"],
        export_usd_m=rules["access_worth"] * min(market, tech["export_potential"] * need),
        know_how=known,
        # Nobody learns from a teacher more than the teacher knows.
        ceiling=min(ground.rates[1, k], max(skill, known)),
        pace=ground.rates[0, k] * learns,
        seeding=ground.rates[2, k] * learns,
        control_gain=rules["control_gain"],
        content_gain=rules["content_gain"],
        mastered=mastered,
        autonomy_volume=(bigger - base) / volume,
        autonomy_know=(wiser - bigger) / TRIED,
        autonomy_price_usd_m=rules["autonomy_price_usd_m"],
        host_rate=rules["host_rate"],
        partner_rate=partner["discount_rate"] + risk_premium(ground, sight, p),
        influence_usd_m=partner["influence_usd_m"],
        leak_usd_m=leak * (1.0 - rules["ip_shield"] * shield),
        leave_chance=rules["leave_prior"] * (1.0 - sight.trust[p]),
        control_risk=odds_of_refusal(
            rules["veto_scale"] * partner["export_control"] * tech["criticality"],
            sight.trust[p],
            sight.crisis * abs(partner["crisis_side"]),
        ),
        horizon_years=rules["horizon_years"],
        need_surplus=rules["need_surplus"],
        import_saving=rules["import_saving"],
        public_money=rules["public_money"],
        operating_return=rules["operating_return"],
        equipment_margin=rules["equipment_margin"],
        job_worth_usd_m=rules["job_worth_usd_m"],
        content_worth=rules["content_worth"],
        thin_base_cost=rules["thin_base_cost"],
        thin_base_steepness=rules["thin_base_steepness"],
        teaching_cost=rules["teaching_cost"],
        learning_cost=rules["learning_cost"],
        operating_rent=rules["operating_rent"],
        novice_cost=rules["novice_cost"],
        improvement_rate=rules["improvement_rate"],
    )
