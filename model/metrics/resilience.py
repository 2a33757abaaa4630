"""Resilience: what one exit, two exits, or one after the other leave of today's supply (M11).

``R1 = min_c (1 - Loss_c)`` over single foreign states, ``R2`` over pairs, with ``Loss = 1 - Y'/Y``.

When does another supplier help? Three statements, each of them tested:

1. Needs met after any exit, and so autonomy, never fall when supply is added, whoever adds it.
2. R1 and R2 never fall when supply is added to needs that are met already (Y stays).
3. R1 and R2 never fall when part of one state's supply passes to a state that supplied nothing, if
   both are re-sourced alike (Y stays; whoever leaves now takes less).

R1 *can* fall when an addition raises Y: a host that makes half of its need and buys nothing has R1
of 1; with a foreigner supplying the other half, 1/2. That is what imports do, not an error;
autonomy, which is in needs and not in parts of Y, stays as it was.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.metrics.bill import Bill
from model.metrics.needs import lost_share, needs_met

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Supply(NamedTuple):
    """Who supplies what, and how it is weighed; arrays as in :func:`model.metrics.needs.needs_met`.

    Attributes
    ----------
    imports, produced : (K, S)
        Shares of need by state, state 0 the host.
    input_share : (J, S)
        Shares of upstream inputs by state.
    bill : Bill
        What each technology needs.
    rate : (K + J,)
        Re-sourcing rates, 1/year.
    weight : (K,)
        Strategic weights, sum 1.
    taus : (T,)
        Times after the exits that are averaged, years.
    """

    imports: Array
    produced: Array
    input_share: Array
    bill: Bill
    rate: Array
    weight: Array
    taus: Array


def needs_after(supply: Supply, gone: ArrayLike) -> Array:
    """Return the weighted share of needs met after each exit, mean over the times looked at.

    Parameters
    ----------
    supply : Supply
        Who supplies what.
    gone : (S, E) array
        States that leave (1) in each exit.

    Returns
    -------
    (E,) array
        Shares.

    Examples
    --------
    >>> from model.metrics.bill import bill_of_materials
    >>> supply = Supply(np.array([[0.2, 0.5, 0.3]]), np.zeros((1, 3)), np.zeros((0, 3)),
    ...     bill_of_materials([[0.0]]), np.zeros(1), np.ones(1), np.zeros(1))
    >>> needs_after(supply, [[0, 0], [1, 1], [0, 1]]).round(3).tolist()
    [0.5, 0.2]
    """
    exits = np.asarray(gone, dtype=np.float64)
    lost = lost_share(supply.rate, supply.taus)
    result: Array = needs_met(*supply[:4], exits, lost) @ supply.weight
    return result


def pair_exits(supply: Supply) -> Array:
    """Return needs met after the exit of every pair of foreign states.

    Parameters
    ----------
    supply : Supply
        Who supplies what.

    Returns
    -------
    (S - 1, S - 1) array
        Shares, symmetric; on the diagonal the exit of one alone.

    Examples
    --------
    >>> from model.metrics.bill import bill_of_materials
    >>> supply = Supply(np.array([[0.2, 0.5, 0.3]]), np.zeros((1, 3)), np.zeros((0, 3)),
    ...     bill_of_materials([[0.0]]), np.zeros(1), np.ones(1), np.zeros(1))
    >>> pair_exits(supply).round(3).tolist()
    [[0.5, 0.2], [0.2, 0.7]]
    """
    foreign = supply.imports.shape[1] - 1
    first, second = np.triu_indices(foreign)
    gone = np.zeros((foreign + 1, len(first)))
    gone[first + 1, np.arange(len(first))] = 1.0
    gone[second + 1, np.arange(len(first))] = 1.0
    result = np.zeros((foreign, foreign))
    result[first, second] = result[second, first] = needs_after(supply, gone)
    return result


def resilience(before: float, after: ArrayLike) -> float:
    """Return the least part of today's supply that any of the exits leaves.

    Equation: ``R = min_c (1 - Loss_c) = min_c Y_c / Y``.

    Parameters
    ----------
    before : float
        Needs met today, Y.
    after : array
        Needs met after each of the exits; single ones for R1, pairs for R2.

    Returns
    -------
    float
        Share; ``nan`` where nothing is supplied or nobody can leave.

    Examples
    --------
    >>> resilience(0.8, [0.6, 0.4])
    0.5
    """
    left = np.asarray(after, dtype=np.float64)
    return float(left.min() / before) if before > 0.0 and left.size else float("nan")


class Percolation(NamedTuple):
    """States in the order in which they leave, and needs met after 0, 1, 2, … exits."""

    order: tuple[int, ...]
    met: Array


def percolation(supply: Supply) -> Percolation:
    """Return how needs met fall as foreign states leave one after the other, the worst first.

    At each step the state goes whose exit costs most then; ties go to the lower number.

    Parameters
    ----------
    supply : Supply
        Who supplies what.

    Returns
    -------
    Percolation
        ``order`` of S - 1 states and ``met`` of shape (S,), never rising.

    Examples
    --------
    >>> from model.metrics.bill import bill_of_materials
    >>> supply = Supply(np.array([[0.2, 0.3, 0.5]]), np.zeros((1, 3)), np.zeros((0, 3)),
    ...     bill_of_materials([[0.0]]), np.zeros(1), np.ones(1), np.zeros(1))
    >>> curve = percolation(supply)
    >>> curve.order, curve.met.round(3).tolist()
    ((2, 1), [1.0, 0.5, 0.2])
    """
    states = supply.imports.shape[1]
    gone = np.zeros(states)
    order: list[int] = []
    met = [float(needs_after(supply, gone[:, None])[0])]
    while len(order) < states - 1:
        left = [s for s in range(1, states) if gone[s] == 0.0]
        trials = np.repeat(gone[:, None], len(left), axis=1)
        trials[left, np.arange(len(left))] = 1.0
        after = needs_after(supply, trials)
        worst = int(after.argmin())
        gone[left[worst]] = 1.0
        order.append(left[worst])
        met.append(float(after[worst]))
    return Percolation(tuple(order), np.array(met))
