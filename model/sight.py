"""What negotiators see: the numbers of the scenario and of the day, as tuples that kernels read.

``Ground`` is what never changes in a run, made once; ``Sight`` is today, made once a quarter by
:func:`look`. Both are plain tuples of arrays and numbers, with the declared names.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.atlas import Atlas
from model.metrics.bill import Bill
from model.scenario.tree import Scenario

Array = NDArray[np.float64]


class Ground(NamedTuple):
    """What never changes in a run; P partners, K technologies. Units as declared."""

    # technologies, (K,)
    need_usd_m: Array
    capital_usd_m: Array
    jobs: Array
    lead_years: Array
    weight: Array
    criticality: Array
    export_potential: Array
    domestic: Array
    mobility: Array
    overrun: Array
    progress_rate: Array
    rates: Array  # (5, K), see model.capability.grow
    kind: NDArray[np.int64]
    bill: Bill
    lone: NDArray[np.bool_]  # (S,)
    # partners, (P,)
    market_usd_m: Array
    discount_rate: Array
    influence_usd_m: Array
    leak_concern: Array
    opportunity_margin: Array
    export_control: Array
    crisis_side: Array
    # mechanisms, 1 where they act
    absorption: bool
    overruns: bool
    exports: bool
    suppliers: bool
    leverage: bool
    # how everyone counts
    risk_premium: float
    treaty_effect: float
    exposure_premium: float
    capability_cost: float
    rival_loss: float
    access_worth: float
    ip_friction: float
    control_gain: float
    content_gain: float
    autonomy_price_usd_m: float
    host_rate: float
    leak_rent: float
    ip_shield: float
    leave_prior: float
    horizon_years: float
    need_surplus: float
    import_saving: float
    public_money: float
    operating_return: float
    equipment_margin: float
    job_worth_usd_m: float
    content_worth: float
    thin_base_cost: float
    thin_base_steepness: float
    teaching_cost: float
    learning_cost: float
    operating_rent: float
    novice_cost: float
    improvement_rate: float
    own_build_discount: float
    sour_risk: float
    trust_discount: float
    recession_cut: float
    veto_scale: float  # 0 without export control


class Sight(NamedTuple):
    """What negotiators see of today; P partners, K technologies, S states.

    Arrays are the state's own, so that trust lost in one talk is seen in the next.
    """

    gdp_usd_m: float
    absorptive: float
    autonomy_now: float
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
    supplied: Array  # (K,) share of need met by plants in the host
    importable: Array  # (K,) share of need that imports can meet
    capacity_usd_m: Array  # (classes,)
    produced: Array  # (K, S)
    imports: Array  # (K, S)
    input_share: Array  # (J, S)
    lost_midway: Array  # (K + J,)


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
    >>> ground(scenario, atlas(scenario)).crisis_side.shape
    (2,)
    """
    switch, politics = scenario.mechanisms, scenario.politics
    kinds = [scenario.classes[atlas.classes[g]] for g in atlas.kind]
    partners = [scenario.partners[name] for name in atlas.partners]
    rates = [
        [c.learning_rate for c in kinds],
        [c.ceiling for c in kinds],
        [c.seeding for c in kinds],
        [c.steady_forgetting for c in kinds],
        [c.idle_forgetting for c in kinds],
    ]
    own: dict[str, Any] = {
        "mobility": np.array([c.mobility for c in kinds]),
        "overrun": np.array([c.overrun for c in kinds]),
        "progress_rate": np.array([c.progress for c in kinds]),
        "rates": np.array(rates),
        "export_control": np.array([p.export_control for p in partners]),
        "autonomy_price_usd_m": scenario.policy.autonomy_price_usd_m,
        "host_rate": scenario.policy.discount_rate,
        "recession_cut": scenario.shocks.recession_cut,
        "veto_scale": politics.veto_scale if switch.export_control else 0.0,
    }
    # All else goes by its declared name: of partners as arrays, of the rest as it stands.
    places = (atlas, switch, scenario.bargaining, scenario.absorption)
    for name in Ground._fields:
        if name not in own:
            found = [getattr(place, name) for place in places if hasattr(place, name)]
            own[name] = found[0] if found else np.array([getattr(p, name) for p in partners])
    return Ground(**own)
