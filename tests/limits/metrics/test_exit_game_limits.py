"""What the exit game says to input that makes no sense."""

import numpy as np
import pytest

from experiments.bench_measures import sample
from model.metrics.bill import bill_of_materials
from model.metrics.exit_game import exit_game, horizon_points
from model.metrics.needs import needs_met
from model.metrics.shapley import shapley


def test_circle_of_technologies_is_named():
    with pytest.raises(ValueError, match=r"technologies \[.*\] need each other in a circle"):
        bill_of_materials([[0.0, 0.5], [0.5, 0.0]])


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan])
def test_requirement_outside_its_bounds(value):
    with pytest.raises(ValueError, match="outside 0 to 1"):
        bill_of_materials([[0.0, value]])


def test_requirements_of_the_wrong_shape():
    with pytest.raises(ValueError, match=r"shape \(2, 1\); expected \(K, K \+ J\)"):
        bill_of_materials([[0.0], [0.0]])


def test_no_needs_at_all():
    bill = bill_of_materials(np.zeros((2, 3)))
    assert bill.needed.shape == (2, 0)
    supply = np.array([[0.2, 0.1], [0.0, 0.4]])
    share = np.array([[0.0, 1.0]])
    met = needs_met(supply, supply, share, bill, [False, True])
    assert met.tolist() == pytest.approx([0.4, 0.0])


def test_more_partners_than_states():
    world = sample(2, 1, 3)
    with pytest.raises(ValueError, match="3 partners among 2 foreign states"):
        exit_game(*world, np.zeros(1), np.arange(3) > 0, 3)


def test_a_host_without_a_world_around_it():
    world = sample(2, 1, 1)
    game = exit_game(*world, np.zeros(1), np.zeros(1, dtype=bool), 0)
    assert game.capability == game.autonomy == game.autonomy_alone > 0.0
    assert (game.worst, game.single.shape, game.dependence.tolist()) == (-1, (0,), [0.0])


@pytest.mark.parametrize(("years", "points"), [(-1.0, 3), (1.0, 0), (np.nan, 1)])
def test_horizon_without_sense(years, points):
    with pytest.raises(ValueError, match="horizon of"):
        horizon_points(years, points)


def test_exit_of_states_that_are_not_there():
    with pytest.raises(ValueError, match="2 entries; expected one for each of 3 states"):
        needs_met(*sample(2, 1, 3)[:4], [True, False])


def test_game_without_players():
    with pytest.raises(ValueError, match="at least 1"):
        shapley(lambda who: 0.0, 0)


def test_too_few_orders_to_tell_the_error():
    with pytest.raises(ValueError, match="at least 2"):
        shapley(lambda who: 0.0, 11, pairs=1)
