"""What holds of the exit game in every world."""

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.metrics.bill import bill_of_materials
from model.metrics.exit_game import ExitGame, exit_game

CLOSE = 1e-9
SHARE = st.floats(0, 1, allow_subnormal=False).map(lambda x: x if x > 1e-6 else 0.0)


class Posed(NamedTuple):
    """A world in which technologies need later ones and inputs only."""

    imports: np.ndarray
    produced: np.ndarray
    input_share: np.ndarray
    essential: np.ndarray
    rate: np.ndarray
    weight: np.ndarray
    taus: np.ndarray
    lone: np.ndarray
    partners: int


@st.composite
def worlds(draw, fewest=0) -> Posed:
    count, inputs, upstream = (
        draw(st.integers(1, 4)),
        draw(st.integers(0, 2)),
        draw(st.integers(0, 2)),
    )
    p = draw(st.integers(fewest, 3))
    states = 1 + p + upstream
    essential = np.triu(draw(arrays(float, (count, count + inputs), elements=SHARE)), 1)
    share = draw(arrays(float, (inputs, states), elements=SHARE))
    weight = draw(arrays(float, count, elements=st.floats(0.1, 1)))
    lone = draw(arrays(bool, states))
    lone[0] = False
    return Posed(
        imports=draw(arrays(float, (count, states), elements=SHARE)),
        produced=draw(arrays(float, (count, states), elements=SHARE)),
        input_share=share / np.maximum(1.0, share.sum(axis=1, keepdims=True)),
        essential=essential,
        rate=draw(arrays(float, count + inputs, elements=st.floats(0, 1))),
        weight=weight / weight.sum(),
        taus=draw(arrays(float, draw(st.integers(1, 3)), elements=st.floats(0, 20))),
        lone=lone,
        partners=p,
    )


def play(world: Posed) -> ExitGame:
    supply = (np.ascontiguousarray(a) for a in (world.imports, world.produced, world.input_share))
    return exit_game(*supply, bill_of_materials(world.essential), *world[4:])


@given(worlds())
def test_shares_keep_their_order(world):
    game = play(world)
    assert -CLOSE <= game.autonomy_alone <= game.autonomy_strict + CLOSE
    assert game.autonomy_strict <= game.autonomy + CLOSE
    assert game.autonomy <= game.capability + CLOSE
    assert game.capability <= 1.0 + CLOSE
    assert (game.after >= game.alone - CLOSE).all()


@given(worlds())
def test_parts_sum_to_the_loss_of_all_leaving(world):
    game = play(world)
    assert abs(game.dependence.sum() - (game.capability - game.autonomy_alone)) < CLOSE
    assert np.abs(game.parts.sum(axis=0) - (game.met - game.alone)).max() < CLOSE
    # More supply left never hurts, so nobody's part is negative.
    assert (game.dependence >= -CLOSE).all()


@given(worlds(), st.integers(1, 3))
def test_a_state_that_supplies_nothing_gets_nothing(world, state):
    if state >= len(world.lone):
        return
    for matrix in (world.imports, world.produced, world.input_share):
        matrix[:, state] = 0.0
    game = play(world)
    assert game.single[state - 1] == game.capability
    if state <= world.partners:
        assert game.dependence[state - 1] == 0.0


@given(worlds(fewest=2))
def test_partners_that_are_alike_are_treated_alike(world):
    for matrix in (world.imports, world.produced, world.input_share):
        matrix[:, 2] = matrix[:, 1]
    game = play(world)
    assert abs(game.dependence[0] - game.dependence[1]) < CLOSE


@given(worlds(), st.randoms(use_true_random=False))
def test_order_of_partners_and_of_technologies_says_nothing(world, chance):
    partners = list(range(world.partners))
    chance.shuffle(partners)
    states = [0, *(p + 1 for p in partners), *range(world.partners + 1, len(world.lone))]
    count = len(world.weight)
    order = list(range(count))
    chance.shuffle(order)
    goods = [*order, *range(count, len(world.rate))]
    turned = Posed(
        imports=world.imports[order][:, states],
        produced=world.produced[order][:, states],
        input_share=world.input_share[:, states],
        essential=world.essential[order][:, goods],
        rate=world.rate[goods],
        weight=world.weight[order],
        taus=world.taus,
        lone=world.lone[states],
        partners=world.partners,
    )
    first, second = play(world), play(turned)
    for name in ("capability", "autonomy", "autonomy_strict", "autonomy_alone"):
        assert abs(getattr(first, name) - getattr(second, name)) < CLOSE
    assert np.abs(first.dependence[[*partners, world.partners]] - second.dependence).max() < CLOSE
    assert np.abs(first.parts[:-1][partners][:, order] - second.parts[:-1]).max(initial=0) < CLOSE


@given(worlds())
def test_unit_of_time_says_nothing(world):
    quarters = world._replace(rate=world.rate / 4.0, taus=world.taus * 4.0)
    assert play(world).autonomy == play(quarters).autonomy


@given(worlds(), st.data())
def test_more_supply_never_lowers_capability_or_autonomy(world, data):
    before = play(world)
    which = data.draw(st.sampled_from(["imports", "produced"]))
    place = tuple(data.draw(st.integers(0, size - 1)) for size in world.imports.shape)
    getattr(world, which)[place] += data.draw(st.floats(0, 1))
    after = play(world)
    for name in ("capability", "autonomy", "autonomy_strict", "autonomy_alone"):
        assert getattr(after, name) >= getattr(before, name) - CLOSE


@given(worlds(), st.floats(0, 1))
def test_faster_replacement_never_lowers_autonomy(world, more):
    assert play(world._replace(rate=world.rate + more)).autonomy >= play(world).autonomy - CLOSE
