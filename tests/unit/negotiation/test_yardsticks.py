"""Frontier and solutions for people are those that a list of all outcomes gives."""

from itertools import product

import numpy as np
import pytest

from model.exchange.files import read_statement
from model.exchange.source import BARGAINS
from model.negotiation.bargain import bargain
from model.negotiation.certificate import (
    EGALITARIAN_DISTANCE,
    ISSUE_FOR_HOST,
    ISSUE_FOR_PARTNER,
    KALAI_SMORODINSKY_DISTANCE,
    NASH_DISTANCE,
    UTILITARIAN_DISTANCE,
    certificate,
)
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.yardsticks import SLACK, distance, yardsticks

FERRY = [BARGAINS / f"ferry_{name}.xml" for name in ("domain", "line", "yard")]


def random_talk(seed):
    rng = np.random.default_rng(seed)
    counts = rng.integers(2, 5, rng.integers(1, 5))
    issues = tuple(Issue(f"i{at}", tuple(map(str, range(n)))) for at, n in enumerate(counts))

    def party():
        values = tuple(tuple(rng.integers(0, 20, n).astype(float)) for n in counts)
        return Party(values, float(rng.integers(0, 15)))

    return Bargain(issues, party(), party())


def listed(talk):
    """Worth of every outcome."""
    sides = (talk.host, talk.partner)
    for levels in product(*(range(n) for n in talk.counts)):
        yield tuple(
            sum(values[level] for values, level in zip(side.values, levels, strict=True))
            for side in sides
        )


@pytest.mark.parametrize("seed", range(30))
def test_as_a_list_of_all_outcomes_says(seed):
    talk = random_talk(seed)
    found = yardsticks(talk)
    all_worth = set(listed(talk))
    best = {
        a for a in all_worth if not any(b != a and b[0] >= a[0] and b[1] >= a[1] for b in all_worth)
    }
    assert found.exact
    assert [point.worth for point in found.frontier] == sorted(best, reverse=True)
    for point in found.frontier:
        assert point.worth == tuple(
            sum(values[level] for values, level in zip(side.values, point.levels, strict=True))
            for side in (talk.host, talk.partner)
        )
    r = talk.reservation
    zone = [w for w in best if w[0] >= r[0] and w[1] >= r[1]]
    for name, score in (
        ("nash", lambda w: (w[0] - r[0]) * (w[1] - r[1])),
        ("utilitarian", lambda w: w[0] + w[1]),
        ("egalitarian", lambda w: min(w[0] - r[0], w[1] - r[1])),
    ):
        solution = found.solutions[name]
        assert bool(solution) == bool(zone)
        if zone:
            top = max(score(w) for w in zone)
            assert [score(point.worth) for point in solution] == pytest.approx(
                [top] * len(solution)
            )
            if name != "egalitarian":  # of its ties only those best for the other are kept
                assert len(solution) == sum(score(w) == top for w in zone)


@pytest.mark.parametrize("files", [["pilot_line"], FERRY])
def test_distances_of_normalised_bargains_are_those_of_the_certificate(files):
    talk = read_statement(files).normalised().talk
    outcome = bargain(talk)
    made = certificate(talk.table, talk.counts, talk.reservation, np.array(outcome.levels), 0.0)
    solutions = yardsticks(talk).solutions
    for name, column in (
        ("nash", NASH_DISTANCE),
        ("kalai_smorodinsky", KALAI_SMORODINSKY_DISTANCE),
        ("egalitarian", EGALITARIAN_DISTANCE),
        ("utilitarian", UTILITARIAN_DISTANCE),
    ):
        assert distance(outcome.worth, solutions[name]) == pytest.approx(made[column], abs=1e-9)


