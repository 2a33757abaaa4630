"""The same name is the same run: bit for bit, for any number of workers, under any names."""

from dataclasses import fields

import pandas as pd
import pytest

from experiments.runner import Result, simulate, simulate_many
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.streams import luck


def same(one: Result, other: Result) -> None:
    for sheet in ("series", "partners", "technologies", "agreements"):
        pd.testing.assert_frame_equal(
            getattr(one, sheet), getattr(other, sheet), check_exact=True, obj=sheet
        )
    assert one.events == other.events


@pytest.mark.core
@pytest.mark.parametrize("name", ["classroom", "peru2040"])
def test_one_seed_one_run(name: str) -> None:
    scenario = load(name)
    same(simulate(scenario, 3), simulate(scenario, 3))


@pytest.mark.parametrize("name", ["classroom", "peru2040"])
def test_other_seeds_differ(name: str) -> None:
    scenario = load(name)
    one, other = simulate(scenario, 3), simulate(scenario, 4)
    assert not one.series.equals(other.series)


def test_workers_change_nothing() -> None:
    scenario = load("classroom")
    alone = list(simulate_many(scenario, range(5), workers=1))
    spread = list(simulate_many(scenario, range(5), workers=2))
    assert [r.seed for r in spread] == [0, 1, 2, 3, 4]
    for one, other in zip(alone, spread, strict=True):
        same(one, other)


def reordered(scenario: Scenario) -> Scenario:
    update = {
        kind: dict(reversed(list(getattr(scenario, kind).items())))
        for kind in ("partners", "upstream", "technologies", "inputs", "classes", "stakeholders")
    }
    return scenario.model_copy(update=update)


@pytest.mark.parametrize("name", ["classroom", "peru2040"])
def test_order_in_the_file_changes_nothing(name: str) -> None:
    scenario = load(name)
    same(simulate(scenario, 5), simulate(reordered(scenario), 5))


def renamed(scenario: Scenario) -> tuple[Scenario, dict[str, str]]:
    """Give partners ids that sort the other way round."""
    names = sorted(scenario.partners)
    new = {old: f"{chr(ord('z') - number)}-land" for number, old in enumerate(names)}
    partners = {}
    for old, data in scenario.partners.items():
        owners = {new.get(state, state): share for state, share in data.third_owners.items()}
        partners[new[old]] = data.model_copy(update={"third_owners": owners})
    technologies = {
        key: data.model_copy(
            update={"imports": {new.get(s, s): share for s, share in data.imports.items()}}
        )
        for key, data in scenario.technologies.items()
    }
    inputs = {
        key: data.model_copy(
            update={"suppliers": {new.get(s, s): share for s, share in data.suppliers.items()}}
        )
        for key, data in scenario.inputs.items()
    }
    update = {"partners": partners, "technologies": technologies, "inputs": inputs}
    return scenario.model_copy(update=update), new


@pytest.mark.parametrize("name", ["classroom", "peru2040"])
def test_renaming_partners_changes_only_names(name: str) -> None:
    scenario = load(name)
    other, new = renamed(scenario)
    one, two = simulate(scenario, 5), simulate(other, 5)
    pd.testing.assert_frame_equal(one.series, two.series, check_exact=True)
    relabelled = one.agreements.assign(partner=one.agreements["partner"].map(new))
    pd.testing.assert_frame_equal(relabelled, two.agreements, check_exact=True)


def test_a_seed_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="not -1"):
        simulate(load("classroom"), -1)


def test_runs_under_one_seed_share_their_luck_and_none_can_change_it() -> None:
    one = luck(7, (1, 2), 8, 3)
    assert one is luck(7, (1, 2), 8, 3)
    for sheet in fields(one):
        with pytest.raises(ValueError, match="read-only"):
            getattr(one, sheet.name)[...] = 0.5
