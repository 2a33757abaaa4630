"""What negotiators see: the numbers of the scenario and of the day, as tuples that kernels read.

``Ground`` is what never changes in a run, made once; ``Sight`` is today, made for each sitting by
:func:`model.positions.look`. Both are plain tuples of arrays and numbers, with the declared names.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.absorption import class_rates
from model.atlas import Atlas
from model.metrics.bill import Bill
from model.once import once
from model.scenario.tree import Scenario

Array = NDArray[np.float64]


#: A technology, a partner, and how everyone counts: names and units as declared.
TECHNOLOGY = np.dtype(
    [
        ("need_usd_m", np.float64),
        ("capital_usd_m", np.float64),
        ("jobs", np.float64),
        ("lead_years", np.float64),
        ("weight", np.float64),
        ("criticality", np.float64),
        ("export_potential", np.float64),
        ("domestic", np.float64),
        ("mobility", np.float64),
        ("overrun", np.float64),
        ("progress_rate", np.float64),
        ("kind", np.int64),
    ]
)
PARTNER = np.dtype(
    [
        ("market_usd_m", np.float64),
        ("discount_rate", np.float64),
        ("influence_usd_m", np.float64),
        ("leak_concern", np.float64),
        ("opportunity_margin", np.float64),
        ("export_control", np.float64),
        ("crisis_side", np.float64),
    ]
)
RULES = np.dtype(
    [
        # mechanisms that act
        ("absorption", np.bool_),
        ("overruns", np.bool_),
        ("exports", np.bool_),
        ("suppliers", np.bool_),
        ("leverage", np.bool_),
        # numbers
        ("risk_premium", np.float64),
        ("treaty_effect", np.float64),
        ("exposure_premium", np.float64),
        ("capability_cost", np.float64),
        ("rival_loss", np.float64),
        ("access_worth", np.float64),
        ("ip_friction", np.float64),
        ("control_gain", np.float64),
        ("content_gain", np.float64),
        ("autonomy_price_usd_m", np.float64),
        ("host_rate", np.float64),
        ("leak_rent", np.float64),
        ("ip_shield", np.float64),
        ("leave_prior", np.float64),
        ("horizon_years", np.float64),
        ("need_surplus", np.float64),
        ("import_saving", np.float64),
        ("public_money", np.float64),
        ("operating_return", np.float64),
        ("equipment_margin", np.float64),
        ("job_worth_usd_m", np.float64),
        ("content_worth", np.float64),
        ("thin_base_cost", np.float64),
        ("thin_base_steepness", np.float64),
        ("teaching_cost", np.float64),
        ("learning_cost", np.float64),
        ("operating_rent", np.float64),
        ("novice_cost", np.float64),
        ("improvement_rate", np.float64),
        ("own_build_discount", np.float64),
        ("enforcement", np.float64),
        ("sour_risk", np.float64),
        ("trust_discount", np.float64),
        ("prominence_discount", np.float64),
        ("recession_cut", np.float64),
        ("veto_scale", np.float64),
    ]
)


class Ground(NamedTuple):
    """What never changes in a run; K technologies, P partners, S states."""

    technologies: Any  # (K,) of TECHNOLOGY
    partners: Any  # (P,) of PARTNER
    rules: Any  # (1,) of RULES
    rates: Array  # (5, K), see model.absorption.class_rates
    weight: Array  # (K,)
    lone: NDArray[np.bool_]  # (S,)
    bill: Bill


class Sight(NamedTuple):
    """What negotiators see of today; P partners, K technologies, S states.

    Arrays are the state's own, so that trust lost in one talk is seen in the next.
    """

    gdp_usd_m: float
    absorptive: float
    autonomy_now: float
    prominence: float
    crisis: float  # size of the great-power crisis, 0 without
    pull: Array  # (4,)
    trust: Array  # (P,)
    envelope_terms: Array  # (P, ISSUES)
    exposed_usd_m: Array  # (P,)
    exit_loss: Array  # (P,)
    recession: Array  # (P,) 1 in a recession
    need_index: Array  # (K,)
    standing: Array  # (K,)
    know_how: Array  # (K,)
    reach: Array  # (K,) what jobs count, by where they are; see model.regions
    supplied: Array  # (K,) share of need met by plants in the host
    importable: Array  # (K,) share of need that imports can meet
    capacity_usd_m: Array  # (classes,)
    produced: Array  # (K, S)
    lost_midway: Array  # (K + J,)
    supply_after: Array  # (2K + J, S) after each state's exit, see model.metrics.marginal.exits
    met_after: Array  # (K + J, S) likewise


@once
def ground(scenario: Scenario, atlas: Atlas) -> Ground:
    """Return what negotiators see of a scenario.

    Parameters
    ----------
    scenario : Scenario
        A loaded scenario.
    atlas : Atlas
        Its arrays.

    Examples
    --------
    >>> from model.atlas import atlas
    >>> from model.scenario.load import load
    >>> scenario = load("classroom")
    >>> ground(scenario, atlas(scenario)).partners.shape
    (2,)
    """
    policy, switch = scenario.policy, scenario.mechanisms
    kinds = [scenario.classes[atlas.classes[g]] for g in atlas.kind]
    technologies: Any = np.zeros(len(atlas.technologies), dtype=TECHNOLOGY)
    for name in TECHNOLOGY.names or ():
        if hasattr(atlas, name):
            technologies[name] = getattr(atlas, name)
    technologies["mobility"] = [c.mobility for c in kinds]
    technologies["overrun"] = [c.overrun for c in kinds]
    technologies["progress_rate"] = [c.progress for c in kinds]
    partners: Any = np.zeros(atlas.foreign, dtype=PARTNER)
    for name in PARTNER.names or ():
        partners[name] = [getattr(scenario.partners[p], name) for p in atlas.partners]
    rules: Any = np.zeros(1, dtype=RULES)
    for name in RULES.names or ():
        for place in (scenario.absorption, scenario.bargaining, switch):
            if hasattr(place, name):
                rules[name] = getattr(place, name)
    rules["autonomy_price_usd_m"] = policy.autonomy_price_usd_m
    rules["host_rate"] = policy.discount_rate
    rules["recession_cut"] = scenario.shocks.recession_cut
    rules["veto_scale"] = scenario.politics.veto_scale if switch.export_control else 0.0
    rates = class_rates(kinds, scenario.absorption.research_response)
    return Ground(technologies, partners, rules, rates, atlas.weight, atlas.lone, atlas.bill)
