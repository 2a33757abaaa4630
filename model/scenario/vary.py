"""Another scenario from one at hand: single values changed, everything checked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.scenario.assemble import sound
from model.scenario.checks import CHECKS
from model.scenario.merge import Merged, nested
from model.scenario.overrides import unknown
from model.scenario.tree import Scenario

VARIED = "varied"  # the "file" of a value that was changed in the program


def varied(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return a scenario with other values at some dotted paths.

    Parameters
    ----------
    scenario : Scenario
        Stays as it is.
    values : mapping of str to number, text, truth value or tuple
        By dotted path, such as "policy.fund_saving" or "partners.korea.trust".

    Raises
    ------
    ScenarioError
        Where a path is unknown or a value breaks its declaration or a check.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> varied(load("classroom"), {"policy.fund_saving": 0.3}).policy.fund_saving
    0.3
    """
    merged = Merged(values=scenario.model_dump(), main=VARIED)
    for path, value in values.items():
        problem = unknown(path, merged, Scenario, VARIED)
        if problem is None:
            merged.lay(nested(path, value), VARIED)
        else:
            merged.problems.append(problem)
    return sound(Scenario, merged, CHECKS)[0]
