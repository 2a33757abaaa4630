"""Outcomes read off a run, one number each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.runner import Result
from experiments.study.declare import Outcome
from model.metrics.declared import declared
from model.metrics.indicator import Indicator, Sheet
from model.scenario.spells import Spell, spell
from model.scenario.tree import Scenario

Array = NDArray[np.float64]
QUARTER = 0.25  # of a year


def sheet_of(scenario: Scenario, of: str) -> Sheet:
    """Return whether an outcome is about the host, a partner or a technology."""
    if of in scenario.partners:
        return "partner"
    return "technology" if of in scenario.technologies else "host"


def indicator_of(scenario: Scenario, outcome: Outcome) -> Indicator:
    """Return the declaration of what an outcome measures."""
    return declared(outcome.measure, sheet_of(scenario, outcome.of))


def read_all(outcomes: Mapping[str, Outcome], result: Result) -> tuple[float, ...]:
    """Return the outcomes of a run, in their order; nan where a measure says nothing.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> run = simulate(load("classroom", ["clock.quarters=4"]), 1)
    >>> asked = Outcome(measure="autonomy", when=2025)
    >>> bool(read_all({"a": asked}, run)[0] == run.series["autonomy"].iloc[3])
    True
    """
    return tuple(read(outcome, result) for outcome in outcomes.values())


def read(outcome: Outcome, result: Result) -> float:
    """Return one outcome of a run.

    ``last`` is the value at the end of the spell, ``mean`` the mean over it, ``change`` the last
    less the first, ``total`` the sum (rates a year count a quarter each).
    """
    values = series(outcome, result)
    quarters = within(outcome, result.scenario)
    part = values[quarters.first : quarters.last + 1]
    if outcome.read == "mean":
        return float(part.mean())
    if outcome.read == "change":
        return float(part[-1] - part[0])
    if outcome.read == "total":
        yearly = indicator_of(result.scenario, outcome).unit.endswith("a year")
        return float(part.sum()) * (QUARTER if yearly else 1.0)
    return float(part[-1])


def within(outcome: Outcome, scenario: Scenario) -> Spell:
    """Return the quarters that an outcome is about."""
    found = spell(outcome.when, scenario.clock.start_year, scenario.clock.quarters)
    if found is None:
        raise ValueError(f"{outcome.when} is not within the run of {scenario.name}")
    return found


def series(outcome: Outcome, result: Result) -> Array:
    """Return the measure of an outcome, quarter by quarter."""
    sheet = sheet_of(result.scenario, outcome.of)
    if sheet == "host":
        return result.series[outcome.measure].to_numpy(dtype=np.float64)
    frame = result.partners if sheet == "partner" else result.technologies
    return frame.loc[frame[sheet] == outcome.of, outcome.measure].to_numpy(dtype=np.float64)
