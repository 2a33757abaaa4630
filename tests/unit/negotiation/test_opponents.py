"""What sides believe of each other, held against the truth."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from model.negotiation.bargain import bargain
from model.negotiation.bayesian import shape_value
from model.negotiation.codes import Belief, Style
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.opponents import correlation, estimated_values


def random_talk(seed, belief=Belief.ORDERED):
    """Return a bargain of four issues on which two sides are opposed, with different weights."""
    rng = np.random.default_rng(seed)
    up = np.sort(rng.uniform(size=(2, 4, 5)), axis=-1)
    up *= rng.uniform(0.1, 1.0, size=(2, 4, 1))
    style = Style(parameter=2.0, belief=belief)
    return Bargain(
        tuple(Issue(name, tuple("abcde")) for name in "wxyz"),
        Party(tuple(map(tuple, up[0].tolist())), 0.0, style),
        Party(tuple(map(tuple, up[1, :, ::-1].tolist())), 0.0, style),
    )


def test_the_correlation_is_that_over_all_outcomes():
    rng = np.random.default_rng(3)
    counts = np.array([2, 5, 3])
    true, guess = rng.uniform(size=(2, 3, 5))
    outcomes = list(itertools.product(*map(range, counts)))
    rows = [
        [sum(values[at, level] for at, level in enumerate(o)) for o in outcomes]
        for values in (true, guess)
    ]
    assert correlation(true, guess, counts) == pytest.approx(np.corrcoef(rows)[0, 1])
    assert correlation(true, np.ones((3, 5)), counts) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_perfect_model_is_perfect_and_the_others_learn_something(seed):
    talk = random_talk(seed)
    heard = [move.levels for move in bargain(talk, trace=True).trace if move.side == 1]
    well = {
        belief: correlation(
            talk.table[1],
            estimated_values(talk.table, talk.counts, belief, heard),
            talk.counts,
        )
        for belief in Belief
    }
    assert well[Belief.PERFECT] == pytest.approx(1.0)
    for belief in (Belief.ORDERED, Belief.FREQUENCY, Belief.WINDOWED, Belief.BAYESIAN):
        assert 0.2 < well[belief] < 1.0
    assert well[Belief.WINDOWED] != well[Belief.FREQUENCY]


def test_a_faded_offer_counts_for_less():
    table, counts = np.zeros((2, 1, 3)), np.array([3])
    heard = [(0,), (1,)]
    known = estimated_values(table, counts, Belief.WINDOWED, heard)
    assert known.tolist() == [[0.9, 1.0, 0.0]]
    assert estimated_values(table, counts, Belief.FREQUENCY, heard).tolist() == [[1.0, 1.0, 0.0]]


def test_who_sees_through_the_other_offers_it_more():
    """Of the deals struck, those between two who know each other are worth more in sum."""
    sums = []
    for belief in (Belief.FREQUENCY, Belief.PERFECT):
        outcomes = [bargain(random_talk(seed, belief)) for seed in range(40)]
        sums.append(np.mean([sum(outcome.utilities) for outcome in outcomes]))
    assert sums[1] > sums[0]


def test_shapes_are_downhill_triangular_uphill():
    shapes = [[shape_value(level, peak, 5) for level in range(5)] for peak in range(5)]
    assert shapes[0] == [1.0, 0.75, 0.5, 0.25, 0.0]
    assert shapes[2] == [0.0, 0.5, 1.0, 0.5, 0.0]
    assert shapes[4] == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_one_offer_moves_the_bayesian_belief_as_bayes_would():
    """Two issues of two levels: shapes and ranks held against the theorem, written out."""
    counts, table = np.array([2, 2]), np.zeros((2, 2, 2))
    believed = estimated_values(table, counts, Belief.BAYESIAN, [(1, 0)], [0.0])
    # Before: either level is best, either rank is true, so an offer is worth a half of 1.
    miss = {"best": 0.25 + 0.5 - 1.0, "worst": 0.25 - 1.0}
    up = {name: np.exp(-0.5 * (each / 0.25) ** 2) for name, each in miss.items()}
    sure = up["best"] / (up["best"] + up["worst"])
    heavy = np.exp(-0.5 * ((0.25 + 0.5 * 2 / 3 - 1.0) / 0.25) ** 2)
    light = np.exp(-0.5 * ((0.25 + 0.5 * 1 / 3 - 1.0) / 0.25) ** 2)
    weight = (2 * heavy + light) / (heavy + light)  # the same for both issues: half each
    assert weight > 1.5
    assert believed == pytest.approx(
        0.5 * np.array([[1.0 - sure, sure], [sure, 1.0 - sure]]), abs=1e-12
    )


@pytest.mark.parametrize("c", [0.5, 1.0, 3.0])
def test_the_bayesian_model_beats_its_prior_over_random_domains(c):
    better, gains = 0, []
    for seed in range(60):
        talk = random_talk(seed)
        talk = replace(talk, partner=replace(talk.partner, style=Style(parameter=c)))
        moves = [move for move in bargain(talk, trace=True).trace if move.side == 1]
        known = [
            correlation(
                talk.table[1],
                estimated_values(
                    talk.table,
                    talk.counts,
                    Belief.BAYESIAN,
                    [move.levels for move in heard],
                    [move.round / 41 for move in heard],
                ),
                talk.counts,
            )
            for heard in ([], moves)
        ]
        better += known[1] > known[0]
        gains.append(known[1] - known[0])
    assert better >= 50
    assert np.mean(gains) > 0.3
