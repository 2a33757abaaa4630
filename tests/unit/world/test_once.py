"""What is worked out once a scenario is shared by its runs, and no run writes to it."""

from __future__ import annotations

import numpy as np

from agents.population import settle
from model.atlas import atlas
from model.declared import by_class, tables
from model.scenario.load import load
from model.sight import ground
from model.styles import styles


def numbers(thing: object) -> list[np.ndarray]:
    """Copies of all arrays in a thing, in tuples and attributes too."""
    if isinstance(thing, np.ndarray):
        return [thing.copy()]
    parts = thing if isinstance(thing, tuple) else getattr(thing, "__dict__", {}).values()
    return [array for part in parts for array in numbers(part)]


def test_a_run_leaves_what_its_scenario_shares_as_it_was():
    scenario = load("peru2040", ["clock.quarters=24"])
    maps = atlas(scenario)
    kept = (maps, ground(scenario, maps), styles(scenario, maps))
    kept += (by_class(scenario, maps), tables(scenario))
    before = numbers(kept)
    world = settle(scenario, 3, ["2027Q1:policy.concession=4"])
    assert world.state.atlas is maps
    world.run()
    after = numbers(kept)
    assert len(before) == len(after) > 30
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


def test_other_scenarios_have_arrays_of_their_own():
    one, other = load("classroom"), load("classroom", ["host.gdp_growth=0.01"])
    assert atlas(one) is atlas(one)
    assert atlas(one) is not atlas(other)
