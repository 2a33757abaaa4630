"""Autonomy at a single time after the exit: light enough to be differentiated by trial.

Preferences ask what one more plant would do to autonomy. What each exit leaves is worked out once a
quarter (:func:`outlook`); a trial then evaluates anew only the technology whose plants change and
those that need it (:func:`try_plants`). The full game of :mod:`model.metrics.exit_game` is played
once a quarter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.metrics.bill import Bill
from model.metrics.needs import (
    fill_all_met,
    fill_needs_met,
    left_of,
    stacked_supply,
    sum_over_states,
)
from model.rows import put

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]


@compiled
def keep(row: Array, total: float, lost: float) -> None:
    """Turn one good's supply by state into what is left of the total after each state's exit.

    Parameters
    ----------
    row : (S,) array
        Changed in place; the host, column 0, never leaves.
    total : float
        The sum over states.
    lost : float
        Part of what left that has not been re-sourced, share.
    """
    row[0] = total
    for s in range(1, len(row)):
        row[s] = left_of(total, lost, row[s])


@compiled
def least_met(met: Array, weight: Array, lone: Mask) -> tuple[float, float]:
    """Return Y and the least Y after one exit, from what is met after each, (K + J, S)."""
    after = np.zeros(len(lone))
    for k in range(len(weight)):
        for s in range(len(lone)):
            after[s] += weight[k] * met[k, s]
    autonomy = after[0]
    for s in range(1, len(lone)):
        if lone[s]:
            autonomy = min(autonomy, after[s])
    return after[0], autonomy


@compiled
def outlook(
    imports: Array,
    produced: Array,
    input_share: Array,
    order: Indices,
    needed: Indices,
    loss: Array,
    lost: Array,
    weight: Array,
    lone: Mask,
    kept: Array,
    met: Array,
) -> tuple[float, float]:
    """Fill in what is kept and met after each state's exit; return Y and the least Y after one.

    Parameters
    ----------
    imports, produced, input_share, order, needed, loss, lost, weight, lone
        As in :func:`capability_after`.
    kept : (2K + J, S) array
        Filled: imports, inputs and productions that still come, see
        :func:`model.metrics.needs.fill_needs_met`; nobody leaves in column 0.
    met : (K + J, S) array
        Filled: share met of each need and input.
    """
    goods = len(lost)
    supply = stacked_supply(imports, produced, input_share)
    total = sum_over_states(supply)
    for row in range(len(supply)):
        put(supply[row], kept[row])
        keep(kept[row], total[row], lost[row if row < goods else row - goods])
    fill_all_met(kept, order, needed, loss, met)
    return least_met(met, weight, lone)


@compiled
def users(k: int, order: Indices, needed: Indices) -> Indices:
    """Return a technology and all that cannot run without it, each after what it needs.

    Examples
    --------
    >>> users(1, np.array([1, 0, 2]), np.array([[1], [-1], [3]])).tolist()
    [1, 0]
    """
    touched = np.zeros(len(order), np.bool_)
    touched[k] = True
    found = np.empty(len(order), np.int64)
    count = 0
    for each in order:
        for i in needed[each]:
            if 0 <= i < len(order) and touched[i]:
                touched[each] = True
        if touched[each]:
            found[count] = each
            count += 1
    return found[:count]


@compiled
def try_plants(
    k: int,
    plants: Array,
    lost: float,
    those: Indices,
    needed: Indices,
    loss: Array,
    kept: Array,
    met: Array,
) -> None:
    """Write into what is kept and met that the plants of one technology are run by others.

    Parameters
    ----------
    k : int
        The technology.
    plants : (S,) array
        Share of its need met by plants in the host, by the state that runs them.
    lost : float
        Part of its supply that has not been re-sourced after an exit, share.
    those : array of int
        From :func:`users`.
    needed, loss
        As in :func:`capability_after`.
    kept, met
        From :func:`outlook`; changed in place.
    """
    row = kept[len(met) + k]
    total = 0.0
    for s in range(len(plants)):
        row[s] = plants[s]
        total += plants[s]
    keep(row, total, lost)
    fill_needs_met(kept, those, needed, loss, met)


def capability_after(
    imports: Array,
    produced: Array,
    input_share: Array,
    bill: Bill,
    lost: Array,
    weight: Array,
    lone: Mask,
) -> tuple[float, float]:
    """Return needs met today and after the worst exit, at one time after it.

    Equation: ``Y`` and ``min_c Y(c left)`` with the part ``lost`` of what c supplied still missing.

    Parameters
    ----------
    imports, produced : (K, S) arrays
        Shares of need by state.
    input_share : (J, S) array
        Shares of upstream inputs by state.
    bill : Bill
        What each technology needs.
    lost : (K + J,) array
        Part of what left that has not been re-sourced, ``exp(-r tau)``, share.
    weight : (K,) array
        Strategic weights, sum 1.
    lone : (S,) bool array
        States whose supply one hand can withdraw.

    Returns
    -------
    tuple of float
        Y and the least Y after an exit.

    Examples
    --------
    >>> from model.metrics.bill import bill_of_materials
    >>> capability_after(
    ...     np.array([[0.2, 0.5]]), np.zeros((1, 2)), np.zeros((0, 2)),
    ...     bill_of_materials([[0.0]]), np.ones(1), np.ones(1), np.array([False, True]))
    (0.7, 0.19999999999999996)
    """
    kept = np.empty((len(lost) + len(imports), len(lone)))
    met = np.empty((len(lost), len(lone)))
    return outlook(imports, produced, input_share, *bill, lost, weight, lone, kept, met)
