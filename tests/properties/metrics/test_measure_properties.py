"""Bounds and invariances of the measures that are not games."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.metrics.complexity import density, economic_complexity, proximity, revealed_advantage
from model.metrics.concentration import hhi, normalised_hhi
from model.metrics.control import (
    by_controller,
    look_through,
    majority_controller,
    ultimate_ownership,
)
from model.metrics.debt import next_debt_share
from model.metrics.fund import full_draws
from model.metrics.gains import efficient
from model.metrics.position import burt_constraint, katz_reach, pagerank
from model.metrics.reliance import leontief_inverse, reliance_shares
from model.metrics.substitution import ces_exit_loss, ces_output

CLOSE = 1e-9
SHARE = st.floats(0, 1).map(lambda x: x if x > 1e-6 else 0.0)
AMOUNTS = arrays(float, st.integers(2, 8), elements=SHARE).filter(lambda a: a.sum() > 0)


@st.composite
def ownership(draw):
    """Draw firms owned by states and by later firms, so that no circle is closed."""
    firms, states = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    held = draw(arrays(float, (firms, firms + states), elements=SHARE))
    held[:, :firms] = np.triu(held[:, :firms], 1)
    held[:, -1] += np.where(held.sum(axis=1) > 0.0, 0.0, 1.0)
    held /= held.sum(axis=1, keepdims=True)
    return held[:, :firms], held[:, firms:]


@given(AMOUNTS, st.floats(1e-3, 1e6), st.randoms(use_true_random=False))
def test_concentration_knows_neither_unit_nor_order(amounts, unit, chance):
    index = hhi(amounts)
    assert 1 / len(amounts) - CLOSE <= index <= 1 + CLOSE
    assert -CLOSE <= normalised_hhi(amounts) <= 1 + CLOSE
    turned = list(amounts * unit)
    chance.shuffle(turned)
    assert hhi(turned) == pytest.approx(index)


@given(ownership(), st.data())
def test_concentration_by_controller_is_never_below_that_by_firm(owners, data):
    firms = len(owners[0])
    supply = data.draw(arrays(float, firms, elements=SHARE))
    assume(supply.sum() > 0.0)
    states = owners[1].shape[1]
    controlled = by_controller(supply, majority_controller(*owners), states)
    assert controlled.sum() == pytest.approx(supply.sum())
    assert hhi(controlled) >= hhi(supply) - CLOSE


@given(ownership())
def test_looked_through_ownership_sums_to_one_and_keeps_supply(owners):
    ultimate = ultimate_ownership(*owners)
    assert (ultimate >= -CLOSE).all()
    assert ultimate.sum(axis=1) == pytest.approx(1.0)
    supply = np.ones(len(ultimate))
    assert look_through(supply, ultimate).sum() == pytest.approx(supply.sum())


@given(ownership())
def test_a_controller_holds_the_majority_of_votes_that_it_can_count_on(owners):
    firms, states = owners
    controller = majority_controller(firms, states)
    for firm, state in enumerate(controller):
        if state >= 0:
            votes = states[firm, state] + firms[firm][controller == state].sum()
            assert votes > 0.5


@given(arrays(float, (4, 4), elements=SHARE.map(lambda x: 0.24 * x)))
def test_look_through_adds_to_face_value(matrix):
    inverse = leontief_inverse(matrix)
    assert (inverse >= matrix + np.eye(4) - CLOSE).all()
    columns = reliance_shares(matrix).sum(axis=0)
    used = matrix.sum(axis=0) > 0
    assert columns[used] == pytest.approx(1.0)
    assert np.isnan(columns[~used]).all()


@given(arrays(float, (5, 5), elements=SHARE), st.permutations(range(5)))
def test_position_does_not_depend_on_the_order_of_nodes(ties, order):
    turned = ties[np.ix_(order, order)]
    assert katz_reach(turned, 0.15) == pytest.approx(katz_reach(ties, 0.15)[order])
    assert pagerank(turned) == pytest.approx(pagerank(ties)[order])
    assert pagerank(ties).sum() == pytest.approx(1.0)
    # Adding up rounding aside, the unit of weights says nothing.
    assert burt_constraint(8.0 * ties) == pytest.approx(burt_constraint(ties), nan_ok=True)


@given(AMOUNTS, st.data(), st.floats(0, 20))
def test_losing_more_of_an_input_costs_more(weights, data, sigma):
    weights = (weights + 0.01) / (weights + 0.01).sum()
    lost = data.draw(arrays(float, len(weights), elements=st.floats(0, 0.95)))
    less = lost * data.draw(st.floats(0, 1))
    assert (
        -1e-6 <= ces_exit_loss(weights, less, sigma) <= ces_exit_loss(weights, lost, sigma) + 1e-6
    )


@given(AMOUNTS, st.data(), st.floats(0, 8), st.floats(0, 8))
def test_easier_substitution_never_lowers_output(weights, data, one, two):
    weights = (weights + 0.01) / (weights + 0.01).sum()
    left = data.draw(arrays(float, len(weights), elements=st.floats(0.05, 1)))
    low, high = sorted((one, two))
    assert ces_output(left, weights, low) <= ces_output(left, weights, high) + 1e-6
    assert ces_output(left, weights, high) <= float(weights @ left) + 1e-9


@given(arrays(float, (4, 5), elements=st.floats(0.01, 10)), st.floats(0.001, 1000))
def test_advantage_knows_no_unit(exports, unit):
    assert revealed_advantage(exports * unit) == pytest.approx(revealed_advantage(exports))


@given(arrays(bool, (5, 6)), st.permutations(range(5)), st.permutations(range(6)))
def test_complexity_does_not_depend_on_order(made, countries, products):
    matrix = made.astype(float)
    matrix[:, 0] = 1.0
    matrix[0] = 1.0
    near = proximity(matrix)
    assert (near == near.T).all()
    assert ((near >= 0) & (near <= 1)).all()
    assert ((density(matrix) >= 0) & (density(matrix) <= 1 + CLOSE)).all()
    turned = matrix[np.ix_(countries, products)]
    try:
        found = economic_complexity(matrix)
    except ValueError:
        with pytest.raises(ValueError, match="alike"):
            economic_complexity(turned)
        return
    assert economic_complexity(turned).eigenvalue == pytest.approx(found.eigenvalue)
    assert found.score.mean() == pytest.approx(0.0, abs=1e-9)
    assert found.score.std() == pytest.approx(1.0)


@given(st.floats(0, 2), st.floats(0, 0.2), st.floats(-0.1, 0.2))
def test_the_balance_that_holds_debt_still_holds_it(debt, interest, growth):
    still = debt * ((1 + interest) / (1 + growth) - 1)
    assert next_debt_share(debt, interest, growth, still) == pytest.approx(debt)


@given(st.floats(1, 100), st.floats(1, 10), st.floats(-0.2, 0.2))
def test_full_draws_is_what_can_be_drawn(fund, draw, real_return):
    draws = full_draws(fund, draw, real_return)
    if draws == np.inf:
        assert fund * real_return >= draw * (1 - 1e-9)
        return
    for _ in range(int(draws)):
        fund = fund * (1 + real_return) - draw
    assert fund > -1e-3 * draw
    assert fund * (1 + real_return) < draw * (1 + 1e-6)


@given(arrays(float, (7, 2), elements=st.floats(0, 1)))
def test_some_outcome_is_efficient_and_none_of_them_is_dominated(utilities):
    kept = utilities[efficient(utilities)]
    assert len(kept) > 0
    for point in kept:
        assert not ((utilities >= point).all(axis=1) & (utilities > point).any(axis=1)).any()
