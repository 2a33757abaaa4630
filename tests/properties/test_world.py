"""What must hold in any world, with any mechanisms on or off, under any seed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.population import settle
from model.scenario.load import load
from model.scenario.mechanisms import Mechanisms
from model.scenario.tree import Scenario
from model.world import World

SWITCHES = sorted(Mechanisms.model_fields)
SHORT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
seeds = st.integers(min_value=0, max_value=2**32)


def with_switches(scenario: Scenario, off: set[str]) -> Scenario:
    switches = scenario.mechanisms.model_copy(update=dict.fromkeys(off, False))
    return scenario.model_copy(update={"mechanisms": switches})


def run(name: str, seed: int, off: set[str]) -> World:
    world = settle(with_switches(load(name), off), seed)
    world.run()
    return world


@pytest.mark.core
@SHORT
@given(seed=seeds, off=st.sets(st.sampled_from(SWITCHES)))
def test_money_is_conserved(seed: int, off: set[str]) -> None:
    world = settle(with_switches(load("classroom"), off), seed)
    while not world.over:
        world.step()
        ledger = world.state.ledger
        assert abs(ledger.total()) < 1e-6 * max(1.0, np.abs(ledger.balance).max())
    loans = world.state.loans
    owed = np.bincount(loans.rows["creditor"], loans.rows["principal"], minlength=loans.partners)
    assert np.allclose(owed, loans.owed, atol=1e-6)
    assert np.allclose(loans.drawn - loans.repaid - loans.forgiven, loans.owed, atol=1e-6)
    assert np.isclose(loans.total_usd_m, loans.owed.sum())
    assert (loans.owed >= -1e-9).all()


@SHORT
@given(seed=seeds, off=st.sets(st.sampled_from(SWITCHES)))
def test_people_are_conserved(seed: int, off: set[str]) -> None:
    world = run("classroom", seed, off)
    people = world.state.people
    start = world.state.scenario.host.engineers
    assert people.total() == pytest.approx(start + people.graduated)
    stocks = [people.free, people.trained, people.stayed, people.left]
    stocks += [people.away.min(), people.taught.min()]
    assert min(stocks) >= -1e-9


@pytest.mark.core
@SHORT
@given(seed=seeds, off=st.sets(st.sampled_from(SWITCHES)))
def test_measures_stay_in_their_bounds_and_add_up(seed: int, off: set[str]) -> None:
    world = run("classroom", seed, off)
    series = world.series()
    shares = ["capability", "autonomy", "autonomy_strict", "autonomy_alone", "know_how"]
    shares += ["absorptive", "hhi_firm", "hhi_controller", "concentrated", "trust", "approval"]
    for name in shares:
        assert series[name].between(-1e-9, 1 + 1e-9).all(), name
    assert (series["autonomy"] <= series["capability"] + 1e-9).all()
    assert (series["autonomy_alone"] <= series["autonomy"] + 1e-9).all()
    assert (series["hhi_controller"] >= series["hhi_firm"] - 1e-9).all()
    game = world.state.game
    assert game is not None
    assert game.dependence.sum() == pytest.approx(game.capability - game.autonomy_alone)


@SHORT
@given(seed=seeds, off=st.sets(st.sampled_from(SWITCHES)))
def test_every_deal_is_worth_at_least_no_deal_to_both(seed: int, off: set[str]) -> None:
    rows = run("classroom", seed, off).state.portfolio.rows
    for side in ("host", "partner"):
        gain = rows[f"value_{side}_usd_m"] - rows[f"reservation_{side}_usd_m"]
        assert (gain >= -1e-6).all()
    assert ((rows["host_share"] >= -1e-9) & (rows["host_share"] <= 1 + 1e-9)).all()


@SHORT
@given(seed=seeds, off=st.sets(st.sampled_from(SWITCHES)))
def test_the_graph_and_the_portfolio_agree(seed: int, off: set[str]) -> None:
    world = run("classroom", seed, off)
    rows, atlas = world.state.portfolio.rows, world.state.atlas
    edges = {
        facts["agreement"]: facts
        for _, _, facts in world.graph().edges(data=True)
        if facts["kind"] == "runs"
    }
    for row in rows[rows["technology"] >= 0]:
        live = row["status"] < 4
        stands = row["in_use"] > 0.0
        assert (int(row["number"]) in edges) == bool(live or stands)
        if live or stands:
            facts = edges[int(row["number"])]
            assert facts["units"] == pytest.approx(float(row["units"]))
            assert facts["in_use"] == pytest.approx(float(row["in_use"]))
    envelopes = [f for _, _, f in world.graph().edges(data=True) if f["kind"] == "envelope"]
    assert len(envelopes) == int((world.state.portfolio.envelopes >= 0).sum())
    assert atlas.states[0] == "host"
