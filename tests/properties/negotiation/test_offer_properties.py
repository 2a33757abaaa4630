"""The trade-off offer against a search of all outcomes."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.negotiation.beliefs import PLACE_BITS, find_switches
from model.negotiation.exact import MOST_IN_ALL, NUMBERS, STEPS, exact_offer
from model.negotiation.losses import SLACK, prepare_losses
from model.negotiation.offers import trade_off_offer

pytestmark = pytest.mark.core


def offer_and_best(seed, budget, exact=False, spent=0.0):
    """Return offer, believed gains, own losses, the best gain, what a switch gives, and reach."""
    rng = np.random.default_rng(seed)
    issues, width = int(rng.integers(1, 5)), 5
    levels = rng.integers(2, width + 1, issues)
    places = issues * width
    values = rng.uniform(size=(1, places)) * np.repeat(rng.uniform(size=issues), width)
    if rng.uniform() < 0.3:
        values = values.round(1)  # many ties
    loss, order = np.empty((1, places)), np.empty((1, places), np.int64)
    best, scale = np.empty(1), np.empty(1)
    prepare_losses(width, values, levels, loss, order, best, scale)
    credit = rng.uniform(size=(1, places))
    if rng.uniform() < 0.3:
        credit = credit.round(1)
    weight = rng.uniform(0.5, 2.0, size=(1, issues))

    plan, chain = np.empty((1, issues, 2), np.int64), np.empty((1, places), np.int64)
    cost, steep = np.empty((1, places)), np.empty((1, places))
    ranked = np.empty((1, places + 1), np.int64)
    find_switches(
        *(0, width, levels, loss, order, credit, weight),
        *(plan, chain, cost, steep, np.empty(places, np.int64), ranked),
    )
    offer, reach = np.empty((1, issues), np.int64), np.empty((1, 2))
    issue_of = np.repeat(np.arange(issues), width)
    trade_off_offer(
        *(0, budget, width, levels, loss, credit, plan, chain, cost),
        *(ranked, issue_of, np.empty(issues, np.int64), offer, reach),
    )
    if exact:
        numbers = np.zeros((NUMBERS, places))
        numbers[STEPS, 0] = spent
        exact_offer(
            *(0, budget, width, levels, loss, order, credit, weight, cost, steep, ranked),
            *(numbers, np.empty(issues, np.int64), offer, reach),
        )
    top = [
        credit[0, i * width : i * width + levels[i]].max() if levels[i] else 1.0
        for i in range(issues)
    ]
    gain = credit[0] * np.repeat([weight[0, i] / top[i] for i in range(issues)], width)

    most = max(
        sum(gain[p] for p in outcome)
        for outcome in itertools.product(
            *[range(i * width, i * width + levels[i]) for i in range(issues)]
        )
        if sum(loss[0, p] for p in outcome) <= budget
    )
    # The first switch in rank that does not fit.
    used, missed = 0.0, 0.0
    for key in ranked[0]:
        if key == 0:
            break
        link = PLACE_BITS - (key & PLACE_BITS)
        if used + cost[0, link] > budget:
            missed = cost[0, link] * steep[0, link]
            break
        used += cost[0, link]
    return offer[0], gain, loss[0], most, missed, reach[0]


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 1.0))
def test_the_offer_fits_and_misses_less_than_one_switch(seed, share):
    budget = share + SLACK
    offer, gain, loss, most, missed, reach = offer_and_best(seed, budget)
    assert sum(loss[offer]) <= budget + 1e-12
    assert sum(gain[offer]) <= most + 1e-9
    assert most - sum(gain[offer]) <= missed + 1e-9
    assert reach[0] <= budget < reach[1]


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_within_its_reach_the_offer_is_the_same(seed, share, other):
    offer, *_, reach = offer_and_best(seed, share + SLACK)
    # The whole loss adds up to 1 only to the last digit, so the reach may begin just above 1.
    low, high = reach[0], max(reach[0], min(reach[1], 1.0 + SLACK))
    again, *_ = offer_and_best(seed, low + other * 0.999 * (high - low))
    assert np.array_equal(offer, again)


def test_the_offer_is_close_to_the_best_there_is_on_average():
    ratios = []
    for seed in range(400):
        budget = float(np.random.default_rng(seed + 10_000).uniform(0.1, 0.9))
        offer, gain, _, most, _, _ = offer_and_best(seed, budget)
        ratios.append(sum(gain[offer]) / most if most > 0 else 1.0)
    assert np.mean(ratios) > 0.97


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 1.0))
def test_the_exact_offer_is_the_best_there_is(seed, share):
    budget = share + SLACK
    offer, gain, loss, most, _, reach = offer_and_best(seed, budget, exact=True)
    assert sum(loss[offer]) <= budget + 1e-12
    assert sum(gain[offer]) == pytest.approx(most, rel=1e-9, abs=1e-9)
    assert reach[0] == pytest.approx(sum(loss[offer]), abs=1e-12)
    assert reach[0] <= budget < reach[1]


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_within_its_reach_the_exact_offer_is_the_same(seed, share, other):
    offer, gain, loss, *_, reach = offer_and_best(seed, share + SLACK, exact=True)
    low, high = reach[0] + SLACK, max(reach[0] + SLACK, min(reach[1], 1.0 + SLACK))
    again, *_ = offer_and_best(seed, low + other * 0.999 * (high - low), exact=True)
    # Of several liked alike that cost alike, rounding may pick another.
    assert sum(gain[again]) == pytest.approx(sum(gain[offer]), rel=1e-9, abs=1e-9)
    assert sum(loss[again]) == pytest.approx(sum(loss[offer]), abs=1e-9)


@given(seed=st.integers(0, 2**32 - 1), share=st.floats(0.0, 1.0))
def test_when_a_play_has_spent_its_steps_the_greedy_offer_stands(seed, share):
    budget = share + SLACK
    greedy, *_ = offer_and_best(seed, budget)
    offer, *_, (low, high) = offer_and_best(seed, budget, exact=True, spent=MOST_IN_ALL)
    assert np.array_equal(offer, greedy)
    assert low <= budget < high
