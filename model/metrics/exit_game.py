"""The exit game: what is left of needs met when foreign states leave, and whose exit costs what.

Each foreign state may withdraw what it controls. The game is played for every one of them alone and
for every set of partners with or without the upstream states as one bloc; each time needs are
evaluated at several times after the exit and averaged.

- capability ``Y = Σ v_k Y_k``, needs met today;
- autonomy ``A = min_c mean_tau Σ v_k Y_k(c left)``, over foreign states that one hand can withdraw;
- autonomy, strict: ``Σ v_k min_c mean_tau Y_k(c left)``, every technology losing its worst state;
- alone ``A0``: all foreign states have left;
- dependence: the Shapley parts of ``Y - A0``, by partner and for the upstream bloc.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.metrics.bill import Bill
from model.metrics.needs import mean_needs_met, stacked_supply, sum_over_states, weighted
from model.metrics.shapley import EXACT_PLAYERS, joining_orders, shapley_parts
from model.rows import put

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Pairs of orders sampled where there are too many players for every coalition.
SAMPLED_PAIRS = 64
NO_ORDERS = np.zeros((0, 1), dtype=np.int64)


class ExitGame(NamedTuple):
    """What the exit game tells; K technologies, S states, P partners. All shares of need.

    Attributes
    ----------
    capability, autonomy, autonomy_strict, autonomy_alone : float
        Y, A, the stricter A, and A0.
    worst : int
        State whose exit costs most, among those that can leave alone; -1 where there is none.
    met : (K,)
        Needs met today.
    single : (S - 1,)
        Weighted needs met, mean over the horizon, after each foreign state's exit (state s at s-1).
    exit_loss : (P,)
        Weighted needs that each partner's exit costs, never below 0.
    dependence : (P + 1,)
        Shapley parts of Y - A0: partners, then the upstream bloc.
    after : (S - 1, K)
        As ``single``, by technology.
    alone : (K,)
        As ``autonomy_alone``, by technology.
    parts : (P + 1, K)
        As ``dependence``, by technology and not weighted.
    """

    capability: float
    autonomy: float
    autonomy_strict: float
    autonomy_alone: float
    worst: int
    met: Array
    single: Array
    exit_loss: Array
    dependence: Array
    after: Array
    alone: Array
    parts: Array

    @property
    def robustness(self) -> float:
        """Return A / Y: part of today's capability that the worst exit leaves; nan at Y = 0."""
        return self.autonomy / self.capability if self.capability > 0.0 else float("nan")


def horizon_points(years: float, points: int) -> Array:
    """Return the times after an exit at which needs are evaluated: middles of equal intervals.

    Parameters
    ----------
    years : float
        Horizon T, years; 0 looks at the moment of the exit.
    points : int
        Number of times.

    Returns
    -------
    (points,) array
        Years; the plain mean over them is the midpoint rule for the mean over 0 to T.

    Raises
    ------
    ValueError
        If the horizon is negative or there are no points.

    Examples
    --------
    >>> horizon_points(6.0, 3).tolist()
    [1.0, 3.0, 5.0]
    """
    if not (years >= 0.0 and points >= 1):
        raise ValueError(f"horizon of {years} years in {points} points: expected >= 0 in >= 1")
    return np.linspace(0.0, years, points, endpoint=False) + 0.5 * years / points


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
def _play(
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
    """Fill in and return what an :class:`ExitGame` tells.

    Parameters
    ----------
    imports, produced, input_share, order, needed, loss, rate, weight, taus, lone, partners
        As in :func:`exit_game`.
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


def exit_game(
    imports: Array,
    produced: Array,
    input_share: Array,
    bill: Bill,
    rate: Array,
    weight: Array,
    taus: Array,
    lone: Mask,
    partners: int,
) -> ExitGame:
    """Return capability, autonomy and dependence of the host from who supplies what (M12, M12b).

    Equations: see the heads of this module and of :mod:`model.metrics.needs`.

    Parameters
    ----------
    imports, produced : (K, S) arrays
        Share of each need met by finished imports from, and by plants in the host run by, state s.
        State 0 is the host, ``1 .. P`` are partners, the rest are upstream states.
    input_share : (J, S) array
        Share of upstream input j that comes from state s.
    bill : Bill
        What each technology needs.
    rate : (K + J,) array
        Re-sourcing rates, 1/year.
    weight : (K,) array
        Strategic weights v, sum 1.
    taus : (T,) array
        Times after the exit that are averaged, years; see :func:`horizon_points`.
    lone : (S,) bool array
        Whether one hand can withdraw the supply of the state; only such exits can be the worst.
    partners : int
        P.

    Returns
    -------
    ExitGame
        All measures. With more than ``EXACT_PLAYERS`` players the parts are sampled over fixed
        orders; they sum to the whole all the same.

    Raises
    ------
    ValueError
        If partners outnumber the foreign states.

    Notes
    -----
    Arrays that are read-only or not C-contiguous are compiled for anew; in a loop pass plain ones.

    Examples
    --------
    Two partners import half of one need each; nothing is ever replaced.

    >>> from model.metrics.bill import bill_of_materials
    >>> game = exit_game(
    ...     np.array([[0.0, 0.5, 0.5]]), np.zeros((1, 3)), np.zeros((0, 3)),
    ...     bill_of_materials([[0.0]]), np.zeros(1), np.ones(1), np.array([0.0, 1.0]),
    ...     np.array([False, True, True]), 2)
    >>> game.capability, game.autonomy, game.autonomy_alone, game.dependence.tolist()
    (1.0, 0.5, 0.0, [0.5, 0.5, 0.0])
    """
    if not 0 <= partners < imports.shape[1]:
        raise ValueError(f"{partners} partners among {imports.shape[1] - 1} foreign states")
    joining = NO_ORDERS
    if partners + 1 > EXACT_PLAYERS:
        joining = np.array(joining_orders(partners + 1, SAMPLED_PAIRS))
    technologies, states = imports.shape
    by_technology = np.empty((states + partners + 2, technologies))
    weighed, exit_loss = np.empty(states + partners + 2), np.empty(partners)
    headline = _play(
        imports,
        produced,
        input_share,
        *bill,
        rate,
        weight,
        taus,
        lone,
        partners,
        joining,
        by_technology,
        weighed,
        exit_loss,
    )
    return ExitGame(
        *headline,
        met=by_technology[0],
        single=weighed[1:states],
        exit_loss=exit_loss,
        dependence=weighed[states + 1 :],
        after=by_technology[1:states],
        alone=by_technology[states],
        parts=by_technology[states + 1 :],
    )
