"""The worked examples of every measure, to the digits given."""

import math

import networkx as nx
import numpy as np
import pytest

from model.chokepoints import chokepoints, dominated
from model.metrics.complexity import density, economic_complexity, proximity, revealed_advantage
from model.metrics.concentration import CONCENTRATED, effective_suppliers, hhi, normalised_hhi
from model.metrics.control import (
    NOBODY,
    by_controller,
    look_through,
    majority_controller,
    ultimate_ownership,
)
from model.metrics.debt import (
    STRESS,
    collateral_share,
    creditor_concentration,
    next_debt_share,
    stress_band,
)
from model.metrics.dependency import (
    Dependency,
    dependency_indicators,
    lasting_dependency,
    lead_ratio,
    monopoly_risk,
)
from model.metrics.fund import full_draws, sustainable_draw_usd_m
from model.metrics.gains import (
    balance_of_gains,
    bargaining_share,
    discounted_gains_usd_m,
    distance_to,
    rubinstein_share,
)
from model.metrics.leverage import asymmetry, hold_up_exposure
from model.metrics.position import burt_constraint, katz_reach, pagerank
from model.metrics.reliance import hidden_ratio, leontief_inverse, reliance_shares
from model.metrics.substitution import autarky_loss, ces_exit_loss, discounted_loss
from model.metrics.transfer import absorption_per_capacity, localisation, transfer_effectiveness


def test_m1_concentration():
    assert hhi([0.5, 0.3, 0.2]) == pytest.approx(0.38)
    assert normalised_hhi([0.5, 0.3, 0.2]) == pytest.approx(0.07)
    assert effective_suppliers([0.5, 0.3, 0.2]) == pytest.approx(2.632, abs=5e-4)
    assert hhi([0.5, 0.3, 0.2]) < CONCENTRATED < hhi([0.6, 0.3, 0.1])
    assert np.isnan(hhi([[0.0, 0.0], [1.0, 1.0]])).tolist() == [True, False]


def test_m1b_lima_by_firm_and_by_state():
    assert hhi([0.54, 0.46]) == pytest.approx(0.5032)
    owners = np.zeros((2, 2)), np.ones((2, 1))
    assert hhi(look_through([0.54, 0.46], ultimate_ownership(*owners))) == pytest.approx(1.0)
    assert hhi(by_controller([0.54, 0.46], majority_controller(*owners), 1)) == pytest.approx(1.0)


def test_m1b_sixty_per_cent_state_owned():
    owners = np.zeros((2, 2)), np.array([[0.6, 0.4], [0.6, 0.4]])
    assert hhi([0.6, 0.4]) == pytest.approx(0.52)
    assert hhi(look_through([0.6, 0.4], ultimate_ownership(*owners))) == pytest.approx(0.52)
    assert hhi(by_controller([0.6, 0.4], majority_controller(*owners), 2)) == pytest.approx(1.0)


def test_m1b_control_runs_down_a_chain_of_majorities():
    # State 0 holds 51 % of firm 0, which holds 51 % of firm 1; in proportion that is 26 %.
    firms, states = [[0, 0], [0.51, 0]], [[0.51, 0.49], [0.0, 0.49]]
    assert majority_controller(firms, states).tolist() == [0, 0]
    assert ultimate_ownership(firms, states)[1].tolist() == pytest.approx([0.2601, 0.7399])
    assert majority_controller(firms, states, majority=0.6).tolist() == [NOBODY, NOBODY]


def test_m1b_a_firm_that_nobody_controls_is_its_own_master():
    controller = majority_controller(np.zeros((2, 2)), [[0.5, 0.5], [0.2, 0.8]])
    assert controller.tolist() == [NOBODY, 1]
    assert by_controller([0.3, 0.7], controller, 2).tolist() == [0.0, 0.7, 0.3, 0.0]


def test_m2_dependency_indicators():
    found = dependency_indicators([60, 25, 15], output=30, exports=20)
    assert found == pytest.approx((0.445, 0.909, 5.0), abs=5e-4)
    assert found.dependent
    near = Dependency(0.39, 0.9, 5.0)
    assert not near.dependent
    assert lasting_dependency([found, near, found])
    assert not lasting_dependency([found, near, near])
    assert dependency_indicators([1.0], 0.0, 0.0).import_ratio == math.inf


def test_m3_technology_monopoly():
    assert lead_ratio([81.5, 15.0]) == pytest.approx(5.43, abs=5e-3)
    assert [monopoly_risk(5.43, t) for t in (8, 7, 5, 4)] == ["high", "medium", "medium", "low"]
    assert [monopoly_risk(q, 10) for q in (3.0, 2.9, 1.9)] == ["high", "medium", "low"]
    assert lead_ratio([1.0, 0.0]) == math.inf


