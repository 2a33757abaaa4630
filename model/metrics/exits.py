"""The kernel of the exit game: needs met after every exit, and what each player's exit costs.

Exits are columns of one table, so that all of them are met in one go: the sets of players first,
exactly or along sampled orders of joining, then each state alone that is none of the sets.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.metrics.needs import mean_needs_met, stacked_supply, sum_over_states, weighted
from model.metrics.shapley import shapley_parts
from model.rows import put

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]


@compiled
def fill_coalitions(by_player: Array, leaving: Array) -> None:
    """Fill in what leaves with every set of players: player i where bit i is set.

    Parameters
    ----------
    by_player : (rows, n) array
        What leaves with each player alone.
    leaving : (rows, 2^n or more) array
        The first columns are filled, but for the empty set, where nothing leaves.
    """
    rows, players = by_player.shape
    for row in range(rows):
        for i in range(players):
            more = by_player[row, i]
            for others in range(1 << i):
                leaving[row, others + (1 << i)] = leaving[row, others] + more


@compiled
def fill_orders(by_player: Array, joining: Indices, leaving: Array) -> None:
    """Fill in what has left after each player of each order.

    Parameters
    ----------
    by_player : (rows, n) array
        What leaves with each player alone.
    joining : (orders, n) array
        Players in the order in which they leave.
    leaving : (rows, orders · n or more) array
        The first columns are filled.
    """
    orders, players = joining.shape
    for row in range(len(by_player)):
        for order in range(orders):
            gone = 0.0
            for place in range(players):
                gone += by_player[row, joining[order, place]]
                leaving[row, order * players + place] = gone


@compiled
def play_exits(
    imports: Array,
    produced: Array,
    input_share: Array,
    order: Indices,
    needed: Indices,
    loss: Array,
    rate: Array,
    weight: Array,
    taus: Array,
    lone: Mask,
    partners: int,
    joining: Indices,
    by_technology: Array,
    weighed: Array,
    exit_loss: Array,
) -> tuple[float, float, float, float, int]:
    """Fill in and return what an :class:`~model.metrics.exit_game.ExitGame` tells.

    Parameters
    ----------
    imports, produced, input_share, order, needed, loss, rate, weight, taus, lone, partners
        As in :func:`~model.metrics.exit_game.exit_game`.
    joining : (orders, players) array
        Orders over which parts are sampled; none for exact parts.
    by_technology : (S + P + 2, K) array
        Filled: needs met after each state's exit, nobody's in the place of the host's, then after
        the exit of all; then Shapley parts.
    weighed : (S + P + 2,) array
        Filled: the same, weighted over technologies.
    exit_loss : (P,) array
        Filled: what each partner's exit costs.
    """
    technologies, states = imports.shape
    lost = np.empty((len(rate), len(taus)))
    for i in range(len(rate)):
        for t in range(len(taus)):
            lost[i, t] = np.exp(-rate[i] * taus[t])
    supply = stacked_supply(imports, produced, input_share)
    total = sum_over_states(supply)

    # All exits in one go: sets of players, which are the partners and the upstream states as one,
    # then every state alone that is not among the sets, with nobody's exit in the host's place.
    exact, players = len(joining) == 0, partners + 1
    sets = columns = joining.size or 1 << players
    single = np.zeros(states, np.int64)  # the column of each
    for s in range(states):
        if exact and s <= partners:
            single[s] = (1 << s) >> 1
        else:
            single[s] = columns
            columns += 1
    by_player, leaving = np.zeros((len(total), players)), np.zeros((len(total), columns))
    for row in range(len(total)):
        for s in range(1, states):
            leaving[row, single[s]] = supply[row, s]
            by_player[row, min(s - 1, partners)] += supply[row, s]
    if exact:
        fill_coalitions(by_player, leaving)
    else:
        fill_orders(by_player, joining, leaving)
    left = mean_needs_met(total, leaving, lost, order, needed, loss)

    for s in range(states):
        put(left[single[s]], by_technology[s])
    put(left[sets - 1], by_technology[states])
    value, parts = left[:sets], by_technology[states + 1 :]
    if exact:
        lost_to = shapley_parts(value)
        for player in range(players):
            for k in range(technologies):
                parts[player, k] = -lost_to[player, k]
    else:
        parts[:] = 0.0
        for row in range(sets):
            before = by_technology[0] if row % players == 0 else value[row - 1]
            part = parts[joining[row // players, row % players]]
            for k in range(technologies):
                part[k] += (before[k] - value[row, k]) / len(joining)
    for row in range(len(weighed)):
        weighed[row] = weighted(by_technology[row], weight)
    for p in range(partners):
        exit_loss[p] = max(0.0, weighed[0] - weighed[1 + p])

    autonomy, worst = weighed[0], -1
    lowest = by_technology[0].copy()
    for s in range(1, states):
        if lone[s]:
            for k in range(technologies):
                lowest[k] = min(lowest[k], by_technology[s, k])
            if worst < 0 or weighed[s] < autonomy:
                autonomy, worst = weighed[s], s
    alone = float(weighed[states])
    return weighed[0], autonomy, weighted(lowest, weight), alone, worst
