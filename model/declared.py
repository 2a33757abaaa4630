"""What a scenario says for the whole of a run, as arrays: worked out once, shared by all seeds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.absorption import class_rates
from model.atlas import Atlas
from model.metrics.exit_game import horizon_points
from model.once import once
from model.scenario.tree import Scenario
from model.terms import Comprehensive, Protocol, Table

Array = NDArray[np.float64]
QUARTER = 0.25  # years


@once
def tables(scenario: Scenario) -> tuple[Table, Table]:
    """Return the issues of sector protocols and of comprehensive agreements."""
    terms = scenario.terms
    return Table(terms.protocol, Protocol), Table(terms.comprehensive, Comprehensive)


@once
def by_class(scenario: Scenario, atlas: Atlas) -> tuple[Array, Array, Array, NDArray[np.int64]]:
    """Return what the class of each technology says: rates, mobility, overruns, stages.

    See :func:`model.absorption.class_rates` for the first; overruns are delay,
    its spread, and cost, (K, 3).
    """
    kinds = [scenario.classes[atlas.classes[g]] for g in atlas.kind]
    return (
        class_rates(kinds, scenario.absorption.research_response),
        np.array([c.mobility for c in kinds]),
        np.array([[c.overrun, c.overrun_spread, c.cost_overrun] for c in kinds]),
        np.array([c.stages for c in kinds], dtype=np.int64),
    )


@once
def groups(scenario: Scenario, atlas: Atlas) -> tuple[Array, Array, Array]:
    """Return stakes of groups at home, (groups, 4), approval below which each vetoes, weights.

    Weights sum to 1.
    """
    each = [scenario.stakeholders[g] for g in atlas.stakeholders]
    stakes = np.array([[g.jobs, g.knowledge, g.cost, g.autonomy] for g in each])
    weight = np.array([g.weight for g in each])
    veto_below = np.array([g.veto_below for g in each])
    return stakes.reshape(-1, 4), veto_below, weight / weight.sum()


@once
def times_after_exit(scenario: Scenario) -> Array:
    """Return the times after an exit at which needs are evaluated, years."""
    return horizon_points(scenario.measures.horizon_years, scenario.measures.points)


@once
def needs(scenario: Scenario, atlas: Atlas) -> Array:
    """Return the need of each technology after each quarter, against the start, (quarters, K)."""
    passed = range(1, scenario.clock.quarters + 1)
    return np.array([np.exp(atlas.need_growth * QUARTER * after) for after in passed])
