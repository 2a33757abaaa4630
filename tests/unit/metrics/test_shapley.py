"""Shapley values of games with known answers."""

import numpy as np
import pytest

from model.metrics.shapley import joining_orders, shapley, shapley_parts


def airport(costs):
    """Return the game of a runway as long as the longest plane in the coalition needs."""
    return lambda who: max((costs[i] for i in who), default=0.0)


def test_runway_is_shared_section_by_section():
    # Littlechild & Owen (1973): each section by all who need it.
    assert shapley(airport([1.0, 2.0, 4.0]), 3).parts.tolist() == pytest.approx(
        [1 / 3, 5 / 6, 17 / 6]
    )


def test_two_quantities_at_once():
    parts = shapley(lambda who: np.array([len(who), len(who) ** 2.0]), 3).parts
    assert parts.tolist() == [pytest.approx([1.0, 3.0])] * 3


def test_one_player_gets_all():
    assert shapley_parts(np.array([[1.0, 0.0], [4.0, 5.0]])).tolist() == [[3.0, 5.0]]


def test_sampled_parts_lie_within_their_error():
    costs = [float(i) for i in range(1, 13)]
    told = shapley(airport(costs), 12, pairs=400)
    exact = np.cumsum([1.0 / (12 - i) for i in range(12)])
    assert told.parts.sum() == pytest.approx(12.0)
    assert (np.abs(told.parts - exact) <= 4.0 * told.error + 1e-12).all()
    assert (told.error < 0.15).all()
    assert told.error.max() > 0.0


def test_orders_are_the_same_each_time_and_cannot_be_spoiled():
    orders = joining_orders(5, 4)
    assert (np.sort(orders, axis=1) == np.arange(5)).all()
    with pytest.raises(ValueError, match="read-only"):
        orders[0, 0] = 3
