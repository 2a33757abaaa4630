"""The exit game against known answers and against a second, naive telling of the same story."""

import itertools
import math

import numpy as np
import pytest

from experiments.bench_measures import Sample, sample
from model.metrics.bill import bill_of_materials
from model.metrics.exit_game import ExitGame, exit_game, horizon_points
from model.metrics.marginal import capability_after
from model.metrics.needs import lost_share, needs_met

NOW = np.zeros(1)


def game(imports, produced=None, partners=None, rate=0.0, taus=NOW, lone=None) -> ExitGame:
    """Play on technologies that need nothing, equal weights."""
    imports = np.array(imports, dtype=float)
    technologies, states = imports.shape
    produced = np.zeros_like(imports) if produced is None else np.array(produced, dtype=float)
    return exit_game(
        imports,
        produced,
        np.zeros((0, states)),
        bill_of_materials(np.zeros((technologies, technologies))),
        np.full(technologies, rate),
        np.full(technologies, 1 / technologies),
        taus,
        np.arange(states) > 0 if lone is None else np.array(lone),
        states - 1 if partners is None else partners,
    )


def test_all_domestic_is_fully_autonomous():
    result = game([[0.0, 0.0, 0.0]], [[1.0, 0.0, 0.0]])
    assert result.capability == result.autonomy == result.autonomy_alone == 1.0
    assert result.autonomy_strict == result.robustness == 1.0
    assert result.dependence.tolist() == [0.0, 0.0, 0.0]


def test_one_foreign_controller_without_recovery_leaves_nothing():
    result = game([[0.0, 1.0, 0.0]])
    assert (result.capability, result.autonomy, result.worst) == (1.0, 0.0, 1)
    assert result.dependence.tolist() == [1.0, 0.0, 0.0]


def test_two_equal_controllers_leave_half():
    result = game([[0.0, 0.5, 0.5]])
    assert (result.capability, result.autonomy, result.autonomy_alone) == (1.0, 0.5, 0.0)


def test_nothing_supplied_is_not_autonomous():
    result = game([[0.0, 0.0]])
    assert result.capability == result.autonomy == 0.0
    assert math.isnan(result.robustness)


