"""When another supplier helps: the three statements of :mod:`model.metrics.resilience`."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from experiments.bench_measures import sample
from model.metrics.resilience import (
    Supply,
    needs_after,
    pair_exits,
    percolation,
    resilience,
)

CLOSE = 1e-9
STATES = 6
TAUS = np.array([0.0, 2.0, 7.0])
SEEDS = st.integers(0, 10_000)


def posed(seed: int, scale: float = 1.0) -> Supply:
    """Return a world of four technologies, three inputs, five foreign states; the last is idle."""
    world = sample(4, 3, STATES, seed)
    imports, produced, share = (np.array(a) for a in world[:3])
    for matrix in (imports, produced, share):
        matrix[:, -1] = 0.0
    share /= share.sum(axis=1, keepdims=True)
    return Supply(imports * scale, produced * scale, share, *world[3:], TAUS)


def singles(supply: Supply) -> np.ndarray:
    return np.diag(pair_exits(supply))


def today(supply: Supply) -> float:
    return float(needs_after(supply, np.zeros((STATES, 1)))[0])


@given(SEEDS, st.integers(0, STATES - 1), st.integers(0, 3), st.floats(0, 1), st.booleans())
def test_needs_met_after_any_exit_never_fall_when_supply_is_added(seed, state, k, more, plant):
    before = posed(seed)
    matrix = np.array(before.produced if plant else before.imports)
    matrix[k, state] += more
    after = before._replace(**{"produced" if plant else "imports": matrix})
    assert (pair_exits(after) >= pair_exits(before) - CLOSE).all()


@given(SEEDS, st.integers(0, STATES - 1), st.integers(0, 3), st.floats(0, 1))
def test_resilience_never_falls_when_needs_are_met_already(seed, state, k, more):
    before = posed(seed, scale=5.0)
    assume(today(before) >= 1.0 - 1e-12)
    imports = before.imports.copy()
    imports[k, state] += more
    after = before._replace(imports=imports)
    for exits in (singles, pair_exits):
        assert resilience(1.0, exits(after)) >= resilience(1.0, exits(before)) - CLOSE


@given(SEEDS, st.integers(1, STATES - 2), st.floats(0, 1))
def test_resilience_never_falls_when_a_newcomer_takes_over_part(seed, old, part):
    before = posed(seed)
    changed = []
    for matrix in before[:3]:
        shared = np.array(matrix)
        shared[:, -1] = part * shared[:, old]
        shared[:, old] *= 1.0 - part
        changed.append(shared)
    after = Supply(*changed, *before[3:])
    now = today(before)
    assert abs(today(after) - now) < CLOSE
    assert resilience(now, singles(after)) >= resilience(now, singles(before)) - CLOSE
    assert resilience(now, pair_exits(after)) >= resilience(now, pair_exits(before)) - CLOSE


def test_resilience_can_fall_when_an_import_raises_capability():
    supply = posed(1)._replace(
        imports=np.zeros((4, STATES)), produced=np.tile([0.5, 0, 0, 0, 0, 0], (4, 1))
    )
    supply = supply._replace(input_share=np.tile([1.0, 0, 0, 0, 0, 0], (3, 1)))
    more = supply.imports.copy()
    more[:, 1] = 0.5
    richer = supply._replace(imports=more)
    assert resilience(today(supply), singles(supply)) == 1.0
    assert resilience(today(richer), singles(richer)) < 0.8
    assert singles(richer).min() >= singles(supply).min()


@given(SEEDS)
def test_percolation_falls_from_today_to_the_host_alone(seed):
    supply = posed(seed)
    curve = percolation(supply)
    assert curve.met[0] == today(supply)
    assert sorted(curve.order) == list(range(1, STATES))
    assert (np.diff(curve.met) <= CLOSE).all()
    assert abs(curve.met[1] - singles(supply).min()) < CLOSE
    everyone = np.ones((STATES, 1))
    everyone[0] = 0.0
    assert abs(curve.met[-1] - needs_after(supply, everyone)[0]) < CLOSE


@given(SEEDS)
def test_two_exits_leave_no_more_than_one(seed):
    supply = posed(seed)
    pairs, one = pair_exits(supply), singles(supply)
    assert (pairs <= np.minimum.outer(one, one) + CLOSE).all()
