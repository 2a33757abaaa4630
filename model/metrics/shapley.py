"""The Shapley value: each player's fair part of what a set of players brings about together.

``phi_i = Σ_{S without i} |S|! (n - |S| - 1)! / n! · (v(S + i) - v(S))``

Parts sum to ``v(all) - v(nobody)``, players that are alike get alike, and one that adds nothing to
any set gets nothing. Source: Shapley (1953); sampling after Castro, Gómez & Tejada (2009).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.compiled import compiled

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

#: Up to this number of players every coalition is evaluated.
EXACT_PLAYERS = 10
#: The orders are the same in every run, so that two policies differ by themselves alone.
ORDERS_SEED = 1953


@compiled
def shapley_parts(values: Array) -> Array:
    """Return the Shapley value of a game given in full, for several quantities at once.

    Parameters
    ----------
    values : (2^n, M) array
        Worth of every coalition; player i belongs to coalition c where bit i of c is set.

    Returns
    -------
    (n, M) array
        Parts, in the unit of ``values``; each column sums to its last entry minus its first.

    Examples
    --------
    Two gloves, left and right: a pair is worth 1.

    >>> shapley_parts(np.array([[0.0], [0.0], [0.0], [1.0]])).tolist()
    [[0.5], [0.5]]
    """
    coalitions, quantities = values.shape
    players = 0
    while (1 << players) < coalitions:
        players += 1
    # weight[m] = m! (n - m - 1)! / n!, by recurrence to stay clear of large factorials
    weight = np.empty(players)
    for size in range(players):
        weight[size] = 1.0 / players if size == 0 else weight[size - 1] * size / (players - size)
    parts = np.zeros((players, quantities))
    for coalition in range(coalitions):
        size = 0
        for i in range(players):
            size += (coalition >> i) & 1
        for i in range(players):
            if (coalition >> i) & 1 == 0:
                joined = coalition | (1 << i)
                for m in range(quantities):
                    parts[i, m] += weight[size] * (values[joined, m] - values[coalition, m])
    return parts


@lru_cache(maxsize=32)
def joining_orders(players: int, pairs: int) -> Indices:
    """Return orders in which players join, each followed by its reverse, (2 · pairs, players).

    An order and its reverse err in opposite directions, which halves the work for the same error.
    The orders depend on nothing but the two numbers.

    Examples
    --------
    >>> orders = joining_orders(12, 3)
    >>> orders.shape, bool((orders[1] == orders[0][::-1]).all())
    ((6, 12), True)
    """
    generator = np.random.default_rng([ORDERS_SEED, players])
    drawn = [generator.permutation(players) for _ in range(pairs)]
    orders = np.array([way for order in drawn for way in (order, order[::-1])], dtype=np.int64)
    orders = orders.reshape(2 * pairs, players)
    orders.flags.writeable = False
    return orders


class Parts(NamedTuple):
    """Shapley parts and, where orders were sampled, the standard error of each."""

    parts: Array
    error: Array


def shapley(worth: Callable[[frozenset[int]], ArrayLike], players: int, pairs: int = 256) -> Parts:
    """Return the Shapley value of any game, exact for few players, else sampled.

    Parameters
    ----------
    worth : callable
        Worth of a coalition, a number or an array; called once a coalition.
    players : int
        Number of players n.
    pairs : int
        Pairs of an order and its reverse that are sampled above ``EXACT_PLAYERS`` players.

    Returns
    -------
    Parts
        ``parts`` (n, …) and ``error`` (n, …), in the unit of ``worth``; errors are 0 when exact.

    Raises
    ------
    ValueError
        If there are no players, or fewer than two pairs when sampling.

    Examples
    --------
    A council of three where the first must agree and one of the others is enough:

    >>> wins = lambda who: float(0 in who and len(who) > 1)
    >>> shapley(wins, 3).parts.round(4).tolist()
    [0.6667, 0.1667, 0.1667]
    """
    if players < 1:
        raise ValueError(f"a game of {players} players: expected at least 1")
    if players <= EXACT_PLAYERS:
        coalitions = [
            frozenset(i for i in range(players) if code >> i & 1) for code in range(1 << players)
        ]
        values = np.array([np.asarray(worth(who), dtype=np.float64) for who in coalitions])
        parts = shapley_parts(values.reshape(len(values), -1))
        exact = parts.reshape(players, *values.shape[1:])
        return Parts(exact, np.zeros_like(exact))
    if pairs < 2:
        raise ValueError(f"{pairs} pairs of orders: expected at least 2 to tell the error")
    known: dict[frozenset[int], Array] = {}

    def value(who: frozenset[int]) -> Array:
        if who not in known:
            known[who] = np.asarray(worth(who), dtype=np.float64)
        return known[who]

    nobody = value(frozenset())
    gains = np.zeros((2 * pairs, players, *nobody.shape))
    for row, order in enumerate(joining_orders(players, pairs)):
        inside: frozenset[int] = frozenset()
        for player in order:
            before = value(inside)
            inside |= {int(player)}
            gains[row, player] = value(inside) - before
    means = gains.reshape(pairs, 2, players, *nobody.shape).mean(axis=1)
    return Parts(means.mean(axis=0), means.std(axis=0, ddof=1) / math.sqrt(pairs))
