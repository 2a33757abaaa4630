"""Decisions in a run: each moves what it names from its quarter on, and nothing before it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from agents.population import settle
from experiments.runner import Result, simulate
from model.scenario.decisions import LEVERS
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.scenario.vary import varied

SHEETS = ("series", "partners", "technologies", "agreements")
SEED = 1


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("peru2040")


@pytest.fixture(scope="module")
def base(scenario: Scenario) -> Result:
    return simulate(scenario, SEED)


def decided(scenario: Scenario, *texts: str) -> Result:
    return simulate(scenario, SEED, decisions=texts)


def happened(run: Result, kind: str, **facts: Any) -> list[dict[str, Any]]:
    return [
        each
        for each in run.events
        if each["event"] == kind and all(each.get(key) == fact for key, fact in facts.items())
    ]


def same(one: Result, other: Result, quarters: int | None = None) -> None:
    """Hold two runs to be the same, bit for bit, but for the entries that tell of decisions."""
    for sheet in SHEETS if quarters is None else SHEETS[:3]:
        tables = [getattr(run, sheet) for run in (one, other)]
        if quarters is not None:
            tables = [table[table["quarter"] < quarters] for table in tables]
        pd.testing.assert_frame_equal(*tables, check_exact=True, obj=sheet)
    told = [
        [
            each
            for each in run.events
            if "decision" not in each and (quarters is None or each["quarter"] < quarters)
        ]
        for run in (one, other)
    ]
    assert told[0] == told[1]


def elsewhere(scenario: Scenario, lever: str) -> float | int | str:
    """Return a value of a lever far from where it stands, within its bounds and the checks."""
    branch, name = lever.split(".")
    now = getattr(getattr(scenario, branch), name)
    if name == "tactic":
        return "micro"
    if name == "rivals_invited":
        return 1
    if name == "exit_patience":
        return 1
    if name in ("debt_ceiling", "budget_usd_m", "training_places", "office_share"):
        return float(now) * 0.4
    if name in ("performance_standard", "concession", "fund_saving", "research_ramp_years"):
        return float(now) * 1.4
    return float(now) * 0.3 if now else 0.2


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_decided_on_the_first_day_is_the_lever_of_the_scenario(
    scenario: Scenario, base: Result, lever: str
) -> None:
    value = elsewhere(scenario, lever)
    from_start = simulate(varied(scenario, {lever: value}), SEED)
    same(decided(scenario, f"2025Q1:{lever}={value}"), from_start)
    assert not from_start.series.equals(base.series), "a lever that moves nothing proves nothing"


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_moved_in_mid_run_moves_the_rest_of_it(
    scenario: Scenario, base: Result, lever: str
) -> None:
    run = decided(scenario, f"2025Q2:{lever}={elsewhere(scenario, lever)}")
    same(run, base, quarters=1)
    assert not run.series.equals(base.series)


def test_levers_decided_to_stay_where_they_are_change_nothing(
    scenario: Scenario, base: Result
) -> None:
    texts = [
        f"2030Q2:{lever}={getattr(getattr(scenario, branch), name)}"
        for lever in LEVERS
        for branch, name in [lever.split(".")]
        if name != "transfer_floor"  # where the Council has moved its floor, this puts it back
    ]
    same(decided(scenario, *texts), base)


def test_the_ramp_of_research_begins_where_research_stands(scenario: Scenario) -> None:
    run = decided(scenario, "2026Q1:policy.research_target=0.001")
    share = run.series["research_share"].to_numpy()
    steps = np.diff(share)
    assert share[3] > 0.001
    assert (steps[:3] > 0.0).all()
    assert (steps[3:8] < 0.0).all()
    assert np.abs(steps).max() < 0.1 * share.max(), "a target is not reached at a stroke"


def test_a_transfer_floor_moves_the_mandate_at_once(scenario: Scenario) -> None:
    world = settle(scenario, SEED, ["2025Q3:policy.transfer_floor=0.7"])
    world.step()
    world.step()
    before = world.state.mandate.transfer_floor
    world.step()
    assert before != world.state.mandate.transfer_floor == 0.7


def test_shocks_and_luck_stay_the_same(scenario: Scenario) -> None:
    worlds = [settle(scenario, SEED, texts) for texts in ((), ("2026Q1:policy.concession=0.5",))]
    for world in worlds:
        world.run()
    one, other = (world.state for world in worlds)
    assert one.autonomy_now != other.autonomy_now
    for name in ("commodity", "crisis", "recession", "turnover"):
        assert (getattr(one.weather, name) == getattr(other.weather, name)).all()
    for name in ("breakdown", "home_vote", "abroad_vote", "overrun", "reopening", "distress"):
        assert (getattr(one.luck, name) == getattr(other.luck, name)).all()


def test_the_same_decisions_are_the_same_run(scenario: Scenario) -> None:
    texts = ["2025Q4:refuse:computing-uae", "2029Q1:policy.concession=2", "2031Q1:exit:nuclear-uae"]
    one, other = decided(scenario, *texts), decided(scenario, *texts[::-1])
    same(one, other)
    assert one.events == other.events
    assert one.name == other.name != simulate(scenario, SEED).name


def test_a_refused_text_is_not_signed(scenario: Scenario, base: Result) -> None:
    assert happened(base, "signed", agreement="computing-uae-2025-5", quarter=3)
    run = decided(scenario, "2025Q4:refuse:computing-uae")
    same(run, base, quarters=3)
    (refused,) = happened(run, "not ratified", quarter=3, partner="uae")
    assert (refused["topic"], refused["because"]) == ("computing", "refused by decision")
    assert not happened(run, "decision void")
    assert "computing-uae-2025-5" not in {each.get("agreement") for each in run.events}
    assert not run.series.equals(base.series)


def test_a_text_that_failed_at_home_is_signed(scenario: Scenario, base: Result) -> None:
    (failed,) = happened(base, "not ratified", quarter=4)
    assert (failed["topic"], failed["partner"]) == ("nuclear", "china")
    run = decided(scenario, "2026Q1:sign:nuclear-china")
    same(run, base, quarters=4)
    assert [e for e in happened(run, "signed", quarter=4) if "nuclear-china" in e["agreement"]]
    assert not happened(run, "not ratified", quarter=4)


def test_a_talk_that_was_not_planned_is_held(scenario: Scenario, base: Result) -> None:
    quarter, topic, partner = 6, "renewables", "china"
    assert not [e for e in happened(base, "talk", quarter=quarter) if e["topic"] == topic]
    for verb in ("call", "sign"):
        run = decided(scenario, f"2026Q3:{verb}:{topic}-{partner}")
        (talk,) = happened(run, "talk", quarter=quarter, topic=topic)
        assert [each["partner"] for each in talk["threads"]] == [partner]


def test_a_call_leaves_the_vote_as_it_is(scenario: Scenario, base: Result) -> None:
    # The talk is planned, its text fails at home: to call it changes nothing, to sign it does.
    run = decided(scenario, "2026Q1:call:nuclear-china")
    same(run, base)
    assert not happened(run, "decision void")


def test_a_comprehensive_agreement_can_be_called_for(scenario: Scenario, base: Result) -> None:
    assert not [e for e in happened(base, "talk") if e["quarter"] < 2]
    run = decided(scenario, "2025Q1:call:envelope-china", "2025Q1:refuse:envelope-china")
    (talk,) = [e for e in happened(run, "talk") if e["quarter"] < 2]
    assert (talk["quarter"], talk["topic"]) == (0, "envelope")
    assert not happened(run, "decision void")


def test_a_called_partner_joins_the_table_of_its_technology(
    scenario: Scenario, base: Result
) -> None:
    (talk,) = happened(base, "talk", quarter=3, topic="computing")
    seated = {each["partner"] for each in talk["threads"]}
    assert "korea" not in seated
    run = decided(scenario, "2025Q4:sign:computing-korea")
    (now,) = happened(run, "talk", quarter=3, topic="computing")
    assert {each["partner"] for each in now["threads"]} == seated | {"korea"}


def test_what_cannot_be_followed_is_told_and_changes_nothing(
    scenario: Scenario, base: Result
) -> None:
    texts = [
        "2025Q1:call:computing-korea",
        "2025Q1:sign:computing-uae",  # no envelope is in force yet
        "2025Q1:refuse:nuclear-china",  # nobody talks about it
        "2025Q2:exit:nuclear-china-2025-0",  # no such agreement
    ]
    run = decided(scenario, *texts)
    same(run, base)
    void = {each["decision"]: each["because"] for each in happened(run, "decision void")}
    assert set(void) == set(texts)
    assert void[texts[0]] == void[texts[1]] == "no comprehensive agreement is in force"
    assert void[texts[2]] == "no talk about it came to a text"
    assert void[texts[3]] == "not in force; in force are none"


def test_an_exit_in_vain_names_those_most_alike(scenario: Scenario) -> None:
    run = decided(scenario, "2032Q1:exit:computing-uae-2025-6")
    (void,) = happened(run, "decision void")
    assert void["because"].startswith("not in force; in force are computing-uae-2025-5, ")
    assert void["because"].endswith(", …")


def test_a_reopened_agreement_keeps_its_terms_where_the_new_ones_are_refused(
    scenario: Scenario, base: Result
) -> None:
    (again,) = happened(base, "renegotiated", quarter=13)
    assert (again["technology"], again["partner"]) == ("computing", "uae")
    run = decided(scenario, "2028Q2:refuse:computing-uae")
    assert happened(run, "reopened talk", quarter=13) == happened(base, "reopened talk", quarter=13)
    assert not happened(run, "renegotiated", quarter=13)
    assert not happened(run, "decision void")


@pytest.mark.parametrize("name", ["plant_design-korea-2027-14", "plant_design-korea"])
def test_an_exit_gives_notice_and_costs_the_penalty(
    scenario: Scenario, base: Result, name: str
) -> None:
    run = decided(scenario, f"2030Q1:exit:{name}")
    same(run, base, quarters=20)
    (notice,) = happened(run, "notice given", agreement="plant_design-korea-2027-14")
    assert (notice["quarter"], notice["by"], notice["because"]) == (20, "host", "decided")
    (left,) = happened(run, "left by host", agreement="plant_design-korea-2027-14")
    assert left["quarter"] == 20 + scenario.delivery.notice_quarters
    assert left["penalty_usd_m"] > 0.0


def test_an_exit_from_a_comprehensive_agreement_closes_it(scenario: Scenario) -> None:
    world = settle(scenario, SEED, ["2027Q1:exit:envelope-china", "2027Q1:expel:envelope-china"])
    world.run()
    china = world.state.atlas.partners.index("china")
    assert world.state.portfolio.envelopes[china] == -1
    later = [e for e in world.state.events if e["quarter"] > 12 and e["event"] == "signed"]
    assert later
    assert "china" not in {each["partner"] for each in later}


def test_who_is_expelled_is_not_asked_until_invited(scenario: Scenario, base: Result) -> None:
    def asked(run: Result, since: int, until: int) -> int:
        return sum(
            each["topic"] == "computing" and "china" in {t["partner"] for t in each["threads"]}
            for each in happened(run, "talk")
            if since <= each["quarter"] < until
        )

    assert asked(base, 4, 64) > 0
    out = decided(scenario, "2026Q1:expel:computing-china")
    assert asked(out, 4, 64) == 0
    back = decided(scenario, "2026Q1:expel:computing-china", "2029Q1:invite:computing-china")
    assert asked(back, 4, 16) == 0
    assert asked(back, 16, 64) > 0


def test_an_expulsion_outlasts_one_talk_that_was_decided(scenario: Scenario) -> None:
    texts = ["2026Q1:expel:computing-china", "2028Q4:sign:computing-china"]
    run = decided(scenario, *texts)
    quarters = [
        each["quarter"]
        for each in happened(run, "talk", topic="computing")
        if "china" in {thread["partner"] for thread in each["threads"]} and each["quarter"] > 3
    ]
    assert quarters == [15]


def test_who_is_invited_is_asked_first(scenario: Scenario) -> None:
    def first_asked(run: Result) -> list[str]:
        talks = happened(run, "talk", topic="computing")
        return [each["threads"][0]["partner"] for each in talks]

    alone = decided(scenario, "2025Q1:policy.rivals_invited=1")
    run = decided(scenario, "2025Q1:invite:computing-uae", "2025Q1:policy.rivals_invited=1")
    assert first_asked(run).count("uae") > first_asked(alone).count("uae")
