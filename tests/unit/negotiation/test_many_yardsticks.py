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


@pytest.mark.core
def test_powers_part_what_there_is_to_part_beyond_the_reservation_values():
    """Of a dollar each gets its reservation value and, of the rest, its bargaining power."""
    cents = [(x / 40, y / 40, (40 - x - y) / 40) for x in range(41) for y in range(41 - x)]
    some = [cents[at] for at in range(0, len(cents), 19)]
    floors = (0.2, 0.0, 0.3)
    powers = (0.5, 0.3, 0.2)
    best = tuple(floor + 0.5 * power for floor, power in zip(floors, powers, strict=True))
    talk = points([*some, best], floors)
    found = many_yardsticks(talk, floors, powers)
    assert levels(found, "nash") == [len(some)]
    equal = many_yardsticks(talk, floors)
    assert levels(equal, "nash") != [len(some)]
    assert equal == many_yardsticks(talk, floors, (1 / 3, 1 / 3, 1 / 3))
    assert {**equal.solutions, "nash": ()} == {**found.solutions, "nash": ()}


@pytest.mark.core
@pytest.mark.parametrize("power", [0.1, 0.34, 0.5, 0.7])
def test_two_sides_share_a_dollar_by_their_powers(power):
    shares = [at / 25 for at in range(26)]
    floors = (0.2, 0.3)
    best = floors[0] + power * 0.5
    table = [(share, 1.0 - share) for share in sorted({*shares, best})]
    talk = points(table, floors)
    powers = (power, 1.0 - power)
    found = yardsticks(Bargain(talk.issues, *talk.parties), powers).solutions
    assert [point.worth for point in found["nash"]] == [(best, 1.0 - best)]
    many = many_yardsticks(talk, floors, powers).solutions
    assert {name: set(of) for name, of in found.items()} == {n: set(o) for n, o in many.items()}


@pytest.mark.parametrize(
    ("powers", "said"),
    [
        ((1.0,), "1 bargaining powers for 2 sides"),
        ((0.5, 0.3, 0.2), "3 bargaining powers for 2 sides"),
        ((1.0, 0.0), "above 0 and below 1"),
        ((-0.5, 1.5), "above 0 and below 1"),
        ((float("nan"), 0.5), "above 0 and below 1"),
        ((0.7, 0.2), "sum to 0.9: expected 1"),
    ],
)
def test_powers_that_are_none_are_refused(powers, said):
    talk = points([(0.0, 1.0), (1.0, 0.0)], (0.0, 0.0))
    with pytest.raises(ValueError, match=said):
        many_yardsticks(talk, (0.0, 0.0), powers)
    with pytest.raises(ValueError, match=said):
        yardsticks(Bargain(talk.issues, *talk.parties), powers)


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