def test_m4_look_through_reliance():
    matrix = np.array([[0.10, 0.0, 0.0], [0.30, 0.30, 0.05], [0.05, 0.20, 0.40]])
    inverse = leontief_inverse(matrix)
    assert inverse[1, 0] == pytest.approx(0.494580, abs=5e-7)
    assert inverse[2, 0] == pytest.approx(0.257453, abs=5e-7)
    assert hidden_ratio(matrix)[2, 0] == pytest.approx(5.15, abs=5e-3)
    assert hidden_ratio([[0, 0.5, 0], [0, 0, 0.5], [0, 0, 0]])[0].tolist()[1:] == [1.0, math.inf]
    assert reliance_shares(matrix)[:, 0] == pytest.approx([0.1287, 0.5730, 0.2983], abs=5e-5)


def test_m6_chokepoints():
    edges = [("src", "EUV"), ("EUV", "KR"), ("src", "JP"), ("JP", "KR"), ("KR", "fab")]
    graph = nx.DiGraph(edges)
    found = chokepoints(graph, {"src"}, "fab")
    assert found.dominators == ("KR", "src")
    assert found.cut == {"KR"}
    assert dominated(graph, {"src"}, "KR") == {"fab"}
    assert dominated(graph, {"src"}, "JP") == frozenset()

    graph.add_edge("JP", "fab")
    found = chokepoints(graph, {"src"}, "fab")
    assert found.dominators == ("src",)
    assert len(found.cut) == 2
    assert dominated(graph, {"src"}, "KR") == frozenset()


def test_m6_several_sources_and_none():
    graph = nx.MultiDiGraph([("us", "optics"), ("jp", "gas"), ("jp", "gas"), ("gas", "tools")])
    graph.add_edges_from([("optics", "tools"), ("tools", "fab"), ("us", "fab")])
    assert chokepoints(graph, {"us", "jp"}, "tools") == ((), {"optics", "gas"})
    found = chokepoints(graph, {"jp"}, "fab")
    assert found.dominators == ("tools", "gas", "jp")
    assert len(found.cut) == 1
    assert found.cut < {"tools", "gas"}
    # Supplied by a source directly, the target has no narrow place in between.
    assert chokepoints(graph, {"us"}, "fab") == (("us",), frozenset())
    graph.add_node("moon")
    assert chokepoints(graph, {"us"}, "moon") == ((), frozenset())


def test_m8_katz_and_pagerank():
    ties = np.array([[0, 1, 1], [0, 0, 1], [0, 0, 0]])
    assert katz_reach(ties, 0.5).tolist() == pytest.approx([1, 1.5, 2.25])
    theirs = nx.pagerank(nx.from_numpy_array(ties, create_using=nx.DiGraph), tol=1e-12)
    assert pagerank(ties).tolist() == pytest.approx(list(theirs.values()), abs=1e-9)


def test_m8b_burt_constraint():
    star = np.zeros((5, 5))
    star[0, 1:] = 0.34, 0.137, 0.101, 0.422
    assert burt_constraint(star)[0] == pytest.approx(0.3227, abs=5e-5)
    assert burt_constraint(star)[0] == pytest.approx(hhi(star[0]))
    assert burt_constraint(star)[1] == 1.0


@pytest.mark.parametrize(
    ("sigma", "losses"),
    [
        (0, [1, 1, 1]),
        (0.5, [1, 1, 1]),
        (1, [1, 1, 1]),
        (2, [0.75, 0.51, 0.36]),
        (4, [0.6031, 0.3785, 0.2573]),
        (math.inf, [0.5, 0.3, 0.2]),
    ],
)
def test_m9_partner_exit_loss(sigma, losses):
    found = [ces_exit_loss([0.5, 0.3, 0.2], lost, sigma) for lost in np.eye(3)]
    assert found == pytest.approx(losses, abs=5e-5)


def test_m9_recovery_and_complements():
    half = ces_exit_loss([0.5, 0.5], [1, 0], 0.0, recovered=[0.4, 0.0])
    assert half == pytest.approx(0.6)
    assert ces_exit_loss([0.5, 0.5], [0.75, 0], 1.0) == pytest.approx(0.5)
    assert ces_exit_loss([0.5, 0.5], [0.75, 0], 0.5) == pytest.approx(1 - 1 / (0.5 / 0.25 + 0.5))
    assert ces_exit_loss([0.5, 0.5], [0.75, 0], 0.01) == pytest.approx(0.75, abs=0.01)


