"""What the shipped scenarios hold: recorded facts, sizes that can be, no dead entries."""

from collections import Counter
from statistics import median
from typing import get_args

import pytest

from experiments.milestones import indicator_of, milestone_table
from experiments.runner import simulate
from model.absorption import absorptive_capacity
from model.scenario.files import shipped_names
from model.scenario.load import load, load_with_provenance
from model.scenario.quantities import quantities
from model.scenario.technology import Channel

NAMES = shipped_names()
#: Outcome families of the source document.
OUTCOMES = (
    "transfer effectiveness", "investment impact", "export development", "innovation",
)  # fmt: skip
WHAT_IFS = sorted(set(NAMES) - {"peru2040", "classroom"})


@pytest.fixture(scope="module")
def loaded():
    return load_with_provenance("peru2040")


@pytest.fixture(scope="module")
def peru(loaded):
    return loaded.scenario


# --- facts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("host.gdp_usd_m", 267_600),  # WDI 2023
        ("host.research_share", 0.00162),  # WDI 2022
        ("host.debt_share", 0.31),
        ("host.exports_usd_m", 63_200),  # Mincetur 2022
        ("partners.korea.gdp_usd_m", 1_713_000),
        ("partners.china.gdp_usd_m", 17_795_000),
        ("partners.singapore.gdp_usd_m", 501_000),
        ("partners.uae.gdp_usd_m", 504_000),
        ("policy.debt_ceiling", 0.38),  # Law 31541
        ("finance.write_off", 0.40),  # Rhodium, 40 cases
        ("finance.deferral", 0.28),
        ("finance.refinance", 0.295),
        ("finance.seizure", 0.025),
    ],
)
def test_facts_are_those_on_record(loaded, path, value):
    found = {each.path: each.value for each in quantities(loaded.scenario)}
    assert found[path] == value
    assert loaded.provenance[path].mark == "verified"


@pytest.mark.parametrize(
    ("kind", "rate", "ceiling"),
    [
        ("modular", (0.45, 0.60), (0.95, 0.95)),
        ("complex", (0.12, 0.17), (0.90, 0.95)),
        ("design", (0.15, 0.22), (0.95, 0.95)),
        ("core", (0.01, 0.05), (0.50, 0.90)),
        ("institutional", (0.10, 0.30), (0.0, 1.0)),
    ],
)
def test_classes_learn_as_on_record(loaded, kind, rate, ceiling):
    one = loaded.scenario.classes[kind]
    assert rate[0] <= one.learning_rate <= rate[1]
    assert ceiling[0] <= one.ceiling <= ceiling[1]
    assert loaded.provenance[f"classes.{kind}.learning_rate"].range == rate


def test_know_how_is_forgotten_as_in_learning_curves(peru):
    for one in peru.classes.values():
        assert 0.05 <= one.steady_forgetting <= 0.10 <= one.idle_forgetting <= 0.40


@pytest.mark.parametrize("end", [0, None, 1])
def test_absorptive_capacity_as_recorded_over_the_whole_range(loaded, end):
    known = loaded.provenance["absorption.research_response"].range
    response = loaded.scenario.absorption.research_response if end is None else known[end]
    today = absorptive_capacity(0.0016, response, 1.0, 0.0)
    assert 0.1 <= today <= 0.2 + 1e-3
    assert absorptive_capacity(0.02, response, 1.0, 0.0) >= 0.8


def test_other_suppliers_are_found_as_fast_as_between_korea_and_japan(peru):
    base, gain = peru.delivery.resourcing_base, peru.delivery.resourcing_gain
    slow, fast = base + gain * 0.9 * 0.2, base + gain * 0.9 * 1.0  # Korea: able; depth: low, full
    assert slow == pytest.approx(0.12, abs=0.03)
    assert fast == pytest.approx(0.46, abs=0.03)


def test_works_are_the_class_that_starts_high(peru):
    started = {
        kind: max(t.know_how for t in peru.technologies.values() if t.kind == kind)
        for kind in peru.classes
    }
    assert started["civil"] >= 2 * max(share for kind, share in started.items() if kind != "civil")


# --- upstream ----------------------------------------------------------------------------------


def concentration(scenario):
    """HHI of each input by state; scattered suppliers add nothing."""
    lone = {name for name, state in scenario.upstream.items() if not state.scattered}
    lone |= set(scenario.partners)
    return [
        sum(share**2 for state, share in each.suppliers.items() if state in lone)
        for each in scenario.inputs.values()
    ]


def test_upstream_inputs_are_as_concentrated_as_those_of_chip_making(peru):
    found = concentration(peru)
    assert sum(hhi > 0.4 for hhi in found) / len(found) == pytest.approx(77 / 96, abs=0.05)
    assert median(found) == pytest.approx(0.56, abs=0.05)


def test_partners_are_mostly_conduits(peru):
    held = [
        sum(share for state, share in each.suppliers.items() if state in peru.partners)
        for each in peru.inputs.values()
    ]
    assert median(held) < 0.2
    leaders = Counter(max(e.suppliers, key=e.suppliers.__getitem__) for e in peru.inputs.values())
    assert leaders["us"] >= leaders["japan"] >= leaders["china"] > leaders["netherlands"] == 1
    assert leaders["korea"] == leaders["uae"] == 0


