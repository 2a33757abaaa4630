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

from model.metrics.bill import Bill
from model.metrics.exits import play_exits
from model.metrics.shapley import EXACT_PLAYERS, joining_orders

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
    headline = play_exits(
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
