"""The axioms of the solutions, and the frontier against a list of all outcomes."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.negotiation.certificate import (
    FRONTIER_DISTANCE,
    FRONTIER_POINTS,
    HOST_SHARE,
    HOST_SHARE_USD_M,
    KALAI_SMORODINSKY_DISTANCE,
    MISSED_HOST_USD_M,
    MISSED_PARTNER_USD_M,
    NASH_DISTANCE,
    certificate,
)
from model.negotiation.frontier import pareto_frontier
from model.negotiation.solutions import (
    egalitarian_set,
    gains_over,
    kalai_smorodinsky_set,
    nash_set,
    utilitarian_set,
)
from tests.bargains import worth

pytestmark = pytest.mark.core
SEEDS = st.integers(0, 2**32 - 1)
EVERYTHING = np.array([-np.inf, -np.inf])
# Multiples of 1/64 add and multiply without rounding, so that ties are ties.
GRID = st.integers(1, 64).map(lambda n: n / 64)
GAINS = arrays(float, st.tuples(st.integers(1, 12), st.just(2)), elements=GRID)
SOLUTIONS = [
    lambda gains: nash_set(gains, 0.5),
    kalai_smorodinsky_set,
    egalitarian_set,
    utilitarian_set,
]


def listed(table, levels):
    """Return the worth of every outcome, (outcomes, 2)."""
    return np.array([worth(table, deal) for deal in itertools.product(*map(range, levels))])


def undominated(points):
    """Return the different points that no other is at least as good as for both."""
    best, kept = -np.inf, []
    for host, partner in sorted(map(tuple, points), reverse=True):
        if partner > best:
            kept.append((host, partner))
            best = partner
    return np.array(kept)


def posed(seed):
    """Return a small table whose sums are exact, and its levels."""
    rng = np.random.default_rng(seed)
    levels = rng.integers(1, 5, rng.integers(1, 5))
    return rng.integers(-6, 7, (2, len(levels), 4)).astype(float), levels


@given(SEEDS)
def test_the_frontier_is_that_of_the_list_of_all_outcomes(seed):
    table, levels = posed(seed)
    points, outcomes = pareto_frontier(table, levels, EVERYTHING, 0.0)
    assert np.array_equal(points, undominated(listed(table, levels)))
    for point, outcome in zip(points, outcomes, strict=True):
        assert np.array_equal(worth(table, outcome), point)


@given(SEEDS, st.integers(-10, 10), st.integers(-10, 10))
def test_with_floors_it_is_the_part_at_or_above_them(seed, host, partner):
    table, levels = posed(seed)
    everything, _ = pareto_frontier(table, levels, EVERYTHING, 0.0)
    floors = np.array([host, partner], dtype=float)
    zone, _ = pareto_frontier(table, levels, floors, 0.0)
    inside = everything[np.all(everything >= floors, axis=1)]
    assert np.array_equal(zone, inside)


@given(SEEDS, st.floats(0.0, 3.0))
def test_a_pruned_frontier_misses_no_outcome_by_more_than_it_says(seed, slack):
    table, levels = posed(seed)
    points, _ = pareto_frontier(table, levels, EVERYTHING, slack)
    for host, partner in listed(table, levels):
        near = (points[:, 0] >= host) & (points[:, 1] >= partner - slack * len(levels) - 1e-9)
        assert near.any()


@given(GAINS, st.sampled_from([0.25, 0.5, 2.0, 64.0]), st.sampled_from([0.125, 1.0, 8.0]))
def test_nash_and_kalai_smorodinsky_do_not_depend_on_units(gains, host, partner):
    scaled = gains * [host, partner]
    assert np.array_equal(nash_set(gains, 0.5), nash_set(scaled, 0.5))
    assert np.array_equal(kalai_smorodinsky_set(gains), kalai_smorodinsky_set(scaled))


def test_egalitarian_and_utilitarian_do():
    gains = np.array([[1.0, 0.5], [0.6, 0.7]])
    scaled = gains * [0.1, 1.0]
    assert egalitarian_set(gains).tolist() != egalitarian_set(scaled).tolist()
    assert utilitarian_set(gains).tolist() != utilitarian_set(scaled).tolist()


@pytest.mark.parametrize("solution", SOLUTIONS)
@given(gains=GAINS)
def test_exchanging_the_sides_exchanges_the_solution(solution, gains):
    turned = np.ascontiguousarray(gains[:, ::-1])
    assert np.array_equal(solution(gains), solution(turned))


@pytest.mark.parametrize("solution", SOLUTIONS)
@given(gains=GAINS)
def test_every_solution_is_on_the_frontier(solution, gains):
    for point in solution(gains):
        better = np.all(gains >= gains[point], axis=1) & np.any(gains > gains[point], axis=1)
        assert not better.any()


@given(GAINS, st.data())
def test_nash_is_independent_of_irrelevant_outcomes(gains, data):
    chosen = nash_set(gains, 0.5)
    keep = data.draw(st.sets(st.integers(0, len(gains) - 1)))
    some = sorted(keep | {int(chosen[0])})
    left = [some[point] for point in nash_set(gains[some], 0.5)]
    assert left == [point for point in chosen if point in some]


@given(GAINS, arrays(float, st.tuples(st.integers(1, 6), st.just(2)), elements=GRID))
def test_with_the_same_ideals_more_outcomes_never_lower_the_smaller_share(gains, more):
    ideals = gains.max(axis=0)
    wider = np.concatenate([gains, np.minimum(more, ideals)])

    def smaller(points):
        return (points[kalai_smorodinsky_set(points)[0]] / ideals).min()

    assert smaller(wider) >= smaller(gains)


@given(GAINS, GAINS)
def test_more_outcomes_never_lower_the_smaller_gain_of_the_egalitarian(gains, more):
    wider = np.concatenate([gains, more])
    before = gains[egalitarian_set(gains)[0]].min()
    assert wider[egalitarian_set(wider)[0]].min() >= before


@pytest.mark.parametrize("seed", [3, 258, 684, 786, 927, 1017, 1215, 1359])
def test_a_certificate_is_not_misled_by_rounding(seed):
    """Whole amounts of money tie; as utility, divided by the range, they seldom do."""
    rng = np.random.default_rng([41, seed])
    levels = rng.integers(1, 5, rng.integers(1, 5))
    table = rng.integers(-3, 4, (2, len(levels), 4)).astype(float)
    outcomes = listed(table, levels)
    deal = np.array([rng.integers(0, count) for count in levels])
    made = certificate(table, levels, outcomes.min(axis=0), deal, 0.0)
    assert made[FRONTIER_POINTS] == len(undominated(outcomes))
    money = worth(table, deal)
    better = np.all(outcomes >= money, axis=1) & np.any(outcomes > money, axis=1)
    assert (made[FRONTIER_DISTANCE] > 1e-9) == better.any()
    assert (made[[MISSED_HOST_USD_M, MISSED_PARTNER_USD_M]].max() > 1e-9) == better.any()


@given(SEEDS, st.floats(0.0, 0.6), st.floats(0.0, 0.6))
def test_a_certificate_says_what_a_list_of_all_outcomes_says(seed, host, partner):
    table, levels = posed(seed)
    rng = np.random.default_rng(seed)
    deal = np.array([rng.integers(0, count) for count in levels])
    outcomes = listed(table, levels)
    worst, best = outcomes.min(axis=0), outcomes.max(axis=0)
    floors = np.floor(worst + np.array([host, partner]) * (best - worst))
    zone = outcomes[np.all(outcomes >= floors, axis=1)]
    made = certificate(table, levels, floors, deal, 0.0)
    if not len(zone):
        assert np.isnan(made[FRONTIER_DISTANCE])
        assert np.isnan(made[NASH_DISTANCE])
        return
    money = worth(table, deal)
    if np.all(money >= floors):
        total = (money - floors).sum()
        if total > 0:
            assert made[HOST_SHARE_USD_M] == (money - floors)[0] / total
            assert 0.0 <= made[HOST_SHARE] <= 1.0 or np.isnan(made[HOST_SHARE])
        better = np.all(zone >= money, axis=1) & np.any(zone > money, axis=1)
        on_it = made[FRONTIER_DISTANCE] < 1e-9
        assert on_it == (not better.any())
        missed = money + made[[MISSED_HOST_USD_M, MISSED_PARTNER_USD_M]]
        assert np.all(missed >= money - 1e-9)
        assert on_it == (np.abs(missed - money).max() < 1e-9)
        assert np.abs(zone - missed).max(axis=1).min() < 1e-6
        for column in (NASH_DISTANCE, KALAI_SMORODINSKY_DISTANCE):
            assert made[column] >= made[FRONTIER_DISTANCE] - 1e-12
    gains = gains_over(zone, floors)
    unit = np.where(best > worst, best - worst, 1.0)
    far = np.hypot(*((zone[nash_set(gains, 0.5)] - money) / unit).T).min()
    if gains.prod(axis=1).max() > 0:
        assert made[NASH_DISTANCE] == pytest.approx(far, abs=1e-9)