# --- technologies ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["peru2040", "classroom"])
def test_rivals_are_able_in_every_technology(name):
    scenario = load(name)
    threshold = scenario.bargaining.entry_capability
    for technology in scenario.technologies:
        levels = [each.capability.get(technology, 0) for each in scenario.partners.values()]
        able = [level for level in levels if level >= threshold]
        assert len(able) >= 2, technology


@pytest.mark.parametrize(
    ("technology", "able"),
    [
        ("nuclear", {"korea", "china", "uae"}),
        ("fund_management", {"singapore", "uae"}),
        ("semiconductors", {"korea", "china", "singapore"}),
        ("renewables", {"korea", "china", "uae"}),
        ("reactor_core", {"korea", "china"}),
    ],
)
def test_who_can_do_what(peru, technology, able):
    threshold = peru.bargaining.entry_capability
    found = {
        name
        for name, each in peru.partners.items()
        if each.capability.get(technology, 0) >= threshold
    }
    assert found == able


def test_no_entry_is_dead(peru):
    technologies = peru.technologies.values()
    assert set(peru.inputs) <= {need for each in technologies for need in each.requires}
    assert set(peru.classes) == {each.kind for each in technologies}
    assert set(get_args(Channel)) == {channel for each in technologies for channel in each.channels}
    supplying = {s for each in peru.inputs.values() for s in each.suppliers}
    supplying |= {s for each in technologies for s in each.imports}
    assert set(peru.upstream) <= supplying


def test_sizes_fit_the_country(peru):
    worth = {k: t.need_usd_m * t.capital_intensity for k, t in peru.technologies.items()}
    assert 70_000 <= sum(worth.values()) <= 100_000
    assert 12_000 <= worth["nuclear"] <= 16_000
    assert 10_000 <= worth["transport"] <= 15_000
    for name, each in peru.technologies.items():
        if each.kind == "institutional":
            assert 50 <= worth[name] <= 1_500, name
    assert sum(t.need_usd_m for t in peru.technologies.values()) < 0.12 * peru.host.gdp_usd_m


@pytest.mark.parametrize("name", NAMES)
def test_shares_of_one_whole(name):
    scenario = load(name)
    assert sum(each.weight for each in scenario.stakeholders.values()) == pytest.approx(1.0)
    for key, each in scenario.technologies.items():
        assert sum(each.imports.values()) + each.domestic <= 1 + 1e-9, key


# --- the plan under study ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "measure", "claimed", "year"),
    [
        ("host", "fund_usd_m", 75_000, 2040),
        ("host", "council_budget_usd_m", 5_000, 2040),
        ("korea", "trainees_year", 5_000, 2040),
        ("korea", "investment_usd_m", 8_000, 2040),
        ("korea", "jobs", 50_000, 2040),
        ("precision_manufacturing", "met_domestic", None, 2030),
        ("korea", "independence", None, 2035),
        ("host", "autonomy", None, 2040),
        ("host", "exports_usd_m", None, 2040),
        ("korea", "exports_usd_m", None, 2040),
        ("china", "exports_usd_m", None, 2040),
        ("host", "patents", None, 2040),
        ("host", "host_firms", None, 2040),
    ],
)
def test_claims_of_the_plan_are_milestones(loaded, of, measure, claimed, year):
    found = [
        (key, each)
        for key, each in loaded.scenario.milestones.items()
        if (each.of, each.measure) == (of, measure)
    ]
    [(key, milestone)] = found
    assert milestone.by_year == year
    mark = loaded.provenance[f"milestones.{key}.at_least"].mark
    if claimed is None:  # the plan gives words only: a number is this model's reading of them
        assert mark == "assumption"
    else:
        assert (milestone.at_least, mark) == (claimed, "verified")


def test_every_family_of_outcomes_has_a_claim_that_can_fail(loaded):
    scenario = loaded.scenario
    claims = scenario.milestones.values()
    assert {indicator_of(scenario, claim).family for claim in claims} >= set(OUTCOMES)
    nothing = milestone_table([simulate(load("inaction"), 1)]).set_index("milestone")
    assert not nothing["met"].any()  # without a programme none of them comes true


def test_every_lever_says_how_far_it_may_be_moved(loaded):
    for each in quantities(loaded.scenario):
        if each.declared.role == "lever":
            low, high = loaded.provenance[each.path].range or (0.0, 0.0)
            assert low < high, each.path


@pytest.mark.parametrize("name", WHAT_IFS)
def test_a_what_if_changes_levers_or_switches_only(name, peru):
    default, other = peru.model_dump(), load(name).model_dump()
    changed = {key for key in default if default[key] != other[key]}
    changed -= {"name", "title"}
    assert changed <= {"policy", "council"} or changed == {"mechanisms"}


def test_the_affordable_plan_costs_three_tenths_of_a_percent_of_gdp():
    scenario = load("affordable")
    host, policy = scenario.host, scenario.policy
    added = policy.research_target - host.research_share
    public = scenario.council.budget_usd_m / host.gdp_usd_m
    public += scenario.finance.research_public * added
    assert public == pytest.approx(0.003, abs=0.0003)


def test_inaction_spends_and_saves_nothing():
    scenario = load("inaction")
    policy = scenario.policy
    assert scenario.council.budget_usd_m == policy.training_places == policy.fund_saving == 0
    assert policy.research_target == scenario.host.research_share
