"""Bargains of many sides: the two-sided engine is a special case, and what holds of all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.negotiation.beliefs import NO_PARTS
from model.negotiation.codes import (
    BELIEF,
    BY,
    DEAL_LEVELS,
    END,
    Acceptance,
    Belief,
    End,
    Style,
    Tactic,
)
from model.negotiation.play import play
from model.negotiation.sides import play_sides
from tests.bargains import random_bargain, random_crowd, worth

SEEDS = st.integers(0, 2**32 - 1)
pytestmark = pytest.mark.core


@settings(max_examples=300)
@given(SEEDS, st.sampled_from(Belief))
def test_two_of_many_sides_are_the_two_sided_engine(seed, belief):
    posed = random_bargain(seed, threads=1)
    posed.styles[..., BELIEF] = belief
    shape = (posed.rounds, 2, len(posed.levels))
    one, many = np.full((1, *shape), -1), np.full(shape, -1)
    ends, value = play(*posed, one)
    end, same = play_sides(
        *(posed.tables[0], posed.levels, posed.reservations[0], posed.styles[0]),
        *(posed.rounds, posed.first, posed.risk, posed.noise[0], many),
        NO_PARTS,
    )
    if ends[0, END] == End.NO_OFFER and ends[0, BY] == 2:
        ends[0, BY] = 0  # many sides name the first of those who cannot gain
    assert np.array_equal(end, ends[0])
    assert np.array_equal(same.T.ravel(), value[0], equal_nan=True)
    assert np.array_equal(one[0], many)


@given(SEEDS, st.integers(2, 5))
def test_a_deal_is_the_last_offer_and_worth_no_less_than_no_deal_to_all(seed, sides):
    given_ = random_crowd(seed, sides)
    table, levels, floors, trace = given_[0], given_[1], given_[2], given_[-1]
    end, value = play_sides(*given_, NO_PARTS)
    assert (end[END] == End.DEAL) == bool(np.all(np.isfinite(value)))
    if end[END] != End.DEAL:
        assert np.all(end[DEAL_LEVELS] == -1)
        return
    deal = end[DEAL_LEVELS]
    assert np.all((deal >= 0) & (deal < levels))
    assert np.array_equal(value[:, 0], worth(table, deal))
    assert np.all(value[:, 0] >= floors)
    first = given_[5]
    said = [
        (side, trace[now, side])
        for now in range(end[1])
        for side in [(first + turn) % sides for turn in range(sides)]
        if trace[now, side, 0] >= 0
    ]
    proposer, last = said[-1]
    assert np.array_equal(last, deal)
    assert (end[BY] + 1) % sides == proposer  # all the others accepted in turn, and no one else


def test_one_who_never_accepts_keeps_all_from_a_deal():
    share = np.linspace(0.0, 1.0, 11)
    table = np.stack([share, share[::-1], share[::-1]])[:, None]
    quiet = (100, 0, 0.0, np.zeros((0, 0)), np.zeros((0, 0, 0), dtype=np.int64), NO_PARTS)
    yielding = Style(parameter=0.2, acceptance=Acceptance.COMBINED).row()
    hard = Style(Tactic.HARDLINER).row()
    for last, reached in ((yielding, End.DEAL), (hard, End.DEADLINE)):
        styles = np.array([hard, yielding, last])
        end, value = play_sides(table, np.array([11]), np.zeros(3), styles, *quiet)
        assert end[END] == reached
    styles = np.array([hard, yielding, yielding])
    end, value = play_sides(table, np.array([11]), np.zeros(3), styles, *quiet)
    assert value[0, 0] == 1.0  # the hard one gets its best


def test_impatience_brings_the_deal_forward():
    share = np.linspace(0.0, 1.0, 101)
    table = np.stack([share, 1.0 - share])[:, None]
    rounds = []
    for discount in (1.0, 0.01, 1e-4):
        end, _ = play_sides(
            *(table, np.array([101]), np.zeros(2), np.array([Style().row(discount)] * 2)),
            *(40, 0, 0.0),
            *(np.zeros((0, 0)), np.zeros((0, 0, 0), dtype=np.int64), NO_PARTS),
        )
        assert end[END] == End.DEAL
        rounds.append(int(end[1]))
    assert rounds[0] > rounds[1] > rounds[2]


def test_who_knows_all_others_gives_each_what_it_wants():
    """Three who want one issue each: perfect knowledge finds the deal of full worth to all."""
    table = np.zeros((3, 3, 2))
    for side in range(3):
        table[side, side] = [0.0, 1.0]
        table[side, (side + 1) % 3] = [0.1, 0.0]
    styles = np.array([Style(belief=Belief.PERFECT).row()] * 3)
    end, value = play_sides(
        *(table, np.full(3, 2), np.zeros(3), styles, 20, 0, 0.0),
        *(np.zeros((0, 0)), np.zeros((0, 0, 0), dtype=np.int64), NO_PARTS),
    )
    assert end[END] == End.DEAL
    assert value[:, 0].tolist() == [1.0, 1.0, 1.0]
