"""The cheapest offer is the one at the end of a list of all outcomes, to the last bit."""

import numpy as np
import pytest

from model.negotiation.bargain import bargain
from model.negotiation.cheapest import cheapest_offer, head_and_tail, list_tails
from model.negotiation.codes import End, Offer, Style
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.losses import ladder_of_losses

CHEAPEST = np.array([Style(offer=Offer.CHEAPEST).row()])


def by_list(levels, rungs, losses, budget):
    """The last outcome of the ladder that fits, and between which budgets it stays."""
    fitting = int((losses[0] <= budget).sum())
    here = max(fitting - 1, 0)
    after = losses[0, here + 1] if here + 1 < losses.shape[1] else 2.0
    chosen = np.array(np.unravel_index(rungs[0, here], levels))
    return chosen, [losses[0, here], after]


@pytest.mark.parametrize("seed", range(30))
def test_it_is_what_a_list_of_all_outcomes_ends_with(seed):
    rng = np.random.default_rng(seed)
    levels = rng.integers(2, 6, rng.integers(1, 8))
    width = int(levels.max())
    loss = rng.uniform(size=(1, len(levels), width)) / len(levels)
    if seed % 3:  # ties: few different losses, which sums round differently
        loss = rng.choice([0.0, 0.1, 0.2, 0.3], size=loss.shape) / 3.0
    loss[0, :, 0] = 0.0
    loss = loss.reshape(1, -1)
    rungs, losses = ladder_of_losses(width, levels, loss)
    halves = list_tails(width, levels, loss, CHEAPEST)
    offer, reach = np.zeros((1, len(levels)), np.int64), np.zeros((1, 2))
    budgets = [*np.linspace(0.0, 1.0, 40), *rng.uniform(0.0, 1.0, 20), 0.0, *losses[0, ::7]]
    for budget in budgets:
        cheapest_offer(0, budget, width, levels, loss, *halves, offer, reach)
        chosen, between = by_list(levels, rungs, losses, budget)
        assert (offer[0] - width * np.arange(len(levels))).tolist() == chosen.tolist()
        assert reach[0].tolist() == between


def test_a_budget_below_nothing_buys_the_first_of_the_best_outcomes():
    loss = np.array([[0.3, 0.0, 0.0, 0.0, 0.1, 0.0]])
    levels = np.array([3, 3])
    halves = list_tails(3, levels, loss, CHEAPEST)
    offer, reach = np.zeros((1, 2), np.int64), np.zeros((1, 2))
    cheapest_offer(0, -1e-12, 3, levels, loss, *halves, offer, reach)
    assert offer.tolist() == [[1, 3]]
    assert reach.tolist() == [[0.0, 0.1]]


def test_heads_and_tails_multiply_to_all_outcomes():
    for levels in ([2], [50], [50, 50], [50, 2, 50], [2] * 20, [5] * 10):
        _, heads, tails = head_and_tail(np.array(levels))
        assert heads * tails == np.prod(levels)


def test_ten_issues_of_five_levels_are_played():
    rng = np.random.default_rng(4)
    issues = tuple(Issue(f"i{at}", tuple("abcde")) for at in range(10))
    style = Style(offer=Offer.CHEAPEST)

    def party(falling):
        rows = np.sort(rng.uniform(size=(10, 5)))
        return Party(tuple(map(tuple, rows[:, ::-1] if falling else rows)), 0.0, style)

    outcome = bargain(Bargain(issues, party(True), party(False)), 20)
    assert outcome.end == End.DEAL
    assert abs(outcome.utilities[0] - outcome.utilities[1]) < 0.2