def test_tenths_have_the_frontier_of_whole_numbers():
    """Sums of tenths round differently: what is equal but for that is no point of its own."""
    for seed in range(200):
        talk = random_talk(seed)
        tenths = Bargain(
            talk.issues,
            *(
                Party(tuple(tuple(each / 10 for each in row) for row in side.values))
                for side in talk.sides
            ),
        )
        whole = [point.worth for point in yardsticks(talk).frontier]
        tenth = [point.worth for point in yardsticks(tenths).frontier]
        assert [tuple(round(10 * each) for each in worth) for worth in tenth] == whole


def random_rows(rng):
    """Two opposed sides over twelve issues of ten levels: 10^12 outcomes, some thousand points."""
    up = np.sort(rng.uniform(size=(12, 10)))
    return up, 1.0 - up**2


def powers_of_two(rng):
    """Each gets what the other loses: all of 2^24 outcomes are on the frontier."""
    up = np.stack([np.zeros(24), 2.0 ** np.arange(24)], axis=1)
    return up, -up


@pytest.mark.parametrize(("rows", "exact"), [(random_rows, True), (powers_of_two, False)])
def test_the_frontier_is_exact_unless_it_has_too_many_points(rows, exact):
    rng = np.random.default_rng(1)
    ours, theirs = rows(rng)
    count, size = ours.shape
    issues = tuple(Issue(f"i{at}", tuple(map(str, range(size)))) for at in range(count))
    talk = Bargain(issues, *(Party(tuple(map(tuple, v.tolist()))) for v in (ours, theirs)))
    found = yardsticks(talk)
    assert found.exact == exact
    assert len(found.frontier) > 1000
    points = np.array([point.worth for point in found.frontier])
    # Random outcomes, and points of the frontier with one level changed, which are near it.
    places = np.arange(count)
    tried = rng.integers(0, size, (1000, count))
    tried[500:] = [found.frontier[at].levels for at in rng.integers(0, len(points), 500)]
    tried[np.arange(500, 1000), rng.integers(0, count, 500)] = rng.integers(0, size, 500)
    span = np.ptp(theirs, axis=1).sum()
    room = 1e-12 + (0.0 if exact else count * SLACK * span)
    for levels in tried:
        mine, other = ours[places, levels].sum(), theirs[places, levels].sum()
        assert np.any((points[:, 0] >= mine - 1e-12) & (points[:, 1] >= other - room))


def test_no_zone_no_solution_no_distance():
    pie = Issue("pie", ("mine", "yours"))
    talk = Bargain((pie,), Party(((1.0, 0.0),), 0.6), Party(((0.0, 1.0),), 0.6))
    found = yardsticks(talk)
    assert len(found.frontier) == 2
    assert set(found.solutions.values()) == {()}
    assert distance((0.6, 0.6), found.solutions["nash"]) is None


def test_the_certificate_says_which_issue_to_trade_against_which():
    """The host cares for the second issue, the partner for the third, both alike for the first."""
    table = np.array(
        [[[2.0, 0.0], [0.0, 5.0], [1.0, 0.0]], [[0.0, 2.0], [1.0, 0.0], [0.0, 5.0]]],
    )
    counts, floors = np.array([2, 2, 2]), np.zeros(2)
    traded = certificate(table, counts, floors, np.array([0, 0, 0]), 0.0)
    assert (traded[ISSUE_FOR_HOST], traded[ISSUE_FOR_PARTNER]) == (1.0, 2.0)
    efficient = certificate(table, counts, floors, np.array([0, 1, 1]), 0.0)
    assert np.isnan(efficient[ISSUE_FOR_HOST])
    assert np.isnan(efficient[ISSUE_FOR_PARTNER])


def test_one_issue_that_is_better_for_both_is_named_twice():
    table = np.array([[[0.0, 3.0], [1.0, 0.0]], [[0.0, 2.0], [0.0, 1.0]]])
    made = certificate(table, np.array([2, 2]), np.zeros(2), np.array([0, 0]), 0.0)
    assert (made[ISSUE_FOR_HOST], made[ISSUE_FOR_PARTNER]) == (0.0, 0.0)