def test_strict_lets_each_technology_lose_its_own_worst_state():
    result = game([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert result.autonomy == 0.5
    assert result.autonomy_strict == 0.0


def test_scattered_supply_cannot_be_withdrawn_by_one_hand_but_can_be_missing():
    result = game([[0.0, 0.2, 0.8]], partners=1, lone=[False, True, False])
    assert (result.autonomy, result.worst) == (pytest.approx(0.8), 1)
    assert result.autonomy_alone == 0.0


def test_recovery_over_the_horizon_is_the_mean_of_its_exponential():
    result = game([[0.0, 1.0]], rate=0.461, taus=horizon_points(10.0, 400))
    mean = 1 - (1 - math.exp(-4.61)) / 4.61
    assert result.autonomy == pytest.approx(mean, abs=1e-5)


def test_surplus_capacity_protects():
    assert game([[0.0, 0.7, 0.7]]).autonomy == pytest.approx(0.7)
    assert game([[0.0, 0.7, 0.7]]).dependence[:2].tolist() == pytest.approx([0.5, 0.5])


def test_a_needed_input_stops_the_hosts_own_plant():
    imports, produced, share = np.zeros((1, 3)), np.array([[1.0, 0, 0]]), np.array([[0, 0, 1.0]])
    bill = bill_of_materials([[0.0, 0.6]])
    lone = np.array([False, True, True])
    result = exit_game(imports, produced, share, bill, np.zeros(2), np.ones(1), NOW, lone, 1)
    assert result.single.tolist() == pytest.approx([1.0, 0.4])
    assert result.dependence.tolist() == pytest.approx([0.0, 0.6])


# Three needs (power, computing, city services); services need computing, computing needs chips.
ESSENTIAL = [[0, 0, 0, 0.2], [0.5, 0, 0, 0.8], [0, 0.7, 0, 0]]


def corner(imports, produced):
    """Play on three needs and one upstream input (chips); host, three partners, two upstream."""
    return exit_game(
        np.array(imports, dtype=float),
        np.array(produced, dtype=float),
        np.array([[0.0, 0.1, 0.0, 0.0, 0.5, 0.4]]),
        bill_of_materials(ESSENTIAL),
        np.full(4, 0.05),
        np.array([0.4, 0.3, 0.3]),
        horizon_points(10.0, 6),
        np.arange(6) > 0,
        3,
    )


@pytest.fixture
def corners():
    imports = [[0, 0.1, 0, 0, 0.1, 0.1]] * 3
    nothing = corner(imports, np.zeros((3, 6)))
    turnkey = corner(imports, [[0.05, 0.75, 0, 0, 0, 0]] * 3)
    deep = corner(imports, [[0.6, 0.07, 0.07, 0.06, 0, 0]] * 3)
    return nothing, turnkey, deep


def test_deep_transfer_from_several_is_the_most_autonomous_corner(corners):
    nothing, turnkey, deep = corners
    assert deep.autonomy > turnkey.autonomy + 0.2
    assert deep.autonomy > nothing.autonomy + 0.2
    assert deep.autonomy_alone > turnkey.autonomy_alone > 0.0


def test_turnkey_from_one_is_the_most_dependent_corner(corners):
    losses = [c.capability - c.autonomy for c in corners]
    assert losses[1] > 2 * max(losses[0], losses[2])
    alone = [c.capability - c.autonomy_alone for c in corners]
    assert alone[1] == max(alone)


def test_turnkey_buys_capability_that_the_owner_can_take_back(corners):
    nothing, turnkey, _ = corners
    assert turnkey.capability > nothing.capability + 0.5
    assert turnkey.worst == 1
    assert turnkey.autonomy - nothing.autonomy < 0.4 * (turnkey.capability - nothing.capability)


# --- A naive telling ---------------------------------------------------------------------------


def naive_needs(world: Sample, essential, gone: set[int], tau: float) -> list[float]:
    """Return needs met by recursion over the full matrix of requirements."""
    technologies, states = world.imports.shape

    def stays(row, good):
        left = sum(row[s] for s in range(states) if s in gone)
        return sum(row) - left * math.exp(-world.rate[good] * tau)

    def share(good):
        if good >= technologies:
            return min(1.0, stays(world.input_share[good - technologies], good))
        factor = min(
            (1 - e * (1 - share(i)) for i, e in enumerate(essential[good]) if e > 0), default=1.0
        )
        return min(
            1.0, stays(world.imports[good], good) + stays(world.produced[good], good) * factor
        )

    return [share(k) for k in range(technologies)]


def dense(world: Sample) -> np.ndarray:
    """Return the matrix of requirements behind a bill."""
    technologies = len(world.weight)
    matrix = np.zeros((technologies, technologies + len(world.input_share)))
    for k, (needed, loss) in enumerate(zip(world.bill.needed, world.bill.loss, strict=True)):
        for i, e in zip(needed, loss, strict=True):
            if i >= 0:
                matrix[k, i] = e
    return matrix


@pytest.mark.parametrize(("partners", "seed"), [(0, 1), (1, 2), (3, 3)])
def test_the_kernel_tells_the_naive_story(partners, seed):
    world, taus = sample(4, 3, 6, seed), horizon_points(8.0, 3)
    result = exit_game(*world, taus, np.arange(6) > 0, partners)
    essential = dense(world)

    def worth(gone: set[int]) -> float:
        values = [naive_needs(world, essential, gone, t) for t in taus]
        return float(np.mean(values, axis=0) @ world.weight)

    singles = [worth({s}) for s in range(1, 6)]
    assert result.capability == pytest.approx(worth(set()))
    assert result.single.tolist() == pytest.approx(singles)
    assert result.autonomy == pytest.approx(min(singles))
    assert result.worst == 1 + int(np.argmin(singles))
    assert result.autonomy_alone == pytest.approx(worth({1, 2, 3, 4, 5}))

    players = [{p} for p in range(1, partners + 1)] + [set(range(partners + 1, 6))]
    fair = np.zeros(len(players))
    for order in itertools.permutations(range(len(players))):
        gone: set[int] = set()
        for i in order:
            fair[i] += worth(gone) - worth(gone | players[i])
            gone |= players[i]
    assert result.dependence == pytest.approx(fair / math.factorial(len(players)))


def test_one_time_agrees_with_the_game_at_that_time():
    world, lone = sample(12, 6, 9), np.arange(9) > 0
    lone[5] = False
    result = exit_game(*world, np.array([4.0]), lone, 3)
    supply = world.imports, world.produced, world.input_share, world.bill
    lost = lost_share(world.rate, [4.0])
    light = capability_after(*supply, lost[:, 0].copy(), world.weight, lone)
    assert light == pytest.approx((result.capability, result.autonomy))
    after = needs_met(*supply, np.eye(9)[:, 1:], lost)
    assert after == pytest.approx(result.after)


def test_many_players_are_sampled_and_still_sum_to_the_whole():
    world = sample(6, 4, 14)
    result = exit_game(*world, horizon_points(5.0, 2), np.arange(14) > 0, 12)
    assert result.dependence.sum() == pytest.approx(result.capability - result.autonomy_alone)
    again = exit_game(*world, horizon_points(5.0, 2), np.arange(14) > 0, 12)
    assert again.dependence.tolist() == result.dependence.tolist()


def test_sampling_comes_close_to_the_exact_value(monkeypatch):
    world, taus = sample(6, 4, 9), horizon_points(5.0, 2)
    exact = exit_game(*world, taus, np.arange(9) > 0, 7)
    monkeypatch.setattr("model.metrics.exit_game.EXACT_PLAYERS", 3)
    rough = exit_game(*world, taus, np.arange(9) > 0, 7)
    assert rough.dependence.tolist() != exact.dependence.tolist()
    assert np.abs(rough.dependence - exact.dependence).max() < 0.01
