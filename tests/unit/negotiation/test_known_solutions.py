"""Solutions of textbook bargains, continuous cases on fine grids."""

import math

import numpy as np
import pytest

from model.negotiation.frontier import pareto_frontier
from model.negotiation.rubinstein import first_share, first_share_with_deadline
from model.negotiation.solutions import (
    egalitarian_set,
    gains_over,
    kalai_smorodinsky_set,
    nash_set,
    utilitarian_set,
)

pytestmark = pytest.mark.core
N = 4_000
X = np.linspace(0.0, 1.0, N + 1)
STEP = 2.0 / N
GOLDEN = (3.0 - math.sqrt(5.0)) / 2.0


def solved(host, partner, floors=(0.0, 0.0)):
    """Return the share x at each solution of a single issue with the given utilities."""
    values = np.array([[host], [partner]])
    low = np.array(floors, dtype=float)
    points, outcomes = pareto_frontier(values, np.array([len(host)]), low, 0.0)
    gains = gains_over(points, low)
    return {
        name: X[outcomes[chosen, 0]]
        for name, chosen in {
            "nash": nash_set(gains, 0.5),
            "ks": kalai_smorodinsky_set(gains),
            "egalitarian": egalitarian_set(gains),
            "utilitarian": utilitarian_set(gains),
        }.items()
    }


@pytest.mark.parametrize(("r1", "r2"), [(0.0, 0.0), (0.2, 0.0), (0.1, 0.5), (0.4, 0.55)])
def test_a_split_dollar(r1, r2):
    found = solved(X, 1.0 - X, (r1, r2))
    for name in ("nash", "egalitarian"):
        assert found[name] == pytest.approx((1 + r1 - r2) / 2, abs=STEP)
    # All points of the dollar have the same sum: the set is the whole zone.
    assert found["utilitarian"].min() == pytest.approx(r1, abs=STEP)
    assert found["utilitarian"].max() == pytest.approx(1 - r2, abs=STEP)


@pytest.mark.parametrize(
    ("host", "partner", "answers"),
    [
        (
            np.sqrt(X),
            1 - X,
            {"nash": 1 / 3, "ks": GOLDEN, "egalitarian": GOLDEN, "utilitarian": 1 / 4},
        ),
        (2 * X, 1 - X, {"nash": 1 / 2, "ks": 1 / 2, "egalitarian": 1 / 3, "utilitarian": 1.0}),
        (X, np.minimum(1 - X, 0.5), {"nash": 1 / 2, "egalitarian": 1 / 2, "ks": 2 / 3}),
    ],
)
def test_continuous_cases(host, partner, answers):
    found = solved(host, partner)
    for name, answer in answers.items():
        assert len(found[name]) >= 1
        assert found[name] == pytest.approx(answer, abs=1e-3 if name == "nash" else STEP * 10)


def test_a_stronger_side_gets_its_power_of_the_dollar():
    values = np.array([[X], [1 - X]])
    points, outcomes = pareto_frontier(values, np.array([N + 1]), np.zeros(2), 0.0)
    chosen = nash_set(gains_over(points, np.zeros(2)), 0.7)
    assert X[outcomes[chosen, 0]] == pytest.approx(0.7, abs=STEP)


@pytest.mark.parametrize(
    ("points", "floors", "answer"),
    [
        ([(1, 0), (0.60, 0.45), (0.44, 0.50), (0, 1)], (0, 0), (0.60, 0.45)),
        ([(1, 0.10), (0.70, 0.50), (0.50, 0.80), (0.10, 1)], (0.4, 0.4), (0.50, 0.80)),
    ],
)
def test_kalai_smorodinsky_takes_its_ideals_over_the_zone(points, floors, answer):
    table = np.array(points, dtype=float)
    chosen = kalai_smorodinsky_set(gains_over(table, np.array(floors, dtype=float)))
    assert [tuple(table[point]) for point in chosen] == [answer]


def test_no_zone_no_solution_however_high_the_product_of_two_losses():
    points = np.array([(0.1, 0.1), (0.2, 0.05)])
    gains = gains_over(points, np.array([0.9, 0.9]))
    for solution in (kalai_smorodinsky_set, egalitarian_set, utilitarian_set):
        assert solution(gains).size == 0
    assert nash_set(gains, 0.5).size == 0
    values = np.array([[[0.0, 1.0]], [[1.0, 0.0]]])
    found, outcomes = pareto_frontier(values, np.array([2]), np.array([0.6, 0.6]), 0.0)
    assert found.shape == (0, 2)
    assert outcomes.shape == (0, 1)


def test_ties_are_all_returned():
    gains = np.array([[1.0, 0.5], [0.5, 1.0]])
    assert nash_set(gains, 0.5).tolist() == [0, 1]
    assert utilitarian_set(gains).tolist() == [0, 1]
    assert kalai_smorodinsky_set(gains).tolist() == [0, 1]
    # Same smaller gain: the larger other gain decides.
    assert egalitarian_set(np.array([[0.5, 0.5], [0.5, 0.9]])).tolist() == [1]


def test_a_side_with_nothing_to_gain_has_no_claim():
    gains = np.array([[0.0, 0.2], [0.0, 0.7]])
    assert kalai_smorodinsky_set(gains).tolist() == [1]
    assert kalai_smorodinsky_set(np.zeros((1, 2))).tolist() == [0]


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [(0.9, 0.8, 0.714286), (0.8, 0.9, 0.357143), (0.95, 0.7, 0.895522)],
)
def test_rubinstein_without_end(first, second, share):
    assert first_share(first, second) == pytest.approx(share, abs=5e-7)
    assert first_share_with_deadline(first, second, 2001) == pytest.approx(share, abs=5e-7)


@pytest.mark.parametrize(("periods", "share"), [(10, 0.342801), (11, 0.691479), (1, 1.0)])
def test_rubinstein_with_a_deadline(periods, share):
    assert first_share_with_deadline(0.9, 0.9, periods) == pytest.approx(share, abs=5e-7)


@pytest.mark.parametrize("wrong", [-0.1, 1.0, math.nan])
def test_rubinstein_refuses_impossible_patience(wrong):
    with pytest.raises(ValueError, match="patience"):
        first_share(wrong, 0.5)
    with pytest.raises(ValueError, match="periods"):
        first_share_with_deadline(0.5, 0.5, 0)
