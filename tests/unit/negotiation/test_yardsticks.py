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
from model.negotiation.yardsticks import MOST_EXACT, SLACK, distance, yardsticks

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


def test_too_many_outcomes_for_an_exact_frontier():
    rng = np.random.default_rng(1)
    issues = tuple(Issue(f"i{at}", tuple(map(str, range(10)))) for at in range(12))
    up = np.sort(rng.uniform(size=(12, 10)))
    host, partner = (Party(tuple(map(tuple, v.tolist()))) for v in (up, 1.0 - up**2))
    talk = Bargain(issues, host, partner)
    found = yardsticks(talk)
    assert talk.outcomes > MOST_EXACT
    assert not found.exact
    span = sum(max(v) - min(v) for v in partner.values)
    for _ in range(500):
        levels = rng.integers(0, 10, 12)
        mine, theirs = (
            sum(values[level] for values, level in zip(side.values, levels, strict=True))
            for side in (host, partner)
        )
        room = 12 * SLACK * span + 1e-12
        assert any(
            point.worth[0] >= mine - 1e-12 and point.worth[1] >= theirs - room
            for point in found.frontier
        )


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
