"""Advice to a side from what it can see: a counter-offer that costs it nothing.

It is the exact trade-off offer of the engine (:mod:`model.negotiation.exact`) for the loss that the
side has already granted: among the offers worth no less to it than its last one, the one that the
other is believed to like best, by what it was heard to offer (:mod:`model.negotiation.beliefs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.negotiation.beliefs import find_switches, learn
from model.negotiation.codes import Belief, Floats, Integers
from model.negotiation.exact import NUMBERS, exact_offer
from model.negotiation.losses import SLACK, prepare_losses, utility_of
from model.negotiation.offers import trade_off_offer

ME, OTHER = 0, 1


class Advice(NamedTuple):
    """A counter-offer, and how the other is believed to like it.

    Attributes
    ----------
    levels : tuple of int
        Level of each issue.
    worth : float
        Worth to the advised side.
    liked : float
        Believed worth to the other, 0 (the worst for it) to 1 (all that it could wish).
    """

    levels: tuple[int, ...]
    worth: float
    liked: float


def advised(own: Floats, counts: Integers, heard: Sequence[Sequence[int]], least: float) -> Advice:
    """Return the offer worth at least so much to a side that the other is believed to like best.

    Parameters
    ----------
    own : (issues, levels) array
        Worth of each level to the side; beyond ``counts`` ignored.
    counts : (issues,) int64 array
        Number of levels of each issue.
    heard : sequence of sequences of int
        Offers of the other so far, level of each issue.
    least : float
        What the offer must be worth to the side; its best offer comes out where that is less.

    Examples
    --------
    The other asked for level 1 of the first issue, which is worth little here, and went on to:

    >>> own = np.array([[1.0, 0.0], [9.0, 0.0]])
    >>> advised(own, np.array([2, 2]), [(1, 1), (1, 0)], least=9.0).levels
    (1, 0)
    """
    issues, width = own.shape
    places = issues * width
    values = np.zeros((2, places))
    values[ME] = np.where(np.arange(width) < counts[:, None], own, 0.0).reshape(-1)
    loss, cost, steep = np.zeros((3, 2, places))
    order, chain, issue_of = np.zeros((3, 2, places), np.uint32)
    issue_of[ME] = np.repeat(np.arange(issues), width)
    best, scale = np.zeros((2, 2))
    prepare_losses(width, values, counts, loss, order, best, scale)
    credit, weight = learned(counts, width, heard)
    plan, ranked = np.empty((2, issues, 2), np.int64), np.empty((2, places + 1), np.int64)
    find_switches(
        ME, width, counts, loss, order, credit, weight, plan, chain, cost, steep,
        np.empty(places, np.int64), ranked,
    )  # fmt: skip

    chosen, reach = np.full((2, issues), -1), np.zeros((2, 2))
    closed = np.empty(issues, np.int64)
    numbers = np.zeros((NUMBERS, places))
    wanted = min(least, float(best[ME]))
    budget = 1.0 - utility_of(wanted, best[ME], scale[ME]) + SLACK
    while True:
        trade_off_offer(
            ME, budget, width, counts, loss, credit, plan, chain, cost, ranked,
            issue_of[ME], closed, chosen, reach,
        )  # fmt: skip
        exact_offer(
            ME, budget, width, counts, loss, order, credit, weight, cost, steep, ranked,
            numbers, closed, chosen, reach,
        )  # fmt: skip
        worth = float(values[ME, chosen[ME]].sum())
        if worth >= wanted or budget < 0.0:
            break
        # The budget said yes within SLACK, the money says no: one step dearer, as in the engine.
        budget = min(budget, float(reach[ME, 0])) - 2.0 * SLACK
    levels = tuple((chosen[ME] - np.arange(issues) * width).tolist())
    return Advice(levels, worth, liking(counts, heard, levels))


def learned(counts: Integers, width: int, heard: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
    """Return what a side believes that has heard some offers: credit of places, weight of issues.

    Two rows each, of which the first is the side's; see :func:`model.negotiation.beliefs.learn`.
    """
    issues = len(counts)
    credit, weight = np.zeros((2, issues * width)), np.ones((2, issues))
    before = np.full((2, issues), -1)
    for offer in heard:
        spoken = before.copy()
        spoken[OTHER] = np.arange(issues) * width + np.asarray(offer)
        if (spoken != before).any():  # an offer repeated unchanged teaches nothing
            learn(ME, OTHER, Belief.ORDERED, width, counts, before, spoken, credit, weight)
        before = spoken
    return credit, weight


def liking(counts: Integers, heard: Sequence[Sequence[int]], offer: Sequence[int]) -> float:
    """Return how the other is believed to like an offer, 0 to 1, by what it was heard to offer.

    Examples
    --------
    >>> liking(np.array([3]), [(2,)], (1,))
    0.5
    """
    issues, width = len(counts), int(counts.max())
    credit, weight = learned(counts, width, heard)
    by_issue = credit[ME].reshape(issues, width)
    most = by_issue.max(axis=1)
    share = by_issue[np.arange(issues), np.asarray(offer)] / np.where(most > 0.0, most, 1.0)
    return float(share @ weight[ME] / weight[ME].sum())
