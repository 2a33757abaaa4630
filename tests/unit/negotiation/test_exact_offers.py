"""Exact trade-off offers in play: what they find that giving way step by step does not."""

import numpy as np
import pytest

from agents.population import settle
from experiments.exact_offers import random_talks, talks_of_the_world
from model.negotiation.codes import Belief, Offer, Style, Tactic
from model.negotiation.play import play
from model.scenario.load import load

# Worth 10 to me; 6 may go. The other wants an issue of 4 for 7, or one of 6 for 9: the first comes
# first by worth for worth, and then nothing is left for the second.
MINE = np.array([[4.0, 0.0], [6.0, 0.0]])
THEIRS = np.array([[0.0, 7.0], [0.0, 9.0]])


def offered(rule: Offer) -> list[int]:
    """Return the first offer of a side that asks for 4 of 10, knowing what the other wants."""
    asks = Style(Tactic.STATIONARY, 0.4, offer=rule, belief=Belief.PERFECT)
    styles = np.array([[asks.row(), Style(Tactic.HARDLINER).row()]])
    trace = np.full((1, 1, 2, 2), -1)
    levels, noise = np.array([2, 2]), np.zeros((0, 0, 2))
    tables = np.array([[MINE, THEIRS]])
    play(tables, levels, np.zeros((1, 2)), styles, 1, 0, True, 0.0, noise, trace)
    return list(trace[0, 0, 0])


@pytest.mark.core
def test_a_worse_first_step_leads_to_the_better_offer():
    assert offered(Offer.TRADE_OFF) == [1, 0]
    assert offered(Offer.EXACT_TRADE_OFF) == [0, 1]


@pytest.mark.core
def test_exact_offers_end_talks_otherwise_and_lose_none():
    talks = list(random_talks(100, 4.0, 4.0))
    changes = np.array([change for *_, change in talks])
    assert not np.isnan(changes).any(), "a deal both ways"
    assert (changes != 0.0).any(axis=1).mean() > 0.2
    assert np.abs(changes.mean(axis=0)).max() < 0.03, "and on the whole to much the same worth"


def test_the_world_can_be_played_with_either():
    talks = list(talks_of_the_world(1))
    assert any(not np.array_equal(before, after) for before, after, _ in talks)
    signed = {}
    for offers in ("stepwise", "exact"):
        world = settle(load("peru2040", [f"bargaining.offers={offers}"]), 1)
        world.run()
        signed[offers] = world.record.agreements()
        world.close()
    assert not signed["stepwise"].equals(signed["exact"])
