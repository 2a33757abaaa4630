"""What must hold across a scenario: each breach is found, and said at its key."""

from itertools import pairwise

import pytest

from model.scenario.checks import (
    CHECKS,
    cycles,
    dates,
    issues,
    keys,
    milestones,
    names,
    references,
    shares,
)
from tests.tiny import BASE, made, write

STATES = {"partners": {"korea": {}, "china": {}}, "upstream": {"japan": {}}}


def found(check, values):
    return {each.key: each for each in check(values)}


def test_the_shipped_shape_passes(tmp_path):
    assert made(write(tmp_path, BASE)).tree.name == "tiny"


@pytest.mark.parametrize("values", [{}, {"partners": 3}, {"technologies": {"a": 3, "b": {}}}])
def test_checks_pass_over_what_the_declarations_refuse(values):
    for check in CHECKS:
        list(check(values))


@pytest.mark.parametrize("name", ["", "a b", "../up", "x" * 65, "ä", "-x"])
def test_a_name_must_do_for_a_folder(name):
    assert set(found(names, {"name": name})) == {"name"}


def test_a_scenario_needs_partners_technologies_and_classes():
    assert set(found(names, {"partners": {}, "technologies": {"a": {}}})) == {"partners"}


def test_one_id_stands_for_one_thing():
    values = {
        "partners": {"korea": {}},
        "upstream": {"korea": {}, "host": {}},
        "technologies": {"chips": {}},
        "inputs": {"chips": {}},
    }
    assert set(found(names, values)) == {"upstream.host", "upstream.korea", "inputs.chips"}


def test_a_key_is_taken_once_in_its_kind():
    values = {
        "partners": {"korea": {"key": 1}, "china": {"key": 1}, "uae": {"key": 2}},
        "upstream": {"japan": {"key": 1}},
    }
    problems = found(keys, values)
    assert set(problems) == {"partners.china.key"}
    assert problems["partners.china.key"].expected == "a key not taken by korea, such as 3"


@pytest.mark.parametrize(
    ("kind", "entity", "table", "used", "hint"),
    [
        ("technologies", "rail", "imports", "jpaan", "technologies.rail.imports.japan"),
        ("technologies", "rail", "imports", "host", None),
        ("technologies", "rail", "requires", "gird", "technologies.rail.requires.grid"),
        ("inputs", "ore", "suppliers", "mars", None),
        ("partners", "korea", "capability", "rial", "partners.korea.capability.rail"),
        ("partners", "korea", "third_owners", "chnia", "partners.korea.third_owners.china"),
        ("partners", "korea", "third_owners", "korea", None),
    ],
)
def test_an_unknown_id_is_found_with_the_nearest(kind, entity, table, used, hint):
    values = {
        **STATES,
        "technologies": {"rail": {}, "grid": {}},
        "inputs": {"ore": {}},
    }
    values[kind] = {**values[kind], entity: {table: {used: 1.0}}}
    problems = found(references, values)
    assert set(problems) == {f"{kind}.{entity}.{table}.{used}"}
    assert next(iter(problems.values())).hint == hint


def test_a_technology_is_of_a_known_class():
    values = {"classes": {"civil": {}}, "technologies": {"rail": {"kind": "civli"}}}
    assert found(references, values)["technologies.rail.kind"].hint == "civil"


@pytest.mark.parametrize(
    ("parts", "wrong"), [((0.5, 0.5), False), ((0.7, 0.4), True), ((0.1, 0.2), False)]
)
def test_imports_are_at_most_the_whole(parts, wrong):
    values = {"technologies": {"rail": {"imports": dict(zip("ab", parts, strict=True))}}}
    assert bool(found(shares, values)) is wrong


@pytest.mark.parametrize(
    ("parts", "wrong"), [((0.5, 0.5), False), ((0.7, 0.4), True), ((0.1, 0.2), True)]
)
def test_suppliers_are_the_whole(parts, wrong):
    values = {"inputs": {"ore": {"suppliers": dict(zip("ab", parts, strict=True))}}}
    assert bool(found(shares, values)) is wrong


def test_an_input_without_suppliers_is_refused():
    assert "inputs.ore.suppliers" in found(shares, {"inputs": {"ore": {"suppliers": {}}}})


def test_owners_together_hold_at_most_the_whole():
    partner = {"third_owners": {"japan": 0.3}, "state_ownership": 0.8}
    problem = found(shares, {"partners": {"korea": partner}})["partners.korea.third_owners"]
    assert problem.value == 1.1
    assert "partners.korea.state_ownership" in problem.expected


def test_distress_ends_somehow():
    ends = {"write_off": 0.4, "deferral": 0.28, "refinance": 0.295, "seizure": 0.025}
    assert not found(shares, {"finance": ends})
    assert found(shares, {"finance": {**ends, "seizure": 0.03}})


def test_some_technology_must_matter():
    values = {"technologies": {"a": {"criticality": 0}, "b": {"criticality": 0.0}}}
    assert set(found(shares, values)) == {"technologies"}


def test_every_cycle_is_printed():
    requires = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["d"], "e": ["a", "ore"], "f": []}
    values = {
        "technologies": {
            one: {"requires": dict.fromkeys(needs, 1.0)} for one, needs in requires.items()
        }
    }
    loops = [each.expected.partition(": ")[2].split(" → ") for each in cycles(values)]
    assert sorted(map(len, loops)) == [2, 4]
    for loop in loops:
        assert loop[0] == loop[-1]
        assert all(after in requires[one] for one, after in pairwise(loop))
    for each in cycles(values):
        *_, one, _, other = each.key.split(".")
        assert other in requires[one], "the key named is one of the file"


def test_no_cycle_no_complaint():
    values = {"technologies": {"a": {"requires": {"b": 1, "c": 1}}, "b": {"requires": {"c": 1}}}}
    assert not found(cycles, values)


@pytest.mark.parametrize(
    ("name", "low", "high", "wrong"),
    [
        ("royalty", 0, 0.2, False),
        ("royalty", 0.2, 0.2, True),
        ("royalty", 0.2, 0.1, True),
        ("royalty", 0, 5, True),
        ("grace_years", 0, 5, False),
    ],
)
def test_levels_lie_between_ordered_bounds(name, low, high, wrong):
    values = {"terms": {"protocol": {name: {"low": low, "high": high, "levels": 5}}}}
    assert bool(found(issues, values)) is wrong


@pytest.mark.parametrize(
    ("of", "measure", "key", "hint"),
    [
        ("host", "autonomy", None, None),
        ("korea", "trust", None, None),
        ("rail", "met", None, None),
        ("koera", "trust", "of", "korea"),
        ("host", "autonmy", "measure", "autonomy"),
        ("rail", "autonomy", "measure", None),
    ],
)
def test_a_milestone_is_about_something_recorded(of, measure, key, hint):
    values = {
        "partners": {"korea": {}},
        "technologies": {"rail": {}},
        "milestones": {"one": {"of": of, "measure": measure}},
    }
    problems = found(milestones, values)
    assert set(problems) == ({f"milestones.one.{key}"} if key else set())
    if key:
        assert problems[f"milestones.one.{key}"].hint == hint


def test_years_are_in_order_and_milestones_ahead():
    values = {
        "host": {"election_years": (2031, 2026)},
        "clock": {"start_year": 2025},
        "milestones": {"early": {"by_year": 2020}, "late": {"by_year": 2099}},
    }
    assert set(found(dates, values)) == {"host.election_years", "milestones.early.by_year"}
