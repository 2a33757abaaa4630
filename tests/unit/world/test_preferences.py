"""What terms are worth: signs that must hold, and sums that must come out."""

import numpy as np
import pytest

from agents.population import settle
from model.positions import situation
from model.preferences.comprehensive import fill_comprehensive
from model.preferences.protocol import fill_protocol
from model.preferences.situation import annuity, learned, thin_base
from model.scenario.load import load
from model.terms import Protocol, mandated, spread
from model.world import World


@pytest.fixture(scope="module")
def world() -> World:
    world = settle(load("classroom"), seed=2)
    for _ in range(12):
        world.step()
    return world


def tables(world: World, **changes: float) -> np.ndarray:
    state = world.state
    table, policy = state.protocol_table, state.scenario.policy
    low, high = mandated(
        table.declared, state.mandate.transfer_floor, policy.local_content_floor, 0.0
    )
    low[Protocol.VOLUME], high[Protocol.VOLUME] = 0.1, 0.3
    levels = np.empty(table.step.shape)
    spread(low, high, table.step, levels)
    s = situation(state, 0, 0, 0.9, 0.2, 1.0)._replace(**changes)
    result = np.zeros((2, len(table.counts), table.most))
    fill_protocol(levels, table.counts, s, result)
    return result


def rises(row: np.ndarray) -> bool:
    return bool((np.diff(row) >= -1e-9).all() and row[-1] > row[0])


@pytest.mark.core
def test_host_and_partner_pull_apart_over_money(world: World) -> None:
    host, partner = tables(world)
    for issue in (Protocol.ROYALTY, Protocol.PRICE, Protocol.EXIT_PENALTY):
        assert rises(partner[issue])
        assert rises(-host[issue])


def test_a_deep_transfer_costs_the_partner(world: World) -> None:
    partner = tables(world)[1]
    assert rises(-partner[Protocol.TRANSFER_DEPTH])


def test_without_absorption_a_transfer_clause_only_costs_the_host(world: World) -> None:
    host = tables(world, pace=0.0, seeding=0.0)[0]
    assert rises(-host[Protocol.TRANSFER_DEPTH])


def test_fear_of_a_rival_makes_the_same_clause_dearer(world: World) -> None:
    calm = tables(world, leak_usd_m=0.0)[1][Protocol.TRANSFER_DEPTH]
    afraid = tables(world, leak_usd_m=10_000.0)[1][Protocol.TRANSFER_DEPTH]
    assert afraid[-1] < calm[-1]


def test_a_bigger_deal_weighs_more(world: World) -> None:
    host, _ = tables(world, autonomy_price_usd_m=0.0)
    small, _ = tables(world, autonomy_price_usd_m=0.0, need_usd_m=1.0, capital_usd_m=4.0)
    assert np.ptp(host[Protocol.VOLUME]) > 10 * np.ptp(small[Protocol.VOLUME])


def test_what_is_built_is_sunk(world: World) -> None:
    fresh = tables(world, remaining=1.0)[1][Protocol.VOLUME]
    sunk = tables(world, remaining=0.0)[1][Protocol.VOLUME]
    assert sunk[-1] > fresh[-1]


def test_the_price_of_autonomy_moves_the_worth_of_know_how(world: World) -> None:
    careless = tables(world, autonomy_price_usd_m=0.0, autonomy_know=0.1)[0]
    careful = tables(world, autonomy_price_usd_m=50_000.0, autonomy_know=0.1)[0]
    issue = Protocol.TRANSFER_DEPTH
    assert np.ptp(careful[issue]) > np.ptp(careless[issue])


def test_an_envelope_pulls_apart_over_interest_and_collateral(world: World) -> None:
    from model.positions import prospect
    from model.terms import Comprehensive

    state = world.state
    table = state.comprehensive_table
    result = np.zeros((2, len(table.counts), table.most))
    fill_comprehensive(table.narrowed({}), table.counts, prospect(state, 1), result)
    host, partner = result
    assert rises(-host[Comprehensive.RATE])
    assert rises(partner[Comprehensive.RATE])
    assert rises(-host[Comprehensive.COLLATERAL])
    assert rises(partner[Comprehensive.COLLATERAL])


def test_annuity_known_answers() -> None:
    assert annuity(0.1, 0.0, 1e9) == pytest.approx(10.0)
    assert annuity(0.05, 2.0, 10.0) == pytest.approx(7.86938681 * np.exp(-0.1))


def test_learning_meets_its_ceiling_and_needs_a_start() -> None:
    assert learned(0.1, 0.9, 5.0, 0.0, 50.0) == pytest.approx(0.8)
    assert learned(0.0, 0.9, 0.5, 0.0, 50.0) == 0.0
    assert learned(0.0, 0.9, 0.5, 0.05, 50.0) > 0.5


def test_thin_base_costs_more_than_in_proportion() -> None:
    near, far = thin_base(0.4, 0.3, 0.14, 4.0), thin_base(0.5, 0.3, 0.14, 4.0)
    assert far > 2 * near > 0
