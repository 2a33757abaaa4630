"""Fronts: who is on them, and how they are thinned."""

import numpy as np
import pytest

from experiments.study.dominance import non_dominated, thinned


def dominates(one, other):
    return bool((one <= other).all() and (one < other).any())


@pytest.mark.parametrize("objectives", [2, 3, 5])
def test_a_front_is_what_nobody_dominates(objectives):
    losses = np.random.default_rng(objectives).integers(0, 6, (60, objectives)).astype(float)
    front = non_dominated(losses)
    for at, one in enumerate(losses):
        assert front[at] != any(dominates(other, one) for other in losses)


@pytest.mark.parametrize("epsilon", [[0.1, 0.1, 0.1], [0.3, 0.0, 0.05], [0.0, 0.0, 0.0]])
def test_a_thinned_front_is_a_front_and_is_nowhere_farther_than_what_counts(epsilon):
    losses = np.random.default_rng(1).random((300, 3))
    kept = losses[thinned(losses, np.array(epsilon))]
    whole = losses[non_dominated(losses)]
    assert len(kept) <= len(whole)
    assert (len(kept) == len(whole)) is (not any(epsilon))
    assert non_dominated(kept).all()
    for one in losses:
        assert (kept <= one + np.array(epsilon)).all(axis=1).any()


def test_equal_candidates_stand_once():
    assert thinned(np.ones((3, 2)), np.zeros(2)).tolist() == [True, False, False]
