"""What happens to talks and agreements in a world, seen from outside."""

from collections import Counter

import numpy as np
import pytest

from agents.population import settle
from experiments.runner import Result, simulate
from model.portfolio import Status
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.scenario.vary import varied
from model.world import SCHEDULE

SEEDS = range(4)


@pytest.fixture(scope="module")
def runs() -> list[Result]:
    scenario = load("peru2040")
    return [simulate(scenario, seed) for seed in SEEDS]


def kinds(runs: list[Result]) -> Counter[str]:
    return Counter(event["event"] for run in runs for event in run.events)


def test_the_default_run_has_all_that_the_plan_names(runs: list[Result]) -> None:
    seen = kinds(runs)
    for event in (
        "talk", "signed", "not ratified", "completed", "renegotiated", "notice given",
        "left by partner", "annual review", "firm opened", "recession", "new government",
        "change of power", "crisis begins",
    ):  # fmt: skip
        assert seen[event] > 0, event
    for run in runs:
        assert set(run.agreements["partner"]) == {"korea", "china", "singapore", "uae"}


def test_protocols_are_struck_only_inside_an_envelope(runs: list[Result]) -> None:
    for run in runs:
        deals = run.agreements
        envelopes = deals[deals["tier"] == "comprehensive"]
        for _, deal in deals[deals["tier"] == "protocol"].iterrows():
            mine = envelopes[envelopes["partner"] == deal["partner"]]
            # Ratified in the same quarter at the earliest: talks need an envelope in force before.
            assert (mine["signed"] < deal["signed"]).any()


def test_terms_keep_to_the_mandate(runs: list[Result]) -> None:
    policy = load("peru2040").policy
    for run in runs:
        deals = run.agreements[run.agreements["tier"] == "protocol"]
        assert (deals["local_content"] >= policy.local_content_floor - 1e-9).all()
        envelopes = run.agreements[run.agreements["tier"] == "comprehensive"]
        assert (envelopes["collateral"] <= policy.collateral_cap + 1e-9).all()


def test_no_partner_gets_more_than_its_cap() -> None:
    scenario = varied(load("peru2040"), {"policy.max_partner_share": 0.08})
    world = settle(scenario, 1)
    while not world.over:
        world.step()
        held = world.state.sums.planned @ world.state.atlas.weight
        assert (held <= 0.08 + 1e-9).all()


def test_projects_run_late_and_more_so_in_complex_classes(runs: list[Result]) -> None:
    late: dict[str, list[float]] = {"institutional": [], "complex": [], "modular": []}
    for run in runs:
        done = run.agreements[(run.agreements["completed"] >= 0) & (run.agreements["units"] > 0)]
        for _, deal in done.iterrows():
            kind = run.scenario.technologies[deal["technology"]].kind
            # What the host's own want of money and engineers cost says nothing about the class.
            taken = deal["completed"] + 1 - deal["signed"] - deal["waited"]
            if kind in late:
                late[kind].append(taken / deal["planned_quarters"] - 1.0)
    assert np.mean(late["complex"]) > np.mean(late["modular"]) > 0.0


def test_what_was_left_stays_and_is_found_again() -> None:
    scenario = varied(load("peru2040"), {"delivery.breakup_rate": 1.0, "delivery.trust_rate": 0.3})
    world = settle(scenario, 3)
    world.run()
    rows = world.state.portfolio.rows
    gone = rows[(rows["status"] == int(Status.LEFT_BY_PARTNER)) & (rows["in_use"] > 0)]
    assert len(gone) > 0
    own = world.state.produced[:, 0]
    assert all(own[k] > 0 for k in set(gone["technology"].tolist()))


def test_nothing_happens_without_a_council() -> None:
    run = simulate(load("inaction"), 1)
    assert len(run.agreements) == 0
    assert run.series["dependence"].notna().all()
    assert "talk" not in kinds([run])


def test_phases_are_named_in_order() -> None:
    assert [phase for phase, _ in SCHEDULE] == [
        "decisions", "shocks", "review", "talks", "bargaining", "ratification", "implementation",
        "capability", "structure", "measures",
    ]  # fmt: skip


def test_a_world_that_is_over_cannot_be_stepped() -> None:
    world = settle(load("classroom"), 1)
    world.run()
    with pytest.raises(RuntimeError, match="40 quarters"):
        world.step()


def test_graphs_of_past_quarters_can_be_had(runs: list[Result]) -> None:
    run = runs[0]
    first, last = run.graph(0), run.graph()
    assert last.number_of_edges() > first.number_of_edges()
    signed = run.agreements["signed"]
    for quarter in (0, 10, 30):
        keys = {
            facts["agreement"]
            for _, _, facts in run.graph(quarter).edges(data=True)
            if "agreement" in facts
        }
        assert keys <= set(run.agreements["number"][signed <= quarter])


@pytest.mark.parametrize("quarter", [-1, 400])
def test_a_quarter_that_never_was_is_refused(quarter: int) -> None:
    world = settle(load("classroom"), 1)
    world.step()
    with pytest.raises(ValueError, match="quarter"):
        world.graph(quarter)


def test_mesa_users_find_what_they_expect() -> None:
    import mesa

    world = settle(load("classroom"), 1)
    assert isinstance(world, mesa.Model)
    names = {type(agent).__name__ for agent in world.agents}
    assert names == {
        "Host", "Council", "Office", "Partner", "PartnerFirm", "HostFirm", "StakeholderGroup",
    }  # fmt: skip
    world.step()
    frame = world.datacollector.get_model_vars_dataframe()
    assert len(frame) == 1
    assert {"autonomy", "dependence", "fund_usd_m"} <= set(frame.columns)
    agents = world.datacollector.get_agent_vars_dataframe()
    assert agents.index.names == ["quarter", "partner"]


def tiny(scenario: Scenario) -> Scenario:
    return varied(scenario, {"clock.quarters": 4})


def test_a_short_run_has_as_many_rows_as_quarters() -> None:
    run = simulate(tiny(load("classroom")), 1)
    assert len(run.series) == 4
    assert len(run.partners) == 4 * 2
    assert len(run.technologies) == 4 * 2


def test_whoever_leaves_says_why(runs: list[Result]) -> None:
    left = [e for run in runs for e in run.events if e["event"].startswith("left by")]
    assert left
    for run in runs:
        notices = {e["agreement"]: e["because"] for e in run.events if e["event"] == "notice given"}
        for event in run.events:
            if event["event"].startswith("left by"):
                assert event["because"] == notices[event["agreement"]]
