"""Solutions of many sides: known answers, and two sides as the special case."""

import numpy as np
import pytest

from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.many_yardsticks import MOST_NUMBERS, many_yardsticks
from model.negotiation.meeting import Meeting, meet
from model.negotiation.yardsticks import yardsticks


def points(table, reservations):
    """Return a meeting of one issue whose levels are the given points."""
    issue = Issue("point", tuple(map(str, range(len(table)))))
    rows = np.array(table, dtype=float).T
    return Meeting(
        (issue,),
        tuple(
            Party((tuple(row.tolist()),), floor)
            for row, floor in zip(rows, reservations, strict=True)
        ),
    )


def levels(found, name):
    return [point.levels[0] for point in found.solutions[name]]


@pytest.mark.core
@pytest.mark.parametrize("seed", range(30))
def test_two_sides_have_the_solutions_of_the_exact_frontier(seed):
    rng = np.random.default_rng(seed)
    counts = rng.integers(2, 5, 4)
    issues = tuple(Issue(str(at), tuple("abcd"[:count])) for at, count in enumerate(counts))
    host, partner = (
        Party(tuple(tuple(rng.uniform(size=count).tolist()) for count in counts), floor)
        for floor in rng.uniform(0.0, 3.0, 2).tolist()
    )
    exact = yardsticks(Bargain(issues, host, partner))
    found = many_yardsticks(Meeting(issues, (host, partner)), (-9.0, -9.0))
    for name, of in exact.solutions.items():
        assert {point.levels for point in found.solutions[name]} == {point.levels for point in of}
    if exact.frontier:
        reached = exact.frontier[0].worth
        on = many_yardsticks(Meeting(issues, (host, partner)), reached)
        assert on.better is None


def test_three_sides_known_answers():
    table = [(6, 0, 0), (0, 6, 0), (0, 0, 6), (2, 2, 1.5), (3, 1, 1), (1.6, 1.6, 1.6)]
    found = many_yardsticks(points(table, (0, 0, 0)), (1.0, 1.0, 1.0))
    assert levels(found, "nash") == [3]  # 6 against 3 and 4.096
    assert levels(found, "egalitarian") == [5]
    assert levels(found, "kalai_smorodinsky") == [5]  # ideals are 6 each
    assert levels(found, "utilitarian") == [0, 1, 2]
    assert found.better.levels == (3,)
    # What one side cannot be asked to give changes its ideal and so Kalai-Smorodinsky's point.
    table = [(8, 1, 1), (1, 2, 1), (1, 1, 2), (4, 1.5, 1.2), (2, 2, 2)]
    found = many_yardsticks(points(table, (0, 0, 0)), (2.0, 2.0, 2.0))
    assert levels(found, "egalitarian") == [4]
    assert levels(found, "kalai_smorodinsky") == [3]  # 0.5, 0.75, 0.6 against 0.25, 1, 1
    assert found.better is None


def test_ties_of_the_smallest_gain_go_to_the_next_smallest():
    found = many_yardsticks(points([(1, 2, 9), (1, 3, 3), (1, 3, 4)], (0, 0, 0)), (0, 0, 0))
    assert levels(found, "egalitarian") == [2]


def test_no_zone_no_solution_and_too_many_outcomes_no_yardsticks():
    found = many_yardsticks(points([(5, 5, 0), (0, 5, 5)], (1, 1, 1)), (1.0, 1.0, 1.0))
    assert all(not of for of in found.solutions.values())
    issues = tuple(Issue(str(at), tuple("abcdefgh")) for at in range(8))
    side = Party((tuple(map(float, range(8))),) * 8)
    talk = Meeting(issues, (side,) * 3)
    assert talk.outcomes * 3 > MOST_NUMBERS
    assert many_yardsticks(talk, (0.0, 0.0, 0.0)) is None


@pytest.mark.parametrize("seed", range(10))
def test_what_three_reach_is_never_better_than_better(seed):
    rng = np.random.default_rng(seed)
    issues = tuple(Issue(name, tuple("abc")) for name in "xyz")
    parties = tuple(
        Party(tuple(tuple(row) for row in rng.uniform(size=(3, 3)).tolist())) for _ in range(3)
    )
    talk = Meeting(issues, parties)
    result = meet(talk)
    found = many_yardsticks(talk, result.worth)
    if found.better:
        assert np.all(np.array(found.better.worth) >= np.array(result.worth) - 1e-9)
        assert sum(found.better.worth) > sum(result.worth)
    most = found.solutions["utilitarian"][0]
    assert sum(most.worth) >= sum(result.worth) - 1e-9