def test_m9b_bound():
    assert autarky_loss(0.8, 5) == pytest.approx(0.0436, abs=5e-5)
    assert autarky_loss(0.8, 1) == pytest.approx(0.2)


@pytest.mark.parametrize(("rate", "loss"), [(0.461, 0.58), (0.116, 1.46), (0.029, 2.07)])
def test_m10_discounted_loss(rate, loss):
    assert discounted_loss(0.3, rate, 0.05, 10) == pytest.approx(loss, abs=5e-3)
    assert discounted_loss(0.3, 0.0, 0.0, 10) == pytest.approx(3.0)


def test_m13_asymmetry():
    assert asymmetry(0.3, 0.1) == pytest.approx(math.log(3))
    assert asymmetry(0.1, 0.3) == pytest.approx(-asymmetry(0.3, 0.1))
    assert math.isnan(asymmetry(0.0, 0.0))
    assert asymmetry(0.0, 0.1) == -math.inf


def test_m14_localisation_is_told_by_task():
    found = localisation([97.5, 74.6, 58.8], [100, 200, 200])
    assert found.tolist() == pytest.approx([0.975, 0.373, 0.294])


def test_m15_complexity_of_a_nested_world():
    nested = np.triu(np.ones((4, 4)))[:, ::-1]
    found = economic_complexity(nested)
    assert found.score.tolist() == pytest.approx([1.3416, 0.4472, -0.4472, -1.3416], abs=5e-5)
    assert found.eigenvalue == pytest.approx(0.25)
    assert proximity(nested)[0, 1] == pytest.approx(0.75)
    assert density(nested)[3] == pytest.approx([0.4, 0.2727, 0.1875, 0.12], abs=5e-5)
    assert revealed_advantage([[3, 1], [1, 3]]).tolist() == [[1.5, 0.5], [0.5, 1.5]]


def test_m16_debt():
    assert next_debt_share(0.327, 0.055, 0.06, -0.018) == pytest.approx(0.34346, abs=5e-6)
    for name, marks in STRESS.items():
        assert [stress_band(name, mark) for mark in marks] == [0, 1, 2]
        assert stress_band(name, marks[2] + 0.01) == 3


def test_m17_collateral_and_creditors():
    assert collateral_share([46, 0], [60, 40]) == pytest.approx(0.46)
    assert creditor_concentration([60, 40]) == pytest.approx(0.52)
    assert math.isnan(collateral_share([0], [0]))


def test_m18_fund_rule():
    assert sustainable_draw_usd_m(75_000, 0.03) == pytest.approx(2_250)
    assert full_draws(75_000, 5_000, 0.03) == 20
    fund = 75_000.0
    for _ in range(20):
        fund = fund * 1.03 - 5_000
        assert fund >= 0
    assert fund * 1.03 < 5_000
    assert full_draws(75_000, 2_250, 0.03) == math.inf
    assert full_draws(10, 3, 0.0) == 3
    assert full_draws(9, 3, 0.0) == 3
    assert full_draws(1.0 / 1.1 + 1.0 / 1.21, 1.0, 0.1) == 2


def test_m19_hold_up():
    exposure = [hold_up_exposure(1.3, promised) for promised in (3.6, 3.4)]
    assert exposure == pytest.approx([0.36, 0.38], abs=5e-3)


def test_m20_access_without_absorption_is_no_transfer():
    assert transfer_effectiveness(0.0, 0.4) == 0.0
    assert math.isnan(transfer_effectiveness(0.0, 0.0))
    assert absorption_per_capacity([0.0, 0.8], [0.9, 0.0], [0.5, 0.5]) == 0.0
    assert absorption_per_capacity([0.0, 0.8], [0.3, 0.3], [0.5, 0.5]) == pytest.approx(0.4)


def test_m21_bargaining():
    assert bargaining_share(30, 10) == pytest.approx(0.75)
    assert bargaining_share(-10, 30) == pytest.approx(-0.5)
    assert math.isnan(bargaining_share(0, 0))
    assert rubinstein_share(0.9, 0.8) == pytest.approx(0.2 / 0.28)
    assert distance_to([0.3, 0.4], [0.6, 0.8]) == pytest.approx(0.5)


def test_m22_gains():
    gains = discounted_gains_usd_m(np.ones((2, 4)), [0.0, 0.4])
    decay = math.exp(-0.1)
    assert gains == pytest.approx([4.0, 1 + decay + decay**2 + decay**3])
    assert balance_of_gains(10, [5, 5]) == 0.0
    assert balance_of_gains(-10, [10]) == -1.0
