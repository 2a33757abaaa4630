"""What follows a signature: who pays for delay and cost, what a plant teaches, what reopens it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from agents.population import settle
from experiments.runner import Result, simulate
from model.assessment import assess_rows
from model.construction import lateness
from model.follow_on import follow_on
from model.lessons import lessons
from model.portfolio import AGREEMENT, Status
from model.positions import look
from model.preferences.posing import hold
from model.relations import hazards
from model.scenario.load import load
from model.scenario.vary import varied
from model.terms import Protocol
from model.world import World


def plant(**facts: float) -> Any:
    """Return a table with one protocol in it: ten quarters planned, a half to be taught."""
    rows = np.zeros(1, dtype=AGREEMENT)
    known = {"units": 1.0, "planned_quarters": 10.0, "pace": 1.0, "effort": 1.0}
    known |= {"status": float(Status.BUILDING)} | facts
    for name, value in known.items():
        rows[name] = value
    rows["terms"][0, Protocol.TRANSFER_DEPTH] = 0.5
    return rows


def taught(rows: Any) -> float:
    quality, extras = np.zeros((3, 1)), np.zeros((2, 1))
    usual = np.array([[0.5, 0.4, 0.3]])
    lessons(rows, 0.35, 0.3, usual, np.zeros((1, 10)), quality, extras)
    return float(quality[0, 0])


def test_a_plant_that_takes_longer_teaches_less_a_year_and_as_much_in_all() -> None:
    usual, late = (taught(plant(overrun=overrun)) for overrun in (0.5, 2.0))
    assert usual == pytest.approx(0.5)
    assert late * (1.0 + 2.0) == pytest.approx(usual * (1.0 + 0.5))
    running = [taught(plant(overrun=o, status=float(Status.RUNNING))) for o in (0.5, 2.0)]
    assert running[0] == running[1] == pytest.approx(0.5 * 0.35)


def test_a_guarantee_is_due_for_the_delay_that_the_partner_made_stage_by_stage() -> None:
    deal = plant()[0]
    assert lateness(deal, 0.5, 4) == 0.0
    assert lateness(deal, 0.5, 7) == pytest.approx(8 / 5 - 1)
    assert lateness(deal, 1.0, 29) == 1.0
    assert lateness(plant(waited=3.0)[0], 0.5, 7) == 0.0


def test_the_hosts_own_delay_is_not_held_against_the_partner() -> None:
    seen = []
    for waited in (0.0, 5.0):
        rows = plant(waited=waited, progress=0.5, effort=1.0)
        luck, slot = np.ones((1, 11, 1)), np.zeros(1, dtype=np.int64)
        believed, trust = np.zeros((1, 2)), np.full(1, 0.5)
        mean = assess_rows(rows, 10, luck, slot, 0.0, np.zeros(1), 0.5, 0.1, believed, trust)
        assert trust == pytest.approx(0.5 + 0.1 * (mean - 0.5))
        seen.append(float(rows["assessed"][0]))
    assert seen == pytest.approx([0.75, 1.0])


def test_building_costs_more_than_the_contract_by_class() -> None:
    world = settle(load("peru2040"), 1)
    world.run()
    rows, state = world.state.portfolio.rows, world.state
    built = rows[(rows["technology"] >= 0) & (rows["progress"] >= 1.0) & (rows["reopened"] == 0)]
    paid = built["paid_host_usd_m"] + built["paid_partner_usd_m"]
    assert len(built) > 5
    assert paid == pytest.approx(built["contract_usd_m"] * (1.0 + built["dearer"]))
    means = [built["dearer"][state.atlas.kind[built["technology"]] == kind] for kind in (1, 2)]
    modular, complex_ = (float(part.mean()) for part in means)
    assert state.atlas.classes[1:3] == ("modular", "complex")
    assert complex_ > modular > 0.0


@pytest.fixture(scope="module")
def unprotected() -> list[Result]:
    """Runs in which contracts bind nobody who is talked with again."""
    changed = {"bargaining.enforcement": 0.0, "bargaining.treaty_effect": 0.0}
    scenario = varied(load("peru2040"), changed | {"delivery.renegotiation_rate": 0.3})
    return [simulate(scenario, seed) for seed in range(1, 4)]


def test_a_threat_is_carried_out_where_nothing_holds_the_terms(unprotected: list[Result]) -> None:
    events = [event for run in unprotected for event in run.events]
    vain = sum(event["event"] == "reopened in vain" for event in events)
    left = [e for e in events if e["event"] == "notice given" and "holds" in e]
    assert vain > 0
    assert len(left) == vain
    assert {event["holds"] for event in left} == {0.0}


def test_terms_hold_for_ever_under_full_enforcement() -> None:
    scenario = varied(load("peru2040"), {"bargaining.enforcement": 1.0})
    run = simulate(scenario, 2)
    assert not any("holds" in event for event in run.events)
    assert any(event["event"] == "reopened in vain" for event in run.events)


def of_a_world(scenario: str, until: Callable[[World], bool]) -> World:
    world = settle(load(scenario), 1)
    while not until(world):
        world.step()
    return world


def test_protection_of_investors_raises_the_chance_that_terms_hold() -> None:
    state = of_a_world("peru2040", lambda world: (world.state.portfolio.envelopes >= 0).all()).state
    rules = state.scenario.bargaining
    sight = look(state)
    with_treaty = hold(state.ground, sight, 0)
    sight.envelope_terms[0] = 0.0
    assert hold(state.ground, sight, 0) == rules.enforcement < with_treaty < 1.0


def test_a_reopened_talk_is_about_the_plants_that_stand() -> None:
    world = settle(load("peru2040"), 1)
    world.state.tapes = []
    world.run()
    state, checked = world.state, 0
    least = float(state.protocol_table.low[Protocol.VOLUME])
    for tape in state.tapes or []:
        if tape.reopened < 0:
            continue
        volumes = tape.levels[0, Protocol.VOLUME]
        stands = float(state.portfolio.rows["units"][tape.reopened])
        need = float(np.exp(state.atlas.need_growth[tape.technology] * 0.25 * tape.quarter))
        assert volumes == pytest.approx(stands / need, rel=1e-6)
        checked += stands / need < least
    assert checked > 0


def reopenings(promised: float, lost: float, ours: float) -> float:
    """Return how often a plant is reopened, out of a thousand draws."""
    rows = plant(
        status=float(Status.RUNNING), progress=1.0,
        paid_host_usd_m=ours, paid_partner_usd_m=1.0 - ours,
    )  # fmt: skip
    found = 0
    for luck in np.linspace(0.0, 1.0, 1000, endpoint=False):
        events = np.empty((1, 3), dtype=np.int64)
        found += hazards(
            rows, 40, np.zeros(1, dtype=np.int64), np.zeros((1, 41)), 0.0, 0.0, np.ones(1),
            np.zeros(2), 0.0, (0.2, 2.0, 1.0, 0.0), 1.0, np.array([lost]),
            promised, np.zeros(1), np.ones((1, 1)), np.ones(1),
            np.full((1, 41, 1), luck), np.ones((1, 41, 1)), 0, events,
        )  # fmt: skip
    return found / 1000


def test_a_host_that_hopes_for_more_does_not_press_and_a_partner_with_leverage_does() -> None:
    assert reopenings(0.0, 0.0, ours=0.0) > reopenings(2.0, 0.0, ours=0.0) > 0.0
    assert reopenings(0.0, 1.0, ours=1.0) > reopenings(0.0, 0.0, ours=1.0)
    assert reopenings(2.0, 0.0, ours=1.0) == reopenings(0.0, 0.0, ours=1.0)
    assert reopenings(0.0, 1.0, ours=0.0) == reopenings(0.0, 0.0, ours=0.0)


def test_what_is_hoped_for_ends_with_the_need() -> None:
    state = settle(load("peru2040"), 1).state
    nuclear = state.atlas.technologies.index("nuclear")
    assert follow_on(state, 0, nuclear) > 0.0
    state.standing = np.ones_like(state.standing)
    assert follow_on(state, 0, nuclear) == 0.0
