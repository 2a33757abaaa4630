"""The scenarios that ship: sound, sourced, and the same however they are written."""

import pytest

from model.scenario.declare import Declaration, declarations, element_type
from model.scenario.dump import digest, to_toml
from model.scenario.files import DATA, shipped_names
from model.scenario.load import load, load_with_provenance
from model.scenario.quantities import quantities
from model.scenario.tree import Scenario

NAMES = shipped_names()


def test_the_shipped_scenarios_are_named_after_their_files():
    assert {"classroom", "peru2040"} <= set(NAMES)
    assert [load(name).name for name in NAMES] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_path_and_a_name_give_the_same(name):
    assert digest(load(DATA / f"{name}.toml")) == digest(load(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_reads_back_from_what_was_written(name, tmp_path):
    scenario = load(name)
    (tmp_path / "copy.toml").write_text(to_toml(scenario), encoding="utf-8")
    assert load(tmp_path / "copy.toml") == scenario


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_source_and_a_mark(name):
    loaded = load_with_provenance(name)
    assert [q.path for q in quantities(loaded.scenario) if q.path not in loaded.provenance] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_certain_has_a_range_that_encloses_it(name):
    loaded = load_with_provenance(name)
    for each in quantities(loaded.scenario):
        known = loaded.provenance[each.path]
        doubtful = each.declared.role == "uncertainty" and known.mark in ("assumption", "recalled")
        if doubtful and each.value != 0:
            assert known.range is not None, each.path
        if known.range is not None:
            low, high = known.range
            assert each.declared.low <= low <= each.value <= high <= each.declared.high, each.path


def numeric_fields(model, prefix=""):
    """Dotted patterns of all numbers of a tree, declared or not."""
    for name, field in model.model_fields.items():
        shape, kind = element_type(field.annotation)
        path = prefix + name + {"one": "", "table": ".*", "array": "[]"}[shape]
        if hasattr(kind, "model_fields"):
            yield from numeric_fields(kind, path + ".")
        elif kind in (int, float):
            yield path


def test_every_number_of_the_tree_is_declared():
    declared = {each.path: each for each in declarations(Scenario)}
    assert set(numeric_fields(Scenario)) == set(declared)
    assert all(isinstance(each, Declaration) for each in declared.values())


@pytest.mark.parametrize(
    ("unit", "low", "high"), [("share", 0, 1), ("probability", 0, 1), ("year", 1900, 2300)]
)
def test_units_and_bounds_agree(unit, low, high):
    for each in declarations(Scenario):
        if each.unit == unit:
            assert each.low >= low, each.path


def test_money_is_named_and_counted_in_millions_of_dollars():
    for each in declarations(Scenario):
        in_money = each.path.endswith("_usd_m")
        assert in_money == each.unit.startswith("USD m") or "per_" in each.path, each.path
