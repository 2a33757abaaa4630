"""The numbers of a scenario that kernels of building, paying and learning read, as one record.

Kernels read ``rules["tax_share"]`` where a person would write ``scenario.host.tax_share``. One
record in place of a dozen arguments, made once a scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from model.once import once
from model.scenario.tree import Scenario

#: Names by section of the scenario, units as declared there; no name stands in two sections here.
READ: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "host": (
            "gdp_growth", "tax_share", "primary_balance", "debt_share", "bond_rate",
            "mining_revenue_share", "research_share",
        ),
        "policy": (
            "research_target", "research_ramp_years", "debt_ceiling", "fund_saving",
            "fund_spending", "training_places",
        ),
        "council": ("budget_usd_m", "training_share"),
        "bargaining": ("place_cost_usd_m",),
        "finance": (
            "fund_return", "fund_skill", "finance_skill", "rationing_band", "fiscal_reaction",
            "debt_premium", "research_public", "capability_dividend", "bond_maturity_years",
        ),
        "people": (
            "technology_share", "abroad_cap", "completion", "return_share", "institute_quality",
            "attrition", "staff_per_usd_m",
        ),
        "delivery": ("effort_guarantee", "effort_monitoring", "rival_fear"),
        "firms": ("learning", "idle_loss", "margin", "fixed_cost", "other_sales", "entry_rate"),
        "exports": ("access_base",),
        "shocks": ("recession_cut",),
        "absorption": (
            "research_response", "people_weight", "critical_people", "institution_gain",
            "content_gain", "control_gain", "ip_friction", "frontier_rate", "running_transfer",
            "own_learning",
        ),
        "mechanisms": (
            "absorption", "exports", "forgetting", "frontier", "fund", "institutions",
            "research", "shirking", "staffing", "suppliers",
        ),
    }
)  # fmt: skip
RULES = np.dtype(
    [
        (name, np.bool_ if section == "mechanisms" else np.float64)
        for section, names in READ.items()
        for name in names
    ]
)


@once
def rules(scenario: Scenario) -> Any:
    """Return the numbers as a record array of one row.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> scenario = load("classroom")
    >>> float(rules(scenario)["tax_share"][0]) == scenario.host.tax_share
    True
    """
    found: Any = np.zeros(1, dtype=RULES)
    for section, names in READ.items():
        for name in names:
            found[name] = getattr(getattr(scenario, section), name)
    return found
